/* A global hook that somebody has set. */
// count: log_all
// formula: n
// run: n=0
// run: n=1
// run: n=7
// tight
#include "counted.h"
#include "libpq-fe.h"

static PGconn *log_db;
static void (*log_hook)(const char *text);

static void log_to_database(const char *text) {
    PQclear(PQexecParams(log_db, "INSERT INTO log VALUES ($1)", 1, 0, &text, 0, 0, 0));
}

static void log_text(const char *text) {
    if (log_hook)
        log_hook(text);
}

void log_all(const char *const *texts, int n) {
    for (int i = 0; i < n; i++)
        log_text(texts[i]);
}

void counted_run(void) {
    int n = counted_size("n");
    log_db = PQconnectdb("");
    log_hook = log_to_database;
    COUNT(log_all(counted_names(n), n));
    PQfinish(log_db);
}
