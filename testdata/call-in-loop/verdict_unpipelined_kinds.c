/* A COPY that is made for items of some kind only, and loops whose turns are for items of one kind: where several more
 * things have to hold of the item, it is another kind that the COPY is for. */
#include "libpq-fe.h"
#include <stdbool.h>
#include <string.h>

enum pass { PASS_MAIN, PASS_LAST };
enum section { NONE, BEFORE_DATA, DATA, BEHIND_DATA };

struct item {
    struct item *next;
    const char *type, *create, *owner, *rows;
    enum section section;
    int wanted;
    int has_rows;
};

void later(struct item *item);

static void run(PGconn *db, const char *text) { PQclear(PQexec(db, text)); }

static void load(PGconn *db, const char *rows)
{
    run(db, "COPY t FROM STDIN");
    PQputCopyData(db, rows, (int)strlen(rows));
    PQputCopyEnd(db, NULL);
    PQclear(PQgetResult(db));
}

static void restore(PGconn *db, struct item *item)
{
    int wanted = item->wanted;
    if (wanted & 1) {
        run(db, item->create);
        run(db, item->owner);
    }
    if (wanted & 2)
        if (item->has_rows)
            load(db, item->rows);
}

/* Rows are all that it takes. */
static void restore_rows(PGconn *db, struct item *item)
{
    run(db, item->create);
    if (item->has_rows)
        load(db, item->rows);
}

static enum pass pass_of(const struct item *item)
{
    return strcmp(item->type, "grant") == 0 || strcmp(item->type, "default grant") == 0 ? PASS_LAST : PASS_MAIN;
}

void last_pass(PGconn *db, struct item *first)
{
    for (struct item *item = first; item; item = item->next)
        if (item->wanted != 0 && pass_of(item) == PASS_LAST)
            restore(db, item); // expect: call-in-loop {{restore\(\) waits}}
                               // expect-verdict: pipeline
}

void grants(PGconn *db, struct item *first)
{
    for (struct item *item = first; item; item = item->next) {
        if (strcmp(item->type, "grant") != 0)
            continue;
        restore(db, item); // expect: call-in-loop {{restore\(\) waits}}
                           // expect-verdict: pipeline
    }
}

void before_data(PGconn *db, struct item *first)
{
    bool has_skipped = false;
    for (struct item *item = first; item; item = item->next) {
        bool now = true;
        if (item->section != BEFORE_DATA) {
            if (item->section == DATA || item->section == BEHIND_DATA)
                has_skipped = true, now = false;
            else if (has_skipped)
                now = false;
        }
        if (now)
            restore(db, item); // expect: call-in-loop {{restore\(\) waits}}
                               // expect-verdict: pipeline
        else
            later(item);
    }
}

/* All that is left when one kind is taken out. */
void main_pass(PGconn *db, struct item *first)
{
    for (struct item *item = first; item; item = item->next)
        if (item->wanted != 0 && pass_of(item) == PASS_MAIN)
            restore(db, item); // expect: call-in-loop {{restore\(\) waits}}
                               // expect-verdict: sequential
}

void all_but_grants(PGconn *db, struct item *first)
{
    for (struct item *item = first; item; item = item->next)
        if (strcmp(item->type, "grant") != 0)
            restore(db, item); // expect: call-in-loop {{restore\(\) waits}}
                               // expect-verdict: sequential
}

/* Items of that kind may well have rows. */
void tables(PGconn *db, struct item *first)
{
    for (struct item *item = first; item; item = item->next)
        if (strcmp(item->type, "table") == 0)
            restore_rows(db, item); // expect: call-in-loop {{restore_rows\(\) waits}}
                                    // expect-verdict: sequential
}

/* The item that is passed is another one. */
void behind_grants(PGconn *db, struct item *first)
{
    for (struct item *item = first; item; item = item->next) {
        struct item *other = item->next;
        if (other && strcmp(item->type, "grant") == 0)
            restore(db, other); // expect: call-in-loop {{restore\(\) waits}}
                                // expect-verdict: sequential
    }
}
