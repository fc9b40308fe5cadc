/* The client keeps each name's answer: what a handler asks for by a text is asked for once in the whole run. */
// expect-none
#include <X11/Xlib.h>

static Atom named(Display *d, const char *name) { return XInternAtom(d, name, False); }

static void answer(Display *d, Window w, const unsigned char *text, int count)
{
    XChangeProperty(d, w, XInternAtom(d, "OUT", False), 31, 8, 0, text, count);
    XChangeProperty(d, w, XInternAtom(d, "ERR", False), 31, 8, 0, text, count);
    XChangeProperty(d, w, XInternAtom(d, "STATUS", False), 31, 8, 0, text, count);
    XChangeProperty(d, w, XInternAtom(d, "OUT", False), 31, 8, 0, text, count);
}

/* By a helper, and with two that are asked anew: too few for a sequence. */
static void place(Display *d, Window w)
{
    Window root, parent, *children;
    unsigned count;
    XWindowAttributes attributes;
    XChangeProperty(d, w, named(d, "LEFT"), 31, 8, 0, 0, 0);
    XChangeProperty(d, w, named(d, "TOP"), 31, 8, 0, 0, 0);
    XGetWindowAttributes(d, w, &attributes);
    XQueryTree(d, w, &root, &parent, &children, &count);
}

void serve(Display *d)
{
    XEvent event;
    for (;;) {
        XNextEvent(d, &event);
        if (event.type == 1)
            answer(d, event.xany.window, (const unsigned char *)"x", 1);
        else
            place(d, event.xany.window);
    }
}

/* Whoever runs a function through a pointer runs it again. */
static void on_message(Display *d, Window w)
{
    answer(d, w, (const unsigned char *)"y", 1);
    XChangeProperty(d, w, XInternAtom(d, "A", False), 31, 8, 0, 0, 0);
    XChangeProperty(d, w, XInternAtom(d, "B", False), 31, 8, 0, 0, 0);
    XChangeProperty(d, w, XInternAtom(d, "C", False), 31, 8, 0, 0, 0);
}

void listen_to(void (**handler)(Display *, Window)) { *handler = on_message; }

/* The same name twice is one round trip, the first time too: two are none that a list of names would be worth. */
void set_up(Display *d, Window w)
{
    XChangeProperty(d, w, XInternAtom(d, "ONE", False), 31, 8, 0, 0, 0);
    XChangeProperty(d, w, XInternAtom(d, "TWO", False), 31, 8, 0, 0, 0);
    XChangeProperty(d, w, named(d, "ONE"), 31, 8, 0, 0, 0);
    XChangeProperty(d, w, XInternAtom(d, "TWO", False), 31, 8, 0, 0, 0);
}
