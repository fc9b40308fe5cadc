/* What few items need is told apart from what most of them pay. */
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    const char *kind, *text, *owner, *schema;
    int number;
};

struct archive {
    PGconn *conn;
    char *owner, *schema;
};

static void put(struct archive *a, const char *text)
{
    PQclear(PQexec(a->conn, text));
}

static void choose(struct archive *a, char **current, const char *want, const char *text)
{
    if (!want || (*current && strcmp(*current, want) == 0))
        return;
    put(a, text);
    free(*current);
    *current = strdup(want);
}

static void begin_anew(struct archive *a, const char *db)
{
    PQfinish(a->conn);
    a->conn = PQconnectdb(db);
    put(a, "SET a = 0");
    put(a, "SET b = 0");
    put(a, "SET c = 0");
}

static void put_entry(struct archive *a, struct entry *e)
{
    choose(a, &a->owner, e->owner, "SET SESSION AUTHORIZATION x");
    choose(a, &a->schema, e->schema, "SET search_path = x");
    put(a, e->text);
}

void play_settings(struct archive *a, struct entry *first)
{
    for (struct entry *e = first; e; e = e->next)
        put_entry(a, e); // expect: call-in-loop {{: up to length\(first\) round trips, .*; up to 3 \* length\(first\) round trips when settings change$}}
}

void play_kinds(struct archive *a, struct entry *first)
{
    for (struct entry *e = first; e; e = e->next) {
        put(a, e->text); // expect: call-in-loop {{: up to length\(first\) round trips, .*; up to 5 \* length\(first\) round trips when items are of special kinds$}}
        if (strcmp(e->kind, "DATABASE") == 0)
            begin_anew(a, e->text);
    }
}

void play_both(struct archive *a, struct entry *first)
{
    for (struct entry *e = first; e; e = e->next) {
        put_entry(a, e); // expect: call-in-loop {{: up to length\(first\) round trips, .*; up to 7 \* length\(first\) round trips when items are of special kinds and settings change$}}
        if (strcmp(e->kind, "DATABASE") == 0 || strcmp(e->kind, "DATABASE PROPERTIES") == 0)
            begin_anew(a, e->text);
    }
}

/* Of two kinds the dearer: an entry is not of both. */
void play_either_kind(struct archive *a, struct entry *first)
{
    for (struct entry *e = first; e; e = e->next) {
        put(a, e->text); // expect: call-in-loop {{: up to length\(first\) round trips, .*; up to 5 \* length\(first\) round trips when items}}
        if (strcmp(e->kind, "DATABASE") == 0) {
            begin_anew(a, e->text);
        } else if (strcmp(e->kind, "COMMENT") == 0) {
            put(a, "BEGIN");
            put(a, "COMMIT");
        }
    }
}

/* --- what may well be most of the items -------------------------------------------------------------------------- */

/* A long list of kinds holds the usual ones. */
void play_many_kinds(struct archive *a, struct entry *first)
{
    for (struct entry *e = first; e; e = e->next) {
        put(a, e->text); // expect: call-in-loop {{: up to 5 \* length\(first\) round trips, [^;]*$}}
        if (strcmp(e->kind, "TABLE") == 0 || strcmp(e->kind, "VIEW") == 0 || strcmp(e->kind, "INDEX") == 0 ||
            strcmp(e->kind, "FUNCTION") == 0 || strcmp(e->kind, "SCHEMA") == 0)
            begin_anew(a, e->text);
    }
}

/* Which number is the usual one cannot be seen. */
void play_numbers(struct archive *a, struct entry *first)
{
    for (struct entry *e = first; e; e = e->next) {
        put(a, e->text); // expect: call-in-loop {{: up to 5 \* length\(first\) round trips, [^;]*$}}
        if (e->number == 7)
            begin_anew(a, e->text);
    }
}

/* All but one kind. */
void play_others(struct archive *a, struct entry *first)
{
    for (struct entry *e = first; e; e = e->next) {
        put(a, e->text);
        if (strcmp(e->kind, "COMMENT") != 0)
            begin_anew(a, e->text); // expect: call-in-loop {{: up to 5 \* length\(first\) round trips, [^;]*$}}
    }
}

/* One kind is all that the loop is about. */
void play_one_kind(struct archive *a, struct entry *first)
{
    for (struct entry *e = first; e; e = e->next)
        if (strcmp(e->kind, "DATABASE") == 0)
            begin_anew(a, e->text); // expect: call-in-loop {{: up to 4 \* length\(first\) round trips, [^;]*$}}
}
