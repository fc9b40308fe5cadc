/* How many cases "the costliest of" speaks of: those of the source, not what the polynomial has kept. */
#include "unit/rule/checked.h"

#include "rule/formula.h"

static void add_switch(struct buffer *text, uint32_t count) {
    buffer_add_text(text, "(switch x");
    for (uint32_t i = 0; i < count; i++)
        buffer_printf(text, " (case (%u) " FOR("9", "j", "p%u", "(call query @10:5 (j))") " (break))", i, i);
    buffer_add_text(text, " (case (99) (break)))");
}

static void add_head(struct buffer *text, const char *name) {
    buffer_printf(text, " (function %s (parameters n x", name);
    for (uint32_t i = 0; i < 12; i++)
        buffer_printf(text, " p%u", i);
    buffer_add_text(text, ") (locals i j) (body ");
}

static const struct function_cost *cost_of(const struct checked *c, const char *name) {
    for (uint32_t i = 0; i < c->result.cost_count; i++)
        if (strcmp(c->result.costs[i].function, name) == 0)
            return &c->result.costs[i];
    fail_msg("%s costs nothing", name);
    return NULL;
}

static void more_cases_than_alternatives(void **state) {
    struct buffer text = {0};
    struct checked c;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function) (g function))");
    add_head(&text, "f");
    add_switch(&text, 12);
    buffer_add_text(&text, "))");
    add_head(&text, "g");
    buffer_add_text(&text, "(call f (n x p0 p1 p2 p3 p4 p5 p6 p7 p8 p9 p10 p11)))))");
    checked_make(&c, text.data);
    assert_string_equal(cost_of(&c, "f")->roundtrips.people, "the costliest of 12 cases");
    assert_string_equal(cost_of(&c, "g")->roundtrips.people, "the costliest of 12 cases");
    checked_finish(&c);
    buffer_finish(&text);
}

/* A chain of else-ifs is a switch; what it tests and arms that stay in the process are no cases. */
static void else_ifs(void **state) {
#define ELSE_IF(number, count, rest)                                                                                   \
    "(branch if (== x " number ") (then " FOR("9", "j", count, "(call query @10:5 (j))") ") (else " rest "))"
    struct checked c;
    (void)state;
    checked_make(
        &c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function)) (function f (parameters x a b d) (locals j) (body"
            " (branch if (== x 0) (then (call value_of)) (else " ELSE_IF(
                "1", "a",
                ELSE_IF("2", "b",
                        ELSE_IF("3", "d",
                                "(branch if (== x 4) (then " FOR("9", "j", "a", "(call query (j))") "))"))) ")))))");
    assert_string_equal(cost_of(&c, "f")->roundtrips.expr, "max{a, b, d}");
    assert_string_equal(cost_of(&c, "f")->roundtrips.people, "the costliest of 4 cases");
    checked_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(more_cases_than_alternatives), cmocka_unit_test(else_ifs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
