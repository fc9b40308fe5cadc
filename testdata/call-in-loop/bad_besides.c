/* What is left out of a count is told by its place: not of a loop that the call switches off. */
#include <xcb/xcb.h>

#include <stdlib.h>

struct node {
    struct node *next, *child;
    xcb_window_t window;
    int is_empty;
};

static xcb_connection_t *conn;
static struct node *tree;

static void ask(xcb_window_t window) {
    free(xcb_get_property_reply(conn, xcb_get_property(conn, 0, window, 1, 0, 0, 1), NULL));
}

static void show(struct node *node) {
    free(xcb_request_check(conn, xcb_map_window_checked(conn, node->window))); // expect: call-in-loop {{recursive runs of show}}
    for (struct node *child = node->child; child; child = child->next)
        show(child);
}

static void show_all(void) {
    show(tree);
    free(xcb_get_geometry_reply(conn, xcb_get_geometry(conn, 1), NULL));
}

static void ask_all(struct node *node, int asks) {
    for (struct node *child = node->child; child; child = child->next)
        if (asks)
            ask(child->window); // expect: call-in-loop {{each of length\(node->child\) turns}}
    show_all();
}

void without(struct node *list) {
    for (; list; list = list->next)
        ask_all(list, 0); // expect: call-in-loop {{, besides what is reported at [^ ]*bad_besides.c:20$}}
}

void with(struct node *list) {
    for (; list; list = list->next)
        ask_all(list, 1); // expect: call-in-loop {{, besides what is reported at [^ ]*bad_besides.c:33 and [^ ]*bad_besides.c:20$}}
}

void told(struct node *list, int asks) {
    for (; list; list = list->next)
        ask_all(list, asks); // expect: call-in-loop {{, besides what is reported at [^ ]*bad_besides.c:33 and [^ ]*bad_besides.c:20$}}
}

/* Two of them. */
void both(struct node *list) {
    for (; list; list = list->next) {
        for (struct node *child = list->child; child; child = child->next)
            ask(child->window); // expect: call-in-loop
        show_all(); // expect: call-in-loop {{, besides what is reported at [^ ]*bad_besides.c:56 and [^ ]*bad_besides.c:20$}}
    }
}
