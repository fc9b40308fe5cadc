/* Answers that are freed too, but not before somebody has looked at them. */
#include <stdlib.h>
#include <xcb/xcb.h>

void use(int width);

static int width_of(xcb_connection_t *c, xcb_window_t w)
{
    xcb_get_geometry_reply_t *r = xcb_get_geometry_reply(c, xcb_get_geometry(c, w), NULL);
    int width = r->width;
    free(r);
    return width;
}

void twice(xcb_connection_t *c, xcb_window_t w)
{
    use(width_of(c, w));
    use(width_of(c, w)); // expect: duplicate-call {{width_of\(\) asks x11 what line 17 has asked}}
}

/* A test for NULL is a look: it says whether there is such a window. */
static void demand(xcb_connection_t *c, xcb_window_t w)
{
    xcb_get_geometry_reply_t *r = xcb_get_geometry_reply(c, xcb_get_geometry(c, w), NULL);
    if (!r)
        abort();
    free(r);
}

void demanded_twice(xcb_connection_t *c, xcb_window_t w)
{
    demand(c, w);
    use(1);
    demand(c, w); // expect: duplicate-call {{demand\(\) asks x11 what line 32 has asked}}
}
