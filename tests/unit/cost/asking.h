/* The straight line of one function f, for the tests of what its calls need. */
#ifndef TRIPCOUNT_TESTS_UNIT_COST_ASKING_H
#define TRIPCOUNT_TESTS_UNIT_COST_ASKING_H

#include "unit/cost/flowing.h"

#include "cost/repeat.h"
#include "cost/sequence.h"
#include "facts/counted_scope.h"

struct asking {
    struct flowing f;
    struct arena scratch;
    struct scope scope;
    const int64_t *hidden; /* zeros */
    struct sure_table *sures;
    struct course_question question;
    struct course course;
};

static inline void asking_make(struct asking *a, const char *functions) {
    *a = (struct asking){0};
    flowing_make(&a->f, functions);
    arena_init(&a->scratch);
    struct costs *costs = &a->f.c.costs;
    uint32_t function = linked_function(&a->f.c.linked, NULL, "f");
    counted_scope(costs, &a->scope, &a->scratch, function);
    a->hidden = ARENA_ARRAY(&a->scratch, int64_t, costs->program->function_count);
    a->sures = sure_table_new(costs);
    const struct sure_way **ways = ARENA_ARRAY(&a->scratch, const struct sure_way *, a->scope.body->call_count);
    a->question = (struct course_question){.costs = costs,
                                           .scope = &a->scope,
                                           .asks = flow_asks_of(costs, &a->scope, FLOW_BY_TESTS),
                                           .trips = sequence_trips(costs, &a->scope, a->hidden, a->sures, ways),
                                           .ways = ways,
                                           .sures = a->sures};
    course_find(&a->question, LOOP_NONE, &a->course);
}

static inline void asking_finish(struct asking *a) {
    course_finish(&a->course);
    sure_table_free(a->sures);
    arena_finish(&a->scratch);
    counted_finish(&a->f.c);
}

/* One row of a table: what the walk over `functions` is expected to say. */
struct asking_row {
    const char *functions;
    const char *expected;
};

typedef void asking_print(struct asking *a, struct buffer *out);

/* What `print` says of the function f among `functions`. */
static inline void asking_say(const char *functions, asking_print *print, struct buffer *out) {
    struct asking a;
    asking_make(&a, functions);
    print(&a, out);
    asking_finish(&a);
}

#define F(body)   "(function f (parameters c n p (x \"struct box *\")) (locals r s t d) (body " body "))"
#define ASK(what) "(call ask (c " what "))"

#endif
