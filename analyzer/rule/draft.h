/* A finding in the making: the parts that all checks make alike.
 *
 * Everything is put into the program's arena. Tests: testdata/<id>, tests/unit/rule */
#ifndef TRIPCOUNT_RULE_DRAFT_H
#define TRIPCOUNT_RULE_DRAFT_H

#include "rule/witness.h"
#include "turns/scope.h"

struct draft {
    struct rule_context *context;
    const struct scope *scope; /* of the function that the finding is about */
    uint32_t teller;           /* the function that it stands in: the same, but for draft_move() */
    uint32_t first;            /* finding of this function and this check */
    uint32_t step_capacity;
    struct finding finding;
};

/* The finding stands at `call` of the scope's function, which leads to `path`; at least one step of it, the last one
 * the library's, or else the last one that is known: then the finding has no library and no peer. Fills rule, phase of
 * `loop`, or else of the call, places, names, entry points, severity WARNING, or NOTE outside of the phase request. */
void draft_begin(struct draft *draft, const char *rule, uint32_t call, uint32_t loop, const struct path_step *path,
                 uint32_t count);

/* The finding stands at a call of another function, which hands over what this one asks with. Behind draft_begin(). */
void draft_move(struct draft *draft, const struct scope *scope, const struct call *call);

/* Steps are added from the outside to the wire; no more than `capacity`, which is set once before. */
void draft_reserve_steps(struct draft *draft, uint32_t capacity);
void draft_add_step(struct draft *draft, struct step step);
/* One for each call of the path; a long one lowers the confidence. */
void draft_add_path(struct draft *draft, const struct path_step *path, uint32_t count);

/* At least one site. The dearest first. */
void draft_set_sites(struct draft *draft, const struct wire_sites *sites);

/* From names and structure, never from line numbers: the function, what it calls in the end, and which of the findings
 * of this check in the function that end there it is. */
void draft_set_fingerprint(struct draft *draft);

/* Drafts are made function by function; what is found in one is numbered from 0, see draft_set_fingerprint(). */
struct draft_walk {
    struct rule_context *context;
    struct arena scratch;
    struct scope scope; /* of the function that was last gone to */
    uint32_t first;     /* finding of that function */
};

void draft_walk_begin(struct draft_walk *walk, struct rule_context *context);
void draft_walk_to(struct draft_walk *walk, uint32_t function);
void draft_walk_end(struct draft_walk *walk);

/* "find" of "ns::City::find" */
const char *draft_last_part(const char *name);

/* For people: "ns::City::find" or "the lambda of line 12"; as a call "find()", "City::operator==()". */
const char *draft_named(struct arena *arena, const char *name);
const char *draft_called(struct arena *arena, const char *name);

#endif
