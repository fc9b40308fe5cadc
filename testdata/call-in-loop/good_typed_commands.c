/* What somebody has typed on the command line is kept in a list, and carried out in that order: a driver, as a loop
 * over argv itself. */
// expect-none
#include "libpq-fe.h"
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum action { ACTION_QUERY, ACTION_QUIET, ACTION_NOTHING };

struct cell {
    struct cell *next;
    enum action action;
    char *text;
};

struct list {
    struct cell *head, *tail;
};

struct options {
    struct list actions;
};

char *copy_strdup(const char *text) { return strdup(text); }

static void append(struct list *list, enum action action, const char *text)
{
    struct cell *cell = malloc(sizeof *cell);
    cell->next = NULL;
    cell->action = action;
    if (text)
        cell->text = copy_strdup(text);
    else
        cell->text = NULL;
    if (list->tail)
        list->tail->next = cell;
    else
        list->head = cell;
    list->tail = cell;
}

static int run(PGconn *db, const char *text)
{
    PGresult *result = PQexec(db, text);
    int is_right = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return is_right;
}

static int send_query(PGconn *db, const char *text) { return run(db, text); }

static void read_options(int argc, char **argv, struct options *options)
{
    int letter;
    while ((letter = getopt(argc, argv, "c:")) != -1)
        if (letter == 'c' && optarg[0] == '-')
            append(&options->actions, ACTION_QUIET, optarg + 1);
        else if (letter == 'c')
            append(&options->actions, ACTION_QUERY, optarg);
}

int main(int argc, char **argv)
{
    struct options options;
    memset(&options, 0, sizeof options);
    read_options(argc, argv, &options);
    if (!options.actions.head)
        append(&options.actions, ACTION_NOTHING, NULL);
    PGconn *db = PQconnectdb("");
    for (struct cell *cell = options.actions.head; cell; cell = cell->next)
        if (cell->action != ACTION_NOTHING && !send_query(db, cell->text))
            break;
    PQfinish(db);
    return 0;
}
