/* What a call or an assignment may change, by the names of fields and globals: two objects of one type are taken to be
 * one. A pointer may lead to a global of its type whose address is taken somewhere; a call through a pointer runs all
 * functions of its prototype whose address is (facts/pointers.h), and may change any global where there is none.
 * What has no body may change any object that it is given, not what such an object leads to elsewhere.
 * What functions that are counted already only do when something fails does not happen here either.
 * A path is one of the program (turns/path.h) that is rooted at a variable and goes through fields.
 * Each function is read once; a call looks at WRITES_FUNCTIONS functions below it at most, then it may change all.
 * Tests: testdata/_cost/modes.region, testdata/call-in-loop/good_mode_in_field.c, analysis_globals.c */
#ifndef TRIPCOUNT_FACTS_WRITES_H
#define TRIPCOUNT_FACTS_WRITES_H

#include "turns/scope.h"
#include "value/costs.h"

#define WRITES_FUNCTIONS 400
#define WRITES_RAISING   40000 /* as above, of writes_raise() */

struct write_table; /* what is known so far */

struct write_table *write_table_new(struct program *program);
void write_table_free(struct write_table *table); /* NULL is allowed */

bool writes_by_call(const struct costs *costs, const struct scope *scope, const struct call *call,
                    const struct atom *path);
/* The scope's definitions of fields and globals end where a call may change them. */
void writes_watch(const struct costs *costs, struct scope *scope);

/* The call runs a function of the program, which can be looked into. */
bool writes_has_body(const struct program *program, uint32_t unit, const struct call *call);
/* That argument is the address of the variable, or of a part of it, and what is there may be changed through it. */
bool writes_gives_address(const struct program *program, uint32_t unit, const struct call *call, uint32_t argument,
                          const struct expr *variable);

/* A type and the qualified name of a field: `struct ah *` speaks of the record of `ah::mode`. */
bool writes_speaks_of(const char *type, const char *field);
bool writes_by_assign(const struct costs *costs, const struct scope *scope, const struct assign *assign,
                      const struct expr *path);

/* The call may set the field or global to something that need not be 0, and is not what a function found there and
 * gives back (facts/switched.h). What is only counted down is not meant. */
bool writes_raise(const struct costs *costs, const struct scope *scope, const struct call *call, uint32_t entity);

/* A state that an object can be in, told by a field. */
struct state_question {
    uint32_t field; /* an entity */
    bool is_flag;   /* any value other than 0; else `value` */
    int64_t value;
    const struct atom *items; /* the path to what can be in it: other objects may come there; NULL: not asked for */
};

/* The call may put some object into the state, a new one too, or others where `items` leads. */
bool writes_state(const struct costs *costs, const struct scope *scope, const struct call *call,
                  const struct state_question *question);
/* Nothing in the program puts an object into the state but whoever has just got memory for it. Reads the functions of
 * all units that know the field, once. */
bool writes_only_made(const struct costs *costs, const struct state_question *question);
/* The assignment may set an object with that field, an entity, as a whole. */
bool writes_whole(const struct scope *scope, const struct assign *assign, uint32_t field);

#endif
