/* What is known at one point of a function: values of its variables, and conditions that hold there.
 *
 * Immutable, in a scratch arena; small: functions test few variables. `facts_none` knows nothing.
 * Tests: tests/unit/facts/test_facts.c */
#ifndef TRIPCOUNT_FACTS_FACTS_H
#define TRIPCOUNT_FACTS_FACTS_H

#include "algebra/guard.h"
#include "algebra/known.h"
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* A local variable of the function; or a parameter with this bit; or with the second, the path of a VALUE atom: a
 * global, or a variable and up to FACT_FIELDS fields. */
#define FACT_PARAMETER (UINT32_C(1) << 31)
#define FACT_PATH      (UINT32_C(1) << 30)
#define FACT_FIELDS    2
/* Of facts about more variables than this, the one that was set longest ago is forgotten: of a local variable, where
 * there is one. Code that a macro writes out once for each of many names has one variable or more for each. */
#define FACTS_LIMIT 32
/* Of conditions, the latest are kept. */
#define FACTS_CONDITIONS 6

struct fact {
    uint32_t variable;
    const struct known *value;
    uint32_t set; /* when: a number that grows on the way to the place */
};

struct facts {
    const struct fact *items; /* by variable */
    uint32_t count;
    uint32_t set;                                     /* the highest of the items */
    const struct guard *conditions[FACTS_CONDITIONS]; /* oldest first */
    bool is_early[FACTS_CONDITIONS]; /* the condition holds because the opposite has left: `if (!c) return;` */
    uint32_t condition_count;
    uint32_t filters; /* conditions that nothing decides and no guard stands for: see cost/likely.h */
    uint32_t asked;   /* conditions that nothing decides, of arms around the place and of what has left before it */
};

extern const struct facts facts_none;

/* NULL: nothing is known of it. */
const struct known *facts_value(const struct facts *facts, uint32_t variable);

/* The variable has this value now; KNOWN_NOTHING forgets it. */
const struct facts *facts_assign(struct arena *arena, const struct facts *facts, uint32_t variable, struct known value);

bool facts_hold(const struct facts *facts, const struct guard *condition);

/* One more condition holds. */
const struct facts *facts_with(struct arena *arena, const struct facts *facts, const struct guard *condition);

/* The same values, with the conditions of `other`. */
const struct facts *facts_with_conditions_of(struct arena *arena, const struct facts *facts, const struct facts *other);

/* The same, without the OPTIONs that do not hold by `before`. */
const struct facts *facts_without_options(struct arena *arena, const struct facts *facts, const struct facts *before);

/* The same; what does not hold by `before` holds because the opposite has left. */
const struct facts *facts_early(struct arena *arena, const struct facts *facts, const struct facts *before);

/* The same, behind so many conditions. */
const struct facts *facts_asked(struct arena *arena, const struct facts *facts, uint32_t asked);

/* What holds on either of two ways to one place. */
const struct facts *facts_join(struct arena *arena, const struct facts *a, const struct facts *b);

#endif
