/* Connected when needed, but dropped again after each use. */
// count: mark_all
// formula: n
// run: n=0
// run: n=1
// run: n=12
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stddef.h>

static redisContext *connection;

static redisContext *connect_once(void) {
    if (!connection)
        connection = redisConnect("cache", 6379);
    return connection;
}

static void disconnect(void) {
    redisFree(connection);
    connection = NULL;
}

void mark_all(int n) {
    for (int i = 0; i < n; i++) {
        counted_use(connect_once()->err);
        disconnect();
    }
}

void counted_run(void) { COUNT(mark_all(counted_size("n"))); }
