// expect-none
// expect-cost advance: 2
// expect-cost advance_all: 2*n
#include "libpq-fe.h"

struct session {
    PGconn *conn;
    int step;
    int command;
    int *is_prepared;
    const char **commands;
};

enum { SEND, WAIT, NEXT, DONE };

static void send_command(struct session *s)
{
    if (!s->is_prepared[s->command]) {
        PQclear(PQprepare(s->conn, "p", s->commands[s->command], 0, 0));
        s->is_prepared[s->command] = 1;
    }
    PQsendQuery(s->conn, "EXECUTE p");
}

/* As far as it comes; the caller waits for news of any of its sessions. */
void advance(struct session *s)
{
    for (;;) {
        switch (s->step) {
        case SEND:
            send_command(s);
            s->step = WAIT;
            break;
        case WAIT:
            PQconsumeInput(s->conn);
            if (PQisBusy(s->conn))
                return;
            PQclear(PQgetResult(s->conn));
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

/* Each session goes on when there is news for it. */
void advance_all(struct session *sessions, int n)
{
    for (int i = 0; i < n; i++)
        advance(&sessions[i]);
}
