/* What is asked for because it changed is asked for on each turn that may change it, or what is kept of it. */
#include <libpq-fe.h>

struct node {
    struct node *next;
    int id, is_empty;
};

extern struct node *focused;
static int shown_id;

static void ask(PGconn *conn) { PQclear(PQexec(conn, "SELECT show()")); }

static void show_focused(PGconn *conn) {
    int id = focused->id;
    if (shown_id != id) {
        ask(conn);
        shown_id = id;
    }
}

static void show(PGconn *conn, int id) {
    static int last;
    if (id == last)
        return;
    ask(conn);
    last = id;
}

void focus_each(PGconn *conn, struct node *first) {
    for (struct node *n = first; n; n = n->next) {
        focused = n;
        show_focused(conn); // expect: call-in-loop {{up to length\(first\) round trips}}
    }
}

static void focus(struct node *n) { focused = n; }

void focus_by_helper(PGconn *conn, struct node *first) {
    for (struct node *n = first; n; n = n->next) {
        focus(n);
        show_focused(conn); // expect: call-in-loop {{up to length\(first\) round trips}}
    }
}

void forget_each(PGconn *conn, struct node *first) {
    for (struct node *n = first; n; n = n->next) {
        shown_id = 0;
        show_focused(conn); // expect: call-in-loop {{up to length\(first\) round trips}}
    }
}

static void forget(void) { shown_id = 0; }

void forget_by_helper(PGconn *conn, struct node *first) {
    for (struct node *n = first; n; n = n->next) {
        forget();
        show_focused(conn); // expect: call-in-loop {{up to length\(first\) round trips}}
    }
}

void show_each(PGconn *conn, struct node *first) {
    for (struct node *n = first; n; n = n->next)
        show(conn, n->id); // expect: call-in-loop {{up to length\(first\) round trips}}
}

/* One after the other, on each turn. */
void show_two(PGconn *conn, const struct node *a, const struct node *b, int n) {
    for (int i = 0; i < n; i++) {
        show(conn, a->id); // expect: call-in-loop {{up to 2 \* n round trips}}
        show(conn, b->id);
    }
}

void in_place(PGconn *conn, const int *ids, int n) {
    int last = -1;
    for (int i = 0; i < n; i++) {
        int id = ids[i];
        if (id != last) {
            ask(conn); // expect: call-in-loop {{up to n round trips}}
            last = id;
        }
    }
}

/* It does not outlive the turn. */
void anew(PGconn *conn, int id, int n) {
    for (int i = 0; i < n; i++) {
        int last = -1;
        for (int k = 0; k < 2; k++)
            if (id != last) {
                ask(conn);
                last = id;
            }
        show(conn, i); // expect: call-in-loop {{up to 2 \* n round trips}}
    }
}
