#include <hiredis/hiredis.h>

/* One request on each turn is no window, however many turns there are; nor is what is sent for each of n items, all of
 * which are known before. */
struct queue {
    int under_way;
    int is_stopped;
};

const char *next_name(struct queue *queue);

static void take_all(redisContext *context, struct queue *queue)
{
    void *reply;
    while (queue->under_way > 0) {
        redisGetReply(context, &reply);
        freeReplyObject(reply);
        queue->under_way--;
    }
}

void run_one_by_one(redisContext *context, struct queue *queue)
{
    do {
        redisAppendCommand(context, "GET %s", next_name(queue));
        queue->under_way = 1;
        // expect@+1: call-in-loop {{take_all\(\) waits for redis on each of an unknown number of turns}}
        take_all(context, queue);
    } while (!queue->is_stopped);
}

void run_each(redisContext *context, struct queue *queue, const char **names, int n, int m)
{
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < m; k++) {
            redisAppendCommand(context, "HGET %s %d", names[i], k);
            queue->under_way++;
        }
        // expect@+1: call-in-loop {{take_all\(\) waits for redis on each of n turns}}
        take_all(context, queue);
    }
}

/* The turn asks by itself; what it sends beside that is not what it waits for. */
void run_asking(redisContext *context, struct queue *queue, int m)
{
    while (!queue->is_stopped) {
        // expect@+1: call-in-loop {{redisCommand\(\) waits for redis on each of an unknown number of turns}}
        redisReply *reply = redisCommand(context, "INCR %s", next_name(queue));
        for (int k = 0; k < m; k++)
            redisAppendCommand(context, "PUBLISH %d %lld", k, reply->integer);
        freeReplyObject(reply);
    }
}
