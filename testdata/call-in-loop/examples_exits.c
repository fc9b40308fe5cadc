/* Code on which an obvious design counts wrongly: ways out, arguments of helpers, and what the same text does. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"
#include "mysql.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct entry {
    const char *name;
    long id;
    int is_loaded;
};

struct state {
    PGconn *db;
    struct text *log;
    int errors;
};

struct pointers {
    void **items;
    unsigned count;
};

void use(const char *text, int i);
int equals(const char *a, const char *b);
void remove_fast(struct pointers *pointers, unsigned i);
int number_of(const char *text);

/* --- ways that exclude each other --------------------------------------------------------------------------------- */

// expect-cost sum_of_both_ways: 1 (exact)
void sum_of_both_ways(PGconn *db, int a)
{
    if (a) {
        PQclear(PQexec(db, "SELECT 1"));
        return;
    }
    PQclear(PQexec(db, "SELECT 2"));
}

// expect-cost last_turn_rolls_back: 1
void last_turn_rolls_back(PGconn *db, const int *x, int n)
{
    for (int i = 0; i < n; i++)
        if (x[i] < 0) {
            PQclear(PQexec(db, "ROLLBACK"));
            return;
        }
}

/* --- a context that goes in and out ------------------------------------------------------------------------------- */

static int check_out_entry(struct entry *entry, struct state *state)
{
    const char *values[1] = {entry->name};
    PGresult *res = PQexecParams(state->db, "SELECT id FROM entry WHERE name = $1", 1, NULL, values, NULL, NULL, 0);
    entry->id = number_of(PQgetvalue(res, 0, 0));
    entry->is_loaded = 1;
    state->errors += PQntuples(res) == 0;
    PQclear(res);
    return state->errors;
}

// expect-cost state_goes_in_and_out: n (exact)
int state_goes_in_and_out(struct entry *entries, int n, struct state *state)
{
    int errors = 0;
    for (int i = 0; i < n; i++)
        errors |= check_out_entry(&entries[i], state); // expect: call-in-loop {{n round trips}}
                                                       // expect-verdict: batch
    return errors;
}

/* --- the same text ------------------------------------------------------------------------------------------------ */

/* It only begins with the same text: the rest is put behind it by a function of the library. */
void same_beginning(PGconn *db, const struct entry *entries, int n)
{
    for (int i = 0; i < n; i++) {
        char query[200];
        const char *name = entries[i].name;
        strcpy(query, "SELECT id FROM entry WHERE name = '");
        PQescapeStringConn(db, query + strlen(query), name, strlen(name), NULL);
        strcat(query, "'");
        PGresult *res = PQexec(db, query); // expect: call-in-loop {{n round trips}}
                                           // expect-verdict: batch
        use(PQgetvalue(res, 0, 0), i);
        PQclear(res);
    }
}

/* Each server answers for itself. */
void same_text_other_servers(PGconn **servers, PGresult **answers, int n)
{
    for (int i = 0; i < n; i++)
        answers[i] = PQexec(servers[i], "SELECT pg_is_in_recovery()"); // expect: call-in-loop {{n round trips}}
                                                                       // expect-verdict: fan-out
}

/* Another page each time. */
void same_text_other_page(PGconn *db, int k)
{
    while (k--)
        PQclear(PQexec(db, "FETCH 100 FROM cur"));
}

void same_text_counts_up(redisContext *redis, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(redis, "INCR hits")); // expect: call-in-loop {{n round trips}}
                                                           // expect-verdict: pipeline
}

void same_text_takes_the_next(redisContext *redis, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(redis, "RPOP queue")); // expect: call-in-loop {{n round trips}}
                                                            // expect-verdict: batch
}

/* --- turns -------------------------------------------------------------------------------------------------------- */

/* What is taken out is replaced by the last one: the same index comes again. */
// expect-cost removed_by_index: pointers->count
void removed_by_index(PGconn *db, struct pointers *pointers)
{
    for (unsigned i = 0; i < pointers->count; i++) {
        PGresult *res = PQexecParams(db, "SELECT 1 FROM item WHERE name = $1", 1, NULL, // expect: call-in-loop {{count}}
                                     (const char *const *)&pointers->items[i], NULL, NULL, 0);
        if (PQntuples(res) == 0)
            remove_fast(pointers, i--);
        PQclear(res);
    }
}

// expect-cost at_most_a_million: rows(rows)
int at_most_a_million(PGconn *db, MYSQL_RES *rows)
{
    MYSQL_ROW row;
    int k = 0;
    while ((row = mysql_fetch_row(rows))) {
        PQclear(PQexec(db, row[0])); // expect: call-in-loop {{rows\(rows\) round trips}}
        if (++k == 1000000)
            break;
    }
    return k;
}

