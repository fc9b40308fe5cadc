/* What is only done for items in a state that doing it ends is done once for each, however often the loop around looks
 * for such items. */
#include "hiredis/hiredis.h"

#include <stddef.h>

enum state { NEW, QUEUED, ASSIGNED, DONE };

struct task {
    struct task *next;
    enum state state;
    const char *name;
    int is_sent, is_wanted, tries;
};

struct tracker {
    redisContext *peer;
    struct task *first;
    struct task *table;
    int count;
    int is_up, is_busy;
};

static int ask(redisContext *c, const char *what)
{
    redisReply *r = redisCommand(c, "GET %s", what);
    if (!r)
        return -1;
    freeReplyObject(r);
    return 0;
}

void assign_new(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++) {
        for (struct task *task = t->first; task; task = task->next)
            if (task->state == QUEUED) {
                ask(t->peer, task->name); // expect: call-in-loop {{: up to length\(t->first\) round trips}}
                task->state = ASSIGNED;
            }
        ask(t->peer, "status"); // expect: call-in-loop {{: up to turns round trips}}
    }
}

/* A flag; and what has failed is no way on. */
void send_new(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++)
        for (struct task *task = t->first; task; task = task->next) {
            if (task->is_sent)
                continue;
            if (ask(t->peer, task->name) < 0) // expect: call-in-loop {{: up to length\(t->first\) round trips}}
                continue;
            task->is_sent = 1;
        }
}

void get_wanted(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++)
        for (int k = 0; k < t->count; k++) {
            struct task *task = &t->table[k];
            if (task->is_wanted && task->tries < 3) {
                ask(t->peer, task->name); // expect: call-in-loop {{: up to t->count round trips}}
                task->is_wanted = 0;
                task->tries++;
            }
        }
}

void assign_table(struct tracker *t, int turns)
{
    for (int i = 0; i < turns; i++)
        for (int k = 0; k < t->count; k++)
            if (t->table[k].state == QUEUED) {
                if (t->table[k].tries)
                    t->table[k].state = DONE;
                else
                    t->table[k].state = ASSIGNED;
                ask(t->peer, t->table[k].name); // expect: call-in-loop {{: up to t->count round trips}}
            }
}

/* One object, in a helper: no loop over items. */
static void start(struct task *task, redisContext *c)
{
    if (task->state != QUEUED)
        return;
    ask(c, task->name);
    task->state = ASSIGNED;
}

// expect-cost start_at_last: 1
void start_at_last(struct task *task, redisContext *c, int turns)
{
    for (int i = 0; i < turns; i++)
        start(task, c);
}

/* Items that are picked first: the path shows what is asked on each turn. */
static void assign_queued(struct tracker *t)
{
    struct task *batch[64];
    int n = 0;
    for (struct task *task = t->first; task; task = task->next)
        if (task->state == QUEUED)
            batch[n++] = task;
    if (n > 0) {
        int rc = ask(t->peer, "many");
        for (int i = 0; i < n; i++) {
            if (rc < 0) {
                batch[i]->state = DONE;
                continue;
            }
            batch[i]->state = ASSIGNED;
        }
    }
}

static void poll_status(struct tracker *t) { ask(t->peer, "status"); }

static void manage(struct tracker *t)
{
    assign_queued(t);
    if (t->is_up) {
        if (t->is_busy)
            poll_status(t);
    }
}

void manage_all(struct tracker *trackers, int n)
{
    for (int i = 0; i < n; i++)
        manage(&trackers[i]); // expect: call-in-loop {{manage\(\) waits}}
                              // expect-step: manage: {{poll_status\(\)}}
}

/* A flag that is raised right before says nothing of how often. */
static void manage_busy(struct tracker *t)
{
    assign_queued(t);
    if (!t->is_busy) {
        if (t->is_up)
            t->is_busy = 1;
    }
    if (t->is_busy) {
        poll_status(t);
        t->is_busy = 0;
    }
}

void manage_busy_all(struct tracker *trackers, int n)
{
    for (int i = 0; i < n; i++)
        manage_busy(&trackers[i]); // expect: call-in-loop {{manage_busy\(\) waits}}
                                   // expect-step: manage_busy: {{poll_status\(\)}}
}

/* A step of something that goes through its states once, and is looked at in one of them. */
static void begin(struct task *task, redisContext *c) { ask(c, task->name); }

static void step(struct task *task, redisContext *c)
{
    switch (task->state) {
    case QUEUED:
        begin(task, c);
        task->state = ASSIGNED;
        break;
    case ASSIGNED:
        if (task->is_wanted) {
            if (ask(c, "status") == 0 && task->tries)
                task->state = DONE;
        }
        break;
    default:
        break;
    }
}

void step_all(struct tracker *t)
{
    for (struct task *task = t->first; task; task = task->next)
        step(task, t->peer); // expect: call-in-loop {{step\(\) waits}}
                             // expect-step: step: {{ask\(\)}}
}
