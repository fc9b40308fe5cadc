/* A mode that is kept in a field, and is another one by the time the loop begins. */
#include <libpq-fe.h>

struct archive {
    PGconn *conn;
    int mode, copying;
};

enum { COMMANDS, DATA };

static void put(struct archive *a, const char *text, int length) {
    if (a->mode == DATA) {
        if (a->copying)
            PQputCopyData(a->conn, text, length);
    } else {
        PQclear(PQexec(a->conn, text));
    }
}

static void put_line(struct archive *a, const char *text) { put(a, text, 80); }

void restore_commands(struct archive *a, const char **lines, int count) {
    a->mode = DATA;
    put(a, "", 0);
    a->mode = COMMANDS;
    for (int i = 0; i < count; i++)
        put_line(a, lines[i]); // expect: call-in-loop {{count}}
}
