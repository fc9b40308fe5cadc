/* What a turn asks deep down is the same each time, whatever else it hands on; and three that only look like it. */
#include <xcb/xcb.h>

#include <stdlib.h>

typedef struct database xcb_xrm_database_t;
xcb_xrm_database_t *xcb_xrm_database_from_default(xcb_connection_t *c);
void xcb_xrm_database_free(xcb_xrm_database_t *database);

struct item {
    struct item *next, *parent;
    int x;
    xcb_window_t window;
};

struct entry {
    struct entry *next;
    struct item *item;
};

static xcb_connection_t *conn;
static xcb_window_t root, current, shown;
static struct item *tree, *last;

static void show_all(void)
{
    xcb_get_property_reply_t *old =
        xcb_get_property_reply(conn, xcb_get_property(conn, 0, shown, 1, 0, 0, 1), NULL);
    if (old)
        xcb_configure_window(conn, shown, 1, xcb_get_property_value(old));
    shown = (xcb_window_t)last->x;
}

static void place(struct item *item, int x)
{
    item->x = x;
    item->parent = tree;
    last = item;
    show_all();
}

static void to_pointer(struct item *item)
{
    xcb_query_pointer_reply_t *reply = xcb_query_pointer_reply(conn, xcb_query_pointer(conn, root), NULL);
    int x = reply->root_x;
    free(reply);
    place(item, x);
}

void all_to_pointer(struct entry *items)
{
    for (; items; items = items->next)
        to_pointer(items->item); // expect: call-in-loop
    // expect-verdict: hoist
}

/* The window that is asked about is another one each time. */
static void to_window(struct item *item)
{
    xcb_query_pointer_reply_t *reply = xcb_query_pointer_reply(conn, xcb_query_pointer(conn, current), NULL);
    int x = reply->root_x;
    free(reply);
    current = (xcb_window_t)x;
    place(item, x);
}

void all_to_window(struct entry *items)
{
    for (; items; items = items->next)
        to_window(items->item); // expect: call-in-loop
    // expect-verdict: sequential
}

/* The pointer is moved where it is asked for. */
static void push_pointer(struct item *item)
{
    xcb_query_pointer_reply_t *reply = xcb_query_pointer_reply(conn, xcb_query_pointer(conn, root), NULL);
    int x = reply->root_x;
    free(reply);
    xcb_warp_pointer(conn, 0, root, 0, 0, 0, 0, (int16_t)(x + 1), 0);
    place(item, x);
}

void all_push_pointer(struct entry *items)
{
    for (; items; items = items->next)
        push_pointer(items->item); // expect: call-in-loop
    // expect-verdict: sequential
}

/* There is no form of it that only sends. */
static xcb_xrm_database_t *resources;

static void load_resources(void)
{
    if (!resources)
        resources = xcb_xrm_database_from_default(conn);
}

static void read_file(const char *file)
{
    load_resources();
    xcb_map_window(conn, (xcb_window_t)*file);
    xcb_xrm_database_free(resources);
    resources = NULL;
}

void read_files(const char *const *files, int n)
{
    for (int i = 0; i < n; i++)
        read_file(files[i]); // expect: call-in-loop
    // expect-verdict: hoist
}

/* What is written before may be what is asked for. */
static void read_changed(const char *file)
{
    xcb_map_window(conn, (xcb_window_t)*file);
    xcb_xrm_database_t *changed = xcb_xrm_database_from_default(conn);
    resources = changed;
}

void read_all_changed(const char *const *files, int n)
{
    for (int i = 0; i < n; i++)
        read_changed(files[i]); // expect: call-in-loop
    // expect-verdict: null
    // expect-fix: {{cannot be sent without waiting}}
}
