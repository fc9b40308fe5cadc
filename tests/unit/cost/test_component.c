/* Components of the call graph: what belongs together, in which order, and how much work large ones make. */
#include "unit/cost/counted.h"

#include "base/vec.h"
#include "cost/component.h"

#include <math.h>

/* --- components -------------------------------------------------------------------------------------------------- */

/* "a;b,c,d!;" : members by place, "!" behind the entry; in brackets the postorder from the entry. */
static bool print_component(const struct component *component, void *context) {
    struct buffer *out = ((void **)context)[0];
    const struct program *program = ((void **)context)[1];
    uint32_t order[16];
    assert_true(component->count <= 16);
    for (uint32_t m = 0; m < component->count; m++)
        buffer_printf(out, "%s%s%s", m ? "," : "", program_function_name(program, component->members[m]),
                      m == component->entry && component->count > 1 ? "!" : "");
    if (component->count > 1) {
        component_postorder(component, component->entry, order);
        buffer_add_text(out, "[");
        for (uint32_t i = 0; i < component->count; i++)
            buffer_printf(out, "%s%s", i ? " " : "", program_function_name(program, component->members[order[i]]));
        buffer_add_text(out, "]");
    }
    buffer_add_text(out, ";");
    return true;
}

static void components_come_callees_first(void **state) {
    struct linked linked;
    struct buffer text = {0};
    (void)state;
    linked_make(&linked, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1)) (top function) (d function)"
                         " (c function) (b function) (leaf function) (aside function))"
                         "(function top @1:1 (parameters x) (body (call c @1:2 (x)) (call d @1:3 (x))))"
                         "(function b @2:1 (parameters x) (body (call c @2:2 (x)) (call leaf @2:3 (x))))"
                         "(function c @3:1 (parameters x) (body (call d @3:2 (x))))"
                         "(function d @4:1 (parameters x) (body (call b @4:2 (x)) (call d @4:3 (x)) (call c @4:4 (x))))"
                         "(function leaf @5:1 (parameters x) (body (call query @5:2 (x))))"
                         "(function aside @6:1 (parameters x) (body (call aside @6:2 (x)))))");
    void *context[] = {&text, &linked.program};
    assert_true(components_visit(&linked.program, print_component, context));
    assert_string_equal(text.data, "leaf;b,c!,d[b d c];top;");
    buffer_finish(&text);
    linked_finish(&linked);
}

/* "writer->write = g;" runs nothing; "each(g);" does. */
static void a_kept_address_is_no_call(void **state) {
    struct linked linked;
    struct buffer text = {0};
    (void)state;
    linked_make(&linked, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1)) (each function) (f function)"
                         " (g function) (h function))"
                         "(function each @1:1 (parameters x) (body (call query @1:2 (x))))"
                         "(function f @2:1 (locals v) (body (assign v &g) (call query @2:2 (1))))"
                         "(function g @3:1 (body (call f @3:2)))"
                         "(function h @4:1 (locals v) (body (assign v &h) (call each @4:2 (&g)))))");
    void *context[] = {&text, &linked.program};
    assert_true(components_visit(&linked.program, print_component, context));
    assert_string_equal(text.data, "each;f;g;h;");
    buffer_finish(&text);
    linked_finish(&linked);
}

static bool stop_at_once(const struct component *component, void *context) {
    *(uint32_t *)context += component->count;
    return false;
}

static void a_visit_can_stop_the_walk(void **state) {
    struct linked linked;
    uint32_t count = 0;
    (void)state;
    linked_make(&linked, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1)) (f function) (g function))"
                         "(function f (body (call query (1)))) (function g (body (call f))))");
    assert_false(components_visit(&linked.program, stop_at_once, &count));
    assert_int_equal(count, 1);
    linked_finish(&linked);
}

/* --- order of units ---------------------------------------------------------------------------------------------- */

#define UNITS 5

/* Unit k holds two members of one component of ten, and calls those of the next units. */
static void add_unit(struct buffer *text, int k) {
    int next = (k + 1) % UNITS, far = (k + 3) % UNITS;
    buffer_printf(text,
                  "(unit \"u%d.c\" (symbols (query function (header \"demo.h\" 1)) (f%d function) (g%d function)"
                  " (f%d function) (g%d function))",
                  k, k, k, next, far);
    buffer_printf(text,
                  "(function f%d @1:1 (parameters n m) (locals i) (body (assign i 0) (loop for (condition (< i n))"
                  " (step (assign i += 1)) (body (call f%d @2:2 (m i)))) (call g%d @3:3 (n m))))",
                  k, next, k);
    buffer_printf(text, "(function g%d @9:1 (parameters n m) (body (call g%d @9:2 (m n)) %s))", k, far,
                  k % 2 ? "(call query @9:3 (n))" : "");
    buffer_add_text(text, ")");
}

static const char *costs_in_order(struct counted *c, const int *order) {
    struct buffer text = {0}, out = {0};
    for (int i = 0; i < UNITS; i++)
        add_unit(&text, order[i]);
    counted_make(c, text.data);
    for (int k = 0; k < UNITS; k++) {
        char name[16];
        for (const char *kind = "fg"; *kind; kind++) {
            snprintf(name, sizeof name, "%c%d", *kind, k);
            const struct function_cost_summary *summary = &c->costs.functions[linked_function(&c->linked, NULL, name)];
            buffer_printf(&out, "%s: %s, %u loops, way of %u\n", name, counted_trips(c, name), summary->loop_count,
                          summary->path_length);
        }
    }
    const char *kept = arena_text(&c->linked.arena, out.data, out.size);
    buffer_finish(&text);
    buffer_finish(&out);
    return kept;
}

