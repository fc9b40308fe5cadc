#include <xcb/xcb.h>

#include <stdlib.h>
#include <string.h>

// expect-none
extern xcb_connection_t *conn;

struct atom {
    struct atom *next;
    char name[32];
    xcb_atom_t atom;
};

static struct atom *known;

/* Each name is asked for once in the life of the process. */
// expect-cost atom_of: keys(atom_of)
static xcb_atom_t atom_of(const char *name)
{
    struct atom *a;
    for (a = known; a; a = a->next)
        if (strcmp(a->name, name) == 0)
            return a->atom;
    xcb_intern_atom_reply_t *reply =
        xcb_intern_atom_reply(conn, xcb_intern_atom(conn, 0, (uint16_t)strlen(name), name), 0);
    a = calloc(1, sizeof *a);
    strncpy(a->name, name, sizeof a->name - 1);
    a->atom = reply->atom;
    a->next = known;
    known = a;
    return a->atom;
}

void draw(const xcb_window_t *windows, int n, xcb_atom_t *out)
{
    for (int i = 0; i < n; i++)
        out[i] = windows[i] + atom_of("BACKGROUND") + atom_of("FOREGROUND");
}
