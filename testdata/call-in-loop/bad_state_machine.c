#include "libpq-fe.h"

struct session {
    PGconn *conn;
    int step;
    int command;
    const char **commands;
};

enum { SEND, NEXT, DONE };

int next_token(void);

/* Steps over data: no way out but the end. */
void run_all(struct session *s)
{
    for (;;) {
        switch (s->step) {
        case SEND:
            PQclear(PQexec(s->conn, s->commands[s->command])); // expect: call-in-loop {{round trips}}
            s->step = NEXT;
            break;
        case NEXT:
            s->step = s->commands[++s->command] ? SEND : DONE;
            break;
        case DONE:
            return;
        }
    }
}

/* A parser: what it switches over is what comes next. */
void parse(PGconn *conn)
{
    for (;;) {
        switch (next_token()) {
        case 1:
            PQclear(PQexec(conn, "INSERT INTO t VALUES (1)")); // expect: call-in-loop {{round trips}}
            break;
        case 2:
            if (PQisBusy(conn))
                return;
            break;
        default:
            return;
        }
    }
}

/* The steps are gone when the function comes back: it does not come back for more. */
void run_here(PGconn *conn, const char **commands)
{
    int step = SEND;
    for (;;) {
        switch (step) {
        case SEND:
            if (PQisBusy(conn))
                return;
            PQclear(PQexec(conn, *commands)); // expect: call-in-loop {{round trips}}
            step = NEXT;
            break;
        case NEXT:
            step = *++commands ? SEND : DONE;
            break;
        default:
            return;
        }
    }
}
