/* Two requests leave together on each turn: one round trip a turn, not two. */
// count: sum_of_sizes
// formula: n (exact)
// sends: 2*n
// run: n=0
// run: n=1
// run: n=90
#include "counted.h"
#include "xcb/xcb.h"

#include <stddef.h>
#include <stdlib.h>

unsigned sum_of_sizes(xcb_connection_t *c, const xcb_window_t *windows, int n) {
    unsigned sum = 0;
    for (int i = 0; i < n; i++) {
        xcb_get_geometry_cookie_t place = xcb_get_geometry(c, windows[i]);
        xcb_get_property_cookie_t title = xcb_get_property(c, 0, windows[i], 1, 1, 0, 64);
        xcb_get_geometry_reply_t *where = xcb_get_geometry_reply(c, place, NULL);
        xcb_get_property_reply_t *what = xcb_get_property_reply(c, title, NULL);
        sum += where->width + what->value_len;
        free(where);
        free(what);
    }
    return sum;
}

void counted_run(void) {
    xcb_window_t windows[100] = {0};
    COUNT(sum_of_sizes(NULL, windows, counted_size("n")));
}
