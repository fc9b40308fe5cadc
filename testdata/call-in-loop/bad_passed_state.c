/* States that the machine comes back to, or stays in. */
#include <libpq-fe.h>

enum step { CHECK, SEND, ANSWER, END };

int again(PGconn *db, int (*send)(void), int (*answer)(void))
{
    enum step step = CHECK;
    while (step != END) {
        switch (step) {
        case CHECK:
            PQclear(PQexec(db, "select version from peers")); // expect: call-in-loop {{round trips}}
            step = SEND;
            break;
        case SEND:
            step = send() ? END : ANSWER;
            break;
        case ANSWER:
            step = answer() ? CHECK : SEND;
            break;
        case END:
            break;
        }
    }
    return 0;
}

int stays(PGconn *db, int (*send)(void))
{
    enum step step = CHECK;
    while (step != END) {
        switch (step) {
        case CHECK:
            PQclear(PQexec(db, "select version from peers")); // expect: call-in-loop {{round trips}}
            if (send())
                continue;
            step = SEND;
            break;
        case SEND:
            step = send() ? END : SEND;
            break;
        default:
            break;
        }
    }
    return 0;
}

/* What comes next is told by a function. */
int told(PGconn *db, enum step (*next)(enum step))
{
    enum step step = CHECK;
    while (step != END) {
        switch (step) {
        case CHECK:
            PQclear(PQexec(db, "select version from peers")); // expect: call-in-loop {{round trips}}
            step = next(step);
            break;
        default:
            step = END;
            break;
        }
    }
    return 0;
}

/* The case before it ends in it. */
int falls(PGconn *db, int (*send)(void))
{
    enum step step = SEND;
    while (step != END) {
        switch (step) {
        case SEND:
            if (send())
                step = ANSWER;
        case CHECK:
            PQclear(PQexec(db, "select version from peers")); // expect: call-in-loop {{round trips}}
            step = send() ? END : SEND;
            break;
        default:
            step = SEND;
            break;
        }
    }
    return 0;
}
