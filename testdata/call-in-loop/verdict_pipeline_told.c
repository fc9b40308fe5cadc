/* What an answer decides goes into requests that nobody waits for: the questions can still be asked together. */
#include <stdlib.h>
#include <xcb/xcb.h>

static int width_of(xcb_connection_t *c, xcb_window_t window)
{
    xcb_get_geometry_reply_t *reply = xcb_get_geometry_reply(c, xcb_get_geometry(c, window), NULL);
    int width = reply->width;
    free(reply);
    return width;
}

static int put(xcb_connection_t *c, xcb_window_t window, int x)
{
    uint32_t values[1] = {(uint32_t)x};
    xcb_configure_window(c, window, 1, values);
    return width_of(c, window);
}

void side_by_side(xcb_connection_t *c, const xcb_window_t *windows, int count)
{
    int x = 0;
    for (int i = 0; i < count; i++)
        x += put(c, windows[i], x); // expect: call-in-loop {{count round trips}}
                                    // expect-verdict: pipeline
}

/* The next question is made of the answer. */
static xcb_window_t first_child(xcb_connection_t *c, xcb_window_t window)
{
    xcb_query_tree_reply_t *reply = xcb_query_tree_reply(c, xcb_query_tree(c, window), NULL);
    xcb_window_t child = xcb_query_tree_children(reply)[0];
    free(reply);
    return child;
}

void down_the_tree(xcb_connection_t *c, xcb_window_t window, int depth)
{
    for (int i = 0; i < depth; i++)
        window = first_child(c, window); // expect: call-in-loop {{depth round trips}}
                                         // expect-verdict: sequential
}

/* ... also where one function asks and another takes the answer. */
static xcb_query_tree_cookie_t ask(xcb_connection_t *c, xcb_window_t window) { return xcb_query_tree(c, window); }

static xcb_window_t take(xcb_connection_t *c, xcb_query_tree_cookie_t cookie)
{
    xcb_query_tree_reply_t *reply = xcb_query_tree_reply(c, cookie, NULL);
    xcb_window_t child = xcb_query_tree_children(reply)[0];
    free(reply);
    return child;
}

void in_two_steps(xcb_connection_t *c, xcb_window_t window, int depth)
{
    for (int i = 0; i < depth; i++) {
        xcb_query_tree_cookie_t cookie = ask(c, window);
        window = take(c, cookie); // expect: call-in-loop {{depth round trips}}
                                  // expect-verdict: sequential
    }
}
