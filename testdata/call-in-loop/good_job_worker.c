// expect-none
// expect-cost worker: 1
// expect-cost drain_queue: 1
// expect-cost worker_that_polls: 2
#include "libpq-fe.h"
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

struct job {
    struct job *next;
    const char *statement;
};

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct job *first;
    int is_closed;
};

/* It waits until something is there, though the loop may have no turn. */
static struct job *take(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (!queue->first) {
        if (queue->is_closed) {
            pthread_mutex_unlock(&queue->lock);
            return NULL;
        }
        pthread_cond_wait(&queue->filled, &queue->lock);
    }
    struct job *job = queue->first;
    queue->first = job->next;
    pthread_mutex_unlock(&queue->lock);
    return job;
}

void worker(PGconn *db, struct queue *queue)
{
    for (;;) {
        struct job *job = take(queue);
        if (!job)
            break;
        PQclear(PQexec(db, job->statement));
    }
}

static struct job *next_job(struct queue *queue) { return take(queue); }

void drain_queue(PGconn *db, struct queue *queue)
{
    struct job *job;
    while ((job = next_job(queue)) != NULL)
        PQclear(PQexec(db, job->statement));
}

/* The queue is a table: nothing there, sleep, look again. */
void worker_that_polls(PGconn *db)
{
    for (;;) {
        PGresult *job = PQexec(db, "DELETE FROM job RETURNING statement");
        if (PQntuples(job) == 0) {
            sleep(1);
            continue;
        }
        PQclear(PQexec(db, PQgetvalue(job, 0, 0)));
    }
}
