/* The order of counting, totals, reported loops; large and deep programs. */
#include "unit/cost/counted.h"

#define SYMBOLS(...)                                                                                                   \
    "(symbols (query function (header \"demo.h\" 1)) (append function (header \"demo.h\" 2))"                          \
    " (get function (header \"demo.h\" 3)) (value_of function (header \"demo.h\" 4)) " __VA_ARGS__ ")"

static const struct function_cost_summary *summary_of(struct counted *c, const char *name) {
    return &c->costs.functions[linked_function(&c->linked, NULL, name)];
}

static const char *loop_trips(struct counted *c, const char *name, uint32_t index) {
    uint32_t function = linked_function(&c->linked, NULL, name);
    const struct function_cost_summary *summary = &c->costs.functions[function];
    assert_true(index < summary->loop_count);
    return counted_text(c, function, summary->loops[index].trips);
}

static void a_loop_is_reported_once(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" " SYMBOLS("(inner function) (outer function)") //
                 "(function inner (parameters n) (locals i) (body (assign i 0)"
                 " (loop for (condition (< i n)) (step (assign i += 1)) (body (call query (i))))))"
                 "(function outer (parameters n m) (locals i) (body (assign i 0)"
                 " (loop for (condition (< i m)) (step (assign i += 1)) (body (call inner (n)))))))");
    assert_int_equal(summary_of(&c, "inner")->loop_count, 1);
    assert_int_equal(summary_of(&c, "outer")->loop_count, 0);
    assert_string_equal(counted_trips(&c, "outer"), "m*n");
    assert_int_equal(c.costs.remote_loop_count, 1);
    assert_int_equal(c.costs.named_loop_count, 1);
    counted_finish(&c);
}

static void an_outer_loop_is_reported_for_what_is_its_own(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" " SYMBOLS("(f function)") //
                 "(function f (parameters n m) (locals i j) (body (assign i 0)"
                 " (loop for (condition (< i n)) (step (assign i += 1)) (body (call query (i)) (assign j 0)"
                 "  (loop for (condition (< j m)) (step (assign j += 1)) (body (call query (j)))))))))");
    const struct function_cost_summary *summary = summary_of(&c, "f");
    assert_int_equal(summary->loop_count, 2);
    assert_string_equal(loop_trips(&c, "f", 0), "n");
    assert_string_equal(loop_trips(&c, "f", 1), "m*n");
    assert_int_equal(summary->loops[0].site_count, 1);
    assert_int_equal(summary->loops[0].sites[0].call, 0);
    assert_int_equal(summary->loops[1].sites[0].call, 1);
    assert_string_equal(counted_text(&c, 0, summary->loops[1].per_turn), "1");
    assert_string_equal(counted_text(&c, 0, summary->loops[1].all_turns), "m*n");
    counted_finish(&c);
}

/* The query in the condition of the inner loop runs once more than its turns: that belongs to the inner loop's report.
 */
static void the_last_test_is_part_of_its_loop(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" " SYMBOLS("(rows function) (f function)") //
                 "(function rows (parameters r) (locals x) (body"
                 " (loop while (condition x) (test (call query (r)) (assign x $0)))))"
                 "(function f (parameters n) (locals i) (body (assign i 0)"
                 " (loop for (condition (< i n)) (step (assign i += 1)) (body (call rows (i)))))))");
    assert_string_equal(loop_trips(&c, "rows", 0), "up to items(query) + 1");
    assert_int_equal(summary_of(&c, "f")->loop_count, 0);
    counted_finish(&c);
}

/* for (;;) { ask(); if (done) break; ... }: the last ask belongs to the loop's report, too. */
static void a_partial_turn_is_part_of_its_loop(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" " SYMBOLS("(rows function) (f function)") //
                 "(function rows (parameters n) (locals i) (body (assign i 0) (loop for (body (call query (i))"
                 " (branch if @5:1 (>= i n) (then (break))) (assign @6:1 i += 1)))))"
                 "(function f (parameters n m) (locals i) (body (assign i 0)"
                 " (loop for (condition (< i m)) (step (assign i += 1)) (body (call rows (n)))))))");
    assert_string_equal(counted_trips(&c, "rows"), "up to n + 1");
    assert_string_equal(loop_trips(&c, "rows", 0), "up to n + 1");
    assert_int_equal(summary_of(&c, "f")->loop_count, 0);
    counted_finish(&c);
}

