/* libxcb that asks nobody. A request is written with the first wait after it, and answered a round trip later. Window w
 * has the children 2*w and 2*w + 1 below the number that counted_answer("tree", N) gives, and none above. */
#include "xcb/xcb.h"

#include "peer.h"

#include <stdlib.h>
#include <string.h>

#define REQUESTS 65536
#define BUFFERED (-1)
#define TAKEN    (-2)

static struct peer x11 = {.name = "x11"};
static long sent[REQUESTS];
static uint32_t argument[REQUESTS];
static unsigned last, written;

static unsigned request(uint32_t about) {
    if (++last == REQUESTS)
        peer_misused("too many requests");
    peer_send(&x11);
    sent[last] = BUFFERED;
    argument[last] = about;
    return last;
}

static void write_buffered(void) {
    while (written < last)
        sent[++written] = x11.trips;
}

static uint32_t take(unsigned sequence) {
    write_buffered();
    if (sequence == 0 || sequence > last || sent[sequence] == TAKEN)
        peer_misused("the answer of a request that was not sent, or was answered");
    peer_wait(&x11, sent[sequence]);
    sent[sequence] = TAKEN;
    return argument[sequence];
}

static void no_error(xcb_generic_error_t **e) {
    if (e)
        *e = NULL;
}

int xcb_flush(xcb_connection_t *c) {
    (void)c;
    write_buffered();
    return 1;
}

/* --- requests with an answer -------------------------------------------------------------------------------------- */

xcb_get_property_cookie_t xcb_get_property(xcb_connection_t *c, uint8_t _delete, xcb_window_t window,
                                           xcb_atom_t property, xcb_atom_t type, uint32_t long_offset,
                                           uint32_t long_length) {
    (void)c, (void)_delete, (void)property, (void)type, (void)long_offset, (void)long_length;
    return (xcb_get_property_cookie_t){request(window)};
}

xcb_get_property_reply_t *xcb_get_property_reply(xcb_connection_t *c, xcb_get_property_cookie_t cookie,
                                                 xcb_generic_error_t **e) {
    (void)c;
    no_error(e);
    xcb_get_property_reply_t *reply = peer_allocate(sizeof *reply);
    reply->value_len = take(cookie.sequence);
    return reply;
}

int xcb_get_property_value_length(const xcb_get_property_reply_t *reply) { return (int)reply->value_len; }

xcb_get_geometry_cookie_t xcb_get_geometry(xcb_connection_t *c, xcb_drawable_t drawable) {
    (void)c;
    return (xcb_get_geometry_cookie_t){request(drawable)};
}

xcb_get_geometry_cookie_t xcb_get_geometry_unchecked(xcb_connection_t *c, xcb_drawable_t drawable) {
    return xcb_get_geometry(c, drawable);
}

xcb_get_geometry_reply_t *xcb_get_geometry_reply(xcb_connection_t *c, xcb_get_geometry_cookie_t cookie,
                                                 xcb_generic_error_t **e) {
    (void)c;
    no_error(e);
    xcb_get_geometry_reply_t *reply = peer_allocate(sizeof *reply);
    reply->width = reply->height = (uint16_t)take(cookie.sequence);
    return reply;
}

xcb_intern_atom_cookie_t xcb_intern_atom(xcb_connection_t *c, uint8_t only_if_exists, uint16_t name_len,
                                         const char *name) {
    (void)c, (void)only_if_exists, (void)name;
    return (xcb_intern_atom_cookie_t){request(name_len)};
}

xcb_intern_atom_reply_t *xcb_intern_atom_reply(xcb_connection_t *c, xcb_intern_atom_cookie_t cookie,
                                               xcb_generic_error_t **e) {
    (void)c;
    no_error(e);
    xcb_intern_atom_reply_t *reply = peer_allocate(sizeof *reply);
    reply->atom = take(cookie.sequence) + 1;
    return reply;
}

/* --- the tree of windows ------------------------------------------------------------------------------------------ */

struct tree_reply {
    xcb_query_tree_reply_t reply; /* first: what programs see */
    xcb_window_t children[2];
};

xcb_query_tree_cookie_t xcb_query_tree(xcb_connection_t *c, xcb_window_t window) {
    (void)c;
    return (xcb_query_tree_cookie_t){request(window)};
}

xcb_query_tree_reply_t *xcb_query_tree_reply(xcb_connection_t *c, xcb_query_tree_cookie_t cookie,
                                             xcb_generic_error_t **e) {
    (void)c;
    no_error(e);
    struct tree_reply *reply = peer_allocate(sizeof *reply);
    uint32_t window = take(cookie.sequence);
    for (uint32_t child = 2 * window; child <= 2 * window + 1 && child <= (uint32_t)peer_answer("tree").items; child++)
        reply->children[reply->reply.children_len++] = child;
    return &reply->reply;
}

xcb_window_t *xcb_query_tree_children(const xcb_query_tree_reply_t *reply) {
    return ((struct tree_reply *)reply)->children;
}

int xcb_query_tree_children_length(const xcb_query_tree_reply_t *reply) { return reply->children_len; }

/* --- requests without an answer ----------------------------------------------------------------------------------- */

xcb_void_cookie_t xcb_map_window(xcb_connection_t *c, xcb_window_t window) {
    (void)c;
    return (xcb_void_cookie_t){request(window)};
}

xcb_void_cookie_t xcb_map_window_checked(xcb_connection_t *c, xcb_window_t window) { return xcb_map_window(c, window); }

xcb_void_cookie_t xcb_configure_window(xcb_connection_t *c, xcb_window_t window, uint16_t value_mask,
                                       const void *value_list) {
    (void)c, (void)value_mask, (void)value_list;
    return (xcb_void_cookie_t){request(window)};
}

/* Waits for the error or for it to be sure that there is none. */
xcb_generic_error_t *xcb_request_check(xcb_connection_t *c, xcb_void_cookie_t cookie) {
    (void)c;
    take(cookie.sequence);
    return NULL;
}

void xcb_aux_sync(xcb_connection_t *c) {
    (void)c;
    write_buffered();
    peer_ask(&x11);
}
