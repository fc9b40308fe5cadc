/* Formulas: what a caller passes is put into the callee's, arms are compared and never added, and people read it by the
 * loops. */
#include "libpq-fe.h"

#include <stddef.h>

struct table {
    int columns;
    int triggers;
    int indexes;
    int kind;
    const char **names;
};

struct table_list {
    struct table_list *next;
    struct table *tables;
    int count;
};

int min_of(int a, int b);

static void ask(PGconn *db, const char *name)
{
    PQclear(PQexecParams(db, "UPDATE item SET seen = now() WHERE name = $1", 1, NULL, &name, NULL, NULL, 0));
}

/* --- the caller's arguments -------------------------------------------------------------------------------------- */

// expect-cost touch: m (exact)
static void touch(PGconn *db, const char *const *names, int m)
{
    for (int i = 0; i < m; i++)
        ask(db, names[i]); // expect: call-in-loop {{m round trips}}
}

// expect-cost touch_twice_as_many: 2*n (exact)
void touch_twice_as_many(PGconn *db, const char *const *names, int n) { touch(db, names, 2 * n); }

// expect-cost touch_all_but_one: n - 1 (exact)
void touch_all_but_one(PGconn *db, const char *const *names, int n) { touch(db, names + 1, n - 1); }

// expect-cost touch_of_a_local: 2*t->columns (exact)
void touch_of_a_local(PGconn *db, struct table *t)
{
    int both = t->columns * 2;
    touch(db, t->names, both);
}

// expect-cost touch_five: 5 (exact)
void touch_five(PGconn *db, const char *const *names) { touch(db, names, 5); }

// expect-cost touch_in_a_loop: 3*n (exact)
void touch_in_a_loop(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        touch(db, names, 3); // expect: call-in-loop {{3 \* n round trips}}
}

/* --- sums and products ------------------------------------------------------------------------------------------- */

/* "n * (tables[i].columns + 2)" to people. */
// expect-cost factored: n*tables[i].columns + 2*n
void factored(PGconn *db, struct table *tables, int n)
{
    for (int i = 0; i < n; i++) {
        ask(db, "begin"); // expect: call-in-loop {{2 \* n round trips}}
        for (int k = 0; k < tables[i].columns; k++)
            ask(db, tables[i].names[k]); // expect: call-in-loop {{n \* tables\[i\]\.columns round trips}}
        ask(db, "end");
    }
}

// expect-cost one_for_all_and_one_each: n + 1 (exact)
void one_for_all_and_one_each(PGconn *db, const char *const *names, int n)
{
    ask(db, "begin");
    touch(db, names, n);
}

/* --- arms --------------------------------------------------------------------------------------------------------- */

// expect-cost longer_arm: max{m, n}
void longer_arm(PGconn *db, const char *const *names, int m, int n, int way)
{
    if (way)
        touch(db, names, m);
    else
        touch(db, names, n);
}

// expect-cost covered_arm: 2*n
void covered_arm(PGconn *db, const char *const *names, int n, int way)
{
    if (way)
        touch(db, names, n);
    else
        touch(db, names, 2 * n);
}

static void dump(PGconn *db, const struct table *t)
{
    switch (t->kind) {
    case 0: touch(db, t->names, t->columns); break;
    case 1: touch(db, t->names, t->triggers); break;
    case 2: touch(db, t->names, t->indexes); break;
    default: break;
    }
}

/* The costliest of all arms, not all of them; what a caller's element passes on keeps its name. */
// expect-cost dump_all: max{tables[i].columns, tables[i].indexes, tables[i].triggers}*n
void dump_all(PGconn *db, const struct table *tables, int n)
{
    for (int i = 0; i < n; i++)
        dump(db, &tables[i]); /* the loop is told of where it stands */
}

static void change(PGconn *db, int kind)
{
    if (kind == 0) {
        ask(db, "view");
    } else if (kind == 1) {
        ask(db, "sequence");
        ask(db, "owner");
    } else if (kind == 2) {
        ask(db, "index");
    }
}

/* The caller cannot tell which of the conditions holds: one of them at most. */
// expect-cost change_all: 2*n
void change_all(PGconn *db, const int *kinds, int n)
{
    for (int i = 0; i < n; i++)
        change(db, kinds[i]); // expect: call-in-loop {{up to 2 \* n round trips}}
}

// expect-cost change_sequences: 2*n
void change_sequences(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        change(db, 1); // expect: call-in-loop {{2 \* n round trips}}
}

/* Both conditions may hold: the number is another one by then. */
static void change_twice(PGconn *db, int kind)
{
    if (kind == 0)
        ask(db, "view");
    kind = min_of(kind, 1);
    if (kind == 1)
        ask(db, "sequence");
}

// expect-cost change_all_twice: 2*n
void change_all_twice(PGconn *db, const int *kinds, int n)
{
    for (int i = 0; i < n; i++)
        change_twice(db, kinds[i]); // expect: call-in-loop {{up to 2 \* n round trips}}
}

/* --- bounds ------------------------------------------------------------------------------------------------------- */

// expect-cost in_packets: ceil(n/64) (exact)
void in_packets(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n; i += 64)
        ask(db, names[i]); // expect: call-in-loop {{n / 64}}
}

// expect-cost in_packets_of_any_size: ceil(n/size) (exact)
void in_packets_of_any_size(PGconn *db, const char *const *names, int n, int size)
{
    for (int i = 0; i < n; i += size)
        ask(db, names[i]); // expect: call-in-loop {{n / size}}
}

// expect-cost smaller_of_two: 40
void smaller_of_two(PGconn *db, const char *const *names, int n)
{
    int last = n < 40 ? n : 40;
    for (int i = 0; i < last; i++)
        ask(db, names[i]); // expect: call-in-loop {{up to 40 round trips}}
}

// expect-cost larger_of_two: max{n, 10}
void larger_of_two(PGconn *db, const char *const *names, int n)
{
    int last = n > 10 ? n : 10;
    for (int i = 0; i < last; i++)
        ask(db, names[i]); // expect: call-in-loop {{round trips}}
}

/* A list of lists: the length of the inner one is another on each turn. */
// expect-cost list_of_tables: length(list)*table->count
void list_of_tables(PGconn *db, struct table_list *list)
{
    for (struct table_list *table = list; table; table = table->next)
        for (int i = 0; i < table->count; i++)
            ask(db, table->tables[i].names[0]); // expect: call-in-loop {{length\(list\) \* table->count round trips}}
}

/* --- when it hurts ------------------------------------------------------------------------------------------------ */

// expect-cost one_number: n (exact)
void one_number(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        ask(db, names[i]); // expect: call-in-loop {{: n round trips, 100 ms from n = 200$}}
}

// expect-cost two_numbers: m*n (exact)
void two_numbers(PGconn *db, const char *const *names, int n, int m)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++)
            ask(db, names[k]); // expect: call-in-loop {{: n \* m round trips, 100 ms from m = n = 15$}}
}

// expect-cost a_constant: 150 (exact)
void a_constant(PGconn *db, const char *const *names)
{
    for (int i = 0; i < 150; i++)
        ask(db, names[i]); // expect: call-in-loop {{each of 150 turns: 150 round trips}}
}
