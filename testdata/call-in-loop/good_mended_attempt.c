/* The same item is put again, after what stood in its way was mended. */
// expect-none
// expect-cost put: 1
// expect-cost post: 2
#include <hiredis/hiredis.h>

struct shelf {
    redisContext *c;
    int filled;
};
struct item {
    const char *key;
    int value;
};

enum { DONE, FULL, PRESENT, NO_SUCH_SHELF };

int shelf_add(struct shelf *shelf, const struct item *item);

static int flush(struct shelf *shelf)
{
    redisReply *reply = redisCommand(shelf->c, "EXEC");
    int status = reply ? 0 : -1;
    freeReplyObject(reply);
    shelf->filled = 0;
    return status;
}

static int create(struct shelf *shelf, const struct item *item)
{
    redisReply *reply = redisCommand(shelf->c, "SET %s 0", item->key);
    int status = reply ? 0 : -1;
    freeReplyObject(reply);
    return status;
}

int put(struct shelf *shelf, const struct item *item)
{
    int status;
    while (42) {
        status = shelf_add(shelf, item);
        if (status == DONE) {
            break;
        } else if (status == FULL) {
            flush(shelf);
            status = DONE;
            break;
        } else if (status == PRESENT) {
            flush(shelf);
            continue;
        } else if (status == NO_SUCH_SHELF) {
            status = create(shelf, item);
            if (status != 0)
                break;
            continue;
        } else {
            break;
        }
    }
    return status;
}

static int send_item(struct shelf *shelf, const struct item *item)
{
    redisReply *reply = redisCommand(shelf->c, "GETSET %s %d", item->key, item->value);
    int status = reply ? (int)reply->integer : -1;
    freeReplyObject(reply);
    return status;
}

int post(struct shelf *shelf, const struct item *item)
{
    int status;
    for (;;) {
        status = send_item(shelf, item);
        if (status == 0)
            return 0;
        if (status == PRESENT) {
            create(shelf, item);
            continue;
        }
        break;
    }
    return status;
}
