/* Kinds of loops, each beside the loop that only looks like it. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void use(const char *text, int i);
int equals(const char *a, const char *b);

/* --- retry, and the same with other requests --------------------------------------------------------------------- */

// expect-cost again_by_goto: 1 (exact)
int again_by_goto(redisContext *redis)
{
    redisReply *reply;
again:
    reply = redisCommand(redis, "PING");
    if (!reply && errno == EAGAIN)
        goto again;
    return reply != NULL;
}

static int send_once(PGconn *db, const char *statement)
{
    PGresult *res = PQexec(db, statement);
    int is_done = PQresultStatus(res) == PGRES_COMMAND_OK;
    PQclear(res);
    return is_done ? 0 : -1;
}

// expect-cost again_through_a_helper: 1
int again_through_a_helper(PGconn *db, const char *statement)
{
    int left = 10;
    while (send_once(db, statement) < 0)
        if (--left == 0)
            return -1;
    return 0;
}

// expect-cost again_by_calling_itself: 1
int again_by_calling_itself(PGconn *db, const char *statement, int left)
{
    if (send_once(db, statement) < 0 && left > 0)
        return again_by_calling_itself(db, statement, left - 1);
    return 0;
}

/* Each failure is skipped, and the next statement is another one. */
// expect-cost goes_on_after_a_failure: n (exact)
int goes_on_after_a_failure(PGconn *db, const char *const *statements, int n)
{
    int bad = 0;
    for (int i = 0; i < n; i++)
        if (send_once(db, statements[i]) < 0) // expect: call-in-loop {{each of n turns: n round trips}}
            bad++;
    return bad;
}

/* --- failover, and a search -------------------------------------------------------------------------------------- */

struct replica {
    struct replica *next;
    redisContext *redis;
    const char *host;
};

static int fetch(struct replica *replica, const char *key, char *value, size_t size)
{
    redisReply *reply = redisCommand(replica->redis, "GET %s", key);
    if (!reply)
        return -1;
    snprintf(value, size, "%s", reply->str);
    freeReplyObject(reply);
    return 0;
}

// expect-cost first_that_answers: 1
int first_that_answers(struct replica *replica, const char *key, char *value, size_t size)
{
    for (; replica; replica = replica->next) {
        if (fetch(replica, key, value, size) < 0)
            continue;
        return 1;
    }
    return 0;
}

// expect-cost first_that_connects: 1
redisContext *first_that_connects(struct replica *replica)
{
    redisContext *redis = NULL;
    while (replica && !redis) {
        redis = redisConnect(replica->host, 6379);
        replica = replica->next;
    }
    return redis;
}

/* All of them answer: only one has what is wanted. */
// expect-cost first_that_has_it: length(replica)
int first_that_has_it(struct replica *replica, const char *wanted)
{
    char value[64];
    for (; replica; replica = replica->next) {
        if (fetch(replica, "name", value, sizeof value) < 0) // expect: call-in-loop {{length\(replica\) round trips}}
            continue;
        if (equals(value, wanted))
            return 1;
    }
    return 0;
}

/* --- events, and data -------------------------------------------------------------------------------------------- */

static int wait_for_work(struct pollfd *fds)
{
    int ready;
    do
        ready = poll(fds, 1, 1000);
    while (ready < 0 && errno == EINTR);
    return ready;
}

static void handle(PGconn *db)
{
    PQclear(PQexec(db, "INSERT INTO visit DEFAULT VALUES"));
}

// expect-cost wait_in_a_helper: 1
void wait_in_a_helper(PGconn *db, struct pollfd *fds, const volatile int *stop)
{
    while (!*stop) {
        if (wait_for_work(fds) <= 0)
            continue;
        handle(db);
    }
}

// expect-cost files_of_a_list: items(fgets)
void files_of_a_list(PGconn *db, FILE *list)
{
    char name[256];
    while (fgets(name, sizeof name, list))
        handle(db); // expect: call-in-loop {{handle\(\) waits for postgresql}}
}

/* Nobody waits for a job: all that are there are taken, one round trip each. */
void until_the_queue_is_empty(redisContext *redis)
{
    redisReply *reply;
    while ((reply = redisCommand(redis, "RPOP jobs")) && reply->str) { // expect: call-in-loop {{redisCommand\(\) waits}}
        use(reply->str, 0);
        freeReplyObject(reply);
    }
}

/* The queues drive the loop, though each is waited for. */
// expect-cost one_job_of_each_queue: n (exact)
void one_job_of_each_queue(redisContext *redis, const char *const *queues, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "BLPOP %s 1", queues[i]); // expect: call-in-loop {{n round trips}}
        use(reply->str, i);
        freeReplyObject(reply);
    }
}

/* --- pages, and single items ------------------------------------------------------------------------------------- */

void pages_counted_by_the_caller(PGconn *db, int k)
{
    while (k--)
        PQclear(PQexec(db, "FETCH 100 FROM cur"));
}

/* The iterator of a library that asks for one at a time is a page of one. */
struct answer {
    char name[32];
    long next;
};

static int next_of(redisContext *redis, struct answer *answer)
{
    redisReply *reply = redisCommand(redis, "ZRANGE names %ld %ld", answer->next, answer->next);
    if (reply->elements == 0)
        return 0;
    snprintf(answer->name, sizeof answer->name, "%s", reply->element[0]->str);
    answer->next++;
    return 1;
}

void one_at_a_time(redisContext *redis)
{
    struct answer answer = {.next = 0};
    while (next_of(redis, &answer)) // expect: call-in-loop {{next_of\(\) waits for redis}}
        use(answer.name, 0);
}

/* --- pieces, and lines ------------------------------------------------------------------------------------------- */

int lo_write(PGconn *db, int object, const char *from, size_t size);

static int write_whole(PGconn *db, int object, const char *from, size_t left)
{
    while (left > 0) {
        int k = lo_write(db, object, from, left);
        if (k < 0)
            return -1;
        from += k;
        left -= (size_t)k;
    }
    return 0;
}

// expect-cost whole_in_one: 1
void whole_in_one(PGconn *db, int object, const char *text)
{
    write_whole(db, object, text, strlen(text));
}

/* Each line is written by itself, though one write could take all of them. */
// expect-cost line_by_line: length(lines)
void line_by_line(PGconn *db, int object, const char *const *lines)
{
    for (; *lines; lines++)
        lo_write(db, object, *lines, strlen(*lines)); // expect: call-in-loop {{length\(lines\) round trips}}
}

/* --- the same question again, and the next one ------------------------------------------------------------------- */

/* Asked before the loop and in it. */
// expect-cost until_it_is_there: 2
void until_it_is_there(redisContext *redis, const char *key)
{
    redisReply *reply = redisCommand(redis, "EXISTS %s", key);
    while (reply->integer == 0) {
        freeReplyObject(reply);
        usleep(1000);
        reply = redisCommand(redis, "EXISTS %s", key);
    }
    freeReplyObject(reply);
}

// expect-cost until_each_is_there: n
void until_each_is_there(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "EXISTS %s", keys[i]); // expect: call-in-loop {{n round trips}}
        if (reply->integer == 0)
            usleep(1000);
        freeReplyObject(reply);
    }
}
