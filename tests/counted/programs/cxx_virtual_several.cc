// Several classes override it: the dearest, at the most. One of them leaves it to its base class.
// count: save_all
// formula: 2*n
// run: n=0 kind=0
// run: n=6 kind=0
// run: n=6 kind=1
// run: n=6 kind=2
// tight
#include "counted.h"
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

struct Store {
    virtual ~Store() {}
    virtual void save(int id) { counted_use(id); }
};

struct SqlStore : Store {
    PGconn *db = nullptr;
    void save(int id) override {
        Store::save(id);
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
        PQclear(PQexec(db, "UPDATE counts SET x = x + 1"));
    }
};

struct RedisStore final : Store {
    redisContext *redis = nullptr;
    void save(int id) override { freeReplyObject(redisCommand(redis, "SET %d 1", id)); }
};

struct NoStore : Store {};

void save_all(Store *store, int n) {
    for (int i = 0; i < n; i++)
        store->save(i);
}

void counted_run() {
    SqlStore sql;
    RedisStore redis;
    NoStore none;
    sql.db = PQconnectdb("");
    redis.redis = redisConnect("cache", 6379);
    int kind = counted_size("kind");
    Store *store = kind == 0 ? static_cast<Store *>(&sql) : kind == 1 ? static_cast<Store *>(&redis) : &none;
    COUNT(save_all(store, counted_size("n")));
    PQfinish(sql.db);
    redisFree(redis.redis);
}
