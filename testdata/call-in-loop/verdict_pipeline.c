/* Many keys in one command, and commands that take one key. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

int snprintf(char *to, unsigned long size, const char *format, ...);

void use(const char *text, int i);

void many_gets(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "GET %s", keys[i]); // expect: call-in-loop {{n round trips}}
                                                                    // expect-verdict: batch
        use(reply->str, i);
        freeReplyObject(reply);
    }
}

void many_times_to_live(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "TTL %s", keys[i]); // expect: call-in-loop {{n round trips}}
                                                                    // expect-verdict: pipeline
        use(reply->str, i);
        freeReplyObject(reply);
    }
}

/* Statements that only the caller knows. */
void any_statements(PGconn *db, const char *const *statements, int n)
{
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, statements[i])); // expect: call-in-loop {{n round trips}}
                                            // expect-verdict: pipeline
}

/* Each of these is much work: one request each is right. */
void heavy(PGconn *db, const char *const *tables, int n)
{
    char query[200];
    for (int i = 0; i < n; i++) {
        snprintf(query, sizeof query, "VACUUM %s", tables[i]);
        PQclear(PQexec(db, query)); // expect: call-in-loop {{n round trips}}
                                    // expect-verdict: null
    }
}
