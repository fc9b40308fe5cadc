/* What is said of each call comes to what is said of the loop: what is kept for all turns is asked for once, what
 * stands behind a test is "up to", the wait for what the turn before has sent is one of the calls, and what a loop
 * inside tells of is told there. */
#include <libpq-fe.h>
#include <stddef.h>

struct archive {
    int is_prepared[4];
    PGconn *conn;
};

static void dump_constraints(struct archive *archive, const char *text) {
    if (!archive->is_prepared[1]) {
        PQclear(PQexec(archive->conn, "PREPARE constraints(oid) AS SELECT 1"));
        archive->is_prepared[1] = 1;
    }
    PQclear(PQexec(archive->conn, text));
}

void dump_types(struct archive *archive) {
    PGresult *types = PQexec(archive->conn, "SELECT oid FROM pg_type");
    for (int i = 0; i < PQntuples(types); i++)
        if (PQgetvalue(types, i, 1)[0] == 'd')
            dump_constraints(archive, "EXECUTE"); // expect: call-in-loop {{up to rows\(types\) \+ 1 round}}
    // expect-site: dump_constraints: {{^PQexec: up to rows\(types\)$}}
    // expect-site: dump_constraints: {{^PQexec: up to 1$}}
    PQclear(types);
}

/* One statement for each archive: nothing is kept for all turns. */
void dump_each(struct archive *archives, int count) {
    for (int i = 0; i < count; i++)
        dump_constraints(&archives[i], "SELECT 1"); // expect: call-in-loop {{up to 2 \* count round trips}}
    // expect-no-site: {{up to 1$}}
}

/* Twice further down: what is kept is kept for all of it. */
static void dump_table(struct archive *archive, const char *text) {
    PQclear(PQexec(archive->conn, "SAVEPOINT a"));
    dump_constraints(archive, text);
}

void dump_tables(struct archive *archive, const char **texts, int count) {
    for (int i = 0; i < count; i++)
        dump_table(archive, texts[i]); // expect: call-in-loop {{up to 2 \* count \+ 1 round}}
    // expect-site: dump_table: {{^PQexec: count$}}
    // expect-site: dump_constraints: {{^PQexec: count$}}
    // expect-site: dump_constraints: {{^PQexec: up to 1$}}
}

struct slot {
    PGconn *conn;
    int in_use;
};

/* The slot connects on its first use, and takes the answer of its last statement. */
static struct slot *take(struct slot *slot, const char *where) {
    if (!slot->conn) {
        slot->conn = PQconnectdb(where);
        PQclear(PQexec(slot->conn, "SET search_path = ''"));
    }
    while (slot->in_use) {
        PGresult *result = PQgetResult(slot->conn);
        if (!result)
            slot->in_use = 0;
        PQclear(result);
    }
    slot->in_use = 1;
    return slot;
}

void run(struct slot *slot, const char *where, const char **texts, int count) {
    for (int i = 0; i < count; i++) {
        struct slot *taken = take(slot, where); // expect: call-in-loop {{up to count \+ 2 round trips}}
        // expect-site: take: {{^PQgetResult: up to count$}}
        // expect-site: take: {{^PQconnectdb: up to 1$}}
        // expect-site: take: {{^PQexec: up to 1$}}
        PQsendQuery(taken->conn, texts[i]);
    }
}

static int wait_for_all(struct slot *slot) {
    PGresult *result;
    while ((result = PQgetResult(slot->conn)))
        PQclear(result);
    return 0;
}

static int run_all(struct slot *slot, const char **texts, int count) {
    int has_failed = 0;
    for (int i = 0; i < count; i++) {
        struct slot *taken = take(slot, NULL); // expect: call-in-loop {{up to count \+ 2 round trips}}
        if (!taken) {
            has_failed = 1;
            goto end;
        }
        PQsendQuery(taken->conn, texts[i]);
    }
    if (wait_for_all(slot))
        has_failed = 1;
end:
    return has_failed;
}

/* The loop inside tells of what it waits for; the last wait is made once for each database. */
void run_each(PGconn *conn, const char **databases, const char **texts, int count, int database_count) {
    for (int i = 0; i < database_count; i++) {
        PQclear(PQexec(conn, databases[i])); // expect: call-in-loop {{besides what is reported at}}
        // expect-site: run_each: {{PQexec}}
        // expect-site: run_all: {{PQgetResult: up to database_count}}
        // expect-no-site: take: {{PQgetResult}}
        struct slot slot = {PQconnectdb(databases[i]), 0};
        run_all(&slot, texts, count);
        PQfinish(slot.conn);
    }
}

/* What stands behind a test of success is made on each turn. */
void run_checked(PGconn *conn, const char **texts, int count) {
    for (int i = 0; i < count; i++) {
        PGresult *result = PQexec(conn, texts[i]); // expect: call-in-loop {{: 2 \* count round trips}}
        // expect-no-site: {{up to}}
        if (PQresultStatus(result) == PGRES_COMMAND_OK)
            PQclear(PQexec(conn, "SELECT 1"));
        PQclear(result);
    }
}