static void recursion_is_never_exact(void **state) {
    struct counted c;
    (void)state;
    counted_make(
        &c, "(unit \"a.c\" " SYMBOLS("(f function) (g function) (even function) (odd function)") //
        "(function f (body (call query (1)) (call f)))"
        "(function g (body (call f) (call query (2))))"
        "(function even (body (call odd) (call query (1)))) (function odd (body (call query (1)) (call even))))");
    assert_string_equal(counted_trips(&c, "f"), "up to 1");
    assert_string_equal(counted_trips(&c, "g"), "up to 2");
    assert_string_equal(counted_trips(&c, "odd"), "up to 2");
    assert_string_equal(counted_trips(&c, "even"), "up to 2");
    counted_finish(&c);
}

/* What a helper walks is an element of the caller's loop: small. */
static void counts_of_elements_are_small_through_calls(void **state) {
    struct counted c;
    (void)state;
    counted_make(
        &c, "(unit \"a.c\" " SYMBOLS("(node record) (node::next field (record node)) (walk function) (all function)"
                                     " (one function)") //
        "(function walk (parameters l) (body (loop while (condition l) (body (call query (1))"
        " (assign l (field (deref l) node::next))))))"
        "(function one (parameters l) (body (call walk (l))))"
        "(function all (parameters lists n) (locals i) (body (assign i 0)"
        " (loop for (condition (< i n)) (step (assign i += 1)) (body (call walk ((element lists i))))))))");
    double one = poly_value(summary_of(&c, "one")->trips, turns_assumed, NULL);
    double all = poly_value(summary_of(&c, "all")->trips, turns_assumed, NULL);
    assert_true(one > 999 && one < 1001);
    assert_true(all > 9999 && all < 10001);
    counted_finish(&c);
}

/* p->next->next->... through sixty calls: names end at a size, and then say whose they are. */
static void names_do_not_grow_with_the_call_depth(void **state) {
    struct buffer text = {0};
    struct counted c;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1)) (node record)"
                           " (node::next field (record node)) (node::count field (record node)) (f60 function)");
    for (int i = 0; i < 60; i++)
        buffer_printf(&text, " (f%d function)", i);
    buffer_add_text(&text, ") (function f60 (parameters p) (locals i) (body (assign i 0)"
                           " (loop for (condition (< i (field (deref p) node::count))) (step (assign i += 1))"
                           " (body (call query (i))))))");
    for (int i = 0; i < 60; i++)
        buffer_printf(&text, "(function f%d (parameters p) (body (call f%d ((field (deref p) node::next)))))", i,
                      i + 1);
    buffer_add_text(&text, ")");
    counted_make(&c, text.data);
    assert_string_equal(counted_trips(&c, "f59"), "p->next->count");
    const char *formula = counted_trips(&c, "f0");
    assert_true(strlen(formula) < 120);
    assert_non_null(strchr(formula, '@'));
    assert_int_equal(strncmp(formula, "up to ", 6), 0);
    counted_finish(&c);
    buffer_finish(&text);
}

/* A loop in an arm that leaves the outer loop runs once, not once a turn. */
static void a_loop_on_the_way_out_is_not_multiplied(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" " SYMBOLS("(f function)") //
                 "(function f (parameters n m x) (locals i j) (body (assign i 0)"
                 " (loop for (condition (< i n)) (step (assign i += 1)) (body (call query (i))"
                 "  (branch if (element x i) (then (assign j 0)"
                 "   (loop for (condition (< j m)) (step (assign j += 1)) (body (call query (j)))) (return))))))))");
    assert_string_equal(loop_trips(&c, "f", 1), "m");
    assert_string_equal(counted_trips(&c, "f"), "up to m + n");
    counted_finish(&c);
}

static void few_constant_turns_are_silent(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" " SYMBOLS(
                         "(three function) (four function) (once function) (grid function) (calls_three function)") //
                 "(function three (locals i) (body (assign i 0)"
                 " (loop for (condition (< i 3)) (step (assign i += 1)) (body (call query (i)) (call query (1))))))"
                 "(function four (locals i) (body (assign i 0)"
                 " (loop for (condition (< i 4)) (step (assign i += 1)) (body (call query (i))))))"
                 "(function once (body (loop do (condition 0) (body (call query (1)) (call query (2)) (call query (3))"
                 " (call query (4)) (call query (5))))))"
                 "(function grid (locals i j) (body (assign i 0)"
                 " (loop for (condition (< i 3)) (step (assign i += 1)) (body (assign j 0)"
                 "  (loop for (condition (< j 3)) (step (assign j += 1)) (body (call query (i))))))))"
                 "(function calls_three (parameters n) (locals i) (body (assign i 0)"
                 " (loop for (condition (< i n)) (step (assign i += 1)) (body (call three))))))");
    assert_int_equal(summary_of(&c, "three")->loop_count, 0);
    assert_int_equal(summary_of(&c, "four")->loop_count, 1);
    assert_int_equal(summary_of(&c, "once")->loop_count, 0);
    assert_int_equal(summary_of(&c, "grid")->loop_count, 1);
    assert_string_equal(loop_trips(&c, "grid", 0), "9");
    assert_int_equal(summary_of(&c, "grid")->loops[0].loop, 0);
    /* Silent is not closed: the loop around it is told. */
    assert_string_equal(loop_trips(&c, "calls_three", 0), "6*n");
    assert_int_equal(c.costs.remote_loop_count, 5);
    counted_finish(&c);
}

