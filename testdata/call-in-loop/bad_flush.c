#include "libpq-fe.h"

struct buffer {
    int count;
    int size;
};

int state_of(int i);

/* The rows go one by one beside the flush. */
// expect-cost and_each_row: ceil(n/100) + n
void and_each_row(PGconn *db, const char **rows, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++) {
        if (++count == 100) {
            PQclear(PQexec(db, "COMMIT"));
            count = 0;
        }
        PQclear(PQexec(db, rows[i])); // expect: call-in-loop {{n round trips}}
    }
}

/* A separator is no counter. */
void each_statement(PGconn *db, const char *text)
{
    for (; *text; text++)
        if (*text == ';')
            PQclear(PQexec(db, text)); // expect: call-in-loop {{up to items\(';'\) round trips}}
}

/* Every second is nearly each. */
void every_second(PGconn *db, const char **rows, int n)
{
    for (int i = 0; i < n; i++)
        if (i % 2 == 0)
            PQclear(PQexec(db, rows[i])); // expect: call-in-loop {{up to n round trips}}
}

/* Nothing brings the counter back: from the eleventh on, each. */
void after_the_tenth(PGconn *db, const char **rows, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        if (++count > 10)
            PQclear(PQexec(db, rows[i])); // expect: call-in-loop {{up to n round trips}}
}

/* Set to a state and not counted. */
void by_state(PGconn *db, int n)
{
    int state = 0;
    for (int i = 0; i < n; i++) {
        state = state_of(i);
        if (state == 5) {
            PQclear(PQexec(db, "SELECT state")); // expect: call-in-loop {{up to n round trips}}
            state = 0;
        }
    }
}

static void empty(struct buffer *buffer) { buffer->count = 0; }

/* Something else is emptied than what is measured. */
void other_field(PGconn *db, struct buffer *buffer, int n)
{
    for (int i = 0; i < n; i++)
        if (buffer->size > 8192) {
            PQclear(PQexec(db, "COPY")); // expect: call-in-loop {{up to n round trips}}
            empty(buffer);
        }
}

/* The counter is not brought back: each row from the hundredth on. */
// expect-cost from_the_hundredth: n
void from_the_hundredth(PGconn *db, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++) {
        if (++count < 100)
            continue;
        PQclear(PQexec(db, "COPY")); // expect: call-in-loop {{up to n round trips}}
    }
}

/* What is skipped depends on the rows. */
// expect-cost some_rows: n
void some_rows(PGconn *db, const int *sizes, int n)
{
    for (int i = 0; i < n; i++) {
        if (sizes[i] < 100)
            continue;
        PQclear(PQexec(db, "COPY")); // expect: call-in-loop {{up to n round trips}}
    }
}
