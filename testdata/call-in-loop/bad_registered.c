/* Handlers and threads: what is kept and called later is an entry point of its own. It is told of where it loops, and
 * nothing of it is counted where it is registered. */
#include "libpq-fe.h"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

static PGconn *db;
static const char *names[100];

static void save_all(void)
{
    for (int i = 0; i < 100; i++)
        PQclear(PQexec(db, names[i])); // expect: call-in-loop {{100 round trips}}
}

static void on_signal(int number)
{
    for (int i = 0; i < number; i++)
        PQclear(PQexec(db, names[i])); // expect: call-in-loop {{number round trips}}
}

static void *worker(void *argument)
{
    for (int *n = argument; *n > 0; --*n)
        PQclear(PQexec(db, names[*n])); // expect: call-in-loop {{PQexec\(\) waits for postgresql}}
    return 0;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void connect_once(void)
{
    PQclear(PQexec(db, "SELECT 1"));
}

// expect-cost prepare: 1 (exact)
void prepare(void)
{
    pthread_once(&once, connect_once);
}

// expect-cost start: 0 (exact)
void start(pthread_t *threads, int *counts, int n)
{
    atexit(save_all);
    for (int i = 1; i < n; i++) {
        signal(i, on_signal);
        pthread_create(&threads[i], 0, worker, &counts[i]);
    }
}
