/* The client asks for it once for each connection: no part of what each call of the function costs. */
// expect-none
#include <stdlib.h>
#include <xcb/xcb.h>

void use(const void *a, uint32_t b);

static uint32_t room(xcb_connection_t *c) { return xcb_get_maximum_request_length(c) * 4 - 1024; }

void two_and_a_limit(xcb_connection_t *c, xcb_window_t a, xcb_window_t b)
{
    xcb_get_geometry_reply_t *x = xcb_get_geometry_reply(c, xcb_get_geometry(c, a), NULL);
    uint32_t limit = xcb_get_maximum_request_length(c);
    xcb_get_geometry_reply_t *y = xcb_get_geometry_reply(c, xcb_get_geometry(c, b), NULL);
    use(x, limit);
    use(y, limit);
}

void by_helper(xcb_connection_t *c, xcb_window_t a, xcb_window_t b)
{
    xcb_get_geometry_reply_t *x = xcb_get_geometry_reply(c, xcb_get_geometry(c, a), NULL);
    use(x, room(c));
    use(xcb_get_geometry_reply(c, xcb_get_geometry(c, b), NULL), 1);
}
