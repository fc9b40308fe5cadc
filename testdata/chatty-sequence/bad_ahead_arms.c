/* Answers that could be asked for ahead, one of them in the last of three arms: of the ways through, the one that asks
 * for most is looked at. */
#include <stdlib.h>
#include <xcb/xcb.h>

extern xcb_extension_t keyboard_id, heads_id, screens_id;
extern xcb_connection_t *display;
extern int is_fake, is_old;

void use(const void *a);
void make_up(int n);

static void each(xcb_window_t root, int n)
{
    for (int i = 0; i < n; i++)
        free(xcb_get_geometry_reply(display, xcb_get_geometry(display, root), NULL)); // expect: call-in-loop
}

static void find_screens(xcb_window_t root)
{
    if (xcb_get_extension_data(display, &screens_id)->present)
        each(root, 7);
}

static void find_heads(xcb_window_t root)
{
    make_up(1);
    if (xcb_get_extension_data(display, &heads_id)->present)
        each(root, 9);
}

void start(xcb_window_t root)
{
    use(xcb_get_extension_data(display, &keyboard_id)); // expect: chatty-sequence {{first of 3 round trips to x11, where 1 would do: 2 of the answers could be asked for ahead}}
    xcb_aux_sync(display);
    if (is_fake)
        make_up(2);
    else if (is_old)
        find_screens(root);
    else
        find_heads(root);
}
