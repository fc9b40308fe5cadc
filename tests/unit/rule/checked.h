/* A program with the result of its checks. */
#ifndef TRIPCOUNT_TESTS_UNIT_RULE_CHECKED_H
#define TRIPCOUNT_TESTS_UNIT_RULE_CHECKED_H

#include "unit/cost/counted.h"

#include "rule/rule.h"

struct checked {
    struct counted counted;
    struct result result;
};

/* Half a millisecond for each round trip. */
static inline void checked_check(struct checked *c) {
    const struct latency latency = {.profile = "dc", .milliseconds = 0.5};
    rules_run(&c->counted.linked.program, &c->counted.costs, c->counted.linked.packs, &latency, NULL, &c->result);
}

static inline void checked_make(struct checked *c, const char *text) {
    *c = (struct checked){0};
    counted_make(&c->counted, text);
    checked_check(c);
}

static inline void checked_finish(struct checked *c) { counted_finish(&c->counted); }

static inline const struct finding *finding_at(const struct checked *c, const char *file, uint32_t line) {
    for (uint32_t i = 0; i < c->result.finding_count; i++)
        if (c->result.findings[i].place.line == line && strcmp(c->result.findings[i].place.file, file) == 0)
            return &c->result.findings[i];
    fail_msg("there is no finding at %s:%u", file, line);
    return NULL;
}

#define DEMO_SYMBOLS                                                                                                   \
    "(query function (header \"demo.h\" 1)) (append function (header \"demo.h\" 2)) (get function (header \"demo.h\" " \
    "3))"                                                                                                              \
    " (value_of function (header \"demo.h\" 4)) (query_twice function (header \"demo.h\" 5)) (other_call function)"

/* for (i = 0; i < BOUND; i++) at LINE */
#define FOR(line, variable, bound, body)                                                                               \
    "(assign " variable " 0) (loop for @" line ":3 (condition (< " variable " " bound ")) (step (assign " variable     \
    " += 1)) (body " body "))"

#endif
