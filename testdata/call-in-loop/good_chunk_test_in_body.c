// expect-none
/* A long text goes in pieces: where the size of a piece is that of the request, they are one request in parts. */
#include <hiredis/hiredis.h>

#include <stdlib.h>
#include <string.h>

int logged(const char *text, size_t length);

static void ask(redisContext *c, const char *text, size_t length)
{
    freeReplyObject(redisCommand(c, "APPEND log %b", text, length));
}

/* The last piece needs no question behind it: a text of one piece asks nothing. */
// expect-cost log_text: 0
void log_text(redisContext *c, const char *text, size_t left)
{
    for (;;) {
        size_t size = left > 255 ? 255 : left;
        logged(text, size);
        redisAppendCommand(c, "APPEND log %b", text, size);
        text += size;
        left -= size;
        if (left == 0)
            break;
        ask(c, text - size, size);
    }
}

// expect-cost store_text: max{ceil(left/255), 1}
void store_text(redisContext *c, const char *text, size_t left)
{
    for (;;) {
        size_t size = left > 255 ? 255 : left;
        ask(c, text, size);
        text += size;
        left -= size;
        if (left == 0)
            break;
    }
}

/* Two of each piece, the second one for all but the last. */
// expect-cost store_and_check: max{ceil(left/255), 1}
void store_and_check(redisContext *c, const char *text, size_t left)
{
    for (;;) {
        size_t size = left > 255 ? 255 : left;
        ask(c, text, size);
        left -= size;
        if (left == 0)
            break;
        text += size;
        logged(text, left);
    }
}
