/* The callback finds in its context what it needs, a limit among it. */
// count: copy_tree
// formula: nodes(tree)
// run: n=0
// run: n=1
// run: n=12
// where: nodes(tree) = n
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

struct tree {
    struct tree *left, *right;
    int value;
};
struct copy {
    PGconn *db;
    int limit, copied;
};

static void walk(const struct tree *tree, void (*visit)(const struct tree *node, void *data), void *data) {
    if (!tree)
        return;
    walk(tree->left, visit, data);
    visit(tree, data);
    walk(tree->right, visit, data);
}

static void copy_node(const struct tree *node, void *data) {
    struct copy *copy = data;
    if (node->value >= copy->limit)
        return;
    PQclear(PQexec(copy->db, "INSERT INTO node VALUES (1)"));
    copy->copied++;
}

int copy_tree(PGconn *db, const struct tree *tree) {
    struct copy copy = {db, 100, 0};
    walk(tree, copy_node, &copy);
    return copy.copied;
}

void counted_run(void) {
    static struct tree nodes[20];
    int n = counted_size("n");
    for (int i = 0; i < n; i++)
        nodes[i] = (struct tree){2 * i + 1 < n ? &nodes[2 * i + 1] : NULL, 2 * i + 2 < n ? &nodes[2 * i + 2] : NULL, i};
    PGconn *db = PQconnectdb("");
    COUNT(copy_tree(db, n > 0 ? nodes : NULL));
    PQfinish(db);
}
