/* The way that does not wait goes on, or the loop is over items that it finds. */
#include <X11/Xlib.h>

struct hook {
    Display *d;
    Window w;
    int kept;
};

/* Of what is kept already the next one comes at once. */
static int next(struct hook *h, XEvent *event)
{
    if (h->kept > 0)
        return 1;
    XNextEvent(h->d, event);
    return 1;
}

void take_all(struct hook *h)
{
    XEvent event;
    XWindowAttributes attributes;
    while (next(h, &event))
        XGetWindowAttributes(h->d, event.xany.window, &attributes); // expect: call-in-loop {{XGetWindowAttributes}}
}

static int wait_for(struct hook *h, XEvent *event)
{
    if (!h->w)
        return 0;
    XNextEvent(h->d, event);
    return 1;
}

/* Whatever it says, the loop goes on. */
void show_all(struct hook *h, Window *windows, int count)
{
    XEvent event;
    XWindowAttributes attributes;
    for (int i = 0; i < count; i++) {
        if (!wait_for(h, &event))
            continue;
        XGetWindowAttributes(h->d, windows[i], &attributes); // expect: call-in-loop {{up to count round trips}}
    }
}

/* The way that waits is the one that ends the loop. */
void until_there(struct hook *h)
{
    XEvent event;
    XWindowAttributes attributes;
    for (;;) {
        if (wait_for(h, &event))
            break;
        XGetWindowAttributes(h->d, h->w, &attributes); // expect: call-in-loop {{XGetWindowAttributes}}
        h++;
    }
}
