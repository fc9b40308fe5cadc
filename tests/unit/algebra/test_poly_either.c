/* Two ways that meet, against all that their conditions may amount to. */
#include "algebra/known.h"
#include "algebra/poly.h"

#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#define PARAMETERS 3
#define VALUES     3 /* of each: 0, 1, 2 */
#define ROUNDS     3000

struct fixture {
    struct arena arena;
    struct atom_table atoms;
    struct expr parameters[PARAMETERS];
    uint64_t seed;
};

static int start(void **state) {
    struct fixture *f = checked_alloc(1, sizeof *f);
    *f = (struct fixture){.seed = 88172645463325252u};
    for (uint32_t i = 0; i < PARAMETERS; i++)
        f->parameters[i] = (struct expr){.kind = EXPR_PARAMETER, .index = i};
    arena_init(&f->arena);
    atom_table_init(&f->atoms, &f->arena);
    *state = f;
    return 0;
}

static int stop(void **state) {
    struct fixture *f = *state;
    atom_table_finish(&f->atoms);
    arena_finish(&f->arena);
    free(f);
    return 0;
}

static uint32_t draw(struct fixture *f, uint32_t limit) {
    f->seed ^= f->seed << 13;
    f->seed ^= f->seed >> 7;
    f->seed ^= f->seed << 17;
    return (uint32_t)(f->seed >> 33) % limit;
}

static const struct guard *any_guard(struct fixture *f) {
    static const enum expr_op ops[] = {OP_EQUAL, OP_NOT_EQUAL, OP_EQUAL, OP_NOT_EQUAL, OP_LESS, OP_GREATER_EQUAL};
    const struct expr *path = &f->parameters[draw(f, PARAMETERS)];
    if (draw(f, 6) == 0)
        return guard_mode(&f->atoms, path, OP_BIT_AND, draw(f, 2), 1 + draw(f, 2));
    return guard_mode(&f->atoms, path, ops[draw(f, sizeof ops / sizeof *ops)], false, draw(f, VALUES));
}

static const struct poly *any_way(struct fixture *f) {
    const struct poly *way = NULL;
    for (uint32_t i = draw(f, 3); i < 3; i++) {
        const struct poly *one = poly_trips(&f->atoms, 1 + draw(f, 4), "p", CONFIDENCE_HIGH);
        for (uint32_t k = draw(f, 3); k < 3; k++)
            one = poly_guarded(&f->atoms, one, guards_with(&f->atoms, NULL, any_guard(f)));
        way = poly_add(&f->atoms, way, one);
    }
    return way;
}

struct given {
    int64_t values[PARAMETERS];
    uint32_t lost; /* a parameter of which nothing is known; PARAMETERS: none */
};

static enum guard_fate decide(const struct guard *guard, const struct guard **out, void *context) {
    const struct given *given = context;
    *out = guard;
    if (guard->path->index == given->lost)
        return GUARD_LOST;
    struct known known = known_value(given->values[guard->path->index]);
    bool is_true = known_compare(&known, guard->op, guard->constant) == TRUTH_YES;
    return is_true == !guard->is_negated ? GUARD_HOLDS : GUARD_FAILS;
}

static int64_t paid(struct fixture *f, const struct poly *poly, struct given given) {
    int64_t value;
    assert_true(poly_is_constant(poly_change_guards(&f->atoms, poly, decide, &given), &value));
    return value;
}

static struct given given_of(uint32_t number) {
    return (struct given){{number % VALUES, number / VALUES % VALUES, number / VALUES / VALUES}, PARAMETERS};
}

#define ALL_GIVEN (VALUES * VALUES * VALUES)

/* Whatever is passed, a join is never less than either way. */
static void never_less_than_either(void **state) {
    struct fixture *f = *state;
    uint32_t equal = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const struct poly *a = any_way(f), *b = any_way(f), *joined = poly_join(&f->atoms, a, b);
        assert_ptr_equal(joined, poly_join(&f->atoms, b, a));
        for (uint32_t i = 0; i < ALL_GIVEN; i++) {
            int64_t x = paid(f, a, given_of(i)), y = paid(f, b, given_of(i)), most = x > y ? x : y;
            assert_true(paid(f, joined, given_of(i)) >= most);
            equal += paid(f, joined, given_of(i)) == most;
        }
    }
    assert_true(equal > ROUNDS * ALL_GIVEN / 5); /* and not always more, however tangled the conditions */
}

/* Where nothing is known of one thing that is passed, or of all, the result is never less than what may be. */
static void never_less_than_what_may_be(void **state) {
    struct fixture *f = *state;
    for (int round = 0; round < ROUNDS; round++) {
        const struct poly *joined = poly_join(&f->atoms, any_way(f), any_way(f));
        int64_t most = 0;
        for (uint32_t i = 0; i < ALL_GIVEN; i++) {
            int64_t one = paid(f, joined, given_of(i));
            for (uint32_t lost = 0; lost < PARAMETERS; lost++) {
                struct given given = given_of(i);
                given.lost = lost;
                assert_true(paid(f, joined, given) >= one);
            }
            most = one > most ? one : most;
        }
        assert_true(paid(f, poly_unguarded(&f->atoms, joined), given_of(0)) >= most);
    }
}

/* What both ways need to cost anything stays: of two of three kinds, each with one round trip, that it is not the
 * third. */
static void what_holds_on_both_ways_stays(void **state) {
    struct fixture *f = *state;
    const struct expr *kind = &f->parameters[0];
    const struct guard *some = guard_mode(&f->atoms, kind, OP_NOT_EQUAL, false, 0);
    const struct guard *one = guard_mode(&f->atoms, kind, OP_EQUAL, false, 1);
    const struct guard *other = guard_mode(&f->atoms, kind, OP_NOT_EQUAL, false, 1);
    const struct poly *trip = poly_trips(&f->atoms, 1, "p", CONFIDENCE_HIGH);
    const struct guards *either = guards_with(&f->atoms, guards_with(&f->atoms, NULL, other), some);
    const struct poly *joined = poly_join(&f->atoms, poly_guarded(&f->atoms, trip, guards_with(&f->atoms, NULL, one)),
                                          poly_guarded(&f->atoms, trip, either));
    for (int64_t i = 0; i < VALUES; i++)
        assert_int_equal(paid(f, joined, (struct given){{i, 0, 0}, PARAMETERS}), i != 0);
    assert_int_equal(paid(f, poly_unguarded(&f->atoms, joined), given_of(0)), 1);
}

#define EITHER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {EITHER_TEST(never_less_than_either), EITHER_TEST(never_less_than_what_may_be),
                                       EITHER_TEST(what_holds_on_both_ways_stays)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
