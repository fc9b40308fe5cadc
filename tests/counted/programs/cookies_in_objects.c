/* Requests begin in one helper and end in another; objects carry the cookies. */
// count: measure_all
// formula: 1
// run: n=0
// run: n=1
// run: n=40
// tight
#include "counted.h"
#include "xcb/xcb.h"

#include <stddef.h>
#include <stdlib.h>

struct probe {
    xcb_window_t window;
    xcb_get_geometry_cookie_t cookie;
    unsigned width;
};

static void probe_begin(struct probe *probe, xcb_connection_t *c) {
    probe->cookie = xcb_get_geometry(c, probe->window);
}

static void probe_end(struct probe *probe, xcb_connection_t *c) {
    xcb_get_geometry_reply_t *reply = xcb_get_geometry_reply(c, probe->cookie, NULL);
    probe->width = reply ? reply->width : 0;
    free(reply);
}

void measure_all(xcb_connection_t *c, struct probe *probes, int n) {
    for (int i = 0; i < n; i++)
        probe_begin(&probes[i], c);
    for (int i = 0; i < n; i++)
        probe_end(&probes[i], c);
}

void counted_run(void) {
    static struct probe probes[50];
    COUNT(measure_all(NULL, probes, counted_size("n")));
}
