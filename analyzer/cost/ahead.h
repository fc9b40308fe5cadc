/* Answers that could be asked for ahead: calls that wait, but whose library keeps the answer and has a function that
 * sends the request beforehand (`cached` and `prefetch` of models), and that ask for something known from the start:
 * all arguments but the connection are constants or addresses of global objects.
 *
 *     xcb_get_extension_data(c, &xcb_randr_id)      // xcb_prefetch_extension_data(c, &xcb_randr_id)
 *
 * Where such a call stands, and what else is waited for before it, is no reason to wait: its request can go out first.
 * A helper asks for what it asks for on each way through it, when nothing fails; of one that calls itself, nothing is
 * known. The same twice is one. What is sent ahead anywhere in the same program (some function leads to both) is asked
 * for ahead already: in which order the two run is not looked at, unless the request goes out right before its answer
 * is waited for, in one function, and something that is waited for before would have brought it along. Tests:
 * tests/unit/cost/test_ahead.c, testdata/chatty-sequence */
#ifndef TRIPCOUNT_COST_AHEAD_H
#define TRIPCOUNT_COST_AHEAD_H

#include "turns/scope.h"

#define AHEAD_LIMIT 16 /* answers of one function; more are left out */

/* One answer: the call that leads to it, and so on down to the library's. */
struct ahead {
    uint32_t function;           /* that holds the call */
    const struct region *region; /* the call's */
    const struct ahead *inner;   /* in what is called; NULL: this is the library's */
    const struct ahead *last;    /* the library's */
    const char *callee;          /* name of what is called */
    const struct model *model;   /* the library's, in each */
};

struct aheads {
    const struct ahead *items[AHEAD_LIMIT];
    uint32_t count;
};

struct ahead_table;

/* NULL where no library of the program has such functions. In the program's arena, from bodies of the cone: after
 * costs_count(). Linear in what functions refer to, times the functions that send ahead. */
struct ahead_table *ahead_table_new(struct program *program);

/* What a call asks for each time; without what is sent ahead. Nothing of a function that is not kept yet. */
struct aheads ahead_of_call(const struct ahead_table *table, const struct scope *scope, uint32_t call);

/* The call itself asks for something that is sent ahead. */
bool ahead_is_sent(const struct ahead_table *table, const struct scope *scope, uint32_t call);

/* What the scope's function asks for on each way through it, without `told`. Linear in its regions. */
struct aheads ahead_on_each_way(const struct ahead_table *table, const struct scope *scope, const struct aheads *told);

/* Keeps that for callers. */
void ahead_keep(struct ahead_table *table, uint32_t function, const struct aheads *aheads);

bool aheads_hold(const struct program *program, const struct aheads *aheads, const struct ahead *ahead);
/* Unless it is there already. */
void aheads_add(const struct program *program, struct aheads *aheads, const struct ahead *ahead);

#endif
