/* As good_flush_text.c, but what is compared with a limit is no length that grows until it is sent. */
#include "libpq-fe.h"

#define LONG_TEXT 16384

void append_row(char *text, unsigned long *used, int id);
int level_of(int id);

/* Nothing empties it: from where it is long on, each turn sends. */
void never_emptied(PGconn *db, char *text, const int *ids, int n) {
    unsigned long used = 0;
    for (int i = 0; i < n; i++) {
        append_row(text, &used, ids[i]);
        if (used > LONG_TEXT)
            PQclear(PQexec(db, text)); // expect: call-in-loop {{up to n round trips}}
    }
}

static void read_level(int id, int *level) { *level = level_of(id); }

/* An answer of each turn. */
void by_level(PGconn *db, const int *ids, int n) {
    int level = 0;
    for (int i = 0; i < n; i++) {
        read_level(ids[i], &level);
        if (level > 3) {
            PQclear(PQexec(db, "UPDATE t SET level = 0")); // expect: call-in-loop {{up to n round trips}}
            level = 0;
        }
    }
}

/* Whatever it holds is sent. */
void any_text(PGconn *db, char *text, const int *ids, int n) {
    unsigned long used = 0;
    for (int i = 0; i < n; i++) {
        append_row(text, &used, ids[i]);
        if (used > 0) {
            PQclear(PQexec(db, text)); // expect: call-in-loop {{up to n round trips}}
            used = 0;
        }
    }
}
