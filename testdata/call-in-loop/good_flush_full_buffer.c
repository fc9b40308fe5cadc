// expect-none
// expect-cost write_some: 1
// expect-cost write_rows: n + 1
// expect-cost write_rest: 1
#include "libpq-fe.h"

struct buffer {
    PGconn *conn;
    char *bytes;
    unsigned long used, size;
};

void copy_bytes(char *to, const char *from, unsigned long count);

static void flush(struct buffer *b)
{
    PQclear(PQexec(b->conn, b->bytes));
    b->used = 0;
}

/* A round trip for each full buffer. */
static void write_some(struct buffer *b, const char *bytes, unsigned long left)
{
    while (b->used + left > b->size) {
        unsigned long room = b->size - b->used;
        copy_bytes(b->bytes + b->used, bytes, room);
        bytes += room;
        left -= room;
        b->used += room;
        flush(b);
    }
    copy_bytes(b->bytes + b->used, bytes, left);
    b->used += left;
}

void write_rows(struct buffer *b, const char **rows, int n)
{
    for (int i = 0; i < n; i++)
        write_some(b, rows[i], 100);
    flush(b);
}

/* The same the other way round. */
void write_rest(struct buffer *b, const char *bytes, unsigned long left)
{
    while (left >= b->size - b->used) {
        unsigned long room = b->size - b->used;
        copy_bytes(b->bytes + b->used, bytes, room);
        left -= room;
        b->used += room;
        PQclear(PQexec(b->conn, b->bytes));
        b->used = 0;
    }
}
