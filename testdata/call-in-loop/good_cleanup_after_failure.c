/* What is tidied up where a function gives up, and hands on why, does not happen when nothing fails. */
// expect-none
// expect-cost load: 0 (exact)
// expect-cost load_or_roll_back: 1 (exact)
#include <hiredis/hiredis.h>
#include <stdlib.h>

struct writer {
    redisContext *c;
    char *buffer;
    char *place;
};
struct item {
    struct item *children;
    int count;
    const char *key;
};

int item_text(const struct item *item, char **out);

static int flush(struct writer *w)
{
    redisReply *reply = redisCommand(w->c, "SET buffer %s", w->buffer);
    freeReplyObject(reply);
    return reply ? 0 : -1;
}

static void writer_free(struct writer *w)
{
    if (!w)
        return;
    if (w->buffer)
        flush(w);
    free(w);
}

static int load(const struct item *item)
{
    int status = 0;
    struct writer *w = calloc(1, sizeof *w);
    if (!w)
        return -1;
    for (int i = 0; i < item->count; i++) {
        status = item_text(&item->children[i], &w->place);
        if (status != 0)
            break;
    }
    if (status != 0) {
        writer_free(w);
        return status;
    }
    w->buffer = malloc(100);
    return 0;
}

void load_all(const struct item *item)
{
    for (int i = 0; i < item->count; i++)
        load(&item->children[i]);
}

int check(const struct item *item);

static int load_or_roll_back(redisContext *c, const struct item *item)
{
    int done;
    freeReplyObject(redisCommand(c, "SET %s 1", item->key));
    if ((done = check(item)) < 0) {
        freeReplyObject(redisCommand(c, "DEL %s", item->key));
        return done;
    }
    return 1;
}

int load_one(redisContext *c, const struct item *item)
{
    return load_or_roll_back(c, item);
}
