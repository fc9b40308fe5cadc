/* Commands by their names: a table of records, looked up for each line. */
// count: run_lines
// formula: 2*n
// run: n=0 command=0
// run: n=5 command=0
// run: n=5 command=1
// run: n=5 command=2
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>
#include <string.h>

struct command {
    const char *name;
    int (*run)(PGconn *db);
};

static int run_help(PGconn *db) { return db == NULL; }

static int run_count(PGconn *db) {
    PGresult *result = PQexec(db, "SELECT count(*) FROM a");
    int rows = PQntuples(result);
    PQclear(result);
    return rows;
}

static int run_clean(PGconn *db) {
    PQclear(PQexec(db, "DELETE FROM a"));
    PQclear(PQexec(db, "VACUUM a"));
    return 0;
}

static const struct command commands[] = {{"help", run_help}, {"count", run_count}, {"clean", run_clean}, {NULL, NULL}};

int run_lines(PGconn *db, const char *const *lines, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++)
        for (const struct command *command = commands; command->name; command++)
            if (!strcmp(command->name, lines[i])) {
                sum += command->run(db);
                break;
            }
    return sum;
}

void counted_run(void) {
    const char *lines[5];
    for (int i = 0; i < 5; i++)
        lines[i] = commands[counted_size("command")].name;
    PGconn *db = PQconnectdb("");
    COUNT(run_lines(db, lines, counted_size("n")));
    PQfinish(db);
}
