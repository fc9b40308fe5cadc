/* Another one is put back on each turn, or it is put where it may be behind the end on the next turn again. What the
 * loop moves on itself is a flush. */
#include <X11/Xlib.h>

struct view {
    Display *d;
    Window *windows;
    unsigned size, current;
    struct view *next;
};

static void ask(struct view *v)
{
    XWindowAttributes attributes;
    XGetWindowAttributes(v->d, v->windows[0], &attributes);
}

void back_to_start(struct view *v, unsigned start, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        v->size--;
        if (v->current >= v->size) {
            v->current = start;
            ask(v); // expect: call-in-loop {{up to n round trips}}
        }
    }
}

void all_views(struct view *first)
{
    for (struct view *v = first; v; v = v->next)
        if (v->current >= v->size) {
            v->current = 0;
            ask(v); // expect: call-in-loop {{up to length\(first\) round trips}}
        }
}

void drop_last(struct view *v, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        v->size--;
        if (v->current >= v->size) {
            v->current--;
            ask(v); // expect: call-in-loop {{up to n round trips}}
        }
    }
}
