// expect-none
// expect-cost load: ceil(n/100) + 1
// expect-cost commit_often: ceil(n/1000)
// expect-cost count_down: ceil(n/50)
// expect-cost or_at_the_end: ceil(n/100)
// expect-cost limit_of_the_caller: n
// expect-cost by_size: n
// expect-cost by_helper: n
// expect-cost begin_and_commit: 2
// expect-cost hundredth: 1
// expect-cost rest_of_the_turn: ceil(n/100)
// expect-cost by_returning_helper: n
#include "libpq-fe.h"

struct buffer {
    char *rows[1000];
    int count;
    unsigned long size;
};

void append(struct buffer *buffer, const char *row);

/* What is left is written after the loop. */
void load(PGconn *db, struct buffer *buffer, const char **rows, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++) {
        append(buffer, rows[i]);
        if (++count == 100) {
            PQclear(PQexec(db, "COPY"));
            count = 0;
        }
    }
    PQclear(PQexec(db, "COPY"));
}

void commit_often(PGconn *db, struct buffer *buffer, const char **rows, int n)
{
    for (int i = 0; i < n; i++) {
        append(buffer, rows[i]);
        if (i % 1000 == 999)
            PQclear(PQexec(db, "COMMIT"));
    }
}

void count_down(PGconn *db, int n)
{
    int left = 50;
    for (int i = 0; i < n; i++)
        if (--left == 0) {
            PQclear(PQexec(db, "COMMIT"));
            left = 50;
        }
}

void or_at_the_end(PGconn *db, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++) {
        count++;
        if (count == 100 || i == n - 1) {
            PQclear(PQexec(db, "COPY"));
            count = 0;
        }
    }
}

void limit_of_the_caller(PGconn *db, int n, int limit)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        if (++count >= limit) {
            PQclear(PQexec(db, "COPY"));
            count = 0;
        }
}

static void empty(struct buffer *buffer)
{
    buffer->count = 0;
    buffer->size = 0;
}

static void write_out(PGconn *db, struct buffer *buffer)
{
    PQclear(PQexec(db, "COPY"));
    empty(buffer);
}

/* It grows in one helper and is emptied in another. */
void by_size(PGconn *db, struct buffer *buffer, const char **rows, int n)
{
    for (int i = 0; i < n; i++) {
        append(buffer, rows[i]);
        if (buffer->size > 8192)
            write_out(db, buffer);
    }
}

static void add(PGconn *db, struct buffer *buffer, const char *row)
{
    buffer->rows[buffer->count++] = (char *)row;
    if (buffer->count == 1000) {
        PQclear(PQexec(db, "COPY"));
        buffer->count = 0;
    }
}

void by_helper(PGconn *db, struct buffer *buffer, const char **rows, int n)
{
    for (int i = 0; i < n; i++)
        add(db, buffer, rows[i]);
}

/* No more than once each: nothing brings the counter back. */
void begin_and_commit(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        if (i == 0)
            PQclear(PQexec(db, "BEGIN"));
        if (i == n - 1)
            PQclear(PQexec(db, "COMMIT"));
    }
}

void hundredth(PGconn *db, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        if (++count == 100)
            PQclear(PQexec(db, "SELECT 'the hundredth'"));
}

/* What comes behind `continue` is the arm. */
void rest_of_the_turn(PGconn *db, struct buffer *buffer, const char **rows, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++) {
        append(buffer, rows[i]);
        if (++count < 100)
            continue;
        PQclear(PQexec(db, "COPY"));
        count = 0;
    }
}

static void add_or_return(PGconn *db, struct buffer *buffer, const char *row)
{
    buffer->rows[buffer->count++] = (char *)row;
    if (buffer->count < 1000)
        return;
    PQclear(PQexec(db, "COPY"));
    buffer->count = 0;
}

void by_returning_helper(PGconn *db, struct buffer *buffer, const char **rows, int n)
{
    for (int i = 0; i < n; i++)
        add_or_return(db, buffer, rows[i]);
}
