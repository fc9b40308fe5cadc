/* One answer in each of several arms: only one of them is asked for. */
// expect-none
#include <xcb/xcb.h>

extern xcb_extension_t keyboard_id, heads_id, screens_id;
extern xcb_connection_t *display;
extern int is_fake, is_old;

void use(const void *a);

void start(void)
{
    xcb_aux_sync(display);
    if (is_fake)
        use(xcb_get_extension_data(display, &keyboard_id));
    else if (is_old)
        use(xcb_get_extension_data(display, &screens_id));
    else
        use(xcb_get_extension_data(display, &heads_id));
}
