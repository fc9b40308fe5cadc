// expect-none
// expect-cost run_steps: 1
#include "libpq-fe.h"

#include <stddef.h>

extern char *optarg;
int getopt(int argc, char *const argv[], const char *letters);
char *copy_strdup(const char *text);
void *checked_realloc(void *memory, unsigned long size);

/* As many as somebody types. */
static void run_steps(PGconn *conn, const char *steps)
{
    const char *step;
    for (step = steps; *step != '\0'; step++)
        switch (*step) {
        case 'd':
            PQclear(PQexec(conn, "DROP TABLE t"));
            break;
        case 't':
            PQclear(PQexec(conn, "CREATE TABLE t (a int)"));
            break;
        }
}

int main(int argc, char **argv)
{
    char *steps = NULL;
    PGconn *conn = PQconnectdb("");
    while (getopt(argc, argv, "i:") != -1)
        steps = copy_strdup(optarg);
    if (steps == NULL)
        steps = copy_strdup("dt");
    steps = (char *)checked_realloc(steps, 20);
    run_steps(conn, steps);
    run_steps(conn, argc > 1 ? argv[1] : "d");
    PQfinish(conn);
    return 0;
}
