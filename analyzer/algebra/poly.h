/* Counts as polynomials: sums of products of atoms, with what each product is about.
 *
 * An atom is a number that the reader of the source can see but the analysis cannot know: a parameter, a field, the
 * length of a list, the rows of a result. Atoms are interned in an `atom_table`: equal atoms have one address.
 * A monomial is keyed by (product, peer, guards, confidence, openness): a monomial is *open* until it has gone through
 * a loop that is reported, so that an outer loop does not report it again. Guards (algebra/guard.h) are for sums and
 * calls: where two ways join and each costs what the other does not, what is left of them is poly_either.c; what is
 * shown to people has none. Polynomials are immutable and interned: equal ones share their memory. NULL is the
 * polynomial 0. What an evaluation makes on its way is short-lived: atom_table_forget() drops every polynomial that
 * poly_keep() was not asked for. Limits: POLY_DEGREE, POLY_MONOMIALS, POLY_FACTORS, POLY_ALTERNATIVES, POLY_SIZE. What
 * goes past a limit is folded into powers of two atoms without a path (atom_others, atom_inner) that stand for the
 * largest count and the largest small count around, so that the whole is never smaller; `is_exact` becomes false;
 * nothing is dropped. This bounds the size of every polynomial, however large the program. Source: polynomials over
 * symbolic bounds as in Gulwani and Zuleger, "The reachability-bound problem", PLDI 2010. Tests:
 * tests/unit/cost/test_poly.c */
#ifndef TRIPCOUNT_COST_POLY_H
#define TRIPCOUNT_COST_POLY_H

#include "algebra/guard.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"
#include "ir/expr.h"
#include "model/result.h"

#include <stdbool.h>
#include <stdint.h>

#define POLY_DEGREE       4
#define POLY_MONOMIALS    16
#define POLY_FACTORS      6
#define POLY_ALTERNATIVES 8
#define POLY_SIZE         128 /* leaves of one composed atom */

enum atom_kind {
    ATOM_VALUE,   /* path: the number itself */
    ATOM_LENGTH,  /* path: nodes of the list, characters up to the terminator */
    ATOM_ROWS,    /* path: rows of a result */
    ATOM_SIZE,    /* path: elements of a container */
    ATOM_ITEMS,   /* path: a function or call; how often it yields */
    ATOM_NODES,   /* path: nodes of the tree, the root included */
    ATOM_KEYS,    /* path: a function; for how many different keys it is called in all */
    ATOM_LOG,     /* a: how often it can be halved, at least 1 */
    ATOM_DIFF,    /* a - b, at least 0 */
    ATOM_CEIL,    /* a divided by b, rounded up */
    ATOM_MAX,     /* the largest of items */
    ATOM_UNKNOWN, /* turns of loop `index` of `function`: turns@function:index; ATOM_NOWHERE: see atom_others */
    ATOM_REST,    /* what a limit folded: a to the power `power`, times b to the power `inner_power` */
};

#define ATOM_NOWHERE UINT32_MAX

struct poly;

struct atom {
    uint32_t id;
    enum atom_kind kind;
    bool is_nested;      /* a count rooted in an element of an outer loop: assumed to be small */
    uint8_t degree;      /* 0 for a logarithm, else at least 1; at most POLY_DEGREE */
    uint8_t power;       /* with `inner_power` and `scale`: the atom is never more than scale * others^power * */
    uint8_t inner_power; /* inner^inner_power, whatever its leaves are */
    int64_t scale;
    uint32_t size;     /* leaves, those inside others counted each time */
    uint32_t function; /* program function; for UNKNOWN */
    uint32_t index;
    const struct expr *path; /* ids are those of the program (turns/path.h) */
    const struct poly *a;    /* this and the two below: without peers, exact */
    const struct poly *b;
    const struct poly *const *items; /* MAX, ascending in the order of poly_join */
    uint32_t item_count;
    const struct atom *self; /* the product of this atom alone */
};

struct monomial {
    int64_t coefficient;               /* > 0; saturates */
    const struct atom *const *factors; /* by id, a power repeats its atom; interned: equal products have one address */
    const char *peer;                  /* interned; NULL for a count of turns */
    const struct guards *guards;       /* under which it is paid; NULL: always */
    uint8_t factor_count;              /* at most POLY_FACTORS */
    uint8_t degree;                    /* of all factors together */
    bool is_open;
    enum confidence confidence;
};

struct poly {
    const struct monomial *items;
    uint32_t count;
    uint32_t id; /* of a kept one */
    bool is_exact;
    bool is_kept;
};

/* Room for a polynomial that is being built, for the next one. */
struct spare_draft {
    struct monomial *items;
    uint32_t capacity;
};

/* Polynomials of one lifetime. */
struct poly_pool {
    struct map by_hash;
    VEC(const struct poly *) polys;
};

