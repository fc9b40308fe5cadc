/* Loops that differ by one line, and need another way out each. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"
#include "mysql.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void use(const char *text, int i);
int is_wanted(const char *text);

/* --- hoist, fan-out, coalesce ------------------------------------------------------------------------------------- */

struct shard {
    PGconn *db;
    const char *name;
    long rows;
};

void same_question_same_server(PGconn *db, struct shard *shards, int n)
{
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexec(db, "SELECT count(*) FROM item"); // expect: call-in-loop {{n round trips}}
                                                                 // expect-verdict: hoist
                                                                 // expect-after: 1
        shards[i].rows = atol(PQgetvalue(res, 0, 0));
        PQclear(res);
    }
}

void same_question_other_server(struct shard *shards, int n)
{
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexec(shards[i].db, "SELECT count(*) FROM item"); // expect: call-in-loop {{n round trips}}
                                                                           // expect-verdict: fan-out
                                                                           // expect-after: 1
        shards[i].rows = atol(PQgetvalue(res, 0, 0));
        PQclear(res);
    }
}

static long count_items(struct shard *shard)
{
    PGresult *res = PQexec(shard->db, "SELECT count(*) FROM item");
    long rows = atol(PQgetvalue(res, 0, 0));
    PQclear(res);
    return rows;
}

void other_server_by_helper(struct shard *shards, int n)
{
    for (struct shard *shard = shards; shard < shards + n; shard++)
        shard->rows = count_items(shard); // expect: call-in-loop {{n round trips}}
                                          // expect-verdict: fan-out
                                          // expect-after: 1
}

void same_shard_by_helper(struct shard *shard, int n)
{
    for (int i = 0; i < n; i++)
        use(shard->name, (int)count_items(shard)); // expect: call-in-loop {{n round trips}}
                                                   // expect-verdict: hoist
                                                   // expect-after: 1
}

void committed_each_time(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        use("turn", i);
        PQclear(PQexec(db, "COMMIT")); // expect: call-in-loop {{n round trips}}
                                       // expect-verdict: coalesce
                                       // expect-after: 1
    }
}

void same_statement_prepared(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        PGresult *res = PQprepare(db, "", "DELETE FROM item WHERE name = $1", 1, NULL);
        PQclear(res); // expect@-1: call-in-loop {{2 \* n round trips}}
                      // expect-verdict: hoist
                      // expect-after: n + 1
        PQclear(PQexecPrepared(db, "", 1, &names[i], NULL, NULL, 0));
    }
}

/* A pair for each turn: neither can stand before the loop. */
void other_role_each_time(PGconn *db, const char *const *statements, int n)
{
    for (int i = 0; i < n; i++) {
        PQclear(PQexec(db, "SET ROLE writer")); // expect: call-in-loop {{3 \* n round trips}}
                                                // expect-verdict: pipeline
        PQclear(PQexec(db, statements[i]));
        PQclear(PQexec(db, "RESET ROLE"));
    }
}

/* What is inserted is the same row each time, and there are to be n of them. */
void same_row_each_time(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, "INSERT INTO visit DEFAULT VALUES")); // expect: call-in-loop {{n round trips}}
                                                                 // expect-verdict: batch
                                                                 // expect-after: 1
}

/* The answer changes between the turns. */
void same_question_after_a_write(redisContext *redis, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "SCARD names"); // expect: call-in-loop {{2 \* n round trips}}
                                                                // expect-verdict: pipeline
        use("names", (int)reply->integer);
        freeReplyObject(reply);
        freeReplyObject(redisCommand(redis, "SADD names %s", names[i]));
    }
}

/* --- search, failover --------------------------------------------------------------------------------------------- */

int first_wanted(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "GET %s", keys[i]); // expect: call-in-loop {{up to n round trips}}
                                                                    // expect-verdict: search
                                                                    // expect-after: ceil(n/100)
        int is_hit = is_wanted(reply->str);
        freeReplyObject(reply);
        if (is_hit)
            return i;
    }
    return -1;
}

// expect-cost first_alive: 1
redisReply *first_alive(redisContext **servers, int n, const char *key)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(servers[i], "GET %s", key);
        if (reply)
            return reply;
    }
    return NULL;
}

/* The failure of one ends it for all: no answer was sought. */
int all_or_none(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "TTL %s", keys[i]); // expect: call-in-loop {{n round trips}}
                                                                    // expect-verdict: pipeline
                                                                    // expect-after: 1
        if (!reply)
            return -1;
        use(keys[i], (int)reply->integer);
        freeReplyObject(reply);
    }
    return 0;
}

/* --- sequential, paging ------------------------------------------------------------------------------------------- */

/* The parent of the parent of the parent. */
void up_to_the_root(MYSQL *db, int node, int levels)
{
    char query[100];
    for (int i = 0; i < levels; i++) {
        snprintf(query, sizeof query, "SELECT parent FROM node WHERE id = %d", node);
        mysql_query(db, query); // expect: call-in-loop {{levels round trips}}
                                // expect-verdict: sequential
                                // expect-after: levels
        MYSQL_RES *rows = mysql_store_result(db);
        MYSQL_ROW row = mysql_fetch_row(rows);
        node = atoi(row[0]);
        mysql_free_result(rows);
    }
}

