/* What must stay silent: loops whose turns no user waits for one by one, and calls that a turn does not pay. */
// expect-none
#include "hiredis/hiredis.h"
#include "libpq-fe.h"
#include "mysql.h"

#include <semaphore.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

void use(const char *text, int i);
void forget(int handle);

/* --- tried again ------------------------------------------------------------------------------------------------- */

// expect-cost bounded_retry: 1
int bounded_retry(PGconn *db, const char *statement)
{
    for (int tries = 0; tries < 5; tries++) {
        PGresult *res = PQexec(db, statement);
        ExecStatusType status = PQresultStatus(res);
        PQclear(res);
        if (status == PGRES_COMMAND_OK)
            return 0;
        fprintf(stderr, "again: %s", PQerrorMessage(db));
    }
    return -1;
}

// expect-cost retry_with_back_off: 1
redisReply *retry_with_back_off(redisContext *redis, const char *key)
{
    unsigned pause = 1;
    redisReply *reply;
    while ((reply = redisCommand(redis, "GET %s", key)) == NULL && pause < 64) {
        sleep(pause);
        pause *= 2;
        redisReconnect(redis);
    }
    return reply;
}

/* Each host is one more chance for the same question. */
// expect-cost failover_over_hosts: 1
redisContext *failover_over_hosts(const char *const *hosts, int n)
{
    for (int i = 0; i < n; i++) {
        redisContext *redis = redisConnect(hosts[i], 6379);
        if (redis && !redis->err)
            return redis;
        redisFree(redis);
    }
    return NULL;
}

struct replica {
    struct replica *next;
    redisContext *context;
};

// expect-cost failover_over_replicas: 1
int failover_over_replicas(struct replica *replica, const char *key, char **value)
{
    for (; replica; replica = replica->next) {
        redisReply *reply = redisCommand(replica->context, "GET %s", key);
        if (!reply)
            continue;
        *value = reply->str;
        return 1;
    }
    return 0;
}

/* --- woken from outside ------------------------------------------------------------------------------------------ */

static void answer(PGconn *db, int client)
{
    PQclear(PQexec(db, "INSERT INTO visit DEFAULT VALUES"));
    forget(client);
}

// expect-cost select_loop: 1
void select_loop(PGconn *db, int listener)
{
    fd_set readable;
    while (1) {
        FD_ZERO(&readable);
        FD_SET(listener, &readable);
        if (select(listener + 1, &readable, NULL, NULL, NULL) <= 0)
            continue;
        if (FD_ISSET(listener, &readable))
            answer(db, listener);
    }
}

static int next_event(int queue, struct epoll_event *event)
{
    return epoll_wait(queue, event, 1, -1);
}

// expect-cost epoll_by_helper: 1
void epoll_by_helper(PGconn *db, int queue)
{
    struct epoll_event event;
    while (next_event(queue, &event) > 0)
        answer(db, event.data.fd);
}

// expect-cost poll_for_a_state: 1
int poll_for_a_state(redisContext *redis)
{
    for (;;) {
        redisReply *reply = redisCommand(redis, "GET state");
        int is_ready = reply->integer == 1;
        freeReplyObject(reply);
        if (is_ready)
            return 1;
        usleep(100000);
    }
}

struct mailbox {
    sem_t filled;
    const char *statement;
};

// expect-cost worker_waits_for_its_next_job: 1
void worker_waits_for_its_next_job(PGconn *db, struct mailbox *mailbox)
{
    while (sem_wait(&mailbox->filled) == 0)
        PQclear(PQexec(db, mailbox->statement));
}

/* The queue is the peer's: the answer comes when there is a job. */
// expect-cost worker_of_a_queue_elsewhere: 2
void worker_of_a_queue_elsewhere(redisContext *redis, PGconn *db)
{
    for (;;) {
        redisReply *reply = redisCommand(redis, "BRPOP jobs 0");
        if (!reply)
            break;
        PQclear(PQexec(db, reply->element[1]->str));
        freeReplyObject(reply);
    }
}

