/* Declarations with the names and types of libxcb, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_XCB_H
#define TESTDATA_XCB_H

#include <stdint.h>

typedef struct xcb_connection_t xcb_connection_t;
typedef uint32_t xcb_window_t;
typedef uint32_t xcb_drawable_t;
typedef uint32_t xcb_atom_t;

typedef struct {
    unsigned sequence;
} xcb_void_cookie_t;
typedef struct {
    unsigned sequence;
} xcb_get_property_cookie_t;
typedef struct {
    unsigned sequence;
} xcb_get_geometry_cookie_t;
typedef struct {
    unsigned sequence;
} xcb_intern_atom_cookie_t;
typedef struct {
    unsigned sequence;
} xcb_query_tree_cookie_t;

typedef struct xcb_generic_error_t xcb_generic_error_t;
typedef struct {
    uint8_t response_type;
    uint16_t sequence;
} xcb_generic_event_t;
typedef struct {
    uint32_t value_len;
} xcb_get_property_reply_t;
typedef struct {
    uint16_t width, height;
} xcb_get_geometry_reply_t;
typedef struct {
    xcb_atom_t atom;
} xcb_intern_atom_reply_t;
typedef struct {
    uint16_t children_len;
} xcb_query_tree_reply_t;
typedef struct xcb_extension_t {
    const char *name;
    int global_id;
} xcb_extension_t;
typedef struct {
    uint8_t present;
} xcb_query_extension_reply_t;

xcb_get_property_cookie_t xcb_get_property(xcb_connection_t *c, uint8_t _delete, xcb_window_t window,
                                           xcb_atom_t property, xcb_atom_t type, uint32_t long_offset,
                                           uint32_t long_length);
xcb_get_property_reply_t *xcb_get_property_reply(xcb_connection_t *c, xcb_get_property_cookie_t cookie,
                                                 xcb_generic_error_t **e);
void *xcb_get_property_value(const xcb_get_property_reply_t *reply);
int xcb_get_property_value_length(const xcb_get_property_reply_t *reply);

xcb_get_geometry_cookie_t xcb_get_geometry(xcb_connection_t *c, xcb_drawable_t drawable);
xcb_get_geometry_cookie_t xcb_get_geometry_unchecked(xcb_connection_t *c, xcb_drawable_t drawable);
xcb_get_geometry_reply_t *xcb_get_geometry_reply(xcb_connection_t *c, xcb_get_geometry_cookie_t cookie,
                                                 xcb_generic_error_t **e);

xcb_intern_atom_cookie_t xcb_intern_atom(xcb_connection_t *c, uint8_t only_if_exists, uint16_t name_len,
                                         const char *name);
xcb_intern_atom_reply_t *xcb_intern_atom_reply(xcb_connection_t *c, xcb_intern_atom_cookie_t cookie,
                                               xcb_generic_error_t **e);

xcb_query_tree_cookie_t xcb_query_tree(xcb_connection_t *c, xcb_window_t window);
xcb_query_tree_reply_t *xcb_query_tree_reply(xcb_connection_t *c, xcb_query_tree_cookie_t cookie,
                                             xcb_generic_error_t **e);
xcb_window_t *xcb_query_tree_children(const xcb_query_tree_reply_t *reply);
int xcb_query_tree_children_length(const xcb_query_tree_reply_t *reply);

xcb_void_cookie_t xcb_map_window(xcb_connection_t *c, xcb_window_t window);
xcb_void_cookie_t xcb_map_window_checked(xcb_connection_t *c, xcb_window_t window);
xcb_void_cookie_t xcb_configure_window(xcb_connection_t *c, xcb_window_t window, uint16_t value_mask,
                                       const void *value_list);
xcb_generic_error_t *xcb_request_check(xcb_connection_t *c, xcb_void_cookie_t cookie);

typedef struct {
    unsigned sequence;
} xcb_query_pointer_cookie_t;
typedef struct {
    int16_t root_x, root_y;
} xcb_query_pointer_reply_t;
xcb_query_pointer_cookie_t xcb_query_pointer(xcb_connection_t *c, xcb_window_t window);
xcb_query_pointer_reply_t *xcb_query_pointer_reply(xcb_connection_t *c, xcb_query_pointer_cookie_t cookie,
                                                   xcb_generic_error_t **e);
xcb_void_cookie_t xcb_warp_pointer(xcb_connection_t *c, xcb_window_t source, xcb_window_t target, int16_t x, int16_t y,
                                   uint16_t width, uint16_t height, int16_t target_x, int16_t target_y);

const xcb_query_extension_reply_t *xcb_get_extension_data(xcb_connection_t *c, xcb_extension_t *ext);
void xcb_prefetch_extension_data(xcb_connection_t *c, xcb_extension_t *ext);
uint32_t xcb_get_maximum_request_length(xcb_connection_t *c);
void xcb_prefetch_maximum_request_length(xcb_connection_t *c);
void xcb_aux_sync(xcb_connection_t *c);

xcb_generic_event_t *xcb_wait_for_event(xcb_connection_t *c);
xcb_generic_event_t *xcb_poll_for_event(xcb_connection_t *c);
xcb_generic_event_t *xcb_poll_for_queued_event(xcb_connection_t *c);
xcb_void_cookie_t xcb_change_property_checked(xcb_connection_t *c, uint8_t mode, xcb_window_t window, xcb_atom_t property,
                                              xcb_atom_t type, uint8_t format, uint32_t data_len, const void *data);
int xcb_flush(xcb_connection_t *c);

#endif
