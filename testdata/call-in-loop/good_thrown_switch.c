// expect-none
/* A loop that only runs while a switch is off that connecting throws: what it writes is meant for a file. */
#include <libpq-fe.h>
#include <stdio.h>

struct archive {
    PGconn *conn;
    FILE *file;
    int is_direct, no_comments, is_verbose;
};

static void put(struct archive *a, const char *text)
{
    if (a->is_direct && a->conn)
        PQclear(PQexec(a->conn, text));
    else
        fputs(text, a->file);
}

static void put_comments(struct archive *a, const char **lines, int count)
{
    if (!a->no_comments) {
        put(a, "-- comments");
        if (a->is_verbose)
            for (int i = 0; i < count; i++)
                put(a, lines[i]);
    }
}

/* The other arm leaves. */
static void put_names(struct archive *a, const char **names, int count)
{
    if (a->no_comments)
        return;
    for (int i = 0; i < count; i++)
        put(a, names[i]);
}

void restore(struct archive *a, const char **lines, const char **names, int count)
{
    if (a->is_direct) {
        a->conn = PQconnectdb("");
        if (PQstatus(a->conn) != CONNECTION_OK)
            return;
        a->no_comments = 1;
    }
    put_comments(a, lines, count);
    put_names(a, names, count);
}
