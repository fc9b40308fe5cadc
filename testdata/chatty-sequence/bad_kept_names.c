/* Names that the client has not heard of: the first time, on a new connection, or names that callers pass. */
#include <X11/Xlib.h>

static void learn(Display *d, Atom *atoms)
{
    atoms[0] = XInternAtom(d, "A", False); // expect: chatty-sequence {{XInternAtom\(\) is the first of 4 round trips to x11 in a row, where 1 would do}}
    atoms[1] = XInternAtom(d, "B", False);
    atoms[2] = XInternAtom(d, "C", False);
    atoms[3] = XInternAtom(d, "D", False);
    atoms[4] = XInternAtom(d, "A", False);
}

static void name_all(Display *d, Window w, const char **names)
{
    XChangeProperty(d, w, XInternAtom(d, names[0], False), 31, 8, 0, 0, 0); // expect: chatty-sequence {{first of 3 round trips}}
    XChangeProperty(d, w, XInternAtom(d, names[1], False), 31, 8, 0, 0, 0);
    XChangeProperty(d, w, XInternAtom(d, names[2], False), 31, 8, 0, 0, 0);
    XChangeProperty(d, w, XInternAtom(d, "KNOWN", False), 31, 8, 0, 0, 0);
}

/* Each request has a connection of its own, which keeps nothing for the next one. */
static void tell(Window w)
{
    Display *d = XOpenDisplay("other");
    XChangeProperty(d, w, XInternAtom(d, "X", False), 31, 8, 0, 0, 0); // expect: chatty-sequence {{first of 3 round trips}}
    XChangeProperty(d, w, XInternAtom(d, "Y", False), 31, 8, 0, 0, 0);
    XChangeProperty(d, w, XInternAtom(d, "Z", False), 31, 8, 0, 0, 0);
    XCloseDisplay(d);
}

static void write_all(Display *d, Window w)
{
    XChangeProperty(d, w, XInternAtom(d, "P", False), 31, 8, 0, 0, 0); // expect: chatty-sequence {{first of 3 round trips}}
    XChangeProperty(d, w, XInternAtom(d, "Q", False), 31, 8, 0, 0, 0);
    XChangeProperty(d, w, XInternAtom(d, "R", False), 31, 8, 0, 0, 0);
}

static void tell_by_helper(Window w)
{
    Display *d = XOpenDisplay("third");
    write_all(d, w);
    XCloseDisplay(d);
}

void serve(Display *d, const char **names)
{
    XEvent event;
    Atom atoms[5];
    learn(d, atoms);
    for (;;) {
        XNextEvent(d, &event);
        if (event.type == 1)
            name_all(d, event.xany.window, names);
        else if (event.type == 2)
            tell(event.xany.window);
        else
            tell_by_helper(event.xany.window);
    }
}
