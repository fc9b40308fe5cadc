/* All requests first, then all replies, through an array of cookies: one round trip. */
// count: sum_of_widths
// formula: 1
// sends: n
// run: n=0
// run: n=1
// run: n=90
// tight
#include "counted.h"
#include "xcb/xcb.h"

#include <stddef.h>
#include <stdlib.h>

unsigned sum_of_widths(xcb_connection_t *c, const xcb_window_t *windows, int n) {
    xcb_get_geometry_cookie_t *cookies = calloc((size_t)n + 1, sizeof *cookies);
    unsigned sum = 0;
    for (int i = 0; i < n; i++)
        cookies[i] = xcb_get_geometry(c, windows[i]);
    for (int i = 0; i < n; i++) {
        xcb_get_geometry_reply_t *reply = xcb_get_geometry_reply(c, cookies[i], NULL);
        if (reply)
            sum += reply->width;
        free(reply);
    }
    free(cookies);
    return sum;
}

void counted_run(void) {
    xcb_window_t windows[100] = {0};
    COUNT(sum_of_widths(NULL, windows, counted_size("n")));
}
