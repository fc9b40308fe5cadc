// expect-none
/* A state that nothing goes back to is gone through once, however often the machine turns. */
#include <libpq-fe.h>

enum step { CHECK, SEND, ANSWER, END };

int run(PGconn *db, int (*send)(void), int (*answer)(void))
{
    enum step step = CHECK;
    while (step != END) {
        switch (step) {
        case CHECK:
            PQclear(PQexec(db, "select version from peers"));
            if (!db) {
                step = END;
                break;
            }
            PQclear(PQexec(db, "select name from peers"));
            step = SEND;
            break;
        case SEND:
            step = send() ? END : ANSWER;
            break;
        case ANSWER:
            step = answer() ? END : SEND;
            break;
        case END:
            break;
        }
    }
    return 0;
}

/* Another case leads to it as well, but nothing that comes behind it does. */
int late(PGconn *db, int (*haves)(void), int (*acknowledge)(void))
{
    enum late_step { ARGUMENTS, ACKNOWLEDGE, REPEAT, PACK, DONE } step = ARGUMENTS;
    while (step != DONE) {
        switch (step) {
        case ARGUMENTS:
            if (!haves())
                step = PACK;
            else
                step = ACKNOWLEDGE;
            break;
        case ACKNOWLEDGE:
            step = acknowledge() ? PACK : REPEAT;
            break;
        case REPEAT:
            step = ACKNOWLEDGE;
            break;
        case PACK:
            PQclear(PQexec(db, "SELECT pack FROM objects"));
            PQclear(PQexec(db, "SELECT tags FROM objects"));
            step = DONE;
            break;
        case DONE:
            continue;
        }
    }
    return 0;
}
