#include <xcb/xcb.h>

/* The reply of one window is waited for before the next window is asked. */
// expect-cost longest_title: n (exact)
int longest_title(xcb_connection_t *c, const xcb_window_t *windows, int n, xcb_atom_t name, xcb_atom_t utf8)
{
    int longest = 0;
    for (int i = 0; i < n; i++) {
        // expect@+1: call-in-loop {{xcb_get_property_reply\(\) waits for x11 on each of n turns: n round trips}}
        xcb_get_property_reply_t *title = xcb_get_property_reply(c, xcb_get_property(c, 0, windows[i], name, utf8, 0, 64), 0);
        if (title && xcb_get_property_value_length(title) > longest)
            longest = xcb_get_property_value_length(title);
    }
    return longest;
}

/* A request without an answer that is checked at once is one with an answer. */
// expect-cost map_all_checked: n (exact)
void map_all_checked(xcb_connection_t *c, const xcb_window_t *windows, int n)
{
    for (int i = 0; i < n; i++) {
        xcb_void_cookie_t cookie = xcb_map_window_checked(c, windows[i]);
        // expect@+1: call-in-loop {{xcb_request_check\(\) waits for x11 on each of n turns: n round trips}}
        if (xcb_request_check(c, cookie))
            return;
    }
}
