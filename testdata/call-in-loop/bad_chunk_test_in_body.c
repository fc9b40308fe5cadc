/* The neighbours of good_chunk_test_in_body.c: the loop does not end where what is asked for ends. */
#include <hiredis/hiredis.h>

#include <stdlib.h>

int more(const char *text);

static void ask(redisContext *c, const char *text, size_t length)
{
    freeReplyObject(redisCommand(c, "APPEND log %b", text, length));
}

/* One by one. */
void store_letters(redisContext *c, const char *text, size_t left)
{
    for (;;) {
        left -= 1;
        if (left == 0)
            break;
        ask(c, text++, 1); // expect: call-in-loop
    }
}

/* What is left is that of the last item, and the loop goes over all items. */
void store_items(redisContext *c, const char *const *items, int n, size_t left)
{
    for (int i = 0; i < n; i++) {
        size_t size = left > 255 ? 255 : left;
        left -= size;
        if (!more(items[i]))
            break;
        ask(c, items[i], size); // expect: call-in-loop
    }
}

/* The test is about something else. */
void store_while_more(redisContext *c, const char *text, size_t left)
{
    for (;;) {
        size_t size = left > 255 ? 255 : left;
        left -= size;
        text += size;
        if (!more(text))
            break;
        ask(c, text, size); // expect: call-in-loop
    }
}
