/* The neighbours of good_one_turn.c: more than one turn takes the arm. */
#include "libpq-fe.h"

void use(int i);
int is_done(int i);

static void ask(PGconn *db) { PQclear(PQexec(db, "SELECT 1")); }

/* The other arm. */
void all_but_last(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        if (i < n - 1)
            ask(db); // expect: call-in-loop
        else
            use(i);
    }
}

/* Another limit. */
void of_another(PGconn *db, int n, int m)
{
    for (int i = 0; i < n; i++) {
        if (i < m - 1)
            use(i);
        else
            ask(db); // expect: call-in-loop
    }
}

/* The second half. */
void half(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        if (i < n / 2)
            use(i);
        else
            ask(db); // expect: call-in-loop
    }
}

/* The limit comes nearer. */
void nearer(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        if (i < n - 1)
            use(i);
        else
            ask(db); // expect: call-in-loop
        if (is_done(i))
            n += 2;
    }
}

/* The counter stays where it is. */
void stays(PGconn *db, int n)
{
    int i = 0;
    while (i < n) {
        if (i < n - 1)
            use(i);
        else
            ask(db); // expect: call-in-loop
        if (is_done(i))
            i++;
    }
}

/* It goes up in this loop and starts anew for each turn of the one around. */
void each_row(PGconn *db, int rows, int n)
{
    for (int row = 0; row < rows; row++)
        for (int i = 0; i < n; i++) {
            if (i < n - 1)
                use(i);
            else
                ask(db); // expect: call-in-loop {{rows round trips}}
        }
}

/* The counter is the number of the next turn by then: two turns are at n - 1 or behind it. */
void stepped(PGconn *db, int n)
{
    int i = 0;
    while (i < n) {
        i++;
        if (i < n - 1)
            use(i);
        else
            ask(db); // expect: call-in-loop
    }
}