struct atom_table {
    struct arena *arena; /* atoms and kept polynomials */
    struct interner keys;
    struct buffer key;         /* the one that is being made */
    struct map by_key;         /* interned key -> atom */
    struct map rest_by_powers; /* -> atom */
    VEC(const struct atom *) atoms;
    struct map guard_by_key; /* interned key -> guard */
    VEC(const struct guard *) guards;
    struct map guard_set_by_key; /* interned ids of its guards -> set */
    VEC(const struct guards *) guard_sets;
    struct map product_by_hash; /* products of more than one atom */
    VEC(const struct atom *const *) products;
    struct poly_pool kept;
    struct poly_pool passing; /* and what was asked for among the kept ones meanwhile */
    struct arena passing_arena;
    struct poly_memo *memo; /* algebra/poly_memo.c */
    uint32_t memo_generation;
    VEC(struct spare_draft) spare_drafts;
};

void atom_table_init(struct atom_table *table, struct arena *arena);
void atom_table_finish(struct atom_table *table);

/* The same polynomial, which lives as long as the table's arena. */
const struct poly *poly_keep(struct atom_table *table, const struct poly *poly);
/* Drops all polynomials that are not kept: pointers to them are gone. Atoms stay. */
void atom_table_forget(struct atom_table *table);

/* `path` must be normalised by path_* functions; it is copied when the atom is new, apart from its texts. */
const struct atom *atom_path(struct atom_table *table, enum atom_kind kind, const struct expr *path, bool is_nested);
const struct atom *atom_unknown(struct atom_table *table, uint32_t function, uint32_t loop, bool is_nested);
/* What folding is made of: at least as large as any count, and as any nested count or logarithm. At least 1. */
const struct atom *atom_others(struct atom_table *table);
const struct atom *atom_inner(struct atom_table *table);

const struct poly *poly_constant(struct atom_table *table, int64_t value); /* 0 or less gives 0 */
const struct poly *poly_atom(struct atom_table *table, const struct atom *atom, bool is_exact);
/* `value` round trips to `peer`, open. */
const struct poly *poly_trips(struct atom_table *table, int64_t value, const char *peer, enum confidence confidence);

const struct poly *poly_add(struct atom_table *table, const struct poly *a, const struct poly *b);
const struct poly *poly_multiply(struct atom_table *table, const struct poly *a, const struct poly *b);
/* At least both: per monomial the maximum; where neither holds the other, a max{} atom. Open and closed parts apart.
 * Commutative; exact only where both are the same. */
const struct poly *poly_join(struct atom_table *table, const struct poly *a, const struct poly *b);
/* The same of two functions that one call may run: what is paid once in a loop around stands beside the rest. */
const struct poly *poly_join_targets(struct atom_table *table, const struct poly *a, const struct poly *b);
/* `count` or `least`, whichever is more; exact when `count` is. For turns. */
const struct poly *poly_at_least(struct atom_table *table, const struct poly *count, int64_t least);
/* A count and no more, exact: without peer, confidence, openness and guards, as atoms are made of. */
const struct poly *poly_bare(struct atom_table *table, const struct poly *poly);
/* Per monomial, of the same peer and openness, what `a` has more than `b`. */
const struct poly *poly_excess(struct atom_table *table, const struct poly *a, const struct poly *b);
/* a - b with 0 as floor, as a count of turns: what both hold is cancelled, else a DIFF atom. A `b` that is not exact
 * may be anything from 0 on: then the result is `a`. */
const struct poly *poly_subtract(struct atom_table *table, const struct poly *a, const struct poly *b);
const struct poly *poly_divide(struct atom_table *table, const struct poly *a, int64_t divisor); /* rounded up */
/* Rounded up; `divisor` is at least 1, and exact. */
const struct poly *poly_divide_by(struct atom_table *table, const struct poly *a, const struct poly *divisor);
const struct poly *poly_log(struct atom_table *table, const struct poly *a);

const struct poly *poly_open(struct atom_table *table, const struct poly *poly); /* the open monomials */
/* The monomials with such guards; `guards` NULL: with none. */
typedef bool guards_test(const struct guards *guards, void *context);
const struct poly *poly_where(struct atom_table *table, const struct poly *poly, guards_test *is_kept, void *context);
const struct poly *poly_of_peer(struct atom_table *table, const struct poly *poly, const char *peer);
const struct poly *poly_closed(struct atom_table *table, const struct poly *poly);   /* every monomial made closed */
const struct poly *poly_reopened(struct atom_table *table, const struct poly *poly); /* ... made open */
const struct poly *poly_of_item(struct atom_table *table, const struct poly *poly, uint32_t index); /* one monomial */
const struct poly *poly_inexact(struct atom_table *table, const struct poly *poly);
/* What is guessed left out where something of it is open and no guess. */
const struct poly *poly_confident(struct atom_table *table, const struct poly *poly);
/* Seen through a call that is known so well: the second one of medium confidence on a way makes it a guess. */
const struct poly *poly_through(struct atom_table *table, const struct poly *poly, enum confidence confidence);
enum confidence confidence_through(enum confidence known, enum confidence call);
const struct poly *poly_limit_confidence(struct atom_table *table, const struct poly *poly, enum confidence most);

