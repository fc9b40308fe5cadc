#include <xcb/xcb.h>

#include <stdlib.h>

// expect-none
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

/* Nothing here says again where to go. */
// expect-cost close_empty: 1
void close_empty(struct con *head)
{
    for (struct con *con = head; con; con = con->next)
        if (con->is_empty)
            render();
}

/* The flag is asked about before what it asks for is sent, and again where that is waited for. */
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

// expect-cost push_each: 1
void push_each(struct con *head)
{
    for (struct con *con = head; con; con = con->next) {
        con->is_empty = 1;
        push();
    }
}

/* Set for one of the elements. */
static struct con *chosen;

// expect-cost push_chosen: 1
void push_chosen(struct con *head)
{
    for (struct con *con = head; con; con = con->next) {
        if (con == chosen)
            set_target(con);
        push();
    }
}

// expect-cost push_own: 1
void push_own(struct con *head, struct con *own)
{
    for (struct con *con = head; con; con = con->next) {
        if (con != own)
            continue;
        next_target = con;
        push();
    }
}
