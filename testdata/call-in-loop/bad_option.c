/* Options are told apart from what is paid for sure, and a mode of data, or a table of records, is no option. */
#include <hiredis/hiredis.h>

enum field { FIELD_NONE, FIELD_NAME, FIELD_STORED };
static enum field format[4] = {FIELD_NAME};
static struct {
    int checks, verbose;
} config;

void read_config(int field, int checks) {
    format[0] = (enum field)field;
    config.checks = checks;
}

static void ask(redisContext *c, const char *key) { freeReplyObject(redisCommand(c, "GET %s", key)); }

static void print(redisContext *c, const char *key) {
    for (int i = 0; i < 4; i++) {
        switch (format[i]) {
        case FIELD_NONE:
        case FIELD_NAME:
            break;
        case FIELD_STORED:
            ask(c, key);
            break;
        }
    }
}

/* Nothing but an option: it may be on, for few of the fields. */
void print_all(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        print(c, keys[i]); // expect: call-in-loop {{^print\(\).*: up to 4 \* n round trips, .*, when an element of format is 2$}}
}

/* What is sure comes first, whatever the options make of it. */
void ask_and_print_all(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++) {
        print(c, keys[i]);
        print(c, keys[i]);
        ask(c, keys[i]); // expect: call-in-loop {{: up to n round trips, 100 ms from n = 200; up to 9 \* n round trips when an element of format is 2$}}
    }
}

/* An option that adds little is not worth a word. */
void ask_twice(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++) {
        ask(c, keys[i]); // expect: call-in-loop {{: up to 3 \* n round trips, 100 ms from n = 67$}}
        ask(c, keys[i]);
        if (config.checks)
            ask(c, "check");
    }
}

/* All of the loop is one feature, which an option turns on: who has it on pays on each turn. */
void check_all(redisContext *c, const char **keys, int n) {
    if (config.checks)
        for (int i = 0; i < n; i++)
            ask(c, keys[i]); // expect: call-in-loop {{: up to n round trips, 100 ms from n = 200$}}
}

void check_each(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        if (config.checks)
            ask(c, keys[i]); // expect: call-in-loop {{: up to n round trips, 100 ms from n = 200, when config.checks is not 0$}}
}

/* Data, not options: records in an array, and what hangs on a pointer. */
static struct item {
    int kind;
    const char *key;
} items[50];

void ask_stored_items(redisContext *c) {
    for (int i = 0; i < 50; i++)
        if (items[i].kind == FIELD_STORED)
            ask(c, items[i].key); // expect: call-in-loop {{: up to 50 round trips$}}
}

void ask_stored(redisContext *c, const int *kinds, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        switch (kinds[i]) {
        case FIELD_STORED:
            ask(c, keys[i]); // expect: call-in-loop {{: up to n round trips, 100 ms from n = 200$}}
            break;
        default:
            break;
        }
}

/* State: the function itself sets it. */
static int dirty;

void write_back(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++) {
        if (keys[i][0] == '!')
            dirty = keys[i][1];
        if (dirty != 0)
            ask(c, keys[i]); // expect: call-in-loop {{: up to n round trips, 100 ms from n = 200$}}
    }
}

/* To be set up is no option of what comes behind the test. */
static int is_ready;

void get_ready(int ready) { is_ready = ready; }

int ask_when_ready(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++) {
        if (!is_ready)
            continue;
        ask(c, keys[i]); // expect: call-in-loop {{: up to n round trips, 100 ms from n = 200$}}
    }
    return 0;
}

/* Ways that exclude each other, each with the same option. */
static void submit(redisContext *c, const char *key, int kind) {
    if (kind < 0 || kind > 9)
        return;
    if (kind == 3) {
        print(c, "note");
        return;
    }
    print(c, key);
}

void submit_all(redisContext *c, const char **keys, const int *kinds, int n) {
    for (int i = 0; i < n; i++)
        submit(c, keys[i], kinds[i]); // expect: call-in-loop {{: up to 4 \* n round trips, .*, when an element of format is 2$}}
}
