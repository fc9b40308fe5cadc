/* What comes next is asked for, not the same again. */
#include <hiredis/hiredis.h>

struct shelf {
    redisContext *c;
    int filled;
};
struct item {
    struct item *next;
    const char *key;
};

enum { END, FLUSH, PUT };

int shelf_next(struct shelf *shelf);
int shelf_add(struct shelf *shelf, const struct item *item);

static void flush(struct shelf *shelf)
{
    freeReplyObject(redisCommand(shelf->c, "EXEC"));
    shelf->filled = 0;
}

int words(struct shelf *shelf)
{
    int word;
    while (1) {
        word = shelf_next(shelf);
        if (word == END)
            break;
        else if (word == FLUSH) {
            flush(shelf); // expect: call-in-loop {{turns@words:1}}
            continue;
        } else {
            break;
        }
    }
    return word;
}

int items(struct shelf *shelf, const struct item *item)
{
    int status;
    while (1) {
        status = shelf_add(shelf, item);
        if (status == 0)
            break;
        if (status == PUT) {
            flush(shelf); // expect: call-in-loop {{items\(shelf_add\)}}
            item = item->next;
            continue;
        }
        break;
    }
    return status;
}