static redisReply *next_message(redisContext *redis)
{
    return redisCommand(redis, "XREADGROUP GROUP g c COUNT 1 BLOCK 0 STREAMS mail >");
}

// expect-cost worker_that_takes_by_a_helper: 2
void worker_that_takes_by_a_helper(redisContext *redis, PGconn *db)
{
    redisReply *reply;
    while ((reply = next_message(redis)) != NULL) {
        PQclear(PQexec(db, reply->str));
        freeReplyObject(reply);
    }
}

static void wait_and_answer(PGconn *db, int queue)
{
    struct epoll_event event;
    if (epoll_wait(queue, &event, 1, -1) > 0)
        answer(db, event.data.fd);
}

// expect-cost wait_and_work_in_one_helper: 1
void wait_and_work_in_one_helper(PGconn *db, int queue)
{
    for (;;)
        wait_and_answer(db, queue);
}

/* --- pages, answers, pieces -------------------------------------------------------------------------------------- */

void cursor_by_chunks(PGconn *db)
{
    PQclear(PQexec(db, "DECLARE c CURSOR FOR SELECT name FROM city"));
    while (1) {
        PGresult *res = PQexec(db, "FETCH 1000 FROM c");
        if (PQntuples(res) == 0) {
            PQclear(res);
            break;
        }
        for (int i = 0; i < PQntuples(res); i++)
            use(PQgetvalue(res, i, 0), i);
        PQclear(res);
    }
    PQclear(PQexec(db, "CLOSE c"));
}

/* The next page begins behind the last name of this one. */
void pages_by_last_name(PGconn *db)
{
    char last[64] = "";
    int rows = 500;
    while (rows == 500) {
        const char *values[1] = {last};
        PGresult *res = PQexecParams(db, "SELECT name FROM city WHERE name > $1 ORDER BY name LIMIT 500", 1, NULL,
                                     values, NULL, NULL, 0);
        rows = PQntuples(res);
        for (int i = 0; i < rows; i++)
            use(PQgetvalue(res, i, 0), i);
        if (rows > 0)
            snprintf(last, sizeof last, "%s", PQgetvalue(res, rows - 1, 0));
        PQclear(res);
    }
}

// expect-cost drain_what_was_sent_for: 1
void drain_what_was_sent_for(PGconn *db)
{
    PGresult *res;
    if (!PQsendQuery(db, "SELECT 1; SELECT 2; SELECT 3"))
        return;
    while ((res = PQgetResult(db)) != NULL) {
        use(PQgetvalue(res, 0, 0), 0);
        PQclear(res);
    }
}

// expect-cost all_sent_then_all_taken: 1
void all_sent_then_all_taken(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++)
        redisAppendCommand(redis, "GET %s", keys[i]);
    for (int i = 0; i < n; i++) {
        redisReply *reply;
        if (redisGetReply(redis, (void **)&reply) != REDIS_OK)
            break;
        use(reply->str, i);
        freeReplyObject(reply);
    }
}

// expect-cost pipelined_sends_one_wait: 1
void pipelined_sends_one_wait(PGconn *db, const char *const *statements, int n)
{
    PQenterPipelineMode(db);
    for (int i = 0; i < n; i++)
        PQsendQuery(db, statements[i]);
    PQpipelineSync(db);
    PQclear(PQgetResult(db));
    PQexitPipelineMode(db);
}

long lo_write(PGconn *db, int object, const char *from, size_t size);

void write_all(PGconn *db, int object, const char *from, size_t size)
{
    size_t written = 0;
    while (written < size) {
        long n = lo_write(db, object, from + written, size - written);
        if (n <= 0)
            break;
        written += (size_t)n;
    }
}

/* --- not on each turn -------------------------------------------------------------------------------------------- */

