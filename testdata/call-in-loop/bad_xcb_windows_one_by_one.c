#include <xcb/xcb.h>

#include <stdlib.h>

#define ASK(atom) xcb_get_property(c, 0, window, atom, 0, 0, 64)

struct window {
    int width, name, type, owner;
};

/* The caller's cookie and the own request are one round trip, whichever is answered first; three properties that are
 * asked for together are another one; their answers do not wait for what is sent in between. */
// expect-cost take_in: 2 (exact)
static void take_in(xcb_connection_t *c, xcb_window_t window, xcb_get_property_cookie_t kind, struct window *out)
{
    xcb_get_property_cookie_t name, type, owner;
    xcb_get_geometry_cookie_t place = xcb_get_geometry(c, window);
    if (!xcb_get_property_reply(c, kind, 0))
        return;
    out->width = xcb_get_geometry_reply(c, place, 0)->width;

    name = ASK(1);
    type = ASK(2);
    owner = ASK(3);
    out->name = xcb_get_property_value_length(xcb_get_property_reply(c, name, 0));
    xcb_map_window(c, window);
    out->type = xcb_get_property_value_length(xcb_get_property_reply(c, type, 0));
    out->owner = xcb_get_property_value_length(xcb_get_property_reply(c, owner, 0));
}

/* The first question is asked for all windows at once, the others are not. */
// expect-cost take_in_all: 2*tree->children_len + 1
void take_in_all(xcb_connection_t *c, xcb_window_t root, struct window *out)
{
    xcb_query_tree_reply_t *tree = xcb_query_tree_reply(c, xcb_query_tree(c, root), 0);
    xcb_window_t *windows = xcb_query_tree_children(tree);
    xcb_get_property_cookie_t *kinds = malloc(tree->children_len * sizeof *kinds);
    for (int i = 0; i < tree->children_len; i++)
        kinds[i] = xcb_get_property(c, 0, windows[i], 7, 0, 0, 1);
    for (int i = 0; i < tree->children_len; i++)
        // expect@+1: call-in-loop {{take_in\(\) waits for x11 on each of tree->children_len turns: (up to )?2 \* tree->children_len round trips}}
        take_in(c, windows[i], kinds[i], &out[i]);
    free(kinds);
}

// expect-cost take_in_new: 2
void take_in_new(xcb_connection_t *c, xcb_window_t window, struct window *out)
{
    take_in(c, window, xcb_get_property(c, 0, window, 7, 0, 0, 1), out);
}
