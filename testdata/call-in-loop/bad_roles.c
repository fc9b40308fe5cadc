/* Endless loops over helpers that wait, which are no lives in a role: they end with the data, or ask beside. */
#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

const char *next_job(void);

static bool is_done(PGconn *db)
{
    PGresult *r = PQexec(db, "SELECT count(*) FROM job");
    bool done = PQgetvalue(r, 0, 0)[0] == '0';
    PQclear(r);
    return done;
}

static void run_job(PGconn *db)
{
    PQclear(PQexec(db, "INSERT INTO job DEFAULT VALUES"));
    while (true) {
        if (is_done(db))
            return;
        sleep(1);
    }
}

/* As many turns as there are jobs. */
void run_all(PGconn *db)
{
    while (true) {
        if (!next_job())
            return;
        run_job(db); // expect: call-in-loop {{on each of}}
    }
}

/* The turn asks for itself, before a helper that sleeps only while it has to. */
void ask_and_run(PGconn *db)
{
    while (true) {
        PQclear(PQexec(db, "SELECT name FROM job LIMIT 1"));
        run_job(db); // expect: call-in-loop {{on each of}}
    }
}

/* What the helper asks, it asks without a pause. */
static void take_all(PGconn *db)
{
    while (true) {
        if (is_done(db)) // expect: call-in-loop {{on each of}}
            return;
        PQclear(PQexec(db, "DELETE FROM job WHERE id = (SELECT min(id) FROM job)"));
    }
}

void take_for_ever(PGconn *db)
{
    while (true) {
        PQclear(PQexec(db, "SELECT 1")); // expect: call-in-loop {{on each of}}
        take_all(db);
    }
}
