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

/* It leads to one that leads back to it, or falls into such a one. */
int round_about(PGconn *db, int (*haves)(void), int (*acknowledge)(void))
{
    enum late_step { ARGUMENTS, ACKNOWLEDGE, REPEAT, PACK, DONE } step = ARGUMENTS;
    while (step != DONE) {
        switch (step) {
        case ARGUMENTS:
            step = haves() ? ACKNOWLEDGE : PACK;
            break;
        case ACKNOWLEDGE:
            PQclear(PQexec(db, "SELECT common FROM objects")); // expect: call-in-loop {{round trips}}
            step = acknowledge() ? PACK : REPEAT;
            break;
        case PACK:
            step = DONE;
            break;
        case REPEAT:
            haves();
        default:
            step = ACKNOWLEDGE;
            break;
        }
    }
    return 0;
}

static void each(PGconn *db, const char *const *names, int count, void (*fn)(PGconn *, const char *))
{
    for (int i = 0; i < count; i++)
        fn(db, names[i]);
}

static void ask(PGconn *db, const char *name)
{
    PQclear(PQexecParams(db, "SELECT f($1)", 1, 0, &name, 0, 0, 0));
}

/* The loop that is handed the function runs once while the machine does, or each time that it comes by. */
int with_callback(PGconn *db, const char *const *names, int count, int (*send)(void))
{
    enum step step = CHECK;
    while (step != END) {
        switch (step) {
        case CHECK:
            each(db, names, count, ask); // expect: call-in-loop {{: up to count round trips|: count round trips}}
            step = SEND;
            break;
        case SEND:
            step = send() ? END : ANSWER;
            break;
        case ANSWER:
            each(db, names, count, ask); // expect: call-in-loop {{turns@with_callback:1}}
            step = SEND;
            break;
        case END:
            break;
        }
    }
    return 0;
}
