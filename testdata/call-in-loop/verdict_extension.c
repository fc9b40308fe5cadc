/* The number of an extension is asked for on the first turn: after that no request waits for it. */
#include <stdlib.h>
#include <xcb/xfixes.h>

void use(const void *a);

static void ask(xcb_connection_t *c, xcb_window_t w) {
    if (!xcb_get_extension_data(c, &xcb_xfixes_id))
        exit(1);
    use(xcb_get_geometry_reply(c, xcb_get_geometry(c, w), NULL));
    use(xcb_request_check(c, xcb_xfixes_create_region_checked(c, w, 0, NULL)));
}

void ask_all(xcb_connection_t *c, const xcb_window_t *windows, int n) {
    for (int i = 0; i < n; i++)
        ask(c, windows[i]); // expect: call-in-loop {{round trips}}
                            // expect-verdict: pipeline
}
