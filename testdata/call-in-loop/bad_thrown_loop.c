/* Loops under a switch that says something else than that there is no connection. */
#include <libpq-fe.h>

struct session {
    PGconn *conn;
    int is_prepared, is_up, is_open, is_quiet;
};

static void ask(struct session *s, const char *text)
{
    PQclear(PQexec(s->conn, text));
}

/* What is done between connecting and throwing the switch. */
static void prepare(struct session *s, const char **texts, int count)
{
    if (!s->is_prepared)
        for (int i = 0; i < count; i++)
            ask(s, texts[i]); // expect: call-in-loop {{: up to count round trips}}
}

void begin(struct session *s, const char **texts, int count)
{
    s->conn = PQconnectdb("");
    prepare(s, texts, count);
    s->is_prepared = 1;
}

/* The loop connects itself. */
static void ask_connected(struct session *s, const char *text)
{
    if (!s->conn) {
        s->conn = PQconnectdb("");
        s->is_up = 1;
    }
    ask(s, text);
}

void ask_all(struct session *s, const char **texts, int count)
{
    if (!s->is_up)
        for (int i = 0; i < count; i++)
            ask_connected(s, texts[i]); // expect: call-in-loop {{: up to count}}
}

/* So does what stands before the loop. */
static void connect_to(struct session *s)
{
    s->conn = PQconnectdb("");
    s->is_open = 1;
}

void ask_opened(struct session *s, const char **texts, int count)
{
    if (!s->is_open) {
        connect_to(s);
        for (int i = 0; i < count; i++)
            ask(s, texts[i]); // expect: call-in-loop {{count round trips}}
    }
}

/* Others throw it too. */
void hush(struct session *s)
{
    s->is_quiet = 1;
}

void begin_quietly(struct session *s)
{
    s->conn = PQconnectdb("");
    s->is_quiet = 1;
}

void ask_loudly(struct session *s, const char **texts, int count)
{
    if (!s->is_quiet)
        for (int i = 0; i < count; i++)
            ask(s, texts[i]); // expect: call-in-loop {{: up to count round trips}}
}
