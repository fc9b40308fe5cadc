/* What is done while a switch is off that connecting throws is meant for what has no connection. */
#include <libpq-fe.h>
#include <stdio.h>

struct entry {
    struct entry *next;
    const char *text, *comment;
};

struct archive {
    PGconn *conn;
    FILE *file;
    int is_direct, no_comments, is_quiet, is_ready, is_brief;
};

static void put(struct archive *a, const char *text)
{
    if (a->is_direct && a->conn)
        PQclear(PQexec(a->conn, text));
    else
        fputs(text, a->file);
}

static void open_database(struct archive *a)
{
    a->conn = PQconnectdb("");
}

/* Comments make no sense to a server. */
static void put_commented(struct archive *a, struct entry *e)
{
    if (!a->no_comments) {
        put(a, "-- entry");
        put(a, e->comment);
        put(a, "--");
    }
    put(a, e->text);
}

void restore(struct archive *a, struct entry *first)
{
    if (a->is_direct) {
        open_database(a);
        a->no_comments = 1;
    }
    for (struct entry *e = first; e; e = e->next)
        put_commented(a, e); // expect: call-in-loop {{: up to length\(first\) round trips, .*; up to 4 \* length\(first\) round trips when what connecting switches off is on$}}
}

/* --- switches that somebody may throw for another reason ---------------------------------------------------------- */

static void put_unless_quiet(struct archive *a, struct entry *e)
{
    if (!a->is_quiet) {
        put(a, "-- entry");
        put(a, e->comment);
        put(a, "--");
    }
    put(a, e->text);
}

void set_quiet(struct archive *a)
{
    a->is_quiet = 1;
}

void restore_quietly(struct archive *a, struct entry *first)
{
    if (a->is_direct) {
        open_database(a);
        a->is_quiet = 1;
    }
    for (struct entry *e = first; e; e = e->next)
        put_unless_quiet(a, e); // expect: call-in-loop {{: up to 4 \* length\(first\) round trips, [^;]*$}}
}

/* Thrown before anything is connected: by those too who fail to. */
static void put_unless_ready(struct archive *a, struct entry *e)
{
    if (!a->is_ready) {
        put(a, "-- entry");
        put(a, e->comment);
        put(a, "--");
    }
    put(a, e->text);
}

void restore_ready(struct archive *a, struct entry *first)
{
    if (a->is_direct) {
        a->is_ready = 1;
        open_database(a);
    }
    for (struct entry *e = first; e; e = e->next)
        put_unless_ready(a, e); // expect: call-in-loop {{: up to 4 \* length\(first\) round trips, [^;]*$}}
}

/* The other way round: what is done while it is on. */
static void put_if_brief(struct archive *a, struct entry *e)
{
    if (a->is_brief) {
        put(a, "-- entry");
        put(a, e->comment);
        put(a, "--");
    }
    put(a, e->text);
}

void restore_briefly(struct archive *a, struct entry *first)
{
    if (a->is_direct) {
        open_database(a);
        a->is_brief = 1;
    }
    for (struct entry *e = first; e; e = e->next)
        put_if_brief(a, e); // expect: call-in-loop {{: up to 4 \* length\(first\) round trips, [^;]*$}}
}
