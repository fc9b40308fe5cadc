/* A listing that is made before anybody connects, with the writer that also talks to the server. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    int use_server;
};

struct archive {
    PGconn *conn;
    struct options *options;
    int count;
    const char **lines;
};

static int talks_to_server(struct archive *a) {
    struct options *options = a->options;
    return options && options->use_server && a->conn;
}

static void put(struct archive *a, const char *text) {
    if (talks_to_server(a))
        PQclear(PQexec(a->conn, text));
    else
        fputs(text, stdout);
}

static void log_in(struct archive *a) { a->conn = PQconnectdb("dbname=x"); }

static void play(struct archive *a) {
    log_in(a);
    put(a, "BEGIN");
}

static struct archive *open_archive(const char *path) {
    struct archive *a = calloc(1, sizeof *a);
    a->lines = (const char **)path;
    a->conn = NULL;
    return a;
}

// expect-none
static void list(struct archive *a) {
    for (int i = 0; i < a->count; i++)
        put(a, a->lines[i]);
}

int main(int argc, char **argv) {
    struct archive *a = open_archive(argv[0]);
    if (argc > 1)
        play(a);
    else
        list(a);
    return 0;
}
