/* Each window of a tree is asked for its children. */
// count: walk
// formula: nodes(window)
// run: n=1
// run: n=2
// run: n=15
// run: n=40
// where: nodes(window) = n
// known-miss: children that an answer brings: recursion over them counts once
// tight
#include "counted.h"
#include "xcb/xcb.h"

#include <stddef.h>
#include <stdlib.h>

void walk(xcb_connection_t *c, xcb_window_t window) {
    xcb_query_tree_reply_t *reply = xcb_query_tree_reply(c, xcb_query_tree(c, window), NULL);
    if (!reply)
        return;
    xcb_window_t *children = xcb_query_tree_children(reply);
    int count = xcb_query_tree_children_length(reply);
    for (int i = 0; i < count; i++)
        walk(c, children[i]);
    free(reply);
}

void counted_run(void) {
    counted_answer("tree", counted_size("n"));
    COUNT(walk(NULL, 1));
}