static void unreachable_loops_are_not_reported(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" " SYMBOLS("(f function)") //
                 "(function f (parameters n) (locals i) (body (return) (assign i 0)"
                 " (loop for (condition (< i n)) (step (assign i += 1)) (body (call query (i)))))))");
    assert_int_equal(summary_of(&c, "f")->loop_count, 0);
    assert_string_equal(counted_trips(&c, "f"), "0");
    counted_finish(&c);
}

/* A server: it never comes back, and its callers never go on. */
static void endless_loops_are_counted(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" " SYMBOLS("(serve function) (main function)") //
                 "(function serve (body (loop for (body (call query (1))))))"
                 "(function main (body (call query (0)) (call serve) (call query (2)))))");
    assert_true(c.linked.program.functions[linked_function(&c.linked, NULL, "serve")].never_returns);
    assert_int_equal(summary_of(&c, "serve")->loop_count, 1);
    assert_string_equal(counted_trips(&c, "serve"), "up to turns@serve:1");
    assert_string_equal(counted_trips(&c, "main"), "up to turns@serve:1 + 1");
    counted_finish(&c);
}

/* die() is outside of the cone and not declared noreturn: its body tells. */
static void functions_that_never_return_are_found(void **state) {
    struct counted c;
    (void)state;
    counted_make(
        &c, "(unit \"a.c\" " SYMBOLS("(exit function noreturn (header \"stdlib.h\" 1)) (die function)"
                                     " (f function)") //
        "(function die (parameters x) (body (call exit (x))))"
        "(function f (parameters x) (body (branch if x (then (call query (1)) (call die (1)))) (call query (2)))))");
    assert_string_equal(counted_trips(&c, "f"), "1");
    counted_finish(&c);
}

static void libraries_and_indirect_calls_are_counted(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" " SYMBOLS("(other_thing function) (f function)") //
                 "(function f (parameters p) (body (call query (1)) (call append (2)) (call get) (call value_of)"
                 " (call other_thing) (call (through (deref p)) () (pointee \"void ()\"))"
                 " (call (through p) () (pointee \"\")))))"); /* the last one in a template without an instance */
    assert_int_equal(c.costs.library_count, 1);
    assert_string_equal(c.costs.libraries[0].library, "demo");
    assert_int_equal(c.costs.libraries[0].call_count, 4);
    assert_int_equal(c.linked.program.indirect_call_count, 1);
    assert_string_equal(counted_trips(&c, "f"), "3");
    counted_finish(&c);
}

/* A function of a header stands in every unit that includes it, and counts once. */
static void functions_of_headers_count_once(void **state) {
    static const char unit[] = "(unit \"%s.c\" " SYMBOLS("(load function inline (header \"load.h\" 3))") //
        "(files \"%s.c\" \"load.h\")"
        "(function load @load.h:3:20 (parameters n) (locals i) (body (assign i 0)"
        " (loop for @4:1 (condition (< i n)) (step (assign i += 1)) (body (call query @5:1 (i)))))))";
    struct buffer text = {0};
    struct counted c;
    (void)state;
    for (char name = 'a'; name < 'f'; name++) {
        const char letter[] = {name, '\0'};
        buffer_printf(&text, unit, letter, letter);
    }
    counted_make(&c, text.data);
    assert_int_equal(c.linked.program.function_count, 5);
    assert_int_equal(c.costs.libraries[0].call_count, 1);
    assert_int_equal(c.costs.remote_loop_count, 1);
    counted_finish(&c);
    buffer_finish(&text);
}

/* --- large and deep ---------------------------------------------------------------------------------------------- */

#define CHAIN 100000

/* Each function calls the next with a loop of its own every thousand calls: no stage may recurse over the call graph.
 */
