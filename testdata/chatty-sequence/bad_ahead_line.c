/* Answers that could be asked for ahead, and between two of them round trips that could be made together: all are one
 * sequence, where there are not enough of the latter for one of their own. */
#include <stddef.h>
#include <xcb/xcb.h>

#define NAMES 3

extern xcb_extension_t heads_id, shape_id, sound_id, video_id;
extern xcb_connection_t *display, *second;
extern const char *const names[NAMES];

void use(const void *a);
void keep(int i, xcb_intern_atom_reply_t *reply);

static void ask_for_tree(xcb_connection_t *c, xcb_window_t root)
{
    use(xcb_query_tree_reply(c, xcb_query_tree(c, root), NULL));
}

/* All atoms in one round trip. */
static void make_atoms(xcb_connection_t *c)
{
    xcb_intern_atom_cookie_t cookies[NAMES];
    for (int i = 0; i < NAMES; i++)
        cookies[i] = xcb_intern_atom(c, 0, 4, names[i]);
    for (int i = 0; i < NAMES; i++)
        keep(i, xcb_intern_atom_reply(c, cookies[i], NULL));
}

void start(xcb_window_t root)
{
    use(xcb_get_extension_data(display, &heads_id)); // expect: chatty-sequence {{xcb_get_extension_data\(\) is the first of 4 round trips to x11, where 1 would do: 2 of the answers could be asked for ahead}}
                                                     // expect-verdict: pipeline
                                                     // expect-after: 1
    xcb_aux_sync(display);
    ask_for_tree(display, root);
    make_atoms(display);
    xcb_aux_sync(display);
    use(xcb_get_extension_data(display, &shape_id));
}

/* The request of the first goes out before the atoms are waited for: its answer is there when it is taken. */
void start_early(xcb_window_t root)
{
    use(xcb_get_extension_data(display, &heads_id)); // expect: chatty-sequence {{is the first of 3 round trips to x11, where 1 would do: 2 of the answers}}
    xcb_aux_sync(display);
    xcb_query_tree_cookie_t cookie = xcb_query_tree(display, root);
    make_atoms(display);
    use(xcb_query_tree_reply(display, cookie, NULL));
    xcb_aux_sync(display);
    use(xcb_get_extension_data(display, &shape_id));
}

/* Enough for a sequence of their own. */
void in_a_row(xcb_window_t root)
{
    xcb_aux_sync(display);
    ask_for_tree(display, root); // expect: chatty-sequence {{ask_for_tree\(\) is the first of 3 round trips to x11 in a row, where 1 would do}}
    make_atoms(display);
    use(xcb_get_extension_data(display, &heads_id));
    xcb_aux_sync(display);
    use(xcb_get_extension_data(display, &shape_id));
}

/* The second needs the answer of the first; the third is on another connection; the fourth must not overtake what is
 * waited for before it. Only one of them brings the others along. */
void apart(xcb_window_t root)
{
    const xcb_window_t *below = xcb_query_tree_children(xcb_query_tree_reply(display, xcb_query_tree(display, root), NULL));
    use(xcb_get_geometry_reply(display, xcb_get_geometry(display, below[0]), NULL));
    ask_for_tree(second, root);
    use(xcb_get_extension_data(display, &sound_id)); // expect: chatty-sequence {{is the first of 3 round trips to x11, where 1 would do: 2 of the answers}}
    xcb_aux_sync(display);
    ask_for_tree(display, root);
    use(xcb_get_extension_data(display, &video_id));
}
