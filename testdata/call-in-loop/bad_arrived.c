#include <X11/Xlib.h>
#include <xcb/xcb.h>

#include <stdlib.h>

/* A look at what has arrived beside the work of each turn: nothing of it is done for an event. */
// expect-cost beside: n
void beside(xcb_connection_t *c, const xcb_window_t *windows, int n, int *widths)
{
    for (int i = 0; i < n; i++) {
        xcb_generic_event_t *event = xcb_poll_for_event(c);
        free(event);
        xcb_get_geometry_reply_t *reply = xcb_get_geometry_reply(c, xcb_get_geometry(c, windows[i]), 0); // expect: call-in-loop {{: n round trips}}
        widths[i] = reply->width;
        free(reply);
    }
}

/* The events are counted, and then somebody is asked as often. */
// expect-cost afterwards: n
void afterwards(xcb_connection_t *c, xcb_window_t *windows, int n)
{
    xcb_generic_event_t *event;
    int count = 0;
    while ((event = xcb_poll_for_event(c)) != NULL) {
        count++;
        free(event);
    }
    if (count == 0)
        return;
    for (int i = 0; i < n; i++)
        free(xcb_get_geometry_reply(c, xcb_get_geometry(c, windows[i]), 0)); // expect: call-in-loop {{n round trips}}
}

/* For each event all windows are asked. */
void for_each_event_all(xcb_connection_t *c, const xcb_window_t *windows, int n)
{
    xcb_generic_event_t *event;
    while ((event = xcb_poll_for_event(c)) != NULL) {
        for (int i = 0; i < n; i++)
            free(xcb_get_geometry_reply(c, xcb_get_geometry(c, windows[i]), 0)); // expect: call-in-loop {{n round trips}}
        free(event);
    }
}

/* It goes on for as long as nothing has arrived. */
void until_something_comes(Display *display, const Window *windows, int n, XWindowAttributes *attributes)
{
    for (int i = 0; i < n && !XPending(display); i++)
        XGetWindowAttributes(display, windows[i], &attributes[i]); // expect: call-in-loop {{n round trips}}
}
