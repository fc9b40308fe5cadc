/* What is known at one point of a function. */
#include "facts/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int64_t value_at(const struct facts *facts, uint32_t variable) {
    const struct known *known = facts_value(facts, variable);
    return known ? known->values[0] : -1;
}

static void assignments(void **state) {
    struct arena arena;
    (void)state;
    arena_init(&arena);
    const struct facts *a = facts_assign(&arena, &facts_none, 7, known_value(70));
    const struct facts *b = facts_assign(&arena, a, 3, known_value(30));
    const struct facts *c = facts_assign(&arena, b, 7, known_value(71));
    const struct facts *d = facts_assign(&arena, c, 3, (struct known){0});
    assert_int_equal(value_at(b, 7), 70);
    assert_int_equal(value_at(b, 3), 30);
    assert_int_equal(value_at(c, 7), 71);
    assert_int_equal(value_at(c, 3), 30);
    assert_null(facts_value(d, 3));
    assert_int_equal(value_at(d, 7), 71);
    assert_null(facts_value(a, 3)); /* what was known before is as it was */
    assert_ptr_equal(facts_assign(&arena, a, 9, (struct known){0}), a);
    arena_finish(&arena);
}

/* Of too many the oldest is forgotten; of parameters and paths, where nothing else is there. */
static void more_than_fit(void **state) {
    struct arena arena;
    (void)state;
    arena_init(&arena);
    const struct facts *many = facts_assign(&arena, &facts_none, FACT_PARAMETER, known_value(1));
    for (uint32_t i = 0; i < FACTS_LIMIT - 1; i++)
        many = facts_assign(&arena, many, i, known_value(i));
    many = facts_assign(&arena, many, 0, known_value(50));
    many = facts_assign(&arena, many, FACTS_LIMIT, known_value(60));
    assert_int_equal(many->count, FACTS_LIMIT);
    assert_int_equal(value_at(many, FACT_PARAMETER), 1);
    assert_int_equal(value_at(many, 0), 50);
    assert_null(facts_value(many, 1));
    assert_int_equal(value_at(many, 2), 2);
    assert_int_equal(value_at(many, FACTS_LIMIT), 60);
    many = &facts_none;
    for (uint32_t i = 0; i < FACTS_LIMIT + 5; i++)
        many = facts_assign(&arena, many, FACT_PATH | i, known_value(i));
    assert_int_equal(many->count, FACTS_LIMIT);
    assert_null(facts_value(many, FACT_PATH | 4));
    assert_int_equal(value_at(many, FACT_PATH | 5), 5);
    arena_finish(&arena);
}

static void joins(void **state) {
    struct arena arena;
    (void)state;
    arena_init(&arena);
    static const struct guard first = {.id = 1}, second = {.id = 2};
    const struct facts *base = facts_with(&arena, &facts_none, &first);
    const struct facts *a = facts_assign(&arena, facts_with(&arena, base, &second), 1, known_value(10));
    const struct facts *b = facts_assign(&arena, base, 1, known_value(11));
    a = facts_assign(&arena, a, 2, known_value(20));
    const struct facts *both = facts_join(&arena, a, b);
    assert_int_equal(facts_value(both, 1)->count, 2);
    assert_null(facts_value(both, 2));
    assert_int_equal(both->condition_count, 1);
    assert_ptr_equal(both->conditions[0], &first);
    assert_ptr_equal(facts_join(&arena, a, a), a);
    assert_int_equal(facts_with_conditions_of(&arena, a, &facts_none)->condition_count, 0);
    arena_finish(&arena);
}

/* The latest conditions are kept, each once. */
static void conditions(void **state) {
    struct arena arena;
    (void)state;
    arena_init(&arena);
    struct guard guards[FACTS_CONDITIONS + 1] = {{0}};
    const struct facts *facts = &facts_none;
    for (uint32_t i = 0; i <= FACTS_CONDITIONS; i++)
        facts = facts_with(&arena, facts, &guards[i]);
    assert_int_equal(facts->condition_count, FACTS_CONDITIONS);
    assert_ptr_equal(facts->conditions[0], &guards[1]);
    assert_ptr_equal(facts_with(&arena, facts, &guards[3]), facts);
    arena_finish(&arena);
}

/* What holds behind an early return is marked, wherever the facts go; on two ways it is where both say so. */
static void early(void **state) {
    struct arena arena;
    (void)state;
    arena_init(&arena);
    struct guard guards[FACTS_CONDITIONS + 2] = {{0}};
    const struct facts *before = facts_with(&arena, &facts_none, &guards[0]);
    const struct facts *arm = facts_with(&arena, before, &guards[1]);
    const struct facts *behind = facts_early(&arena, arm, before);
    assert_false(behind->is_early[0]);
    assert_true(behind->is_early[1]);
    assert_false(arm->is_early[1]); /* what was known before is as it was */
    assert_true(facts_join(&arena, behind, facts_early(&arena, arm, before))->is_early[1]);
    assert_false(facts_join(&arena, behind, arm)->is_early[1]);
    assert_true(facts_with_conditions_of(&arena, &facts_none, behind)->is_early[1]);
    for (uint32_t i = 2; i <= FACTS_CONDITIONS; i++)
        behind = facts_with(&arena, behind, &guards[i]);
    assert_ptr_equal(behind->conditions[0], &guards[1]);
    assert_true(behind->is_early[0]);
    assert_false(behind->is_early[FACTS_CONDITIONS - 1]);
    arena_finish(&arena);
}

/* Of two ways, that with fewer conditions. */
static void filters(void **state) {
    struct arena arena;
    (void)state;
    arena_init(&arena);
    struct facts a = {.filters = 2}, b = {.filters = 1};
    assert_int_equal(facts_join(&arena, &a, &b)->filters, 1);
    assert_int_equal(facts_join(&arena, &b, &a)->filters, 1);
    arena_finish(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(assignments), cmocka_unit_test(more_than_fit),
                                       cmocka_unit_test(joins),       cmocka_unit_test(conditions),
                                       cmocka_unit_test(early),       cmocka_unit_test(filters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
