#include <xcb/xcb.h>

#include <stdlib.h>

extern xcb_connection_t *conn;
extern xcb_window_t root;

struct con {
    struct con *next;
    int is_empty;
};

static struct con *warp_to;

void set_warp(struct con *con)
{
    warp_to = con;
}

static void render(void)
{
    if (warp_to) {
        free(xcb_get_geometry_reply(conn, xcb_get_geometry(conn, root), 0));
        warp_to = NULL;
    }
}

/* Each turn raises the flag that it takes down. */
// expect-cost visit_all: length(head)
void visit_all(struct con *head)
{
    for (struct con *con = head; con; con = con->next) {
        set_warp(con);
        render(); // expect: call-in-loop {{length\(head\) round trips}}
    }
}

static void focus(struct con *con)
{
    if (!con->is_empty)
        set_warp(con);
    render();
}

/* In one helper. */
void focus_all(struct con *head)
{
    for (struct con *con = head; con; con = con->next)
        focus(con); // expect: call-in-loop {{length\(head\) round trips}}
}

/* It asks for a send and for the wait, and each turn raises it. */
static struct con *next_target;

void set_target(struct con *con)
{
    next_target = con;
}

static void push(void)
{
    xcb_get_geometry_cookie_t cookie;
    if (next_target)
        cookie = xcb_get_geometry(conn, root);
    xcb_flush(conn);
    if (next_target) {
        free(xcb_get_geometry_reply(conn, cookie, 0));
        next_target = NULL;
    }
}

void push_all(struct con *head)
{
    for (struct con *con = head; con; con = con->next) {
        set_target(con);
        push(); // expect: call-in-loop {{length\(head\) round trips}}
    }
}

/* Many elements may be of that kind. */
void push_empty(struct con *head, int wanted)
{
    for (struct con *con = head; con; con = con->next) {
        if (con->is_empty == wanted)
            set_target(con);
        push(); // expect: call-in-loop {{length\(head\) round trips}}
    }
}

/* What each element is compared with changes along. */
static struct con *last;

static void move_last(void)
{
    last = last->next;
}

void push_lasts(struct con *head)
{
    for (struct con *con = head; con; con = con->next) {
        if (con == last)
            set_target(con);
        move_last();
        push(); // expect: call-in-loop {{length\(head\) round trips}}
    }
}

/* Nothing takes it down. */
static struct con *steady;

void set_steady(struct con *con)
{
    steady = con;
}

static void ask_steady(void)
{
    xcb_get_geometry_cookie_t cookie;
    if (steady)
        cookie = xcb_get_geometry(conn, root);
    if (steady)
        free(xcb_get_geometry_reply(conn, cookie, 0));
}

void ask_all(struct con *head)
{
    for (struct con *con = head; con; con = con->next) {
        con->is_empty = 0;
        ask_steady(); // expect: call-in-loop {{length\(head\) round trips}}
    }
}
