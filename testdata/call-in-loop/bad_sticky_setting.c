/* What a loop is about is what each turn pays, not a setting that stays nor what is done for one kind of entry. */
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    const char *type, *text, *schema, *db;
    int is_new;
};

struct archive {
    PGconn *conn;
    char *schema;
};

static void put(struct archive *a, const char *text) { PQclear(PQexec(a->conn, text)); }

static void select_schema(struct archive *a, const char *want) {
    if (!want || (a->schema && strcmp(a->schema, want) == 0))
        return;
    put(a, "RESET search_path");
    put(a, want);
    free(a->schema);
    a->schema = strdup(want);
}

static void select_if_other(struct archive *a, const char *want) {
    const char *have = a->schema;
    if (!have || strcmp(have, want) != 0) {
        put(a, "RESET search_path");
        put(a, want);
        a->schema = strdup(want);
    }
}

/* Nobody remembers what was set. */
static void select_unless_first(struct archive *a, const char *want) {
    if (a->schema && strcmp(a->schema, want) == 0)
        return;
    put(a, "RESET search_path");
    put(a, want);
}

static void reconnect(struct archive *a, const char *db) {
    PQfinish(a->conn);
    a->conn = PQconnectdb(db);
    put(a, "SET a = 0");
    put(a, "SET b = 0");
}

// expect-cost play_settings: 3*length(first)
void play_settings(struct archive *a, struct entry *first) {
    for (struct entry *e = first; e; e = e->next) {
        select_schema(a, e->schema);
        put(a, e->text); // expect: call-in-loop {{^put\(\) waits .* up to length\(first\) round trips, .*; up to 3 \* length\(first\) round trips when settings}}
    }
}

void play_others(struct archive *a, struct entry *first) {
    for (struct entry *e = first; e; e = e->next) {
        select_if_other(a, e->schema);
        put(a, e->text); // expect: call-in-loop {{^put\(\) waits .* up to length\(first\) round trips, .*; up to 3 \* length\(first\) round trips when settings}}
    }
}

void play_forgetful(struct archive *a, struct entry *first) {
    for (struct entry *e = first; e; e = e->next) {
        select_unless_first(a, e->schema); // expect: call-in-loop {{^select_unless_first\(\) waits}}
        put(a, e->text);
    }
}

void play_kinds(struct archive *a, struct entry *first) {
    for (struct entry *e = first; e; e = e->next) {
        put(a, e->text); // expect: call-in-loop {{^put\(\) waits .* up to length\(first\) round trips, .*; up to 4 \* length\(first\) round trips when items}}
                         // expect-verdict: pipeline
        if (strcmp(e->type, "DATABASE") == 0 || !strcmp(e->type, "DATABASE PROPERTIES"))
            reconnect(a, e->db);
    }
}

/* All but one kind. */
void play_most(struct archive *a, struct entry *first) {
    for (struct entry *e = first; e; e = e->next) {
        put(a, e->text);
        if (strcmp(e->type, "COMMENT") != 0)
            reconnect(a, e->db); // expect: call-in-loop {{^reconnect\(\) waits}}
    }
}

void play_new(struct archive *a, struct entry *first) {
    for (struct entry *e = first; e; e = e->next) {
        put(a, e->text);
        if (e->is_new)
            reconnect(a, e->db); // expect: call-in-loop {{^reconnect\(\) waits}}
    }
}
