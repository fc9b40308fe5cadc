/* What a flag says that a turn's own tests have cleared: of the elements for which it still stands, the callee takes
 * one arm only. Next to it flags that say less. */
#include "libpq-fe.h"
#include <stdbool.h>

enum section { BEFORE_DATA, DATA, BEHIND_DATA };

struct item {
    struct item *next;
    const char *create, *owner, *comment, *rows;
    enum section section;
};

void later(struct item *item);

static void run(PGconn *db, const char *text) { PQclear(PQexec(db, text)); }

static void restore(PGconn *db, const struct item *item)
{
    if (item->section != DATA) {
        run(db, item->create);
    } else {
        run(db, item->rows);
        run(db, item->owner);
        run(db, item->comment);
    }
}

void before_data(PGconn *db, struct item *first)
{
    for (struct item *item = first; item; item = item->next) {
        bool now = true;
        if (item->section != BEFORE_DATA)
            now = false;
        if (now)
            restore(db, item); // expect: call-in-loop {{turns: up to length\(first\) round trips}}
        else
            later(item);
    }
}

/* All ways that clear it are left out. */
void before_data_nested(PGconn *db, struct item *first, int skipped)
{
    for (struct item *item = first; item; item = item->next) {
        bool now = true;
        if (item->section != BEFORE_DATA) {
            skipped++;
            if (item->section == DATA || skipped)
                now = false;
            else
                now = false;
        }
        if (!item->create)
            now = false;
        if (now && item->owner)
            restore(db, item); // expect: call-in-loop {{turns: up to length\(first\) round trips}}
    }
}

/* It is only cleared now and then. */
void some_of_them(PGconn *db, struct item *first, int skipped)
{
    for (struct item *item = first; item; item = item->next) {
        bool now = true;
        if (item->section != BEFORE_DATA)
            if (skipped)
                now = false;
        if (now)
            restore(db, item); // expect: call-in-loop {{turns: up to 3 \* length\(first\) round trips}}
    }
}

/* It is set again. */
void set_again(PGconn *db, struct item *first)
{
    for (struct item *item = first; item; item = item->next) {
        bool now = true;
        if (item->section != BEFORE_DATA)
            now = false;
        if (item->owner)
            now = true;
        if (now)
            restore(db, item); // expect: call-in-loop {{turns: up to 3 \* length\(first\) round trips}}
    }
}

/* Something else is looked at than what is asked for. */
void changed_since(PGconn *db, struct item *first)
{
    for (struct item *item = first; item; item = item->next) {
        bool now = true;
        if (item->section != BEFORE_DATA)
            now = false;
        item->section = item->rows ? DATA : BEHIND_DATA;
        if (now)
            restore(db, item); // expect: call-in-loop {{turns: up to 3 \* length\(first\) round trips}}
    }
}

/* Not all of the cases clear it. */
void cases(PGconn *db, struct item *first, int kind)
{
    for (struct item *item = first; item; item = item->next) {
        bool now = true;
        switch (kind) {
        case 1:
            if (item->section != BEFORE_DATA)
                now = false;
            break;
        default:
            break;
        }
        if (now)
            restore(db, item); // expect: call-in-loop {{turns: up to 3 \* length\(first\) round trips}}
    }
}

/* Who jumps over the test has not been asked. */
void jumped_over(PGconn *db, struct item *first)
{
    for (struct item *item = first; item; item = item->next) {
        bool now = true;
        if (item->owner)
            goto comment;
        if (item->section != BEFORE_DATA)
            now = false;
        if (item->comment) {
        comment:
            later(item);
        }
        if (now)
            restore(db, item); // expect: call-in-loop {{turns: up to 3 \* length\(first\) round trips}}
    }
}
