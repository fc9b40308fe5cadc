/* Names that the client knows after the first question, whatever else the helpers between ask for. */
#include <X11/Xlib.h>

// expect-cost name_windows: n + 1
// expect-cost name_all: 1
// expect-cost set_all: 2

static void read_property(Display *display, Window window, const char *name)
{
    Atom atom = XInternAtom(display, name, False), type;
    int format;
    unsigned long count, rest;
    unsigned char *text;
    XGetWindowProperty(display, window, atom, 0, 1, False, 0, &type, &format, &count, &rest, &text);
}

void name_windows(Display *display, const Window *windows, int n)
{
    for (int i = 0; i < n; i++)
        read_property(display, windows[i], "WM_NAME"); // expect: call-in-loop {{up to n \+ 1 round trips}}
}

static void mark(Display *display, Window window)
{
    Atom atom = XInternAtom(display, "MARKED", False);
    XChangeProperty(display, window, atom, 4, 32, 0, (const unsigned char *)"x", 1);
}

void name_all(Display *display, const Window *windows, int n)
{
    for (int i = 0; i < n; i++)
        mark(display, windows[i]);
}

static void set(Display *display, Window window, const char *name)
{
    XChangeProperty(display, window, XInternAtom(display, name, False), 4, 32, 0, (const unsigned char *)"x", 1);
}

void set_all(Display *display, const Window *windows, int n)
{
    for (int i = 0; i < n; i++) {
        set(display, windows[i], "A");
        set(display, windows[i], "B");
    }
}