/* Every monomial under one more set of guards. */
const struct poly *poly_guarded(struct atom_table *table, const struct poly *poly, const struct guards *guards);
/* How sure it is that all of its degree is paid each time: 0 sure, else by its best monomial 1 under a MODE, 2 under an
 * OPTION, or seldom, DOUBT_KEPT under a MEMO. */
#define DOUBT_KEPT 3
uint8_t poly_doubt(const struct poly *poly);
/* What is paid whatever the options are, on most turns; with its guards. `is_given`: an option that is one where this
 * is asked says nothing there. `*option`: the one that all of the rest has, or of several guard_some_option(); NULL:
 * there is no rest. */
typedef bool guard_test(const struct guard *guard, void *context);
const struct poly *poly_sure(struct atom_table *table, const struct poly *poly, guard_test *is_given, void *context,
                             const struct guard **option);
/* The MODEs that all of it has: without them nothing is paid. NULL: none. */
const struct guards *poly_common_modes(struct atom_table *table, const struct poly *poly);
/* Without guards: at least as large, not exact where there was one. */
const struct poly *poly_unguarded(struct atom_table *table, const struct poly *poly);

/* What becomes of a guard. */
enum guard_fate {
    GUARD_HOLDS,   /* the cost is paid: the guard goes */
    GUARD_FAILS,   /* the cost is not paid: the monomial goes */
    GUARD_BECOMES, /* another guard, `*out` */
    GUARD_LOST,    /* cannot be told: the guard goes, and the count is not exact */
};
typedef enum guard_fate guard_change(const struct guard *guard, const struct guard **out, void *context);
const struct poly *poly_change_guards(struct atom_table *table, const struct poly *poly, guard_change *change,
                                      void *context);

/* `turns` times the polynomial, apart from monomials with a guard that `is_once` knows to be paid once. */
const struct poly *poly_repeat(struct atom_table *table, const struct poly *turns, const struct poly *poly,
                               guard_test *is_once, void *context);
/* What has the guard, `each` times; it is closed. */
const struct poly *poly_per_guard(struct atom_table *table, const struct poly *poly, const struct guard *guard,
                                  const struct atom *each);

bool poly_is_zero(const struct poly *poly);
bool poly_is_constant(const struct poly *poly, int64_t *value); /* 0 too */
bool poly_is_exact(const struct poly *poly);
bool poly_is_equal(const struct poly *a, const struct poly *b);
uint32_t monomial_degree(const struct monomial *m);       /* 0 for constants and logarithms */
uint32_t poly_degree(const struct poly *poly);            /* of its first monomial: none has a higher one */
enum confidence poly_confidence(const struct poly *poly); /* the lowest of its monomials; high for 0 */

/* Replaces atoms: `replace` gives the polynomial for an atom with a path or an UNKNOWN; composed atoms are rebuilt. */
typedef const struct poly *poly_replace(const struct atom *atom, void *context);
const struct poly *poly_substitute(struct atom_table *table, const struct poly *poly, poly_replace *replace,
                                   void *context);

/* One replacement for many polynomials: what becomes of an atom is found once. */
#define POLY_REPLACED 64
struct poly_replacement {
    poly_replace *replace;
    void *context;
    uint32_t count;
    const struct atom *atoms[POLY_REPLACED];
    const struct poly *polys[POLY_REPLACED];
};
const struct poly *poly_replaced(struct atom_table *table, const struct poly *poly,
                                 struct poly_replacement *replacement);
const struct poly *poly_replaced_atom(struct atom_table *table, const struct atom *atom,
                                      struct poly_replacement *replacement);

/* Calls `visit` once for each atom that is a leaf (path or unknown), in order of first use. */
void poly_visit_atoms(const struct poly *poly, void (*visit)(const struct atom *atom, void *context), void *context);

/* The number, with `value_of` for leaf atoms. */
double poly_value(const struct poly *poly, double (*value_of)(const struct atom *atom, void *context), void *context);

/* Canonical text: "2*m*n + n + 1": products sorted by name, higher degree first, constants last; "0" for 0. Does not
 * depend on the order in which atoms were made. */
typedef void atom_printer(const struct atom *atom, struct buffer *out, void *context);
void poly_print(const struct poly *poly, atom_printer *print_leaf, void *context, struct buffer *out);

#endif
