/* Local variables whose address is only lent: `free_reply(&reply)`, `redisGetReply(c, (void **)&reply)`.
 *
 * Nothing but the calls that are handed the address can change such a variable, and only while they run: what is known
 * of it holds from one of them to the next, like that of any other variable. An address is lent to a model's function,
 * and to a function of the program that only looks at what is there and sets it, or lends it on in turn, LENT_DEPTH
 * calls deep. Where it is stored, returned, or handed to what nobody can look into, the variable stays shared
 * (scope_is_shared()). Tests: testdata/call-in-loop/good_lent.c, bad_lent.c */
#ifndef TRIPCOUNT_FACTS_LENT_H
#define TRIPCOUNT_FACTS_LENT_H

#include "turns/scope.h"

#define LENT_DEPTH 3

struct lent_table; /* what is known of parameters so far */

struct lent_table *lent_table_new(const struct program *program);
void lent_table_free(struct lent_table *table); /* NULL is allowed */

/* Fills `scope->is_lent`. Linear in the regions of the function; only of functions that give an address away. */
void lent_watch(struct lent_table *table, struct scope *scope);

/* The variable is a local one whose address is lent. */
bool lent_is(const struct scope *scope, const struct expr *variable);
/* The call is handed the address of the local variable with that number. */
bool lent_by_call(const struct call *call, uint32_t local);

#endif
