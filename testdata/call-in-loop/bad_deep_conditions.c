/* What stands behind several conditions of callees, which nothing decides, is told apart; what is sure, or asked for in
 * the loop itself, or behind one condition or an early return, is not. */
#include <hiredis/hiredis.h>

struct link {
    int kind, age, state;
};
struct link *find_link(const char *key);
int is_late(const char *key), is_old(const char *key), is_odd(const char *key);

static void ask(redisContext *c, const char *key) { freeReplyObject(redisCommand(c, "GET %s", key)); }

static void ask_in_doubt(redisContext *c, const char *key) {
    if (is_late(key)) {
        ask(c, key);
        if (is_old(key)) {
            ask(c, "a");
            ask(c, "b");
            ask(c, "c");
            ask(c, "d");
        }
    }
}

void most_of_it_is_rare(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        ask_in_doubt(c, keys[i]); // expect: call-in-loop {{: up to n round trips, .*; up to 5 \* n round trips when several conditions in callees hold at once$}}
}

/* The conditions of two functions, one in the other. */
static void check_link(redisContext *c, const char *key) {
    ask(c, key);
    if (find_link(key)->kind == 3)
        ask_in_doubt(c, key);
}

void some_is_sure(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        check_link(c, keys[i]); // expect: call-in-loop {{: up to n round trips, .*; up to 6 \* n round trips when several}}
}

/* Nothing is surer. */
static void ask_if_both(redisContext *c, const char *key) {
    if (is_late(key))
        if (is_old(key))
            ask(c, key);
}

void all_is_rare(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        ask_if_both(c, keys[i]); // expect: call-in-loop {{: up to n round trips, .*, when several conditions in callees hold at once$}}
}

/* The loop asks itself. */
void conditions_of_the_loop(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        if (is_late(keys[i]))
            if (is_old(keys[i]))
                ask(c, keys[i]); // expect: call-in-loop {{: up to n round trips, [^;]* = [0-9,]+$}}
}

/* Most come behind an early return. */
static void leave_early(redisContext *c, const char *key) {
    if (is_late(key))
        return;
    if (is_old(key))
        return;
    if (is_odd(key))
        return;
    ask(c, key);
}

void early_returns(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        leave_early(c, keys[i]); // expect: call-in-loop {{: up to n round trips, [^;]* = [0-9,]+$}}
}

/* One of several is asked for in any case. */
static void ask_one_of_three(redisContext *c, const char *key) {
    if (is_late(key))
        ask(c, key);
    else if (is_old(key))
        ask(c, key);
    else
        freeReplyObject(redisCommand(c, "HGETALL %s", key));
}

static void ask_by_kind(redisContext *c, const char *key) {
    if (is_odd(key))
        ask_one_of_three(c, key);
    else
        ask_one_of_three(c, key);
}

void one_of_several(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        ask_by_kind(c, keys[i]); // expect: call-in-loop {{: (up to )?n round trips, [^;]* = [0-9,]+$}}
}

/* The cases of one choice are one condition. */
static void last_case(redisContext *c, const char *key) {
    int kind = find_link(key)->kind;
    if (kind == 1)
        find_link(key);
    else if (kind == 2)
        is_late(key);
    else if (kind == 3)
        is_old(key);
    else
        ask(c, key);
}

void cases(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        last_case(c, keys[i]); // expect: call-in-loop {{: up to n round trips, [^;]* = [0-9,]+$}}
}

/* Arms of the loop that exclude each other: of each, what is behind few conditions. */
void arms(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        if (is_odd(keys[i])) {
            ask_in_doubt(c, keys[i]); // expect: call-in-loop {{: up to 2 \* n round trips, .*; up to 10 \* n round trips when several}}
            ask_in_doubt(c, keys[i]);
        } else {
            ask_in_doubt(c, keys[i]);
        }
}

/* What the caller passes would decide, and it cannot tell: one condition, whatever it asks for. */
static void ask_of_kind(redisContext *c, const char *key, const struct link *link) {
    if (link->kind == 3)
        if (is_late(key))
            ask(c, key);
}

void kinds(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        ask_of_kind(c, keys[i], find_link(keys[i])); // expect: call-in-loop {{: up to n round trips, .*, when several conditions in callees hold at once$}}
}

/* It can tell one of them. */
void kind_3(redisContext *c, const char **keys, int n) {
    struct link link = {3, 0, 0};
    for (int i = 0; i < n; i++)
        ask_of_kind(c, keys[i], &link); // expect: call-in-loop {{: up to n round trips, [^;]* = [0-9,]+$}}
}

/* Early returns here too. */
static void leave_kinds(redisContext *c, const char *key, const struct link *link) {
    if (link->kind == 3)
        return;
    if (link->age == 4)
        return;
    if (link->state == 5)
        return;
    ask(c, key);
}

void left_kinds(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        leave_kinds(c, keys[i], find_link(keys[i])); // expect: call-in-loop {{: up to n round trips, [^;]* = [0-9,]+$}}
}

/* So for arms of a callee. */
static void ask_one_way(redisContext *c, const char *key) {
    if (is_odd(key))
        ask_in_doubt(c, key);
    else if (is_late(key))
        ask_in_doubt(c, key);
    else
        ask_in_doubt(c, key);
}

void arms_of_callee(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        ask_one_way(c, keys[i]); // expect: call-in-loop {{: up to n round trips, .*; up to 5 \* n round trips when several}}
}
