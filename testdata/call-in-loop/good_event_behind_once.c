/* next() subscribes the first time, then waits for what comes next; the way that does not wait ends the loop. */
// expect-none
#include <X11/Xlib.h>
#include <stdio.h>

struct hook {
    Display *d;
    Window w;
    int listening;
};

static Window find(Display *d)
{
    XWindowAttributes attributes;
    Window root, parent, *children;
    unsigned count;
    if (!XQueryTree(d, 1, &root, &parent, &children, &count) || count == 0)
        return 0;
    XGetWindowAttributes(d, children[0], &attributes);
    XSync(d, False);
    return children[0];
}

static int subscribe(struct hook *h)
{
    if (h->listening)
        return 1;
    if (!h->w) {
        h->w = find(h->d);
        if (!h->w)
            return 0;
    }
    h->listening = 1;
    return 1;
}

static int next(struct hook *h, unsigned char **text)
{
    XEvent event;
    Atom type;
    int format, got = 0;
    unsigned long count, rest;
    if (!subscribe(h))
        return 0;
    while (!got) {
        XNextEvent(h->d, &event);
        if (event.type != 28)
            continue;
        XGetWindowProperty(h->d, h->w, 1, 0, 99, True, 31, &type, &format, &count, &rest, text);
        got = 1;
    }
    return 1;
}

void watch(struct hook *h)
{
    while (1) {
        unsigned char *text;
        if (!next(h, &text))
            return;
        puts((char *)text);
    }
}

/* The test of the loop says the same, and what is asked behind it belongs to the event. */
static Bool wait_for(struct hook *h, XEvent *event)
{
    if (!h->w)
        return False;
    XNextEvent(h->d, event);
    return True;
}

void serve(struct hook *h)
{
    XEvent event;
    XWindowAttributes attributes;
    while (wait_for(h, &event))
        XGetWindowAttributes(h->d, event.xany.window, &attributes);
}

/* 0 is success here. */
static int wait_ok(struct hook *h, XEvent *event)
{
    if (!h->w)
        return 1;
    XNextEvent(h->d, event);
    return 0;
}

void serve_others(struct hook *h)
{
    XEvent event;
    XWindowAttributes attributes;
    for (;;) {
        if (wait_ok(h, &event) != 0)
            break;
        XGetWindowAttributes(h->d, event.xany.window, &attributes);
    }
}
