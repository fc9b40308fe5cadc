/* What needs no number of an extension goes out with the question for it, the extension's requests behind that. */
#include <stdlib.h>
#include <xcb/xfixes.h>

void use(uint32_t a);

int begin(xcb_connection_t *c, xcb_window_t root) {
    xcb_get_geometry_cookie_t cookie = xcb_get_geometry(c, root);
    // expect@+1: chatty-sequence {{first of 4 round trips to x11 in a row, where 2 would do: not every}}
    xcb_get_geometry_reply_t *geometry = xcb_get_geometry_reply(c, cookie, NULL);
    use(geometry->width);
    free(geometry);
    if (!xcb_get_extension_data(c, &xcb_xfixes_id))
        exit(1);
    xcb_xfixes_query_version_reply_t *version =
        xcb_xfixes_query_version_reply(c, xcb_xfixes_query_version(c, 5, 0), NULL);
    use(version->major_version);
    free(version);
    xcb_generic_error_t *e = xcb_request_check(c, xcb_xfixes_create_region_checked(c, 1, 0, NULL));
    free(e);
    return e != NULL;
}
