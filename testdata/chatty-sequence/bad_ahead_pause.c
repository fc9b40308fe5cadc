/* What may wait for something else, and mostly does not, is no reason to wait for answers that could be asked for
 * ahead. */
#include <poll.h>
#include <xcb/xcb.h>

extern xcb_extension_t test_id, screens_id;
extern xcb_connection_t *display;

void use(const void *a);

static void read_settings(int child)
{
    struct pollfd fd = {.fd = child, .events = POLLIN};
    if (child != 0)
        poll(&fd, 1, -1);
}

void start(int child)
{
    use(xcb_get_extension_data(display, &test_id)); // expect: chatty-sequence {{first of 3 round trips to x11, where 1 would do: 2 of the answers could be asked for ahead}}
    read_settings(child);
    xcb_aux_sync(display);
    use(xcb_get_extension_data(display, &screens_id));
}
