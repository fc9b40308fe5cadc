/* A checked request is waited for only where it is checked. */
// count: map_all
// formula: n + 1 (exact)
// run: n=0
// run: n=1
// run: n=40
#include "counted.h"
#include "xcb/xcb.h"

#include <stdlib.h>

void map_all(xcb_connection_t *c, const xcb_window_t *windows, int n) {
    for (int i = 0; i < n; i++)
        xcb_map_window(c, windows[i]);
    for (int i = 0; i < n; i++)
        free(xcb_request_check(c, xcb_map_window_checked(c, windows[i])));
    xcb_aux_sync(c);
}

void counted_run(void) {
    xcb_window_t windows[50] = {0};
    COUNT(map_all(0, windows, counted_size("n")));
}
