/* Only items of one kind ask: told of those, not of each turn. The count stays what it may be at most. */
#include <libpq-fe.h>
#include <assert.h>
#include <stddef.h>

enum kind { UNKNOWN, PRIMARY, STANDBY, WITNESS };

struct node {
    char conninfo[256];
    enum kind kind;
    int rows, state;
};

struct cell {
    struct node *node;
    struct cell *next;
};

static void ask(PGconn *db, struct node *node)
{
    const char *values[] = {node->conninfo};
    PGresult *r = PQexecParams(db, "SELECT n FROM node WHERE info = $1", 1, NULL, values, NULL, NULL, 0);
    node->rows = PQntuples(r);
    PQclear(r);
}

void ask_witnesses(PGconn *db, struct cell *head)
{
    for (struct cell *c = head; c; c = c->next)
        if (c->node->kind == WITNESS)
            ask(db, c->node); // expect: call-in-loop {{on those of length\(head\) turns where c->node->kind is 3: up to length\(head\) round trips}}
}

void skip_others(PGconn *db, struct cell *head)
{
    for (struct cell *c = head; c; c = c->next) {
        if (c->node->rows > 7 || c->node->kind != WITNESS)
            continue;
        ask(db, c->node); // expect: call-in-loop {{on those of length\(head\) turns where c->node->kind is 3: up to}}
    }
}

void ask_elements(PGconn *db, struct node *nodes, int n)
{
    for (int i = 0; i < n; i++)
        if (nodes[i].kind == STANDBY && nodes[i].rows > 0) {
            ask(db, &nodes[i]); // expect: call-in-loop {{on those of n turns where nodes\[i\].kind is 2: up to 2 \* n}}
            ask(db, &nodes[i]);
        }
}

/* All but one kind. */
void ask_others(PGconn *db, struct cell *head)
{
    for (struct cell *c = head; c; c = c->next)
        if (c->node->kind != WITNESS)
            ask(db, c->node); // expect: call-in-loop {{on each of length\(head\) turns}}
}

/* The others ask too. */
void ask_both(PGconn *db, PGconn *other, struct cell *head)
{
    for (struct cell *c = head; c; c = c->next) {
        if (c->node->kind == WITNESS)
            ask(db, c->node);
        else
            ask(other, c->node); // expect: call-in-loop {{on each of length\(head\) turns}}
    }
}

/* The kind is no item's, or one that the turn has set itself. */
void ask_all(PGconn *db, struct cell *head, const struct node *wanted)
{
    for (struct cell *c = head; c; c = c->next)
        if (wanted->kind == WITNESS)
            ask(db, c->node); // expect: call-in-loop {{on each of length\(head\) turns}}
}

void ask_set(PGconn *db, struct cell *head)
{
    for (struct cell *c = head; c; c = c->next) {
        c->node->state = c->node->rows > 1 ? 2 : 1;
        if (c->node->state == 2)
            ask(db, c->node); // expect: call-in-loop {{on each of length\(head\) turns}}
    }
}

/* There are no others, or they end the walk; or another item is taken behind the test. */
void ask_asserted(PGconn *db, struct cell *head)
{
    for (struct cell *c = head; c; c = c->next) {
        assert(c->node->kind == WITNESS);
        ask(db, c->node); // expect: call-in-loop {{on each of length\(head\) turns}}
    }
}

void ask_first(PGconn *db, struct cell *head)
{
    for (struct cell *c = head; c; c = c->next) {
        if (c->node->kind != WITNESS)
            break;
        ask(db, c->node); // expect: call-in-loop {{on each of up to length\(head\) turns}}
    }
}

void ask_next(PGconn *db, struct node *const *nodes, int n)
{
    for (int i = 0; i + 1 < n; i++) {
        struct node *node = nodes[i];
        if (node->kind == WITNESS) {
            node = nodes[i + 1];
            ask(db, node); // expect: call-in-loop {{on each of}}
        }
    }
}
