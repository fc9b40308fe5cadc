/* A connection that is a pipeline has no room for a COPY: a turn that may make one is not told to send all, then wait.
 * Next to it the same loop whose turns only hand rows to a COPY that is under way, and one without any. */
#include "libpq-fe.h"
#include <string.h>

struct entry {
    const char *create;
    const char *rows;
};

static void run(PGconn *db, const char *text) { PQclear(PQexec(db, text)); }

static void load(PGconn *db, const char *rows)
{
    run(db, "COPY t FROM STDIN");
    PQputCopyData(db, rows, (int)strlen(rows));
    PQputCopyEnd(db, NULL);
    PQclear(PQgetResult(db));
}

static void restore(PGconn *db, const struct entry *entry)
{
    run(db, entry->create);
    if (entry->rows)
        load(db, entry->rows);
}

void restore_all(PGconn *db, const struct entry *entries, int n)
{
    for (int i = 0; i < n; i++)
        restore(db, &entries[i]); // expect: call-in-loop {{restore\(\) waits}}
                                  // expect-verdict: sequential
}

void create_all(PGconn *db, const struct entry *entries, int n)
{
    for (int i = 0; i < n; i++)
        run(db, entries[i].create); // expect: call-in-loop {{run\(\) waits}}
                                    // expect-verdict: pipeline
}

/* What runs after a failure only is no part of what turns do. */
static int create_or_load(PGconn *db, const struct entry *entry)
{
    PGresult *result = PQexec(db, entry->create);
    int is_right = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    if (!is_right) {
        load(db, entry->rows);
        return -1;
    }
    return 0;
}

int create_all_or_stop(PGconn *db, const struct entry *entries, int n)
{
    for (int i = 0; i < n; i++)
        if (create_or_load(db, &entries[i]) < 0) // expect: call-in-loop {{create_or_load\(\) waits}}
            return -1;                           // expect-verdict@-1: pipeline
    return 0;
}

/* What a loop's own test says of its elements decides what the callee does with them. */
enum section { BEFORE_DATA, DATA, BEHIND_DATA };

struct item {
    struct item *next;
    const char *create, *owner, *rows;
    enum section section;
};

static void restore_item(PGconn *db, const struct item *item)
{
    if (item->section != DATA) {
        run(db, item->create);
        run(db, item->owner);
    } else {
        load(db, item->rows);
    }
}

static void restore_one(PGconn *db, const struct item *item) { restore_item(db, item); }

void restore_before(PGconn *db, const struct item *first)
{
    for (const struct item *item = first; item; item = item->next)
        if (item->section == BEFORE_DATA)
            restore_one(db, item); // expect: call-in-loop {{up to 2 \* length\(first\)}}
                                   // expect-verdict: pipeline
}

void restore_data(PGconn *db, const struct item *first)
{
    for (const struct item *item = first; item; item = item->next)
        if (item->section == DATA)
            restore_one(db, item); // expect: call-in-loop {{restore_one\(\) waits}}
                                   // expect-verdict: sequential
}

/* Of another element nothing is said. */
void restore_next(PGconn *db, const struct item *first)
{
    for (const struct item *item = first; item->next; item = item->next)
        if (item->section == BEFORE_DATA)
            restore_one(db, item->next); // expect: call-in-loop {{restore_one\(\) waits}}
                                         // expect-verdict: sequential
}
