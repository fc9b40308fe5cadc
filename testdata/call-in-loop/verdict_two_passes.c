/* A wait until all is done that stands between two connections, and two that do not. */
#include <xcb/xcb.h>

extern xcb_connection_t *conn, *other;

static void clear(xcb_window_t window)
{
    uint32_t values[1] = {0};
    xcb_configure_window(other, window, 1, values);
    xcb_aux_sync(other);
}

static void show(xcb_window_t window)
{
    xcb_map_window(conn, window);
}

void between(const xcb_window_t *windows, int n)
{
    for (int i = 0; i < n; i++) {
        clear(windows[i]); // expect: call-in-loop
        // expect-fix: {{two passes with one xcb_aux_sync\(\) between them}}
        show(windows[i]);
    }
}

/* On the same connection what was sent before is done before. */
static void clear_here(xcb_window_t window)
{
    uint32_t values[1] = {0};
    xcb_configure_window(conn, window, 1, values);
    xcb_aux_sync(conn);
}

void same(const xcb_window_t *windows, int n)
{
    for (int i = 0; i < n; i++) {
        clear_here(windows[i]); // expect: call-in-loop
        // expect-fix: {{^one sync after the loop is enough}}
        show(windows[i]);
    }
}

/* What goes to the other one comes before it on the turn. */
void behind(const xcb_window_t *windows, int n)
{
    for (int i = 0; i < n; i++) {
        show(windows[i]);
        clear(windows[i]); // expect: call-in-loop
        // expect-fix: {{^one sync after the loop is enough}}
    }
}

/* In the loop itself. */
void own(const xcb_window_t *windows, int n)
{
    for (int i = 0; i < n; i++) {
        xcb_aux_sync(other); // expect: call-in-loop
        // expect-verdict: coalesce
        // expect-fix: {{two passes}}
        show(windows[i]);
    }
}
