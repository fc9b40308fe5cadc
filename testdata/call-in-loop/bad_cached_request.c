/* Another name on each turn, or the same one on another connection, is asked for anew. */
#include <X11/Xlib.h>

static void set(Display *display, Window window, const char *name)
{
    XChangeProperty(display, window, XInternAtom(display, name, False), 4, 32, 0, (const unsigned char *)"x", 1);
}

void set_names(Display *display, Window window, const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        set(display, window, names[i]); // expect: call-in-loop {{n round trips}}
}

void on_displays(Display *const *displays, Window window, int n)
{
    for (int i = 0; i < n; i++)
        set(displays[i], window, "A"); // expect: call-in-loop {{n round trips}}
}

static void set_longer(Display *display, Window window, const char *name)
{
    for (; *name; name++)
        set(display, window, name); // expect: call-in-loop {{length\(name\) round trips}}
}

void set_rest(Display *display, Window window)
{
    set_longer(display, window, "ABC");
}
