/* As good_not_connected.c, but the listing comes when somebody may have connected: through a pointer, in a function
 * further up, on an earlier turn, or because anybody may call it. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

struct archive {
    PGconn *conn, *second, *third;
    int count;
    const char **lines;
    void (*start)(struct archive *a, int level);
};

static void put(struct archive *a, const char *text) {
    if (a->conn)
        PQclear(PQexec(a->conn, text));
    else
        fputs(text, stdout);
}

static void put_second(struct archive *a, const char *text) {
    if (a->second)
        PQclear(PQexec(a->second, text));
}

static void put_third(struct archive *a, const char *text) {
    if (a->third)
        PQclear(PQexec(a->third, text));
}

static void log_in(struct archive *a, int level) { a->conn = level ? PQconnectdb("dbname=x") : NULL; }

static void set_up(struct archive *a) { a->start = log_in; }

static void list(struct archive *a) {
    for (int i = 0; i < a->count; i++)
        put(a, a->lines[i]); // expect: call-in-loop {{up to a->count round trips}}
}

static void list_second(struct archive *a) {
    for (int i = 0; i < a->count; i++)
        put_second(a, a->lines[i]); // expect: call-in-loop {{up to a->count round trips}}
}

void list_for_anybody(struct archive *a) {
    for (int i = 0; i < a->count; i++)
        put_third(a, a->lines[i]); // expect: call-in-loop {{up to a->count round trips}}
}

static void connect_third(struct archive *a) { a->third = PQconnectdb("dbname=y"); }

static void each_time(struct archive *a) { list_second(a); }

int main(int argc, char **argv) {
    struct archive *a = calloc(1, sizeof *a);
    set_up(a);
    a->start(a, argc);
    list(a);
    for (char **word = argv; *word; word++) {
        each_time(a);
        a->second = PQconnectdb(*word); // expect: call-in-loop {{PQconnectdb.*length\(argv\) round trips}}
    }
    connect_third(a);
    return 0;
}
