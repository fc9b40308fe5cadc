/* A person types a line, or a script is read in his place; the commands on it are sent as they stand, one after the
 * other. */
// expect-none
#include "libpq-fe.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *readline(const char *prompt);

enum found { AT_END, COMPLETE, INCOMPLETE };

struct scanner;
void scanner_start(struct scanner *scanner, const char *line);
enum found scanner_next(struct scanner *scanner, char *command);
int next_command(const char **at, char *command);

struct shell {
    PGconn *db;
    FILE *script;
    struct scanner *scanner;
    int is_interactive;
    int is_single_line;
};

static int send(PGconn *db, const char *command)
{
    PGresult *result = PQexec(db, command);
    int is_right = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return is_right;
}

static int send_timed(PGconn *db, const char *command)
{
    send(db, "SET statement_timeout = 0");
    return send(db, command);
}

static char *next_line(FILE *file)
{
    char line[1024];
    return fgets(line, sizeof line, file) ? strdup(line) : NULL;
}

/* What is read is chosen where it is read. */
int run_shell(struct shell *shell)
{
    char command[1024];
    int is_right = 1;
    while (is_right) {
        char *line = shell->is_interactive ? readline("=> ") : next_line(shell->script);
        const char *at = line;
        if (!line)
            break;
        while (is_right) {
            int found = next_command(&at, command);
            if (found == 1)
                is_right = send(shell->db, command);
            if (found == 0)
                break;
        }
        free(line);
    }
    return is_right;
}

/* With a scanner, which the line is given to. */
void run_scanned(struct shell *shell)
{
    char command[1024], *line;
    for (;;) {
        if (shell->is_interactive)
            line = readline("=> ");
        else
            line = next_line(shell->script);
        if (!line)
            break;
        scanner_start(shell->scanner, line);
        command[0] = '\0';
        for (;;) {
            enum found found = scanner_next(shell->scanner, command);
            if (found == COMPLETE || (found == AT_END && shell->is_single_line))
                send_timed(shell->db, command);
            if (found == AT_END)
                break;
        }
        free(line);
    }
}

/* One command on each line. */
void run_lines(struct shell *shell)
{
    char *line;
    while ((line = shell->is_interactive ? readline("=> ") : next_line(shell->script)) != NULL) {
        send_timed(shell->db, line);
        free(line);
    }
}
