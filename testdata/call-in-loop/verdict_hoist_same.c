/* What is asked is given nothing but the connection, whatever the turns hand on to each other. */
#include <xcb/xcb.h>

#include <stdlib.h>

typedef struct database xcb_xrm_database_t;
xcb_xrm_database_t *xcb_xrm_database_from_default(xcb_connection_t *c);
void xcb_xrm_database_free(xcb_xrm_database_t *database);

struct settings {
    xcb_window_t window;
};

extern xcb_connection_t *conn;

static xcb_window_t parent_of(xcb_window_t window)
{
    xcb_query_tree_reply_t *tree = xcb_query_tree_reply(conn, xcb_query_tree(conn, window), 0);
    window = xcb_query_tree_children(tree)[0];
    free(tree);
    return window;
}

/* Its own loop is told of by itself. */
static void read_file(struct settings *settings, const char *file)
{
    xcb_xrm_database_t *database = xcb_xrm_database_from_default(conn);
    for (; *file; file++)
        settings->window = parent_of(settings->window); // expect: call-in-loop
    xcb_xrm_database_free(database);
}

void read_files(struct settings *settings, const char *const *files, int n)
{
    for (int i = 0; i < n; i++)
        read_file(settings, files[i]); // expect: call-in-loop
    // expect-verdict: hoist
}

/* What the turns hand on is asked for. */
void climb(xcb_window_t window, int n)
{
    for (int i = 0; i < n; i++)
        window = parent_of(window); // expect: call-in-loop
    // expect-verdict: sequential
}
