/* Checks: they read the counted program and give findings with their steps.
 *
 * A check is one file check_<id>.c, one line in rule/rule_list.h, a page in rules/checks/<id>.yaml and testdata/<id>/.
 * The order of the list carries no meaning. Everything that is returned lives in the program's arena.
 * Tests: testdata/<id>, tests/unit/rule */
#ifndef TRIPCOUNT_RULE_RULE_H
#define TRIPCOUNT_RULE_RULE_H

#include "base/vec.h"
#include "cost/cost.h"
#include "model/result.h"
#include "pack/config.h"
#include "pack/pack.h"

/* Milliseconds of one round trip to a peer. */
struct latency {
    const char *profile; /* of peers that nothing else is known of: "dc" */
    double milliseconds;
    const struct peer_time {
        const char *peer;
        double milliseconds;
    } * peers;
    uint32_t peer_count;
};

struct courses;

struct rule_context {
    struct program *program;
    struct costs *costs;
    const struct pack_set *packs;
    const struct latency *latency;
    struct reach *reach;     /* entry points of functions with loops that are reported */
    struct phases *phases;   /* when they run */
    bool *is_unrun;          /* nothing can run it (rule/unrun.h)   [function_count] */
    struct courses *courses; /* see rule_courses() */
    VEC(struct finding) findings;
};

struct check {
    const char *id; /* "call-in-loop" */
    void (*run)(struct rule_context *context);
};

/* What is told of straight-line code: found when the first check asks for it. */
const struct courses *rule_courses(struct rule_context *context);

/* NULL behind the last. */
const struct check *check_at(uint32_t index);

/* The functions that `entries` name, `count` of them (a name may mean several): in the program's arena. `missing`, when
 * not NULL, gets for each entry whether the program holds no such function. */
struct named_entry *rules_entries(const struct program *program, const struct entry_point *entries,
                                  uint32_t entry_count, bool *missing, uint32_t *count);

/* Runs every check, sorts the findings (PRODUCT 3), counts the costs of functions. `config` may be NULL. Fills
 * findings, costs and the parts of `run` that come from the program: functions, libraries, loops, indirect calls,
 * unknown functions. */
void rules_run(struct program *program, struct costs *costs, const struct pack_set *packs,
               const struct latency *latency, const struct config *config, struct result *out);

/* `explain --why-not FILE:LINE`: why nothing is reported at that line, in words, one reason per line of text. */
void rules_why_not(struct program *program, struct costs *costs, const char *file, uint32_t line, struct buffer *out);

#endif