static void a_chain_of_calls_needs_no_stack(void **state) {
    struct buffer text = {0};
    struct counted c;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1))");
    for (int i = 0; i < CHAIN; i++)
        buffer_printf(&text, " (f%d function)", i);
    buffer_add_text(&text, ")");
    for (int i = 0; i < CHAIN; i++) {
        char next[16] = "query";
        if (i + 1 < CHAIN)
            snprintf(next, sizeof next, "f%d", i + 1);
        if (i % 1000 == 0)
            buffer_printf(&text, "(function f%d (parameters n) (body (loop while (condition n) (body (call %s (n))))))",
                          i, next);
        else
            buffer_printf(&text, "(function f%d (parameters n) (body (call %s (n))))", i, next);
    }
    buffer_add_text(&text, ")");
    counted_make(&c, text.data);
    assert_int_equal(poly_degree(summary_of(&c, "f0")->trips), POLY_DEGREE);
    assert_int_equal(summary_of(&c, "f99000")->loop_count, 1);
    assert_int_equal(summary_of(&c, "f98000")->loop_count, 0);
    counted_finish(&c);
    buffer_finish(&text);
}

/* Thousands of checked calls in one function: time and memory stay near linear. */
static void a_long_function_is_cheap(void **state) {
    struct buffer text = {0};
    struct counted c;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1)) (f function))"
                           "(function f (parameters n) (locals i) (body (assign i 0)"
                           " (loop for (condition (< i n)) (step (assign i += 1)) (body");
    for (int i = 0; i < 5000; i++)
        buffer_printf(&text, "(call query (%d)) (branch if (== $%d 0) (then (return %d)))", i, i, i);
    buffer_add_text(&text, ")))))");
    counted_make(&c, text.data);
    assert_int_equal(summary_of(&c, "f")->loops[0].site_count, 5000);
    assert_string_equal(loop_trips(&c, "f", 0), "up to 5000*n");
    assert_true(c.linked.arena.used_bytes < (size_t)20 * 1000 * 1000);
    counted_finish(&c);
    buffer_finish(&text);
}

static void deep_nests_are_counted(void **state) {
    struct buffer text = {0};
    struct counted c;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1)) (f function))"
                           "(function f (parameters n) (body ");
    for (int i = 0; i < 400; i++)
        buffer_add_text(&text, "(loop while (condition (deref n)) (body (branch if (deref n) (then ");
    buffer_add_text(&text, "(call query (1))");
    for (int i = 0; i < 400; i++)
        buffer_add_text(&text, "))))");
    buffer_add_text(&text, ")))");
    counted_make(&c, text.data);
    assert_int_equal(summary_of(&c, "f")->loop_count, 1);
    assert_int_equal(poly_degree(summary_of(&c, "f")->trips), POLY_DEGREE);
    counted_finish(&c);
    buffer_finish(&text);
}

static bool is_cancelled(const void *context, struct error *err) {
    (void)context;
    error_set(err, "cancelled");
    return true;
}

static void counting_stops_when_asked(void **state) {
    struct counted c;
    struct error err = {0};
    (void)state;
    counted_make(&c, "(unit \"a.c\" " SYMBOLS("(f function)") "(function f (parameters n) (body (call query (n)))))");
    c.linked.program.is_cancelled = is_cancelled;
    costs_finish(&c.costs);
    assert_false(costs_count(&c.costs, &c.linked.program, &err));
    assert_string_equal(err.message, "cancelled");
    error_finish(&err);
    counted_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loop_is_reported_once),
        cmocka_unit_test(an_outer_loop_is_reported_for_what_is_its_own),
        cmocka_unit_test(the_last_test_is_part_of_its_loop),
        cmocka_unit_test(a_partial_turn_is_part_of_its_loop),
        cmocka_unit_test(recursion_is_never_exact),
        cmocka_unit_test(counts_of_elements_are_small_through_calls),
        cmocka_unit_test(names_do_not_grow_with_the_call_depth),
        cmocka_unit_test(a_loop_on_the_way_out_is_not_multiplied),
        cmocka_unit_test(few_constant_turns_are_silent),
        cmocka_unit_test(unreachable_loops_are_not_reported),
        cmocka_unit_test(endless_loops_are_counted),
        cmocka_unit_test(functions_that_never_return_are_found),
        cmocka_unit_test(libraries_and_indirect_calls_are_counted),
        cmocka_unit_test(functions_of_headers_count_once),
        cmocka_unit_test(a_chain_of_calls_needs_no_stack),
        cmocka_unit_test(a_long_function_is_cheap),
        cmocka_unit_test(deep_nests_are_counted),
        cmocka_unit_test(counting_stops_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
