/* What was kept is dropped by a helper on each turn, and asked for again. */
#include <hiredis/hiredis.h>
#include <libpq-fe.h>
#include <stddef.h>

struct session {
    PGconn *db;
    int is_prepared, runs;
};

static redisContext *connection;

static redisContext *connect_once(void)
{
    if (!connection)
        connection = redisConnect("cache", 6379);
    return connection;
}

static void disconnect(void)
{
    if (!connection)
        return;
    redisFree(connection);
    connection = NULL;
}

void use(redisContext *c);

void for_each(int n)
{
    for (int i = 0; i < n; i++) {
        use(connect_once()); // expect: call-in-loop {{connect_once\(\) waits .* up to n round trips}}
        disconnect();
    }
}

static void alone(void)
{
    disconnect();
    use(connect_once());
}

void each_alone(int n)
{
    for (int i = 0; i < n; i++)
        alone(); // expect: call-in-loop {{alone\(\) waits .* up to n round trips}}
}

static void prepare(struct session *s)
{
    if (!s->is_prepared) {
        PQclear(PQprepare(s->db, "add", "INSERT INTO a VALUES ($1)", 1, NULL));
        s->is_prepared = 1;
    }
}

static void forget(struct session *s) { s->is_prepared = 0; }

static void finish(struct session *s)
{
    s->runs++;
    forget(s);
}

void run_all(struct session *s, int n)
{
    for (int i = 0; i < n; i++) {
        prepare(s); // expect: call-in-loop {{prepare\(\) waits .* up to n round trips}}
        finish(s);
    }
}
