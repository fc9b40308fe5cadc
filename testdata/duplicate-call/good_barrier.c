/* Asked again only to wait until the server has dealt with what was sent: nobody looks at the answers. */
// expect-none
#include <stdlib.h>
#include <xcb/xcb.h>

static inline void settle(xcb_connection_t *c, xcb_window_t root)
{
    free(xcb_get_geometry_reply(c, xcb_get_geometry(c, root), NULL));
}

void show(xcb_connection_t *c, xcb_window_t root, xcb_window_t w)
{
    settle(c, root);
    xcb_map_window(c, w);
    settle(c, root);
    xcb_configure_window(c, w, 0, NULL);
    settle(c, root);
}

/* By variables. */
void show_once_more(xcb_connection_t *c, xcb_window_t root, xcb_window_t w)
{
    xcb_get_geometry_cookie_t first = xcb_get_geometry(c, root);
    xcb_get_geometry_reply_t *one = xcb_get_geometry_reply(c, first, NULL);
    free(one);
    xcb_map_window(c, w);
    xcb_get_geometry_cookie_t second = xcb_get_geometry(c, root);
    xcb_get_geometry_reply_t *two = xcb_get_geometry_reply(c, second, NULL);
    free(two);
}
