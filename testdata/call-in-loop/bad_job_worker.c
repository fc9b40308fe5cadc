#include "libpq-fe.h"
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

struct job {
    struct job *next;
    const char *statement;
};

struct queue {
    pthread_mutex_t lock;
    struct job *first;
};

/* Takes a lock and waits for nothing to do: what is in the queue is a list like any other. */
static struct job *try_take(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    struct job *job = queue->first;
    if (job)
        queue->first = job->next;
    pthread_mutex_unlock(&queue->lock);
    return job;
}

void empty_queue(PGconn *db, struct queue *queue)
{
    struct job *job;
    while ((job = try_take(queue)) != NULL)
        PQclear(PQexec(db, job->statement)); // expect: call-in-loop {{PQexec}}
}

/* A semaphore limits how many run at a time: the list drives the loop. */
void few_at_a_time(PGconn *db, sem_t *slots, struct job *first)
{
    for (struct job *job = first; job; job = job->next) {
        sem_wait(slots);
        PQclear(PQexec(db, job->statement)); // expect: call-in-loop {{length\(first\) round trips}}
        sem_post(slots);
    }
}
