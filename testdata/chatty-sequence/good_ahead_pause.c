/* Something else is waited for in between, whatever comes. */
// expect-none
#include <poll.h>
#include <xcb/xcb.h>

extern xcb_extension_t test_id, screens_id;
extern xcb_connection_t *display;

void use(const void *a);

static void wait_for_child(int child)
{
    struct pollfd fd = {.fd = child, .events = POLLIN};
    poll(&fd, 1, -1);
}

static void wait_longer(int child)
{
    if (child > 9)
        use(&child);
    wait_for_child(child);
}

void start(int child)
{
    use(xcb_get_extension_data(display, &test_id));
    wait_longer(child);
    xcb_aux_sync(display);
    use(xcb_get_extension_data(display, &screens_id));
}
