/* What a turn asks is made of an answer that is kept for good, of that of the turn before, or of none. */
#include <stdlib.h>
#include <xcb/xcb.h>

struct app {
    xcb_connection_t *c;
    xcb_window_t last;
};

static xcb_intern_atom_reply_t *kept;

static xcb_atom_t kind_of(struct app *app)
{
    if (!kept)
        kept = xcb_intern_atom_reply(app->c, xcb_intern_atom(app->c, 0, 4, "KIND"), NULL);
    return kept->atom;
}

static void name(struct app *app, xcb_window_t w)
{
    xcb_atom_t kind = kind_of(app);
    free(xcb_request_check(app->c, xcb_change_property_checked(app->c, 0, w, kind, 0, 8, 1, "x")));
}

/* The first turn asks for it, all turns use it. */
void name_all(struct app *app, const xcb_window_t *all, int n)
{
    for (int i = 0; i < n; i++)
        name(app, all[i]); // expect: call-in-loop {{up to n \+ 1 round trips}}
                           // expect-verdict: pipeline
}

/* Asked for anew on each turn, and used on the next one. */
void chain(struct app *app, const xcb_window_t *all, int n)
{
    static xcb_intern_atom_reply_t *before;
    for (int i = 0; i < n; i++) {
        xcb_window_t parent = before ? before->atom : all[i];
        free(before);
        before = xcb_intern_atom_reply(app->c, xcb_intern_atom(app->c, 0, (uint16_t)parent, "KIND"), NULL); // expect: call-in-loop
                                                                                                            // expect-verdict: sequential
    }
}

struct node {
    xcb_query_tree_reply_t *children;
    struct node *first;
};

static xcb_query_tree_reply_t *children_of(struct app *app, struct node *node, xcb_window_t w)
{
    if (!node->children)
        node->children = xcb_query_tree_reply(app->c, xcb_query_tree(app->c, w), NULL);
    return node->children;
}

/* Kept too, but in each object for itself: the next request is made of it. */
void down(struct app *app, struct node *node, xcb_window_t w)
{
    for (; node; node = node->first) {
        xcb_query_tree_reply_t *r = children_of(app, node, w); // expect: call-in-loop
                                                               // expect-verdict: sequential
        w = xcb_query_tree_children(r)[0];
    }
}
