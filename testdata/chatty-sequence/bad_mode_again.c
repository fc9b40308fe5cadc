/* Sets up the session for each item anew: a job that is run through a pointer does so, and so does a loop. */
#include <libpq-fe.h>
#include <stdio.h>

struct archive {
    PGconn *db;
    FILE *out;
};

struct item {
    struct item *next;
    const char *text;
    int is_new;
};

struct format {
    int (*restore)(struct archive *a, struct item *item);
};

static void put(struct archive *a, const char *text)
{
    if (a->db)
        PQclear(PQexec(a->db, text));
    else
        fputs(text, a->out);
}

static void set_up(struct archive *a)
{
    put(a, "SET statement_timeout = 0"); // expect: chatty-sequence {{put\(\) is the first of 4 round trips to postgresql in a row, where 1 would do, each time that job\(\) is called, if a->db in put\(\): no request}}
                                         // expect-step: job: {{calls restore_item\(\); is called through a pointer itself}}
                                         // expect-step: restore_item: {{calls set_up\(\)}}
    put(a, "SET lock_timeout = 0");
    put(a, "SET client_encoding = 'UTF8'");
    put(a, "SET row_security = off");
}

static int restore_item(struct archive *a, struct item *item)
{
    set_up(a);
    put(a, item->text);
    return 0;
}

static int job(struct archive *a, struct item *item)
{
    return restore_item(a, item);
}

void use_jobs(struct format *format)
{
    format->restore = job;
}

void restore_all(struct archive *a, struct item *items)
{
    for (struct item *i = items; i; i = i->next)
        if (i->is_new)
            set_up(a); // expect: call-in-loop {{up to 4 \* length\(items\) round trips}}
}