/* The same statement, of nodes that are known before. */
void of_each_node(MYSQL *db, const int *nodes, int *parents, int n)
{
    char query[100];
    for (int i = 0; i < n; i++) {
        snprintf(query, sizeof query, "SELECT parent FROM node WHERE id = %d", nodes[i]);
        mysql_query(db, query); // expect: call-in-loop {{n round trips}}
                                // expect-verdict: batch
                                // expect-after: 1
        MYSQL_RES *rows = mysql_store_result(db);
        MYSQL_ROW row = mysql_fetch_row(rows);
        parents[i] = atoi(row[0]);
        mysql_free_result(rows);
    }
}

/* Only the number of answers is carried on. */
int how_many_are_there(PGconn *db, const char *const *names, int n)
{
    int found = 0;
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexecParams(db, "SELECT 1 FROM item WHERE name = $1", 1, NULL, &names[i], NULL, NULL, 0);
        found += PQntuples(res); // expect@-1: call-in-loop {{n round trips}}
        PQclear(res);            // expect-verdict: batch
                                 // expect-after: 1
    }
    return found;
}

/* What was answered is written behind what is asked: the buffer is never emptied. */
void asks_for_others_each_time(PGconn *db, int n)
{
    char query[4096] = "SELECT id FROM item WHERE id NOT IN (0";
    size_t length = strlen(query);
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexec(db, query); // expect: call-in-loop {{n round trips}}
                                           // expect-verdict: sequential
                                           // expect-after: n
        length += (size_t)snprintf(query + length, sizeof query - length, ", %s", PQgetvalue(res, 0, 0));
        PQclear(res);
    }
}

void one_row_a_turn(PGconn *db)
{
    for (;;) {
        PGresult *res = PQexec(db, "FETCH 1 FROM c"); // expect: call-in-loop {{round trips}}
                                                      // expect-verdict: paging
        if (PQntuples(res) == 0)
            break;
        use(PQgetvalue(res, 0, 0), 0);
        PQclear(res);
    }
}

void hundred_rows_a_turn(PGconn *db)
{
    for (;;) {
        PGresult *res = PQexec(db, "FETCH 100 FROM c");
        if (PQntuples(res) == 0)
            break;
        use(PQgetvalue(res, 0, 0), 0);
        PQclear(res);
    }
}

/* --- batch, pipeline ---------------------------------------------------------------------------------------------- */

void one_kind_of_write(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        PQclear(PQexecParams(db, "DELETE FROM item WHERE name = $1", 1, NULL, &names[i], NULL, NULL, 0));
    // expect@-1: call-in-loop {{n round trips}}
    // expect-verdict: batch
    // expect-after: 1
}

/* Rows are a set, tables are made one by one. */
void one_table_each(PGconn *db, int n)
{
    char query[100];
    for (int i = 0; i < n; i++) {
        snprintf(query, sizeof query, "CREATE TABLE item_%d (id int, name text)", i);
        PQclear(PQexec(db, query)); // expect: call-in-loop {{n round trips}}
                                    // expect-verdict: pipeline
    }
}

void one_lock_each(PGconn *db, const char *const *tables, int n)
{
    char query[100];
    for (int i = 0; i < n; i++) {
        snprintf(query, sizeof query, "LOCK TABLE %s IN ACCESS SHARE MODE", tables[i]);
        PQclear(PQexec(db, query)); // expect: call-in-loop {{n round trips}}
                                    // expect-verdict: batch
    }
}

void any_kind_of_statement(PGconn *db, const char *const *statements, int n)
{
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, statements[i])); // expect: call-in-loop {{n round trips}}
                                            // expect-verdict: pipeline
                                            // expect-after: 1
}

void command_for_many_keys(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(redis, "DEL %s", keys[i])); // expect: call-in-loop {{n round trips}}
                                                                 // expect-verdict: batch
                                                                 // expect-after: 1
}

void command_for_one_key(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(redis, "EXPIRE %s 60", keys[i])); // expect: call-in-loop {{n round trips}}
                                                                       // expect-verdict: pipeline
                                                                       // expect-after: 1
}

/* One command for many keys would mend the half of it. */
void one_key_of_two_commands(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        freeReplyObject(redisCommand(redis, "SET %s 1", keys[i])); // expect: call-in-loop {{2 \* n round trips}}
                                                                   // expect-verdict: pipeline
        freeReplyObject(redisCommand(redis, "EXPIRE %s 60", keys[i]));
    }
}

void two_commands_for_many_keys(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "GET %s", keys[i]); // expect: call-in-loop {{2 \* n round trips}}
                                                                    // expect-verdict: batch
        use(reply->str, i);
        freeReplyObject(reply);
        freeReplyObject(redisCommand(redis, "DEL %s", keys[i]));
    }
}
