#include <xcb/xcb.h>

struct entry {
    struct entry *next;
    const char *text;
    xcb_intern_atom_cookie_t cookie;
    xcb_atom_t atom;
};

static void begin(xcb_connection_t *c, struct entry *entry)
{
    entry->cookie = xcb_intern_atom(c, 0, 4, entry->text);
}

// expect-cost finish: 0 (exact)
static void finish(xcb_connection_t *c, struct entry *entry)
{
    entry->atom = xcb_intern_atom_reply(c, entry->cookie, 0)->atom;
}

/* Each element keeps the cookie of its request. The windows that are mapped in between have no answers. */
// expect-cost intern_all: 1
void intern_all(xcb_connection_t *c, struct entry *list, xcb_window_t window)
{
    for (struct entry *e = list; e; e = e->next)
        begin(c, e);
    for (struct entry *f = list; f; f = f->next) {
        finish(c, f);
        xcb_map_window(c, window);
    }
}

/* All are asked about ahead: one wait. */
extern xcb_extension_t keyboard, shape, screens;
// expect-cost has_extensions: 1 (exact)
int has_extensions(xcb_connection_t *c)
{
    xcb_prefetch_extension_data(c, &keyboard);
    xcb_prefetch_extension_data(c, &shape);
    xcb_prefetch_extension_data(c, &screens);
    return xcb_get_extension_data(c, &keyboard)->present + xcb_get_extension_data(c, &shape)->present +
           xcb_get_extension_data(c, &screens)->present;
}

/* Not asked ahead. */
// expect-cost asks_for_extensions: 3 (exact)
int asks_for_extensions(xcb_connection_t *c)
{
    // expect@+1: chatty-sequence {{first of 3 round trips to x11 in a row, where 1 would do}}
    return xcb_get_extension_data(c, &keyboard)->present + xcb_get_extension_data(c, &shape)->present +
           xcb_get_extension_data(c, &screens)->present;
}
