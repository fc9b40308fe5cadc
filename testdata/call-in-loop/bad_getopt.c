#include "libpq-fe.h"

struct command {
    int argc;
    const char **argv;
};

/* Fields of these names are data. */
void run(PGconn *db, const struct command *command)
{
    for (int i = 0; i < command->argc; i++)
        PQclear(PQexec(db, command->argv[i])); // expect: call-in-loop {{command->argc round trips}}
}

/* The list was not made by a person at a command line. */
int main(int argc, char **argv)
{
    PGconn *db = PQconnectdb(argc > 1 ? argv[1] : "");
    PGresult *names = PQexec(db, "SELECT name");
    for (int i = 0; i < PQntuples(names); i++)
        PQclear(PQexec(db, PQgetvalue(names, i, 0))); // expect: call-in-loop {{rows\(names\) round trips}}
    int count = argc - 1;
    count += PQntuples(names);
    for (int i = 0; i < count; i++)
        PQclear(PQexec(db, "SELECT 1")); // expect: call-in-loop {{round trips}}
    return 0;
}
