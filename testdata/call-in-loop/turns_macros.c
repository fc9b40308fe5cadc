/* How often loops run whose heads come out of macros, and what the value of n-- is. */
#include <assert.h>
#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct cell {
    void *value;
} cell;
typedef struct list {
    int length;
    cell *elements;
} list;
typedef struct walk {
    const list *l;
    int i;
} walk;
list *list_delete_nth(list *l, int n);

#define foreach(c, lst)                                                                                                \
    for (walk c##_state = {(lst), 0}; (c##_state.l != NULL && c##_state.i < c##_state.l->length)                       \
                                          ? (c = &c##_state.l->elements[c##_state.i], true)                            \
                                          : (c = NULL, false);                                                         \
         c##_state.i++)
#define foreach_delete_current(lst, c) ((list *)(c##_state.i--, c##_state.l = list_delete_nth(lst, c##_state.i)))
#define foreach_ptr(type, var, lst)                                                                                    \
    for (type *var = 0, *var##_outer = (type *)1; var##_outer; var##_outer = 0)                                        \
        for (walk var##_state = {(lst), 0};                                                                            \
             (var##_state.l != NULL && var##_state.i < var##_state.l->length &&                                        \
              (var = var##_state.l->elements[var##_state.i].value, true));                                             \
             var##_state.i++)
#define setup_cell(c, s, l, i) (c = ((s).l != NULL && (s).i < (s).l->length) ? &(s).l->elements[(s).i] : NULL)
#define forone(c, lst)                                                                                                 \
    for (walk c##_state = {(lst), 0}; setup_cell(c, c##_state, l, i), (c != NULL); c##_state.i++)

struct order {
    list *items;
    int customer;
};

/* expect-cost takes the name that the source writes: */
// expect-cost each_item: length(o->items) (exact)
void each_item(PGconn *c, struct order *o) {
    cell *item;
    foreach (item, o->items)
        PQclear(PQexec(c, item->value)); // expect: call-in-loop {{on each of length\(o->items\) turns}}
}

// expect-cost each_but_some: length(l)
void each_but_some(PGconn *c, list *l) {
    cell *item;
    foreach (item, l) {
        PQclear(PQexec(c, item->value)); // expect: call-in-loop {{up to length\(l\) turns}}
        if (item->value == NULL)
            l = foreach_delete_current(l, item);
    }
}

// expect-cost each_pointer: length(l)
void each_pointer(PGconn *c, list *l) {
    foreach_ptr(char, text, l)
        PQclear(PQexec(c, text)); // expect: call-in-loop {{up to length\(l\) turns}}
}

// expect-cost one_list: length(l) (exact)
void one_list(PGconn *c, list *l) {
    cell *item;
    forone(item, l)
        PQclear(PQexec(c, item->value)); // expect: call-in-loop {{length\(l\) turns}}
}

/* Nothing says when this one ends. */
// expect-cost never_told: turns@never_told:1
bool more(const list *l);
void never_told(PGconn *c, list *l) {
    while ((l->length > 3) ? more(l) : l->length)
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{turns@never_told:1}}
}

// expect-cost down: n (exact)
void down(PGconn *c, int n) {
    while (n--)
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{on each of n turns}}
}

// expect-cost down_first: n - 1 (exact)
void down_first(PGconn *c, int n) {
    while (--n)
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{on each of n - 1 turns}}
}

// expect-cost up: n (exact)
void up(PGconn *c, int n) {
    int i = 0;
    while (i++ < n)
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{on each of n turns}}
}

#undef NDEBUG
#define check(e) ((e) ? (void)0 : __assert_fail(#e, __FILE__, __LINE__, __func__))
void __assert_fail(const char *, const char *, unsigned, const char *) __attribute__((noreturn));

// expect-cost asserted: 8
void asserted(PGconn *c, int n) {
    check(n <= 8);
    for (int i = 0; i < n; i++)
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{up to 8 turns}}
}

// expect-cost asserted_later: n (exact)
void asserted_later(PGconn *c, int n) {
    for (int i = 0; i < n; i++)
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{on each of n turns}}
    check(n <= 8);
}

#define MIN(a, b) ((a) < (b) ? (a) : (b))
// expect-cost clamped: 8
void clamped(PGconn *c, int n) {
    n = MIN(n, 8);
    for (int i = 0; i < n; i++)
        PQclear(PQexec(c, "SELECT 1")); // expect: call-in-loop {{up to 8 turns}}
}

/* The inner loop moves the outer one's cursor: all of it is the text once. */
// expect-cost words: length(p)
void words(PGconn *c, const char *p) {
    while (*p) {
        while (*p && *p != ',') {
            PQclear(PQexec(c, p)); // expect: call-in-loop {{length\(p\) turns: up to length\(p\) round trips}}
            p++;
        }
        if (*p)
            p++;
    }
}
