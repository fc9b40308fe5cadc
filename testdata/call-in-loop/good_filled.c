// expect-none
/* The first call makes what all elements of the list lack. */
#include <xcb/xcb.h>

#include <stdlib.h>

struct surface {
    xcb_window_t id;
    int width;
};

struct output {
    struct output *next;
    int is_active;
    xcb_window_t window;
    struct surface bar;
};

extern xcb_connection_t *conn;
extern xcb_window_t root;
xcb_window_t new_id(void);
static struct output *outputs;

static void ask(void) { free(xcb_query_pointer_reply(conn, xcb_query_pointer(conn, root), 0)); }

static void make_windows(void)
{
    for (struct output *o = outputs; o; o = o->next) {
        if (!o->is_active)
            continue;
        if (o->window == 0)
            o->window = new_id();
    }
    ask();
}

// expect-cost draw: 1
void draw(void)
{
    for (struct output *o = outputs; o; o = o->next) {
        if (!o->is_active)
            continue;
        if (o->window == 0)
            make_windows();
        xcb_map_window(conn, o->window);
    }
}

static void surface_init(struct surface *surface, xcb_window_t id)
{
    surface->id = id;
    surface->width = 1;
}

/* A helper sets it. */
static void make_bars(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->bar.id == 0)
            surface_init(&o->bar, new_id());
    ask();
}

// expect-cost draw_bars: 1
void draw_bars(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->is_active && o->bar.id == 0)
            make_bars();
}
