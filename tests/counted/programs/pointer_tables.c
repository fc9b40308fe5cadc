/* Two tables of one kind, their entries by position; the object says which is its own. The dearer one, at the most. */
// count: save_all
// formula: 2*n
// run: n=0 sql=1
// run: n=6 sql=1
// run: n=6 sql=0
// tight
#include "counted.h"
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

struct store;
struct store_ops {
    void (*save)(struct store *store, int id);
    void (*forget)(struct store *store);
};
struct store {
    const struct store_ops *ops;
    PGconn *db;
    redisContext *redis;
    int saved;
};

static void sql_save(struct store *store, int id) {
    counted_use(id);
    PQclear(PQexec(store->db, "DELETE FROM a"));
    PQclear(PQexec(store->db, "INSERT INTO a VALUES (1)"));
}

static void redis_save(struct store *store, int id) { freeReplyObject(redisCommand(store->redis, "SET %d 1", id)); }

static void forget(struct store *store) { store->saved = 0; }

static const struct store_ops sql_ops = {sql_save, forget};
static const struct store_ops redis_ops = {redis_save, forget};

void save_all(struct store *store, int n) {
    store->ops->forget(store);
    for (int i = 0; i < n; i++) {
        store->ops->save(store, i);
        store->saved++;
    }
}

void counted_run(void) {
    struct store store = {.db = PQconnectdb(""), .redis = redisConnect("cache", 6379)};
    store.ops = counted_size("sql") ? &sql_ops : &redis_ops;
    COUNT(save_all(&store, counted_size("n")));
    PQfinish(store.db);
    redisFree(store.redis);
}
