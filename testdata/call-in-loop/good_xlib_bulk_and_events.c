#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

// expect-none
/* All names in one request. */
// expect-cost intern: 1 (exact)
void intern(Display *display, char **names, int n, Atom *atoms)
{
    XInternAtoms(display, names, n, False, atoms);
}

// expect-cost pixels: 1 (exact)
long pixels(Display *display, Window root)
{
    int n;
    long sum = 0;
    XRRMonitorInfo *monitors = XRRGetMonitors(display, root, True, &n);
    for (int i = 0; i < n; i++)
        sum += (long)monitors[i].width * monitors[i].height;
    XRRFreeMonitors(monitors);
    return sum;
}

/* One wait for all of them. */
// expect-cost map_all: 1 (exact)
void map_all(Display *display, const Window *windows, int n)
{
    for (int i = 0; i < n; i++)
        XMapWindow(display, windows[i]);
    XSync(display, False);
}

/* Each event is a task of its own. */
void follow(Display *display, XWindowAttributes *attributes)
{
    for (;;) {
        XEvent event;
        XNextEvent(display, &event);
        XGetWindowAttributes(display, event.xany.window, attributes);
    }
}
