#include <xcb/xcb.h>

#include <stdlib.h>

extern xcb_connection_t *conn;
extern xcb_window_t root;

struct node {
    struct node *next, *first;
    xcb_intern_atom_reply_t *atom;
};

static void make_window(void)
{
    free(xcb_request_check(conn, xcb_map_window_checked(conn, root)));
}

/* Kept by each of them: as many as there are. */
void mark(struct node *node)
{
    if (!node->atom)
        node->atom = xcb_intern_atom_reply(conn, xcb_intern_atom(conn, 0, 4, "NAME"), 0); // expect: call-in-loop {{up to nodes\(node\) round trips}}
    for (struct node *child = node->first; child; child = child->next)
        mark(child);
}

/* What is paid once does not hide what is not. */
// expect-cost both: n + 4
void both(xcb_window_t *windows, int n)
{
    int is_first = 1;
    for (int i = 0; i < n; i++) {
        if (is_first) {
            make_window();
            make_window();
            make_window();
            make_window();
            is_first = 0;
        }
        free(xcb_request_check(conn, xcb_map_window_checked(conn, windows[i]))); // expect: call-in-loop {{n}}
    }
}

/* Sent in any case: whoever does not take the answer now takes it later. */
static void ask(xcb_window_t window, int is_now)
{
    xcb_get_geometry_cookie_t cookie = xcb_get_geometry(conn, window);
    if (is_now)
        free(xcb_get_geometry_reply(conn, cookie, 0));
    else
        free(xcb_get_geometry_reply(conn, cookie, 0));
}

// expect-cost ask_later: n
void ask_later(xcb_window_t *windows, int n)
{
    for (int i = 0; i < n; i++)
        ask(windows[i], 0); // expect: call-in-loop {{n round trips}}
}

static void ask_if(xcb_window_t window, int is_wanted)
{
    if (is_wanted)
        free(xcb_get_geometry_reply(conn, xcb_get_geometry(conn, window), 0));
}

// expect-cost ask_wanted: n
void ask_wanted(xcb_window_t *windows, int n)
{
    for (int i = 0; i < n; i++)
        ask_if(windows[i], 1); // expect: call-in-loop {{n round trips}}
}
