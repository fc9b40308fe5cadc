/* A binary tree, two statements for each node. */
// count: save_tree
// formula: 2*nodes(tree)
// run: n=0
// run: n=1
// run: n=31
// run: n=20
// where: nodes(tree) = n
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

struct tree {
    struct tree *left, *right;
};

void save_tree(PGconn *db, const struct tree *tree) {
    if (!tree)
        return;
    PQclear(PQexec(db, "INSERT INTO node VALUES (1)"));
    save_tree(db, tree->left);
    save_tree(db, tree->right);
    PQclear(PQexec(db, "UPDATE node SET done = true"));
}

void counted_run(void) {
    static struct tree nodes[40];
    int n = counted_size("n");
    for (int i = 0; i < n; i++) {
        int left = 2 * i + 1, right = 2 * i + 2;
        nodes[i] = (struct tree){left < n ? &nodes[left] : NULL, right < n ? &nodes[right] : NULL};
    }
    PGconn *db = PQconnectdb("");
    COUNT(save_tree(db, n > 0 ? nodes : NULL));
    PQfinish(db);
}
