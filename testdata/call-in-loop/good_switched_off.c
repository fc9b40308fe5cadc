/* What asks the server only while a switch is on, while it is off. */
#include <libpq-fe.h>

int ask_server = 1;

static int is_here(int id) { return id & 1; }

static int look_up(PGconn *db, int id) {
    if (is_here(id))
        return 1;
    if (ask_server && !is_here(id)) {
        PQclear(PQexec(db, "SELECT 1"));
        return 1;
    }
    return 0;
}

/* The same, once more after the answer. */
static int look_up_again(PGconn *db, int id) {
    int is_retried = 0;
    while (1) {
        if (is_here(id))
            break;
        if (ask_server && !is_retried) {
            PQclear(PQexec(db, "SELECT 2"));
            is_retried = 1;
            continue;
        }
        return 0;
    }
    return 1;
}

static int count_here(PGconn *db, const int *ids, int n) {
    int old = ask_server, count = 0;
    ask_server = 0;
    for (int i = 0; i < n; i++)
        count += look_up(db, ids[i]) + look_up_again(db, ids[i]);
    ask_server = old;
    return count;
}

// expect-none
/* Somebody who switches it off and gives it back changes nothing. */
int count_all(PGconn *db, const int *ids, int n) {
    int old = ask_server, count = 0;
    ask_server = 0;
    for (int i = 0; i < n; i++) {
        count += count_here(db, ids, i);
        count += look_up(db, ids[i]);
    }
    ask_server = old;
    return count;
}

/* Switched off for the rest of the program, on each way. */
int main(int argc, char **argv) {
    PGconn *db = PQconnectdb("dbname=x");
    int ids[8] = {0}, count = 0;
    ask_server = 0;
    if (argc > 2)
        ask_server = 0;
    for (int i = 0; i < argc; i++)
        count += look_up(db, argv[i][0]) + count_all(db, ids, argc);
    return count;
}
