/* What asks the server only while a switch is on, where it may be on. */
#include <libpq-fe.h>

int ask_server = 1, ask_twice = 1;
int *ask_at;

static int look_up(PGconn *db, int id) {
    if (ask_server) {
        PQclear(PQexec(db, "SELECT 1"));
        return 1;
    }
    return id;
}

static int look_twice(PGconn *db, int id) {
    if (ask_twice)
        PQclear(PQexec(db, "SELECT 2"));
    return id;
}

/* Given back too early. */
int given_back(PGconn *db, const int *ids, int n) {
    int old = ask_server, count = 0;
    ask_server = 0;
    count += look_up(db, 1);
    ask_server = old;
    for (int i = 0; i < n; i++)
        count += look_up(db, ids[i]); // expect: call-in-loop {{n round trips}}
    return count;
}

/* On one way only. */
int on_one_way(PGconn *db, const int *ids, int n, int quiet) {
    int count = 0;
    if (quiet)
        ask_server = 0;
    for (int i = 0; i < n; i++)
        count += look_up(db, ids[i]); // expect: call-in-loop {{n round trips}}
    return count;
}

/* Off on the first turn. */
int on_again(PGconn *db, const int *ids, int n) {
    int count = 0;
    ask_server = 0;
    for (int i = 0; i < n; i++) {
        count += look_up(db, ids[i]); // expect: call-in-loop {{n round trips}}
        ask_server = 1;
    }
    return count;
}

static void switch_on(void) { ask_server = 1; }

/* By a helper. */
int on_by_helper(PGconn *db, const int *ids, int n) {
    int count = 0;
    ask_server = 0;
    switch_on();
    for (int i = 0; i < n; i++)
        count += look_up(db, ids[i]); // expect: call-in-loop {{n round trips}}
    return count;
}

/* By what is called itself. */
static int switch_and_look(PGconn *db, int id) {
    switch_on();
    return look_up(db, id);
}

int on_below(PGconn *db, const int *ids, int n) {
    int count = 0;
    ask_server = 0;
    for (int i = 0; i < n; i++)
        count += switch_and_look(db, ids[i]); // expect: call-in-loop {{n round trips}}
    return count;
}

/* What is given back is something else. */
static void give_other(int to) {
    int old = ask_server;
    if (to)
        old = to;
    ask_server = 0;
    ask_server = old;
}

int on_by_other(PGconn *db, const int *ids, int n) {
    int count = 0;
    ask_server = 0;
    give_other(n);
    for (int i = 0; i < n; i++)
        count += look_up(db, ids[i]); // expect: call-in-loop {{n round trips}}
    return count;
}

void keep_at(void) { ask_at = &ask_twice; }
static void set_at(void) { *ask_at = 1; }

/* Through a pointer that was made elsewhere. */
int on_by_pointer(PGconn *db, const int *ids, int n) {
    int count = 0;
    ask_twice = 0;
    set_at();
    for (int i = 0; i < n; i++)
        count += look_twice(db, ids[i]); // expect: call-in-loop {{n round trips}}
    return count;
}

/* Nobody knows what it runs. */
int on_by_anything(PGconn *db, const int *ids, int n, void (*run)(long, long)) {
    int count = 0;
    ask_server = 0;
    run(1, 2);
    for (int i = 0; i < n; i++)
        count += look_up(db, ids[i]); // expect: call-in-loop {{n round trips}}
    return count;
}
