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
