/* A request that goes out right before its answer is waited for is not asked for ahead. */
#include <stdlib.h>
#include <xcb/xcb.h>

extern xcb_extension_t test_id, screens_id, shape_id;
extern xcb_connection_t *display;

void use(const void *a);

static void ask_for_screens(void) { use(xcb_get_extension_data(display, &screens_id)); }

void late(xcb_window_t root)
{
    free(xcb_get_geometry_reply(display, xcb_get_geometry(display, root), NULL));
    xcb_prefetch_extension_data(display, &test_id);
    xcb_prefetch_extension_data(display, &shape_id);
    use(xcb_get_extension_data(display, &test_id)); // expect: chatty-sequence {{xcb_get_extension_data\(\) is the first of 3 round trips to x11, where 1 would do: 2 of the answers could be asked for ahead}}
    xcb_aux_sync(display);
    ask_for_screens();
    use(xcb_get_extension_data(display, &shape_id)); /* has come with the first */
}
