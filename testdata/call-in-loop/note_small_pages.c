/* Pages of a few items are a note; what is done for the items of all pages counts once for each of them. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

void use(const char *text);

void scan(redisContext *redis)
{
    unsigned long long cursor = 0;
    do {
        // expect@+2: call-in-loop {{redisCommand\(\) waits for redis on each of}}
        // expect-verdict@+1: paging
        redisReply *reply = redisCommand(redis, "SCAN %llu MATCH order:*", cursor);
        cursor = reply->element[0]->integer;
        for (unsigned long i = 0; i < reply->element[1]->elements; i++)
            use(reply->element[1]->element[i]->str);
        freeReplyObject(reply);
    } while (cursor != 0);
}

void scan_many(redisContext *redis)
{
    unsigned long long cursor = 0;
    do {
        redisReply *reply = redisCommand(redis, "SCAN %llu MATCH order:* COUNT 1000", cursor);
        cursor = reply->element[0]->integer;
        for (unsigned long i = 0; i < reply->element[1]->elements; i++)
            use(reply->element[1]->element[i]->str);
        freeReplyObject(reply);
    } while (cursor != 0);
}

void fetch_each(PGconn *db)
{
    int rows;
    do {
        // expect@+2: call-in-loop {{PQexec\(\) waits for postgresql on each of}}
        // expect-verdict@+1: paging
        PGresult *res = PQexec(db, "FETCH NEXT FROM c");
        rows = PQntuples(res);
        if (rows > 0)
            use(PQgetvalue(res, 0, 0));
        PQclear(res);
    } while (rows > 0);
}

void fetch_hundreds(PGconn *db)
{
    int rows;
    do {
        PGresult *res = PQexec(db, "FETCH 100 FROM c");
        rows = PQntuples(res);
        for (int i = 0; i < rows; i++)
            use(PQgetvalue(res, i, 0));
        PQclear(res);
    } while (rows > 0);
}
