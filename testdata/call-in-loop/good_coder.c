/* A stream goes through a coder, buffer by buffer: its pieces are as large as they can be. */
#include "libpq-fe.h"

struct coder {
    const char *next_in;
    unsigned avail_in;
    char *next_out;
    unsigned avail_out;
};

#define SIZE 4096

unsigned long read_some(void *file, char *to, unsigned long size);
int decode(struct coder *coder);

static void put_all(PGconn *db, const char *text, unsigned long size)
{
    PQclear(PQexecParams(db, "SELECT add_part($1)", 1, 0, &text, (const int *)&size, 0, 1));
}

void copy_decoded(PGconn *db, void *file)
{
    char in[SIZE], out[SIZE + 1];
    struct coder coder = {0};
    unsigned long size;
    int state = 0;
    while ((size = read_some(file, in, sizeof in))) {
        coder.next_in = in;
        coder.avail_in = (unsigned)size;
        while (coder.avail_in > 0) {
            coder.next_out = out;
            coder.avail_out = SIZE;
            state = decode(&coder);
            put_all(db, out, SIZE - coder.avail_out); // expect-none
        }
    }
    while (state == 0) {
        coder.next_out = out;
        coder.avail_out = SIZE;
        state = decode(&coder);
        put_all(db, out, SIZE - coder.avail_out); // expect-none
    }
}
