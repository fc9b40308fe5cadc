/* Behind code that a macro writes out for each of many names, what runs when nothing fails is still reported. */
#include <stdlib.h>
#include <xcb/xcb.h>

#define NAMES_A X(a00) X(a01) X(a02) X(a03) X(a04) X(a05) X(a06) X(a07) X(a08) X(a09)
#define NAMES_B X(a10) X(a11) X(a12) X(a13) X(a14) X(a15) X(a16) X(a17) X(a18) X(a19)
#define NAMES_C X(a20) X(a21) X(a22) X(a23) X(a24) X(a25) X(a26) X(a27) X(a28) X(a29)
#define NAMES_D X(a30) X(a31) X(a32) X(a33) X(a34) X(a35) X(a36) X(a37) X(a38) X(a39)
#define NAMES NAMES_A NAMES_B NAMES_C NAMES_D

void keep(const char *name, const xcb_intern_atom_reply_t *reply);

int start(xcb_connection_t *c, const xcb_window_t *windows, int n)
{
#define X(name) xcb_intern_atom_cookie_t name##_cookie = xcb_intern_atom(c, 0, sizeof #name - 1, #name);
    NAMES
#undef X
#define X(name)                                                                                                        \
    do {                                                                                                               \
        xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply(c, name##_cookie, NULL);                                \
        if (!reply)                                                                                                    \
            exit(1);                                                                                                   \
        keep(#name, reply);                                                                                            \
        free(reply);                                                                                                   \
    } while (0);
    NAMES
#undef X
    xcb_generic_error_t *error = xcb_request_check(c, xcb_map_window_checked(c, windows[0]));
    if (error == NULL) {
        for (int i = 0; i < n; i++)
            free(xcb_get_geometry_reply(c, xcb_get_geometry(c, windows[i]), NULL)); // expect: call-in-loop {{on each of n turns}}
        return 1;
    }
    return 0;
}
