/* Loops in a loop that reads lines, whose requests are not what somebody has typed; and one whose lines nobody types. */
#include "libpq-fe.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *readline(const char *prompt);

int next_word(const char **at, char *word);
const char *stored_commands(const char *name);

static void send(PGconn *db, const char *command) { PQclear(PQexec(db, command)); }

static char *next_line(FILE *file)
{
    char line[1024];
    return fgets(line, sizeof line, file) ? strdup(line) : NULL;
}

/* A request for each word. */
void find_words(PGconn *db, FILE *script, int is_interactive)
{
    char word[100], query[200], *line;
    while ((line = is_interactive ? readline("=> ") : next_line(script)) != NULL) {
        const char *at = line;
        while (next_word(&at, word)) {
            snprintf(query, sizeof query, "SELECT id FROM words WHERE word = '%s'", word);
            send(db, query); // expect: call-in-loop {{send\(\) waits}}
        }
        free(line);
    }
}

/* ... for which the program's own words are put around the one that was typed. */
void drop_words(PGconn *db)
{
    char query[200], *line;
    while ((line = readline("=> ")) != NULL) {
        const char *at = line;
        strcpy(query, "DROP TABLE ");
        while (next_word(&at, query)) {
            send(db, query); // expect: call-in-loop {{send\(\) waits}}
            strcpy(query, "DROP TABLE ");
        }
        free(line);
    }
}

/* ... or one with the word for a value. */
void count_words(PGconn *db)
{
    char word[100], *line;
    while ((line = readline("=> ")) != NULL) {
        const char *at = line, *values[] = {word};
        while (next_word(&at, word))
            PQclear(PQexecParams(db, "SELECT f($1)", 1, NULL, values, NULL, NULL, 0)); // expect: call-in-loop {{waits}}
        free(line);
    }
}

/* The commands are the program's; only their name was typed. */
void run_stored(PGconn *db)
{
    char command[1000], *line;
    while ((line = readline("=> ")) != NULL) {
        const char *at = stored_commands(line);
        while (next_word(&at, command))
            send(db, command); // expect: call-in-loop {{send\(\) waits}}
        free(line);
    }
}

/* A file, and nobody who types. */
void load(PGconn *db, const char *name)
{
    FILE *file = fopen(name, "r");
    char command[1000], *line;
    while ((line = next_line(file)) != NULL) {
        const char *at = line;
        while (next_word(&at, command))
            send(db, command); // expect: call-in-loop {{send\(\) waits}}
        free(line);
    }
    fclose(file);
}

/* Most of the lines are the program's own. */
void run_again(PGconn *db, const char *const *last, int n)
{
    char command[1000];
    for (int i = 0; i < n; i++) {
        const char *line = last[i] ? last[i] : readline("=> ");
        const char *at = line;
        while (next_word(&at, command))
            send(db, command); // expect: call-in-loop {{send\(\) waits}}
    }
}
