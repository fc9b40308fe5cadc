/* The neighbours of bad_drained.c: an item may come into its state again, or is never out of it, or there are new ones.
 */
#include "hiredis/hiredis.h"

#include <stdlib.h>
#include <string.h>

enum state { NEW, QUEUED, ASSIGNED, DONE, HELD };

struct task {
    struct task *next;
    enum state state;
    const char *name;
    int is_sent, is_wanted, has_failed;
};

struct tracker {
    redisContext *peer;
    struct task *first;
    struct task *table;
    int count;
};

int is_failed(const struct task *task);

static void ask(redisContext *c, const char *what) { freeReplyObject(redisCommand(c, "GET %s", what)); }

static void put_back(struct task *task)
{
    if (task->has_failed)
        task->state = QUEUED;
}

static void add_task(struct tracker *t, const char *name)
{
    struct task *task = calloc(1, sizeof *task);
    task->name = name;
    task->next = t->first;
    t->first = task;
}

void retry_here(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++)
        for (struct task *task = t->first; task; task = task->next) {
            if (task->state == QUEUED) {
                ask(t->peer, task->name); // expect: call-in-loop {{turns \* length\(t->first\) round trips}}
                task->state = ASSIGNED;
            } else if (is_failed(task)) {
                task->state = QUEUED;
            }
        }
}

void retry_below(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++)
        for (struct task *task = t->first; task; task = task->next) {
            if (task->state == QUEUED) {
                ask(t->peer, task->name); // expect: call-in-loop {{turns \* length\(t->first\) round trips}}
                task->state = ASSIGNED;
            }
            put_back(task);
        }
}

/* New ones come. */
void take_more(struct tracker *t, const char **names, int n)
{
    for (int i = 0; i < n; i++) {
        add_task(t, names[i]);
        for (struct task *task = t->first; task; task = task->next)
            if (!task->is_sent) {
                ask(t->peer, task->name); // expect: call-in-loop {{n \* length\(t->first\) round trips}}
                task->is_sent = 1;
            }
    }
}

void copy_more(struct tracker *t, const struct task *more, int n)
{
    for (int i = 0; i < n; i++) {
        t->table[0] = more[i];
        for (int k = 0; k < t->count; k++)
            if (t->table[k].is_wanted) {
                ask(t->peer, t->table[k].name); // expect: call-in-loop {{n \* t->count round trips}}
                t->table[k].is_wanted = 0;
            }
    }
}

void load_more(struct tracker *t, const struct task *more, int n)
{
    for (int i = 0; i < n; i++) {
        memcpy(&t->table[0], &more[i], sizeof *more);
        for (int k = 0; k < t->count; k++)
            if (t->table[k].is_wanted) {
                ask(t->peer, t->table[k].name); // expect: call-in-loop {{n \* t->count round trips}}
                t->table[k].is_wanted = 0;
            }
    }
}

/* Each turn has its own. */
void each_tracker(struct tracker *trackers, int n)
{
    for (int i = 0; i < n; i++)
        for (struct task *task = trackers[i].first; task; task = task->next)
            if (task->state == HELD) {
                ask(trackers[i].peer, task->name); // expect: call-in-loop {{n \* length\(trackers\[i\]}}
                task->state = ASSIGNED;
            }
}

/* Some stay in it. */
void leave_some(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++)
        for (struct task *task = t->first; task; task = task->next)
            if (task->state == HELD) {
                ask(t->peer, task->name); // expect: call-in-loop {{turns \* length\(t->first\) round trips}}
                if (!is_failed(task))
                    task->state = ASSIGNED;
            }
}

void leave_others(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++)
        for (struct task *task = t->first; task; task = task->next)
            if (task->state == HELD || task->is_wanted) {
                ask(t->peer, task->name); // expect: call-in-loop {{turns \* length\(t->first\) round trips}}
                task->state = ASSIGNED;
            }
}

/* Of picked items that stay as they are, nothing is known. */
static void assign_all(struct tracker *t)
{
    struct task *batch[64];
    int n = 0;
    for (struct task *task = t->first; task; task = task->next)
        if (task->state == HELD)
            batch[n++] = task;
    if (n > 0) {
        ask(t->peer, "many");
        for (int i = 0; i < n; i++)
            batch[i]->is_sent = 1;
    }
}

static void poll_status(struct tracker *t) { ask(t->peer, "status"); }

static void manage(struct tracker *t)
{
    assign_all(t);
    if (t->count) {
        if (t->table)
            poll_status(t);
    }
}

void manage_all(struct tracker *trackers, int n)
{
    for (int i = 0; i < n; i++)
        manage(&trackers[i]); // expect: call-in-loop {{manage\(\) waits}}
                              // expect-step: manage: {{assign_all\(\)}}
}

/* A pass may stop before all are done: the next one is for others. */
void one_each_turn(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++) {
        for (struct task *task = t->first; task; task = task->next)
            if (task->state == HELD) {
                task->state = DONE;
                ask(t->peer, task->name); // expect: call-in-loop {{: up to turns round trips}}
                break;
            }
    }
}

static void assign_one(struct tracker *t)
{
    for (struct task *task = t->first; task; task = task->next)
        if (task->state == HELD) {
            ask(t->peer, task->name);
            task->state = DONE;
            return;
        }
}

void one_below(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++)
        assign_one(t); // expect: call-in-loop {{: up to turns round trips}}
}

void few_each_turn(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++) {
        int left = 5;
        for (struct task *task = t->first; task && left; task = task->next)
            if (task->state == HELD) {
                ask(t->peer, task->name); // expect: call-in-loop {{5 \* turns round trips}}
                task->state = DONE;
                left--;
            }
    }
}

/* All of it is done in one state. */
void many_inside(struct tracker *t, struct task *task, int n)
{
    if (task->state != HELD)
        return;
    for (int i = 0; i < n; i++)
        ask(t->peer, task[i].name); // expect: call-in-loop {{: up to n round trips}}
    task->state = DONE;
}

/* More of the table is looked at on each turn. */
void grow(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++) {
        t->count++;
        for (int k = 0; k < t->count; k++)
            if (t->table[k].state == HELD) {
                ask(t->peer, t->table[k].name); // expect: call-in-loop {{turns \* t->count round trips}}
                t->table[k].state = DONE;
            }
    }
}
