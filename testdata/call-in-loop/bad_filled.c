/* The neighbours of good_filled.c: a later turn may come to the call again. */
#include <xcb/xcb.h>

#include <stdlib.h>

struct output {
    struct output *next;
    int is_active;
    xcb_window_t window;
};

extern xcb_connection_t *conn;
extern xcb_window_t root;
xcb_window_t new_id(void);
static struct output *outputs, *others;
static int is_shown;

void show(int on) { is_shown = on; }
void keep(struct output *list) { others = list; }

static void ask(void) { free(xcb_query_pointer_reply(conn, xcb_query_pointer(conn, root), 0)); }

/* Only for one. */
static void make_window(struct output *o)
{
    o->window = new_id();
    ask();
}

void draw_each(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->window == 0)
            make_window(o); // expect: call-in-loop
}

/* Not for those that are not active. */
static void make_active(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->is_active && o->window == 0)
            o->window = new_id();
    ask();
}

void draw_all(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->window == 0)
            make_active(); // expect: call-in-loop
}

/* Only for the first that has none. */
static void make_first(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->window == 0) {
            o->window = new_id();
            break;
        }
    ask();
}

void draw_firsts(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->window == 0)
            make_first(); // expect: call-in-loop
}

/* For those of another list. */
static void make_others(void)
{
    for (struct output *o = others; o; o = o->next)
        if (o->window == 0)
            o->window = new_id();
    ask();
}

void draw_others(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->window == 0)
            make_others(); // expect: call-in-loop
}

/* Only where they are shown. */
static void make_shown(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (is_shown && o->window == 0)
            o->window = new_id();
    ask();
}

void draw_shown(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->window == 0)
            make_shown(); // expect: call-in-loop
}

static void make_all(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->window == 0)
            o->window = new_id();
    ask();
}

/* The loop takes it away before. */
void draw_anew(void)
{
    for (struct output *o = outputs; o; o = o->next) {
        if (!o->is_active)
            o->window = 0;
        if (o->window == 0)
            make_all(); // expect: call-in-loop
    }
}

/* The other way round. */
void draw_those(void)
{
    for (struct output *o = outputs; o; o = o->next)
        if (o->window != 0)
            make_all(); // expect: call-in-loop
}

static void drop_window(struct output *o)
{
    o->window = 0;
}

/* A helper takes it away behind. */
void draw_once(void)
{
    for (struct output *o = outputs; o; o = o->next) {
        if (o->window == 0)
            make_all(); // expect: call-in-loop
        drop_window(o->next);
    }
}