// expect-cost call_in_an_error_arm: 1
int call_in_an_error_arm(PGconn *db, PGconn *log, const char *const *statements, int n, int (*check)(const char *))
{
    int bad = 0;
    for (int i = 0; i < n; i++)
        if (check(statements[i]) < 0) {
            PQclear(PQexec(log, "INSERT INTO failure DEFAULT VALUES"));
            return -1;
        }
    PQclear(PQexec(db, "COMMIT"));
    return bad;
}

// expect-cost flush_every_k: ceil(n/500)
void flush_every_k(PGconn *db, const char *const *rows, int n)
{
    int waiting = 0;
    for (int i = 0; i < n; i++) {
        use(rows[i], i);
        waiting++;
        if (waiting >= 500) {
            PQclear(PQexec(db, "COMMIT"));
            waiting = 0;
        }
    }
}

// expect-cost three_constants: 3 (exact)
void three_constants(PGconn *db)
{
    static const char *const tables[] = {"city", "person", "visit"};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        PQclear(PQexecParams(db, "SELECT count(*) FROM pg_class WHERE relname = $1", 1, NULL, &tables[i], NULL, NULL, 0));
}

static const struct {
    const char *statement;
    int is_last;
} steps[] = {{"BEGIN", 0}, {"CALL tidy()", 0}, {"COMMIT", 1}, {NULL, 0}};

// expect-cost three_steps_of_a_table: 3
void three_steps_of_a_table(PGconn *db)
{
    for (int i = 0; steps[i].statement; i++)
        PQclear(PQexec(db, steps[i].statement));
}

// expect-cost two_names_up_to_a_null: 2
void two_names_up_to_a_null(PGconn *db)
{
    const char *names[] = {"LISTEN city", "LISTEN town", NULL};
    for (const char **name = names; *name; name++)
        PQclear(PQexec(db, *name));
}

// expect-cost first_part_of_a_for: 1
void first_part_of_a_for(PGconn *db)
{
    PGresult *res;
    int i;
    for (res = PQexec(db, "SELECT name FROM city"), i = 0; i < PQntuples(res); i++)
        use(PQgetvalue(res, i, 0), i);
    PQclear(res);
}

// expect-cost collection_of_a_loop: 1
void collection_of_a_loop(MYSQL *db)
{
    MYSQL_ROW row;
    mysql_query(db, "SELECT name FROM city");
    MYSQL_RES *rows = mysql_store_result(db);
    for (unsigned long long left = mysql_num_rows(rows); left > 0 && (row = mysql_fetch_row(rows)) != NULL; left--)
        use(row[0], (int)mysql_num_fields(rows));
    mysql_free_result(rows);
}

// expect-cost loop_is_left_behind_the_call: 1
int loop_is_left_behind_the_call(PGconn *db, const char *const *names, int n, const char *wanted)
{
    for (int i = 0; i < n; i++)
        if (names[i] == wanted) {
            PGresult *res = PQexecParams(db, "SELECT 1 FROM city WHERE name = $1", 1, NULL, &names[i], NULL, NULL, 0);
            int found = PQntuples(res);
            PQclear(res);
            return found;
        }
    return 0;
}

// expect-cost out_of_two_loops: 1
void out_of_two_loops(PGconn *db, int (*grid)[8], int n)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < 8; k++)
            if (grid[i][k] == 1) {
                PQclear(PQexec(db, "UPDATE state SET is_hit = true"));
                goto done;
            }
done:
    forget(n);
}

// expect-cost one_call_in_each_branch: 1 (exact)
void one_call_in_each_branch(PGconn *db, int is_new)
{
    if (is_new)
        PQclear(PQexec(db, "INSERT INTO city DEFAULT VALUES"));
    else
        PQclear(PQexec(db, "UPDATE city SET seen = now()"));
}

// expect-cost one_call_in_each_case: 1
void one_call_in_each_case(PGconn *db, int kind)
{
    switch (kind) {
    case 0: PQclear(PQexec(db, "BEGIN")); break;
    case 1: PQclear(PQexec(db, "COMMIT")); break;
    case 2: PQclear(PQexec(db, "ROLLBACK")); break;
    default: break;
    }
}
