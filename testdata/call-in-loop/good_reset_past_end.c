/* What points behind the end is put back to the start, and the server asked: the loop does not move it on again. */
// expect-none
// expect-cost shrink: 1
// expect-cost shrink_by_helper: 1
// expect-cost shrink_local: 1
#include <X11/Xlib.h>

struct view {
    Display *d;
    Window *windows;
    unsigned size, current;
};

static void ask(struct view *v)
{
    XWindowAttributes attributes;
    XGetWindowAttributes(v->d, v->windows[0], &attributes);
}

void shrink(struct view *v, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        v->size--;
        if (v->current >= v->size) {
            v->current = 0;
            ask(v);
        }
    }
}

static void take(struct view *v, unsigned i)
{
    if (v->current > i)
        v->current--;
    v->size--;
    if (v->size <= v->current) {
        v->current = 0;
        ask(v);
    }
}

void shrink_by_helper(struct view *v, const unsigned *places, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        take(v, places[i]);
}

void shrink_local(struct view *v, unsigned n)
{
    unsigned current = v->current;
    while (n < v->size) {
        v->size--;
        if (current < v->size)
            continue;
        ask(v);
        current = 0;
    }
}