/* A do-loop asks its condition once a turn, a while-loop once more; behind `&&` it is not always asked. */
// expect-cost condition_of_a_do: max{n, 1}
void condition_of_a_do(PGconn *db, int n)
{
    int i = 0;
    do
        use("turn", i);
    while (PQntuples(PQexec(db, "SELECT 1")) > 0 && ++i < n); // expect: call-in-loop {{round trips}}
}

// expect-cost behind_and: n
int behind_and(PGconn *db, const char *const *names, int n)
{
    int i = 0;
    while (i < n && equals(names[i], "x") == 0) {
        if (names[i][0] && PQntuples(PQexec(db, names[i])) > 0) // expect: call-in-loop {{up to n round trips}}
            use(names[i], i);
        i++;
    }
    return i;
}

/* Words of a text: the inner loop goes on where the outer one is. */
// expect-cost inner_goes_on: length(text)
void inner_goes_on(PGconn *db, const char *text)
{
    while (*text) {
        const char *word = text;
        while (*text && *text != ',')
            text++;
        PQclear(PQexec(db, word)); // expect: call-in-loop {{up to length\(text\) round trips}}
        if (*text)
            text++;
    }
}

struct node {
    int child_count;
    struct node **children;
    const char *name;
};

/* Each node once: not its children for each of its nodes. */
// expect-cost children_of_all: nodes(node)
void children_of_all(PGconn *db, const struct node *node)
{
    PQclear(PQexec(db, node->name)); // expect: call-in-loop {{up to nodes\(node\) round trips}}
    for (int i = 0; i < node->child_count; i++)
        children_of_all(db, node->children[i]);
}

/* --- a retry, a failover, a search -------------------------------------------------------------------------------- */

int lo_write(PGconn *db, int object, const char *from, size_t size);

// expect-cost until_all_is_written: 1
int until_all_is_written(PGconn *db, int object, const char *p, size_t left)
{
    while (left) {
        int k = lo_write(db, object, p, left);
        if (k < 0)
            return -1;
        p += k;
        left -= (size_t)k;
    }
    return 0;
}

struct source {
    struct source *next;
    redisContext *redis;
};

static int fetch(struct source *source, const char *key)
{
    redisReply *reply = redisCommand(source->redis, "GET %s", key);
    return reply ? 0 : -1;
}

// expect-cost one_source_after_the_other: 1
int one_source_after_the_other(struct source *source, const char *key)
{
    for (; source; source = source->next) {
        if (fetch(source, key) < 0)
            continue;
        return 1;
    }
    return 0;
}

// expect-cost one_key_after_the_other: n
int one_key_after_the_other(redisContext *redis, const char *const *keys, int n, const char *wanted)
{
    int hit = 0;
    for (int i = 0; i < n && !hit; i++) {
        redisReply *x = redisCommand(redis, "GET %s", keys[i]); // expect: call-in-loop {{up to n round trips}}
                                                                // expect-verdict: search
        if (!x)
            continue;
        if (equals(x->str, wanted))
            hit = 1;
        freeReplyObject(x);
    }
    return hit;
}

// expect-cost again_when_busy: 1 (exact)
redisReply *again_when_busy(redisContext *redis)
{
    redisReply *r;
again:
    r = redisCommand(redis, "PING");
    if (r == NULL && errno == EAGAIN)
        goto again;
    return r;
}

/* A jump back into what an `if` holds is no loop that can be named: it still counts, and nothing is lost. */
// expect-cost jumps_into_a_branch: 3
void jumps_into_a_branch(PGconn *db, int a, int b)
{
    if (a) {
    inside:
        // expect@+1: chatty-sequence {{first of up to 3 round trips to postgresql in a row}}
        PQclear(PQexec(db, "SELECT 1"));
        if (b == 1)
            return;
    }
    PQclear(PQexec(db, "SELECT 2"));
    if (b == 2)
        goto inside;
    PQclear(PQexec(db, "SELECT 3"));
}

/* --- opened when needed ------------------------------------------------------------------------------------------- */

struct target {
    redisContext *conn;
    const char *host;
};

static int write_value(struct target *node, const char *value)
{
    if (!node->conn)
        node->conn = redisConnect(node->host, 6379);
    redisReply *reply = redisCommand(node->conn, "SET value %s", value);
    freeReplyObject(reply);
    return 0;
}

// expect-cost one_target: n + 1
void one_target(struct target *node, const char *const *values, int n)
{
    for (int i = 0; i < n; i++)
        write_value(node, values[i]); // expect: call-in-loop {{up to n}}
}

// expect-cost a_target_each: 2*n
void a_target_each(struct target *nodes, const char *const *values, int n)
{
    for (int i = 0; i < n; i++)
        write_value(&nodes[i], values[i]); // expect: call-in-loop {{up to 2 \* n round trips}}
}
