// with: text_buffer.c
/* The next request is made of the answer. The neighbours are in verdict_batch.c and verdict_paging.c. */
#include "libpq-fe.h"
#include "text_buffer.h"

struct walk {
    PGconn *connection;
    int node;
    int depth;
};

int number_of(const char *text);

void up_a_tree(PGconn *db, int node, int levels)
{
    struct text_buffer *query = text_create();
    for (int i = 0; i < levels; i++) {
        text_clear(query);
        text_add(query, "SELECT parent FROM node WHERE id = %d", node);
        PGresult *res = PQexec(db, query->data); // expect: call-in-loop {{levels round trips}}
                                                 // expect-verdict: sequential
        node = number_of(PQgetvalue(res, 0, 0));
        PQclear(res);
    }
}

/* Through a helper that reads and writes one field of what it is given. */
static void step_up(struct walk *walk)
{
    struct text_buffer *query = text_create();
    text_add(query, "SELECT parent FROM node WHERE id = %d", walk->node);
    PGresult *res = PQexec(walk->connection, query->data);
    walk->node = number_of(PQgetvalue(res, 0, 0));
    PQclear(res);
}

void up_by_state(struct walk *walk, int levels)
{
    for (int i = 0; i < levels; i++)
        step_up(walk); // expect: call-in-loop {{levels round trips}}
                       // expect-verdict: sequential
}

/* The buffer is never emptied: what was answered is part of each later request. */
void grows(PGconn *db, int n)
{
    struct text_buffer *query = text_create();
    text_add(query, "SELECT id FROM item WHERE id NOT IN (0");
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexec(db, query->data); // expect: call-in-loop {{n round trips}}
                                                 // expect-verdict: sequential
        text_add(query, ", %s", PQgetvalue(res, 0, 0));
        PQclear(res);
    }
}
