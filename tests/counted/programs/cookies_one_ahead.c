/* The next window is asked about before the reply of this one is taken: each reply has to be waited for all the same.
 */
// count: sum_one_ahead
// formula: n
// run: n=0
// run: n=1
// run: n=2
// run: n=90
// tight
#include "counted.h"
#include "xcb/xcb.h"

#include <stddef.h>
#include <stdlib.h>

unsigned sum_one_ahead(xcb_connection_t *c, const xcb_window_t *windows, int n) {
    unsigned sum = 0;
    xcb_get_geometry_cookie_t next = {0};
    if (n > 0)
        next = xcb_get_geometry(c, windows[0]);
    for (int i = 0; i < n; i++) {
        xcb_get_geometry_cookie_t mine = next;
        if (i + 1 < n)
            next = xcb_get_geometry(c, windows[i + 1]);
        xcb_get_geometry_reply_t *reply = xcb_get_geometry_reply(c, mine, NULL);
        sum += reply->width;
        free(reply);
    }
    return sum;
}

void counted_run(void) {
    xcb_window_t windows[100] = {0};
    COUNT(sum_one_ahead(NULL, windows, counted_size("n")));
}
