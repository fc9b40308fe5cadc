/* Two wrappers around the iterator: the function is handed on and on. */
// count: save_groups
// formula: m*n
// run: n=0 m=3
// run: n=1 m=1
// run: n=4 m=5
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

typedef int visit_function(int id, void *data);

static int for_range(int count, visit_function *visit, void *data) {
    for (int i = 0; i < count; i++) {
        int status = visit(i, data);
        if (status != 0)
            return status;
    }
    return 0;
}

static int for_cells(int rows, int columns, visit_function *visit, void *data) {
    int status = 0;
    for (int i = 0; i < rows && status == 0; i++)
        status = for_range(columns, visit, data);
    return status;
}

static int for_all(int rows, int columns, visit_function *visit, void *data) {
    return for_cells(rows, columns, visit, data);
}

static int save(int id, void *data) {
    freeReplyObject(redisCommand(data, "SET %d 1", id));
    return 0;
}

int save_groups(redisContext *redis, int n, int m) { return for_all(n, m, save, redis); }

void counted_run(void) {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(save_groups(redis, counted_size("n"), counted_size("m")));
    redisFree(redis);
}
