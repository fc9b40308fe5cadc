// with: text_buffer.c
/* No turn needs another's answer: one statement can ask for all. The neighbours are in verdict_sequential.c. */
#include "libpq-fe.h"
#include "text_buffer.h"

struct archive {
    PGconn *connection;
    int errors;
    long rows;
};

struct item {
    int id;
    int owner;
    struct item *next;
    char *name;
};

int number_of(const char *text);

/* The context goes in and out of every helper, and is what the connection comes from. */
static PGresult *archive_query(struct archive *archive, const char *query)
{
    struct archive *handle = archive;
    PGresult *res = PQexec(handle->connection, query);
    if (PQresultStatus(res) != PGRES_TUPLES_OK)
        handle->errors++;
    handle->rows += PQntuples(res);
    return res;
}

void through_a_context(struct archive *archive, struct item *items, int n)
{
    struct text_buffer *query = text_create();
    for (int i = 0; i < n; i++) {
        text_clear(query);
        text_add(query, "SELECT owner FROM item WHERE id = %d", items[i].id);
        PGresult *res = archive_query(archive, query->data); // expect: call-in-loop {{n round trips}}
                                                             // expect-verdict: batch
        items[i].owner = number_of(PQgetvalue(res, 0, 0));
        PQclear(res);
    }
}

/* The buffer is emptied at the end of the turn, the answer goes into the turn's own element of a list. */
void over_a_list(struct archive *archive, struct item *list)
{
    struct text_buffer *query = text_create();
    for (struct item *item = list; item; item = item->next) {
        text_add(query, "SELECT owner FROM item WHERE id = %d", item->id);
        PGresult *res = archive_query(archive, query->data); // expect: call-in-loop {{length\(list\) round trips}}
                                                             // expect-verdict: batch
        item->owner = number_of(PQgetvalue(res, 0, 0));
        text_clear(query);
        PQclear(res);
    }
}

/* The state goes in and out, but what the answer changes is not what is asked with. */
struct state {
    PGconn *connection;
    const char *table;
    int found;
};

static int check_out(struct state *state, const char *name)
{
    const char *values[1] = {name};
    PGresult *res = PQexecParams(state->connection, "SELECT 1 FROM item WHERE name = $1", 1, 0, values, 0, 0, 0);
    state->found += PQntuples(res);
    PQclear(res);
    return state->found;
}

int in_and_out(struct state *state, struct item *items, int n)
{
    int found = 0;
    for (int i = 0; i < n; i++)
        found |= check_out(state, items[i].name); // expect: call-in-loop {{n round trips}}
                                                  // expect-verdict: batch
    return found;
}
