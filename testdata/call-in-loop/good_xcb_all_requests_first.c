#include <xcb/xcb.h>

// expect-none
/* All requests, and then all replies: the server answers them in one go. */
// expect-cost widest: 1
int widest(xcb_connection_t *c, const xcb_window_t *windows, int n, xcb_get_geometry_cookie_t *cookies)
{
    int most = 0;
    for (int i = 0; i < n; i++)
        cookies[i] = xcb_get_geometry_unchecked(c, windows[i]);
    for (int i = 0; i < n; i++) {
        xcb_get_geometry_reply_t *geometry = xcb_get_geometry_reply(c, cookies[i], 0);
        if (geometry && geometry->width > most)
            most = geometry->width;
    }
    return most;
}

/* Nobody waits for a window to be mapped, and what an answer holds is read without asking. */
// expect-cost map_children: 1 (exact)
void map_children(xcb_connection_t *c, xcb_window_t root)
{
    xcb_query_tree_reply_t *tree = xcb_query_tree_reply(c, xcb_query_tree(c, root), 0);
    xcb_window_t *children = xcb_query_tree_children(tree);
    for (int i = 0; i < xcb_query_tree_children_length(tree); i++)
        xcb_map_window(c, children[i]);
    xcb_flush(c);
}

/* The answer to a request ahead of the loop; what the loop sends has none. */
// expect-cost map_all_then_take: 1 (exact)
void map_all_then_take(xcb_connection_t *c, const xcb_window_t *windows, int n)
{
    xcb_get_geometry_cookie_t cookie = xcb_get_geometry(c, windows[0]);
    for (int i = 0; i < n; i++)
        xcb_map_window(c, windows[i]);
    xcb_get_geometry_reply(c, cookie, 0);
}

/* Each event is a task of its own. */
void follow_geometry(xcb_connection_t *c, xcb_window_t window)
{
    while (xcb_wait_for_event(c))
        xcb_get_geometry_reply(c, xcb_get_geometry(c, window), 0);
}
