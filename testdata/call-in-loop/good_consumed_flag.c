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
