/* The function travels as another type, and is cast back where it is called. */
// count: run_jobs
// formula: n (exact)
// run: n=0
// run: n=1
// run: n=7
#include "counted.h"
#include "hiredis/hiredis.h"

typedef void (*any_function)(void);
typedef void (*job_function)(redisContext *redis, int id);

struct job {
    any_function function;
    int id;
};

static void mark(redisContext *redis, int id) { freeReplyObject(redisCommand(redis, "SET %d 1", id)); }

static struct job job_of(any_function function, int id) { return (struct job){function, id}; }

void run_jobs(redisContext *redis, const struct job *jobs, int n) {
    for (int i = 0; i < n; i++)
        ((job_function)jobs[i].function)(redis, jobs[i].id);
}

void counted_run(void) {
    struct job jobs[8];
    for (int i = 0; i < 8; i++)
        jobs[i] = job_of((any_function)mark, i);
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(run_jobs(redis, jobs, counted_size("n")));
    redisFree(redis);
}
