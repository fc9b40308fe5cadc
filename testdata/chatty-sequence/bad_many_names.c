/* Behind more answers than can be told apart: those that are asked for then do not seem to need each other. */
#include <stdlib.h>
#include <xcb/xcb.h>

#define NAMES_A X(a00) X(a01) X(a02) X(a03) X(a04) X(a05) X(a06) X(a07) X(a08) X(a09)
#define NAMES_B X(a10) X(a11) X(a12) X(a13) X(a14) X(a15) X(a16) X(a17) X(a18) X(a19)
#define NAMES_C X(a20) X(a21) X(a22) X(a23) X(a24) X(a25) X(a26) X(a27) X(a28) X(a29)
#define NAMES_D X(a30) X(a31) X(a32) X(a33) X(a34) X(a35) X(a36) X(a37) X(a38) X(a39)
#define NAMES_E X(a40) X(a41) X(a42) X(a43) X(a44) X(a45) X(a46) X(a47) X(a48) X(a49)
#define NAMES_F X(a50) X(a51) X(a52) X(a53) X(a54) X(a55) X(a56) X(a57) X(a58) X(a59)
#define NAMES NAMES_A NAMES_B NAMES_C NAMES_D NAMES_E NAMES_F

void keep(const char *name, const xcb_intern_atom_reply_t *reply);

static int width_of(xcb_connection_t *c, xcb_window_t window)
{
    xcb_get_geometry_reply_t *reply = xcb_get_geometry_reply(c, xcb_get_geometry(c, window), NULL);
    int width = reply->width;
    free(reply);
    return width;
}

int start(xcb_connection_t *c, const xcb_window_t *windows)
{
    if (width_of(c, windows[0]) == 0) // expect: chatty-sequence {{first of 6 round trips to x11 in a row, where 3 would do}}
        return 0;
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
    if (width_of(c, windows[1]) == 0)
        return 0;
    return width_of(c, windows[2]) + width_of(c, windows[3]) + width_of(c, windows[4]);
}
