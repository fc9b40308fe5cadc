/* Declarations with the names and types of libxcb-xfixes, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_XFIXES_H
#define TESTDATA_XFIXES_H

#include <xcb/xcb.h>

typedef struct xcb_xfixes_query_version_cookie_t {
    unsigned sequence;
} xcb_xfixes_query_version_cookie_t;
typedef struct xcb_xfixes_query_version_reply_t {
    uint32_t major_version;
} xcb_xfixes_query_version_reply_t;
extern xcb_extension_t xcb_xfixes_id;

xcb_xfixes_query_version_cookie_t xcb_xfixes_query_version(xcb_connection_t *c, uint32_t major, uint32_t minor);
xcb_xfixes_query_version_reply_t *
xcb_xfixes_query_version_reply(xcb_connection_t *c, xcb_xfixes_query_version_cookie_t cookie, xcb_generic_error_t **e);
xcb_void_cookie_t xcb_xfixes_create_region_checked(xcb_connection_t *c, uint32_t region, uint32_t count, const void *r);

#endif
