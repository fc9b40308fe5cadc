/* A finding about a loop in the making: whose terms it is told in, and its steps from the outermost loop to the wire.
 *
 * The loop of an instance (rule/handover.h) is told of where a caller hands over what it asks with: then all counts are
 * those of that caller. Tests: testdata/call-in-loop */
#ifndef TRIPCOUNT_RULE_LOOP_DRAFT_H
#define TRIPCOUNT_RULE_LOOP_DRAFT_H

#include "rule/draft.h"
#include "rule/formula.h"
#include "rule/handover.h"

#define PATH_LIMIT 64 /* calls of a way that are told */

struct loop_draft {
    struct rule_context *context;
    struct scope *scope; /* of the function that holds the loop */
    const struct loop_cost *loop;
    const struct call *chained;      /* sends again, when the answer has come (rule/chain.h); NULL: it is no chain */
    const struct handover *handover; /* of an instance: the call that it is told at; else NULL */
    const char *handed;              /* of a template: what it was handed runs this */
    struct wire_sites sites;
    struct formula_view view;
    double milliseconds;
    struct path_step last; /* of the path: the library's function */
    struct draft draft;
};

/* The function that the finding stands in. */
uint32_t loop_draft_teller(const struct loop_draft *draft);
/* The count as that function would say it, over all turns of what is around the calls that hand over. */
const struct poly *loop_draft_in_all(const struct loop_draft *draft, const struct poly *count);
/* "up to n + 1 turns", as that function would say it. */
const char *loop_draft_counted(const struct loop_draft *draft, const struct poly *own, const char *one,
                               const char *many);
/* What hands over is a library's function: its loop is not told. */
bool loop_draft_is_library(const struct loop_draft *draft);
/* " over all pages" where the number is that of all and the name that of one; else "". */
const char *loop_draft_pages(const struct loop_draft *draft, uint32_t loop);

/* From the loops around, and the calls that hand over, by `call` of the loop's function down to the library. */
void loop_draft_add_steps(struct loop_draft *draft, uint32_t call);

#endif
