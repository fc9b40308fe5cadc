/* A helper that sends or writes to a file, by what it is given: of its calls in a row all wait, or none. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    int use_db;
};

struct archive {
    struct options *options;
    PGconn *db;
    FILE *out, *packed;
    int kind;
};

static int is_connected(struct archive *a)
{
    struct options *options = a->options;
    return options && options->use_db && a->db != NULL;
}

static void execute(struct archive *a, const char *text)
{
    PQclear(PQexec(a->db, text));
}

static void execute_each(struct archive *a, const char *text, int n)
{
    for (int i = 0; i < n; i++)
        if (text[i] == ';')
            execute(a, text + i); // expect: call-in-loop {{up to items\(';'\) round trips}}
}

/* Both arms of the last test wait. */
static void execute_part(struct archive *a, const char *text, int n)
{
    if (a->kind == 1) {
        execute_each(a, text, n);
    } else if (text[n] == '\0') {
        execute(a, text);
    } else {
        char *copy = strndup(text, (size_t)n);
        execute(a, copy);
        free(copy);
    }
}

static void put(struct archive *a, const char *text)
{
    if (a->packed)
        fwrite(text, 1, strlen(text), a->packed);
    else if (is_connected(a))
        execute_part(a, text, (int)strlen(text));
    else
        fputs(text, a->out);
}

void begin(struct archive *a, int with_role)
{
    put(a, "INSERT INTO log VALUES (1)"); // expect: chatty-sequence {{put\(\) is the first of up to 5 round trips to postgresql in a row, where 1 would do, if is_connected\(a\) in put\(\) and 2 more tests come out so: no request}}
                                          // expect-verdict: pipeline
                                          // expect-step: put: {{only if !a->packed}}
                                          // expect-step: execute_part: {{only if a->kind != 1}}
    if (with_role)
        put(a, "INSERT INTO log VALUES (2)");
    put(a, "INSERT INTO log VALUES (3)");
    put(a, "INSERT INTO log VALUES (4)");
    put(a, "INSERT INTO log VALUES (5)");
}

/* An early end is a test as well. A loop before the wait changes nothing of it. */
static void put_line(struct archive *a, const char *text)
{
    size_t room = 16;
    if (!a->db)
        return;
    while (room < strlen(text))
        room *= 2;
    if (a->kind != 3)
        execute(a, text);
}

void end(struct archive *a)
{
    put_line(a, "DELETE FROM log"); // expect: chatty-sequence {{first of 3 round trips to postgresql in a row, where 1 would do, if }}
    put_line(a, "DELETE FROM job");
    put_line(a, "DELETE FROM lock");
}
