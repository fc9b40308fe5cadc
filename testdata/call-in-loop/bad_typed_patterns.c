/* Words of the command line from which the program makes requests of its own; and texts that are requests as they
 * stand, but nobody has typed all of them. */
#include "libpq-fe.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cell {
    struct cell *next;
    char *text;
};

struct step {
    struct step *next;
    char *text;
};

struct given {
    struct given *next;
    const char *text;
};

static struct cell *patterns;
static struct step *steps;
static struct given *others;

static void run(PGconn *db, const char *text) { PQclear(PQexec(db, text)); }

static void add_pattern(char *text)
{
    struct cell *cell = malloc(sizeof *cell);
    cell->text = text;
    cell->next = patterns;
    patterns = cell;
}

static void add_step(char *text)
{
    struct step *step = malloc(sizeof *step);
    step->text = text;
    step->next = steps;
    steps = step;
}

void add_given(const char *text)
{
    struct given *one = malloc(sizeof *one);
    one->text = text;
    one->next = others;
    others = one;
}

/* The program's own request. */
static void find_tables(PGconn *db)
{
    for (struct cell *cell = patterns; cell; cell = cell->next) {
        char query[200];
        snprintf(query, sizeof query, "SELECT oid FROM pg_class WHERE relname ~ '%s'", cell->text);
        run(db, query); // expect: call-in-loop {{run\(\) waits}}
    }
}

/* A value of the program's own request. */
static void count_rows(PGconn *db)
{
    for (struct cell *cell = patterns; cell; cell = cell->next) {
        const char *values[] = {cell->text};
        PQclear(PQexecParams(db, "SELECT f($1)", 1, NULL, values, NULL, NULL, 0)); // expect: call-in-loop {{waits}}
    }
}

/* Some are texts that come from the database. */
static void add_stored(PGconn *db)
{
    PGresult *result = PQexec(db, "SELECT text FROM steps");
    for (int i = 0; i < PQntuples(result); i++)
        add_step(strdup(PQgetvalue(result, i, 0)));
    PQclear(result);
}

static void run_steps(PGconn *db)
{
    for (struct step *step = steps; step; step = step->next)
        run(db, step->text); // expect: call-in-loop {{run\(\) waits}}
}

/* Who calls add_given() from elsewhere is not known. */
static void run_given(PGconn *db)
{
    for (struct given *one = others; one; one = one->next)
        run(db, one->text); // expect: call-in-loop {{run\(\) waits}}
}

int main(int argc, char **argv)
{
    int letter;
    while ((letter = getopt(argc, argv, "p:s:g:")) != -1)
        if (letter == 'p')
            add_pattern(optarg);
        else if (letter == 's')
            add_step(optarg);
    PGconn *db = PQconnectdb("");
    add_stored(db);
    find_tables(db);
    count_rows(db);
    run_steps(db);
    run_given(db);
    PQfinish(db);
    return 0;
}
