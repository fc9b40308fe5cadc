#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

/* Two answers for each child. */
int count_visible(Display *display, Window root, Atom desktop)
{
    Window parent, *children, ignored;
    unsigned n;
    int visible = 0;
    if (!XQueryTree(display, root, &ignored, &parent, &children, &n))
        return -1;
    for (unsigned i = 0; i < n; i++) {
        XWindowAttributes attributes;
        Atom type;
        int format;
        unsigned long count, rest;
        unsigned char *value = 0;
        // expect@+1: call-in-loop {{XGetWindowAttributes\(\) waits for x11 on each of up to n turns: up to 2 \* n round trips}}
        if (!XGetWindowAttributes(display, children[i], &attributes) || attributes.map_state == 0)
            continue;
        XGetWindowProperty(display, children[i], desktop, 0, 1, False, 6, &type, &format, &count, &rest, &value);
        visible += value != 0;
        XFree(value);
    }
    XFree(children);
    return visible;
}

/* XRRGetMonitors would have all of them. */
// expect-cost connected: resources->noutput + 1 (exact)
int connected(Display *display, Window root)
{
    XRRScreenResources *resources = XRRGetScreenResourcesCurrent(display, root);
    int count = 0;
    for (int i = 0; i < resources->noutput; i++) {
        // expect@+1: call-in-loop {{XRRGetOutputInfo\(\) waits for x11 on each of}}
        XRROutputInfo *info = XRRGetOutputInfo(display, resources, resources->outputs[i]);
        count += info && info->connection == 0;
        XRRFreeOutputInfo(info);
    }
    XRRFreeScreenResources(resources);
    return count;
}

/* A name each: the client has none of them yet. */
// expect-cost intern: n (exact)
void intern(Display *display, char **names, int n, Atom *atoms)
{
    for (int i = 0; i < n; i++)
        // expect@+1: call-in-loop {{XInternAtom\(\) waits for x11 on each of n turns: n round trips}}
        atoms[i] = XInternAtom(display, names[i], False);
}

/* Drawing waits for nobody, but this waits for the drawing. */
// expect-cost map_slowly: n (exact)
void map_slowly(Display *display, const Window *windows, int n)
{
    for (int i = 0; i < n; i++) {
        XMapWindow(display, windows[i]);
        // expect@+1: call-in-loop {{XSync\(\) waits for x11 on each of n turns: n round trips}}
        XSync(display, False);
    }
}
