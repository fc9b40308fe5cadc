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
