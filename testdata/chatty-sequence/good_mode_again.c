/* The session is set up where the worker begins: not for each item, or only for some. */
// expect-none
#include <libpq-fe.h>
#include <stdio.h>

struct archive {
    PGconn *db;
    FILE *out;
};

struct item {
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
    put(a, "SET statement_timeout = 0");
    put(a, "SET lock_timeout = 0");
    put(a, "SET client_encoding = 'UTF8'");
    put(a, "SET row_security = off");
}

void begin_worker(struct archive *a)
{
    set_up(a);
}

static int job(struct archive *a, struct item *item)
{
    if (item->is_new)
        set_up(a);
    put(a, item->text);
    return 0;
}

void use_jobs(struct format *format)
{
    format->restore = job;
}
