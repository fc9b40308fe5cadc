/* Nothing more is sent once one of them is the last; none has to be. */
// count: send_all
// formula: n
// run: n=0 last=9
// run: n=8 last=9
// run: n=8 last=3
// tight
#include "counted.h"
#include "libpq-fe.h"

static int is_closed;

void send_all(PGconn *db, const int *is_last, int n) {
    for (int i = 0; i < n; i++) {
        if (is_closed)
            continue;
        PQclear(PQexec(db, "INSERT INTO sent VALUES (1)"));
        if (is_last[i])
            is_closed = 1;
    }
}

void counted_run(void) {
    int is_last[10] = {0};
    is_last[counted_size("last")] = 1;
    PGconn *db = PQconnectdb("");
    COUNT(send_all(db, is_last, counted_size("n")));
    PQfinish(db);
}
