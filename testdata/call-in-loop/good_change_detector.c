/* What is asked for because it changed is asked for once where nothing in the loop changes it. */
// expect-none
#include <libpq-fe.h>

struct node {
    struct node *next;
    const char *role;
    int id, is_empty;
};

extern struct node *focused;
static int shown_id;
void draw(int id);

static void ask(PGconn *conn) { PQclear(PQexec(conn, "SELECT show()")); }

/* Both are of the process. */
static void show_focused(PGconn *conn) {
    int id = focused->id;
    if (shown_id != id) {
        ask(conn);
        shown_id = id;
    }
}

// expect-cost close_empty: 1
void close_empty(PGconn *conn, struct node *first) {
    for (struct node *n = first; n; n = n->next)
        if (n->is_empty)
            show_focused(conn);
}

/* What is wanted is passed. */
static void show(PGconn *conn, int id) {
    static int last;
    if (id == last)
        return;
    ask(conn);
    last = id;
}

// expect-cost show_each: 1
void show_each(PGconn *conn, const struct node *wanted, int n) {
    for (int i = 0; i < n; i++)
        show(conn, wanted->id);
}

/* A variable that outlives the turns. */
// expect-cost in_place: 1
void in_place(PGconn *conn, int id, int n) {
    int last = -1;
    for (int i = 0; i < n; i++) {
        if (id != last) {
            ask(conn);
            last = id;
        }
        draw(i);
    }
}
