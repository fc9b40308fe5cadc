/* Pages of one item each are worth telling; what is done for each item of a page counts once for all items. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

void use(const char *text, int i);

void one_by_one(PGconn *db)
{
    int rows;
    do {
        PGresult *res = PQexec(db, "FETCH NEXT FROM c"); // expect: call-in-loop {{round trips}}
                                                         // expect-verdict: paging
        rows = PQntuples(res);
        PQclear(res);
    } while (rows > 0);
}

/* Not pages * elements. */
void types_of_all(redisContext *redis)
{
    unsigned long long cursor = 0;
    do {
        redisReply *reply = redisCommand(redis, "SCAN %llu COUNT 500", cursor);
        cursor = reply->element[0]->integer;
        redisReply *keys = reply->element[1];
        for (unsigned long i = 0; i < keys->elements; i++) {
            redisReply *type = redisCommand(redis, "TYPE %s", keys->element[i]->str);
            // expect@-1: call-in-loop {{: up to keys->elements round trips}}
            // expect-verdict: pipeline
            use(type->str, 0);
            freeReplyObject(type);
        }
        freeReplyObject(reply);
    } while (cursor != 0);
}

/* A loop over tables is no loop over pages, whatever is fetched from each. */
void tables(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        PQclear(PQexecParams(db, "SELECT max(id) FROM item WHERE kind = $1", 1, 0, &names[i], 0, 0, 0));
    // expect@-1: call-in-loop {{n round trips}}
    // expect-verdict: batch
}
