#include <hiredis/hiredis.h>

// expect-none
/* As many requests as there is room for go out, then all of them are waited for, until there are none left: that is
 * the pipeline already. */
#define ROOM 16

struct request {
    const char *name;
    struct request *next;
};

static struct request *waiting;
static int under_way, is_stopped;

static void send_some(redisContext *context)
{
    while (waiting && under_way < ROOM) {
        redisAppendCommand(context, "GET %s", waiting->name);
        waiting = waiting->next;
        under_way++;
    }
}

static void take_all(redisContext *context)
{
    void *reply;
    while (under_way > 0) {
        redisGetReply(context, &reply);
        freeReplyObject(reply);
        under_way--;
    }
}

void run_queue(redisContext *context)
{
    send_some(context);
    do {
        take_all(context);
        send_some(context);
    } while (waiting && !is_stopped);
}
