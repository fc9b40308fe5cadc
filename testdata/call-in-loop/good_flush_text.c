/* A text is made in helpers, which are handed where its length lives, and sent when it has become long. */
// expect-none
// expect-cost send_long: 1
// expect-cost update_all: n + 1
// expect-cost update_here: n + 1
// expect-cost insert_all: n + 1
#include "libpq-fe.h"

#define LONG_TEXT 16384

int vprint(char *to, unsigned long size, const char *format, int id);
char *larger(char *text, unsigned long size);

static void append(char **text, unsigned long *size, unsigned long *used, const char *format, int id) {
    if (!*text) {
        *text = larger(*text, *size = 128);
        *used = 0;
    }
    while (*size - *used < 64)
        *text = larger(*text, *size *= 2);
    *used += (unsigned long)vprint(*text + *used, *size - *used, format, id);
}

static int send_long(PGconn *db, const char *text, unsigned long *used) {
    int is_sent = 0;
    if (LONG_TEXT < *used) {
        PQclear(PQexec(db, text));
        *used = 0;
        is_sent = 1;
    }
    return is_sent;
}

void update_all(PGconn *db, const int *ids, int n) {
    char *text = 0;
    unsigned long size = 0, used = 0;
    for (int i = 0; i < n; i++) {
        append(&text, &size, &used, "UPDATE t SET a = 1 WHERE id = %d;", ids[i]);
        send_long(db, text, &used);
    }
    if (used > 0)
        PQclear(PQexec(db, text));
}

void update_here(PGconn *db, const int *ids, int n) {
    char *text = 0;
    unsigned long size = 0, used = 0;
    for (int i = 0; i < n; i++) {
        append(&text, &size, &used, "UPDATE t SET a = 1 WHERE id = %d;", ids[i]);
        if (used > LONG_TEXT) {
            PQclear(PQexec(db, text));
            used = 0;
        }
    }
    if (used > 0)
        PQclear(PQexec(db, text));
}

/* A library's function, of which nothing is known. */
void append_row(char *text, unsigned long *used, int id);

void insert_all(PGconn *db, char *text, const int *ids, int n) {
    unsigned long used = 0;
    for (int i = 0; i < n; i++) {
        append_row(text, &used, ids[i]);
        if (used >= LONG_TEXT) {
            PQclear(PQexec(db, text));
            used = 0;
        }
    }
    PQclear(PQexec(db, text));
}
