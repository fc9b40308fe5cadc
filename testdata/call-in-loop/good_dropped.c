/* Helpers that drop what is kept, but not on each turn, or something else, or for another. */
// expect-none
#include <hiredis/hiredis.h>
#include <libpq-fe.h>
#include <stddef.h>

struct session {
    PGconn *db;
    int is_prepared, runs;
};

static redisContext *connection;

void use(redisContext *c);
int is_too_old(redisContext *c);

static void disconnect(void)
{
    redisFree(connection);
    connection = NULL;
}

static redisContext *connect_once(void)
{
    if (!connection)
        connection = redisConnect("cache", 6379);
    return connection;
}

/* By what nobody knows of. */
void when_old(int n)
{
    for (int i = 0; i < n; i++) {
        use(connect_once());
        if (is_too_old(connection))
            disconnect();
    }
}

static void check(redisContext *c)
{
    if (is_too_old(c))
        disconnect();
}

void when_old_there(int n)
{
    for (int i = 0; i < n; i++) {
        use(connect_once());
        check(connection);
    }
}

/* Only where it is not there: in the arm that asks. */
static redisContext *connect_cleanly(void)
{
    if (!connection) {
        disconnect();
        connection = redisConnect("cache", 6379);
    }
    return connection;
}

void cleanly(int n)
{
    for (int i = 0; i < n; i++)
        use(connect_cleanly());
}

static void prepare(struct session *s)
{
    if (!s->is_prepared) {
        PQclear(PQprepare(s->db, "add", "INSERT INTO a VALUES ($1)", 1, NULL));
        s->is_prepared = 1;
    }
}

static void begin(struct session *s) { s->is_prepared = 0; }

/* Another session's. */
void two_sessions(struct session *s, struct session *other, int n)
{
    for (int i = 0; i < n; i++) {
        prepare(s);
        begin(other);
    }
}

/* Behind the loop. */
void afterwards(struct session *s, int n)
{
    for (int i = 0; i < n; i++)
        prepare(s);
    begin(s);
}
