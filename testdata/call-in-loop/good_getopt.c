// expect-none
// expect-cost main: 6
#include "libpq-fe.h"
#include <stdio.h>
#include <unistd.h>

/* The words of a command line are few, and each is asked for by a person. */
int main(int argc, char **argv)
{
    PGconn *db = PQconnectdb("");
    int option;
    while ((option = getopt(argc, argv, "c:v")) != -1)
        switch (option) {
        case 'c':
            PQclear(PQexec(db, optarg));
            break;
        default:
            puts("usage: ask [-c STATEMENT] [STATEMENT...]");
        }
    if (optind < argc)
        PQclear(PQexec(db, "BEGIN"));
    for (int i = optind; i < argc; i++)
        PQclear(PQexec(db, argv[i]));
    int count;
    if (argc > 2)
        count = argc - 2;
    else
        count = 0;
    for (int i = 0; i < count; i++)
        PQclear(PQexec(db, argv[i + 2]));
    while (*++argv)
        PQclear(PQexec(db, *argv));
    return 0;
}
