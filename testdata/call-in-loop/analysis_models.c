// config: analysis_models.yaml
// flags: -Wno-implicit-function-declaration
/* Which model is in force, and what a request is by its first words. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

#include <stdio.h>
#include <string.h>

struct object;

void use(const char *text, int i);
struct object *object_wait(int number);
int object_send(int id);

/* --- who is meant ------------------------------------------------------------------------------------------------ */

/* A body that the program has: the project says that the call is a round trip, and nobody looks inside. */
int fetch_objects(const int *ids, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += ids[i];
    return sum;
}

// expect-cost model_before_body: n (exact)
int model_before_body(const int *ids, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += fetch_objects(&ids[i], 1); // expect: call-in-loop {{fetch_objects\(\) waits for store .* n round trips}}
    return sum;
}

/* The project says that it is local: what its body does is no finding. */
const char *session_user(PGconn *db)
{
    static char name[64];
    for (int i = 0; i < 10; i++)
        snprintf(name, sizeof name, "%s", PQgetvalue(PQexec(db, "SELECT current_user"), 0, i));
    return name;
}

// expect-cost said_to_be_local: 0 (exact)
void said_to_be_local(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        use(session_user(db), i);
}

/* A client library that is built as a part of the program stays one: its header says so. */
void *redisCommand(redisContext *c, const char *format, ...)
{
    void *reply = NULL;
    redisAppendCommand(c, format);
    redisGetReply(c, &reply);
    return reply;
}

// expect-cost library_in_the_tree: n (exact)
void library_in_the_tree(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(redis, "DEL %s", keys[i])); // expect: call-in-loop {{redisCommand\(\) waits for redis}}
}

/* A function of the project that is called as one of memcached's. */
int memcached_get(const char *name, int i)
{
    return name[i] == 'x';
}

// expect-cost own_function_of_a_known_name: 0 (exact)
int own_function_of_a_known_name(const char *name, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        count += memcached_get(name, i);
    return count;
}

// expect-cost cookies_of_a_project: 1
void cookies_of_a_project(const int *ids, int n, int *numbers, struct object **objects)
{
    for (int i = 0; i < n; i++)
        numbers[i] = object_send(ids[i]);
    for (int i = 0; i < n; i++)
        objects[i] = object_wait(numbers[i]);
}

// expect-cost cookies_one_by_one: n (exact)
void cookies_one_by_one(const int *ids, int n, struct object **objects)
{
    for (int i = 0; i < n; i++)
        objects[i] = object_wait(object_send(ids[i])); // expect: call-in-loop {{object_wait\(\) waits for store}}
}

/* --- what is asked ----------------------------------------------------------------------------------------------- */

struct text {
    char data[512];
    size_t length;
};

static void text_reset(struct text *text)
{
    text->length = 0;
    text->data[0] = '\0';
}

static void text_add(struct text *text, const char *more)
{
    size_t length = strlen(more);
    memcpy(text->data + text->length, more, length + 1);
    text->length += length;
}

/* What was in the buffer before it was emptied is no part of the request. */
void first_words_behind_the_reset(PGconn *db, int n)
{
    struct text query;
    text_reset(&query);
    text_add(&query, "INSERT INTO log VALUES ('begin')");
    PQclear(PQexec(db, query.data));
    for (int i = 0; i < n; i++) {
        text_reset(&query);
        text_add(&query, "SELECT now()");
        PGresult *res = PQexec(db, query.data); // expect: call-in-loop {{n round trips}}
                                                // expect-verdict: hoist
        use(PQgetvalue(res, 0, 0), i);
        PQclear(res);
    }
}

/* The same, with a statement that changes something. */
void inserts_behind_the_reset(PGconn *db, const char *const *names, int n)
{
    struct text query;
    text_reset(&query);
    text_add(&query, "SELECT now()");
    PQclear(PQexec(db, query.data));
    for (int i = 0; i < n; i++) {
        text_reset(&query);
        text_add(&query, "INSERT INTO item VALUES ('");
        text_add(&query, names[i]);
        text_add(&query, "')");
        PQclear(PQexec(db, query.data)); // expect: call-in-loop {{n round trips}}
                                         // expect-verdict: batch
    }
}

void unknown_is_a_write(PGconn *db, const char *statement, int n)
{
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, statement)); // expect: call-in-loop {{n round trips}}
                                        // expect-verdict: pipeline
}

void counts_are_taken(redisContext *redis, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "INCR number"); // expect: call-in-loop {{n round trips}}
                                                                // expect-verdict: pipeline
        use("", (int)reply->integer);
        freeReplyObject(reply);
    }
}

void parts_of_a_cursor(PGconn *db)
{
    PGresult *res = PQexec(db, "FETCH 200 FROM c");
    while (PQntuples(res) > 0) {
        PQclear(res);
        res = PQexec(db, "FETCH 200 FROM c");
    }
    PQclear(res);
}

/* One each is right: whatever each one does takes longer than the way. */
void heavy_ones(PGconn *db, const char *const *tables, int n)
{
    char query[200];
    for (int i = 0; i < n; i++) {
        snprintf(query, sizeof query, "CREATE INDEX ON %s (id)", tables[i]);
        PQclear(PQexec(db, query)); // expect: call-in-loop {{n round trips}}
                                    // expect-verdict: null
    }
}