static void the_order_of_units_changes_nothing(void **state) {
    static const int forwards[UNITS] = {0, 1, 2, 3, 4}, backwards[UNITS] = {4, 3, 2, 1, 0},
                     mixed[UNITS] = {2, 4, 0, 3, 1};
    struct counted a, b, c;
    (void)state;
    const char *first = costs_in_order(&a, forwards);
    assert_non_null(strstr(first, "g0: up to "));
    assert_null(strstr(first, ": 0")); /* all reach the wire */
    assert_null(strstr(first, "way of 0"));
    assert_string_equal(first, costs_in_order(&b, backwards));
    assert_string_equal(first, costs_in_order(&c, mixed));
    counted_finish(&a);
    counted_finish(&b);
    counted_finish(&c);
}

/* --- large components -------------------------------------------------------------------------------------------- */

#define RING 10000

/* f0 -> f1 -> ... -> f0, each calls the one before too; the wire is in the middle. */
static void a_large_component_takes_few_evaluations_each(void **state) {
    struct buffer text = {0};
    struct counted c;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1)) (outside function)");
    for (int i = 0; i < RING; i++)
        buffer_printf(&text, " (f%d function)", i);
    buffer_add_text(&text, ")(function outside @1:1 (parameters n) (body (call f77 @1:2 (n))))");
    for (int i = 0; i < RING; i++)
        buffer_printf(&text,
                      "(function f%d @%d:1 (parameters n) (body (branch if n (then (call f%d (n)))) %s"
                      " (call f%d (n))))",
                      i, i + 2, (i + RING - 1) % RING, i == RING / 2 ? "(call query (n))" : "", (i + 1) % RING);
    buffer_add_text(&text, ")");
    counted_make(&c, text.data);
    assert_true(c.costs.evaluation_count <= 3 * RING);
    for (int i = 0; i < RING; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%d", i);
        const struct function_cost_summary *summary = &c.costs.functions[linked_function(&c.linked, NULL, name)];
        assert_true(summary->is_done && !summary->is_trial);
        assert_non_null(summary->value.trips);
        assert_true(summary->path_call != CALL_NONE && summary->path_length > 0);
        if (i > 100)
            i += 97;
    }
    assert_true(isfinite(
        poly_value(c.costs.functions[linked_function(&c.linked, NULL, "outside")].value.trips, turns_assumed, NULL)));
    counted_finish(&c);
    buffer_finish(&text);
}

/* Each calls each: every way down ends at the library. */
static void ways_do_not_go_in_circles(void **state) {
    struct buffer text = {0};
    struct counted c;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1))");
    for (int i = 0; i < 12; i++)
        buffer_printf(&text, " (f%d function)", i);
    buffer_add_text(&text, ")");
    for (int i = 0; i < 12; i++) {
        buffer_printf(&text, "(function f%d @%d:1 (parameters n) (locals i) (body ", i, i + 1);
        for (int k = 0; k < 12; k++)
            buffer_printf(&text, "(call f%d (n))", k);
        buffer_add_text(&text, i == 11 ? "(call query (n))))" : "))");
    }
    buffer_add_text(&text, ")");
    counted_make(&c, text.data);
    for (uint32_t f = 0; f < c.linked.program.function_count; f++) {
        uint32_t steps = 0, function = f;
        for (; steps < 13 && strcmp(program_function_name(&c.linked.program, function), "f11") != 0; steps++) {
            const struct function_cost_summary *summary = &c.costs.functions[function];
            assert_true(summary->path_call != CALL_NONE);
            struct callee callee =
                costs_callee(&c.linked.program, function, summary->calls[summary->path_call]->call, &c.linked.arena);
            assert_int_equal(callee.targets.count, 1);
            function = callee.targets.functions[0];
        }
        assert_true(steps < 13);
    }
    counted_finish(&c);
    buffer_finish(&text);
}

/* Who calls itself is evaluated to see how, and then counted; who does not, once. A cycle of two: each on a walk of its
 * own. */
static void small_components_take_few_evaluations(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1)) (f function) (g function))"
                     "(function f (parameters n) (body (call query (1)) (call f ((- n 1)))))"
                     "(function g (parameters n) (body (call f (n)))))");
    assert_int_equal(c.costs.evaluation_count, 3);
    assert_int_equal(c.costs.libraries[0].call_count, 1);
    assert_int_equal(c.costs.remote_loop_count, 1);
    assert_int_equal(c.costs.named_loop_count, 1);
    counted_finish(&c);
    counted_make(&c, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1)) (f function) (g function))"
                     "(function f (parameters n) (locals i) (body (call query (1)) (call g (n))))"
                     "(function g (parameters n) (locals i) (body (assign i 0) (loop for (condition (< i n))"
                     " (step (assign i += 1)) (body (call query (2)) (call f (n)))))))");
    assert_true(c.costs.evaluation_count <= 16);
    assert_int_equal(c.costs.libraries[0].call_count, 2);
    assert_int_equal(c.costs.remote_loop_count, 1);
    counted_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(components_come_callees_first),
        cmocka_unit_test(a_kept_address_is_no_call),
        cmocka_unit_test(a_visit_can_stop_the_walk),
        cmocka_unit_test(the_order_of_units_changes_nothing),
        cmocka_unit_test(a_large_component_takes_few_evaluations_each),
        cmocka_unit_test(small_components_take_few_evaluations),
        cmocka_unit_test(ways_do_not_go_in_circles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
