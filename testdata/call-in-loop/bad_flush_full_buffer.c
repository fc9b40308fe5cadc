#include "libpq-fe.h"

struct queue {
    PGconn *conn;
    const char *items[100];
    int used;
    int size;
};

int next_state(void);

/* Nothing is emptied: what waits in the queue goes one by one. */
void send_queue(struct queue *q)
{
    while (q->used > 0) {
        q->used--;
        PQclear(PQexec(q->conn, q->items[q->used])); // expect: call-in-loop {{round trips}}
    }
}

/* Filled and never emptied. */
void fill(struct queue *q, int n)
{
    while (q->size > q->used) {
        q->used += n;
        PQclear(PQexec(q->conn, "SELECT next")); // expect: call-in-loop {{round trips}}
    }
}

/* Set to something, not filled. */
void by_state(struct queue *q)
{
    while (q->used >= 1) {
        q->used = 0;
        PQclear(PQexec(q->conn, "SELECT state")); // expect: call-in-loop {{round trips}}
        q->used = next_state();
    }
}

/* Counted one by one. */
void count_up(struct queue *q, int n)
{
    while (q->used + n > q->size) {
        q->used += 1;
        if (q->used == 7)
            q->used = 0;
        PQclear(PQexec(q->conn, "SELECT one")); // expect: call-in-loop {{round trips}}
    }
}
