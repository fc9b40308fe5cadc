#include <xcb/xcb.h>

#include <stdlib.h>

extern xcb_connection_t *conn;
extern xcb_window_t root;

struct con {
    struct con *parent;
    int orientation;
};

static struct con *by_orientation(struct con *con, int orientation)
{
    while (con && con->orientation != orientation)
        con = con->parent;
    return con;
}

static void make_window(void)
{
    free(xcb_request_check(conn, xcb_map_window_checked(conn, root)));
}

/* Four round trips, but once. */
static void force(struct con *con, int orientation)
{
    make_window(); // expect: chatty-sequence {{4 round trips}}
    make_window();
    make_window();
    make_window();
    con->orientation = orientation;
}

// expect-cost tree_move: 4
void tree_move(struct con *con, int orientation)
{
    struct con *same = by_orientation(con, orientation);
    do {
        if (!same) {
            force(con, orientation);
            same = by_orientation(con, orientation);
        }
        if (same == con->parent)
            same = by_orientation(con->parent, orientation);
    } while (same == NULL);
}

/* Asked for by the first of the runs. */
static void *atoms;

static void *all_atoms(void)
{
    if (atoms == NULL)
        atoms = xcb_intern_atom_reply(conn, xcb_intern_atom(conn, 0, 4, "NAME"), 0);
    return atoms;
}

struct node {
    struct node *next, *first;
    void *atoms;
};

// expect-cost mark: 1
void mark(struct node *node)
{
    node->atoms = all_atoms();
    for (struct node *child = node->first; child; child = child->next)
        mark(child);
}

/* Neither sent nor waited for, for all that the caller says. */
static void ask_if(xcb_window_t window, int is_wanted)
{
    if (is_wanted)
        free(xcb_get_geometry_reply(conn, xcb_get_geometry(conn, window), 0));
}

// expect-cost ask_nobody: 0 (exact)
void ask_nobody(xcb_window_t *windows, int n)
{
    for (int i = 0; i < n; i++)
        ask_if(windows[i], 0);
}
