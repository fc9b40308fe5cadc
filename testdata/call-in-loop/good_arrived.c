#include <X11/Xlib.h>
#include <xcb/xcb.h>

#include <stdlib.h>

static void on_map(xcb_connection_t *c, xcb_window_t window)
{
    free(xcb_get_geometry_reply(c, xcb_get_geometry(c, window), 0));
}

static void on_event(xcb_connection_t *c, xcb_generic_event_t *event)
{
    if ((event->response_type & 0x7f) == 20)
        on_map(c, event->sequence);
}

// expect-none
/* What has arrived is worked off, one event a turn. */
void drain(xcb_connection_t *c)
{
    xcb_generic_event_t *event;
    while ((event = xcb_poll_for_event(c)) != NULL) {
        on_event(c, event);
        free(event);
    }
    xcb_flush(c);
}

void drain_until(xcb_connection_t *c, const volatile int *stop)
{
    while (!*stop) {
        xcb_generic_event_t *event = xcb_poll_for_queued_event(c);
        if (!event)
            break;
        if (event->response_type == 0) {
            free(event);
            continue;
        }
        on_event(c, event);
        free(event);
    }
}

/* A helper that knows where events come from. */
static xcb_generic_event_t *next_event(xcb_connection_t *c, xcb_generic_event_t **kept, int is_waiting)
{
    xcb_generic_event_t *event = *kept;
    *kept = NULL;
    if (is_waiting && !event)
        return xcb_wait_for_event(c);
    event = xcb_poll_for_event(c);
    return event;
}

void drain_kept(xcb_connection_t *c, xcb_generic_event_t **kept)
{
    xcb_generic_event_t *event;
    for (event = next_event(c, kept, 0); event; event = next_event(c, kept, 0)) {
        on_event(c, event);
        free(event);
    }
}

void drain_display(Display *display, XWindowAttributes *attributes)
{
    while (XPending(display)) {
        XEvent event;
        XNextEvent(display, &event);
        XGetWindowAttributes(display, event.xany.window, attributes);
    }
}

void drain_exposures(Display *display, XWindowAttributes *attributes)
{
    XEvent event;
    while (XCheckMaskEvent(display, 1L << 15, &event))
        XGetWindowAttributes(display, event.xany.window, attributes);
}

static int drain_moves(xcb_connection_t *c)
{
    xcb_generic_event_t *event, *last = NULL;
    while ((event = xcb_poll_for_event(c)) != NULL) {
        free(last);
        last = event;
    }
    if (last == NULL)
        return 1;
    on_event(c, last);
    free(last);
    return 0;
}

void drain_until_done(xcb_connection_t *c)
{
    while (!drain_moves(c)) {
    }
}
