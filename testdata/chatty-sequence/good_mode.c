/* Helpers that may wait or not each time anew. */
// expect-none
#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

struct archive {
    PGconn *db;
    FILE *out;
    char buffer[1000];
    int used;
    int is_warm;
    int level;
    int failures;
};

int chance(void);
void may_change(struct archive *a);

static void execute(struct archive *a, const char *text)
{
    PQclear(PQexec(a->db, text));
}

/* Not made of what stays as it is. */
static void now_and_then(struct archive *a, const char *text)
{
    if (chance() > 3)
        execute(a, text);
}

void tell_chances(struct archive *a)
{
    now_and_then(a, "INSERT INTO log VALUES (1)");
    now_and_then(a, "INSERT INTO log VALUES (2)");
    now_and_then(a, "INSERT INTO log VALUES (3)");
    now_and_then(a, "INSERT INTO log VALUES (4)");
}

/* Collects, and sends when enough is there. */
static void collect(struct archive *a, const char *text)
{
    strcpy(a->buffer + a->used, text);
    a->used += (int)strlen(text);
    if (a->used > 900) {
        execute(a, a->buffer);
        a->used = 0;
    }
}

void tell_collected(struct archive *a)
{
    collect(a, "INSERT INTO log VALUES (1);");
    collect(a, "INSERT INTO log VALUES (2);");
    collect(a, "INSERT INTO log VALUES (3);");
    collect(a, "INSERT INTO log VALUES (4);");
}

/* The first one only. */
static void warm_up(struct archive *a)
{
    if (a->is_warm)
        return;
    execute(a, "SELECT 1");
    a->is_warm = 1;
}

void tell_warm(struct archive *a)
{
    warm_up(a);
    warm_up(a);
    warm_up(a);
    warm_up(a);
}

/* By what each call says itself. */
static void put(struct archive *a, const char *text, int level)
{
    if (level >= a->level)
        execute(a, text);
    else
        fputs(text, a->out);
}

void tell_levels(struct archive *a)
{
    put(a, "INSERT INTO log VALUES (1)", 1);
    put(a, "INSERT INTO log VALUES (2)", 2);
    put(a, "INSERT INTO log VALUES (3)", 3);
    put(a, "INSERT INTO log VALUES (4)", 4);
}

static void put_if_connected(struct archive *a, const char *text)
{
    if (a->db)
        execute(a, text);
    else
        fputs(text, a->out);
}

/* Another archive each. */
void tell_each(struct archive *a, struct archive *b, struct archive *c)
{
    put_if_connected(a, "INSERT INTO log VALUES (1)");
    put_if_connected(b, "INSERT INTO log VALUES (2)");
    put_if_connected(c, "INSERT INTO log VALUES (3)");
    put_if_connected(b + 1, "INSERT INTO log VALUES (4)");
}

/* What the test reads is set in between, here or below. */
void tell_changed(struct archive *a, PGconn *second)
{
    put_if_connected(a, "INSERT INTO log VALUES (1)");
    put_if_connected(a, "INSERT INTO log VALUES (2)");
    a->db = second;
    put_if_connected(a, "INSERT INTO log VALUES (3)");
    put_if_connected(a, "INSERT INTO log VALUES (4)");
    may_change(a);
    put_if_connected(a, "INSERT INTO log VALUES (5)");
}

/* The helper changes it itself. */
static void put_once(struct archive *a, const char *text)
{
    if (a->failures < 3) {
        execute(a, text);
        a->failures++;
    }
}

void tell_few(struct archive *a)
{
    put_once(a, "INSERT INTO log VALUES (1)");
    put_once(a, "INSERT INTO log VALUES (2)");
    put_once(a, "INSERT INTO log VALUES (3)");
    put_once(a, "INSERT INTO log VALUES (4)");
}

/* State of the session is set once. */
void set_up(struct archive *a)
{
    put_if_connected(a, "SET statement_timeout = 0");
    put_if_connected(a, "SET lock_timeout = 0");
    put_if_connected(a, "SET client_encoding = 'UTF8'");
    put_if_connected(a, "SET row_security = off");
}
