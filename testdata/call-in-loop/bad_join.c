/* Two nested loops, and what is done where the elements have the same name: for one of the inner at most. */
#include <libpq-fe.h>
#include <string.h>

struct table {
    struct table *next;
    const char *name, *kind;
    int id, owner_id;
};

struct column {
    struct column *next;
    struct table *table;
    const char *name, *table_name, *kind;
    int id, table_id, is_hidden;
};

static void ask(PGconn *conn, const char *what) { PQclear(PQexec(conn, what)); }
const char *column_primary_name(const struct column *column);

/* The others are passed by. */
// expect-cost by_name: length(tables)
void by_name(PGconn *conn, struct table *tables, struct column *columns) {
    for (struct table *t = tables; t; t = t->next)
        for (struct column *c = columns; c; c = c->next) {
            if (strcmp(t->name, c->name) != 0)
                continue;
            ask(conn, c->kind); // expect: call-in-loop {{of length\(tables\) turns: up to length\(tables\) round trips}}
        }
}

// expect-cost by_arm: 2*length(tables)
void by_arm(PGconn *conn, struct table *tables, struct column *columns) {
    for (struct table *t = tables; t; t = t->next)
        for (struct column *c = columns; c; c = c->next)
            if (!c->is_hidden && !strcmp(t->name, c->name)) {
                ask(conn, c->kind); // expect: call-in-loop {{up to 2 \* length\(tables\) round trips}}
                ask(conn, t->kind);
            }
}

// expect-cost by_number: length(tables)
void by_number(PGconn *conn, struct table *tables, struct column *columns) {
    for (struct table *t = tables; t; t = t->next)
        for (struct column *c = columns; c; c = c->next)
            if (t->id == c->id)
                ask(conn, c->kind); // expect: call-in-loop {{up to length\(tables\) round trips}}
}

// expect-cost by_getter: length(tables)
void by_getter(PGconn *conn, struct table *tables, struct column *columns) {
    for (struct table *t = tables; t; t = t->next)
        for (struct column *c = columns; c; c = c->next) {
            if (c->is_hidden || strcmp(t->name, column_primary_name(c)) != 0)
                continue;
            ask(conn, c->kind); // expect: call-in-loop {{up to length\(tables\) round trips}}
        }
}

/* The very one that a column leads to. */
// expect-cost itself: length(columns)
void itself(PGconn *conn, struct table *tables, struct column *columns) {
    for (struct column *c = columns; c; c = c->next)
        for (struct table *t = tables; t; t = t->next)
            if (c->table == t)
                ask(conn, c->kind); // expect: call-in-loop {{up to length\(columns\) round trips}}
}

/* --- what must stay ------------------------------------------------------------------------------------------------ */

/* A test of one of the two only. */
// expect-cost one_side: length(columns)*length(tables)
void one_side(PGconn *conn, struct table *tables, struct column *columns, const char *wanted) {
    for (struct table *t = tables; t; t = t->next)
        for (struct column *c = columns; c; c = c->next) {
            if (strcmp(c->name, wanted) != 0)
                continue;
            ask(conn, t->kind); // expect: call-in-loop {{length\(tables\) \* length\(columns\) round trips}}
        }
}

// expect-cost outer_side: length(columns)*length(tables)
void outer_side(PGconn *conn, struct table *tables, struct column *columns, const char *wanted) {
    for (struct table *t = tables; t; t = t->next)
        for (struct column *c = columns; c; c = c->next)
            if (strcmp(t->name, wanted) == 0)
                ask(conn, c->kind); // expect: call-in-loop {{length\(tables\) \* length\(columns\) round trips}}
}

/* Those that are not the same. */
// expect-cost others: length(columns)*length(tables)
void others(PGconn *conn, struct table *tables, struct column *columns) {
    for (struct table *t = tables; t; t = t->next)
        for (struct column *c = columns; c; c = c->next) {
            if (strcmp(t->name, c->name) == 0)
                continue;
            ask(conn, c->kind); // expect: call-in-loop {{length\(tables\) \* length\(columns\) round trips}}
        }
}

/* Many are of one kind, and many have one owner. */
// expect-cost by_kind: length(columns)*length(tables)
void by_kind(PGconn *conn, struct table *tables, struct column *columns) {
    for (struct table *t = tables; t; t = t->next)
        for (struct column *c = columns; c; c = c->next)
            if (strcmp(t->kind, c->kind) == 0)
                ask(conn, c->kind); // expect: call-in-loop {{length\(tables\) \* length\(columns\) round trips}}
}

// expect-cost by_owner: length(other)*length(tables)
void by_owner(PGconn *conn, struct table *tables, struct table *other) {
    for (struct table *t = tables; t; t = t->next)
        for (struct table *o = other; o; o = o->next)
            if (t->owner_id == o->owner_id)
                ask(conn, o->name); // expect: call-in-loop {{length\(tables\) \* length\(other\) round trips}}
}

/* A table has many columns. */
// expect-cost columns_of: length(columns)*length(tables)
void columns_of(PGconn *conn, struct table *tables, struct column *columns) {
    for (struct table *t = tables; t; t = t->next)
        for (struct column *c = columns; c; c = c->next)
            if (c->table == t)
                ask(conn, c->name); // expect: call-in-loop {{length\(tables\) \* length\(columns\) round trips}}
}

/* Both belong to the element of the inner loop. */
// expect-cost itself_twice: length(columns)*length(tables)
void itself_twice(PGconn *conn, struct table *tables, struct column *columns) {
    for (struct table *t = tables; t; t = t->next)
        for (struct column *c = columns; c; c = c->next)
            if (strcmp(c->name, c->table_name) == 0)
                ask(conn, t->kind); // expect: call-in-loop {{length\(tables\) \* length\(columns\) round trips}}
}
