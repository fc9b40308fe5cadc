/* What the client keeps adds nothing, and takes nothing away. */
#include <stdlib.h>
#include <xcb/xcb.h>

void use(const void *a, uint32_t b);

void three_and_a_limit(xcb_connection_t *c, xcb_window_t a, xcb_window_t b)
{
    xcb_get_geometry_reply_t *x = xcb_get_geometry_reply(c, xcb_get_geometry(c, a), NULL); // expect: chatty-sequence {{first of 3 round trips to x11 in a row, where 1 would do}}
    uint32_t limit = xcb_get_maximum_request_length(c);
    xcb_get_geometry_reply_t *y = xcb_get_geometry_reply(c, xcb_get_geometry(c, b), NULL);
    use(x, limit);
    use(xcb_query_tree_reply(c, xcb_query_tree(c, b), NULL), limit);
    use(y, limit);
}

/* A barrier parts what stands before it from what comes behind; what each part holds still counts. */
void before_and_behind(xcb_connection_t *c, xcb_window_t a, xcb_window_t b, xcb_window_t d)
{
    use(xcb_get_geometry_reply(c, xcb_get_geometry(c, a), NULL), 0);
    free(xcb_query_tree_reply(c, xcb_query_tree(c, a), NULL));
    xcb_get_geometry_reply_t *x = xcb_get_geometry_reply(c, xcb_get_geometry(c, a), NULL); // expect: chatty-sequence {{first of 3 round trips to x11 in a row, where 1 would do}}
    xcb_get_geometry_reply_t *y = xcb_get_geometry_reply(c, xcb_get_geometry(c, b), NULL);
    use(x, 1);
    use(xcb_get_geometry_reply(c, xcb_get_geometry(c, d), NULL), 1);
    use(y, 1);
}
