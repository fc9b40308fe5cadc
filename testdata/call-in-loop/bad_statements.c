/* A text is split at a character: the buffer's index moves within the assignment that fills it. */
#include "libpq-fe.h"

static char statement[8192];
static unsigned long length;

void run_script(PGconn *db, const char *text, unsigned long size)
{
    const char *c = text, *end = text + size;
    for (; c < end; c++) {
        statement[length++] = *c;
        if (*c == ';') {
            statement[length] = '\0';
            PQclear(PQexec(db, statement)); // expect: call-in-loop {{up to size round trips}}
            length = 0;
        }
    }
}
