/* Functions of XCB that wait inside, and replies that are asked for one by one. */
#include <xcb/xcb.h>
#include <stdlib.h>

void use(const void *a, const void *b);

/* Each answer is kept by the client: asked for ahead, all of them are one round trip. */
extern xcb_extension_t first_id, second_id, third_id, fourth_id, fifth_id;

void check_extensions(xcb_connection_t *c)
{
    const xcb_query_extension_reply_t *r = xcb_get_extension_data(c, &first_id); // expect: chatty-sequence {{first of 5 round trips to x11 in a row, where 1 would do}}
                                                                                 // expect-verdict: pipeline
    if (!r->present)
        abort();
    r = xcb_get_extension_data(c, &second_id);
    if (!r->present)
        abort();
    r = xcb_get_extension_data(c, &third_id);
    use(r, xcb_get_extension_data(c, &fourth_id));
    use(r, xcb_get_extension_data(c, &fifth_id));
}

/* Three times asked and waited for. */
void three_sizes(xcb_connection_t *c, xcb_window_t a, xcb_window_t b, xcb_window_t d)
{
    xcb_get_geometry_reply_t *x = xcb_get_geometry_reply(c, xcb_get_geometry(c, a), NULL); // expect: chatty-sequence {{first of 3 round trips}}
    xcb_get_geometry_reply_t *y = xcb_get_geometry_reply(c, xcb_get_geometry(c, b), NULL);
    xcb_get_geometry_reply_t *z = xcb_get_geometry_reply(c, xcb_get_geometry(c, d), NULL);
    use(x, y);
    use(y, z);
}

#define ATOMS X(one) X(two) X(three) X(four) X(five) X(six)

static xcb_atom_t atom_of(xcb_connection_t *c, const char *name)
{
    xcb_intern_atom_reply_t *r = xcb_intern_atom_reply(c, xcb_intern_atom(c, 0, 4, name), NULL);
    xcb_atom_t atom = r->atom;
    free(r);
    return atom;
}

/* Six calls on one line. */
void all_atoms(xcb_connection_t *c, xcb_atom_t *out)
{
#define X(name) *out++ = atom_of(c, #name);
    ATOMS // expect: chatty-sequence {{atom_of\(\) is the first of 6 round trips to x11 in a row, where 1 would do}}
#undef X
}
