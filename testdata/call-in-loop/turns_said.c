/* Turns that people know: comments on loops, and `turns:` of the config. */
// config: turns_said.yaml
#include <libpq-fe.h>
#include <stddef.h>

struct node {
    struct node *next;
    const char *text;
};
int more(void);

// expect-cost pages: 12
void pages(PGconn *c) {
    for (;;) {
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{up to 12 turns: up to 12 round trips}}
        if (more() == 3)
            return;
    }
}

/* Two: too few to tell anybody. */
// expect-cost each: 2
void each(PGconn *c, struct node *first) {
    for (struct node *p = first; p != NULL; p = p->next)
        PQclear(PQexec(c, p->text));
}

/* The same turns in another function. */
// expect-cost every: length(first)
void every(PGconn *c, struct node *first) {
    for (struct node *p = first; p != NULL; p = p->next)
        PQclear(PQexec(c, p->text)); // expect: call-in-loop {{on each of length\(first\) turns}}
}

// expect-cost of_comment: 8
void of_comment(PGconn *c, int n) {
    for (int i = 0; i < n; i++) /* tripcount: n <= 8 (shards) */
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{up to 8 turns}}
}

// expect-cost above: 16
void above(PGconn *c, int n) {
    /*
     * Each shard twice.
     * tripcount: n <= 8 (shards)
     */
    for (int i = 0; i < 2 * n; i++)
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{up to 16 turns}}
}

// expect-cost without_a_name: 5
void without_a_name(PGconn *c) {
    // tripcount: <= 5
    while (more() == 3)
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{up to 5 turns}}
}

/* The comment is the inner loop's. */
// expect-cost of_two: 8*n
void of_two(PGconn *c, int n, int m) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) // tripcount: m <= 8
            PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{8 \* n round trips|8\*n round trips}}
}

// expect-cost no_bound: n (exact)
void no_bound(PGconn *c, int n) {
    for (int i = 0; i < n; i++) // n <= 8, they say
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{on each of n turns}}
}
