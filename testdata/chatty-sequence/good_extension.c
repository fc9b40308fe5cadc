/* A request of an extension begins with a number that the client has to ask for: two of three need the answer of one.
 */
// expect-none
#include <stdlib.h>
#include <xcb/xfixes.h>

struct session {
    xcb_connection_t *c;
    int first_event;
    uint32_t version;
};

int begin(struct session *s) {
    const xcb_query_extension_reply_t *extension = xcb_get_extension_data(s->c, &xcb_xfixes_id);
    if (!extension)
        exit(1);
    xcb_xfixes_query_version_reply_t *version =
        xcb_xfixes_query_version_reply(s->c, xcb_xfixes_query_version(s->c, 5, 0), NULL);
    s->version = version->major_version;
    free(version);
    xcb_generic_error_t *e = xcb_request_check(s->c, xcb_xfixes_create_region_checked(s->c, 1, 0, NULL));
    free(e);
    return e != NULL;
}
