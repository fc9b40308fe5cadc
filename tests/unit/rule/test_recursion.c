/* Findings of functions that call themselves: where they stand, which steps they have, why a line has none. */
#include "unit/rule/checked.h"

#define TREE                                                                                                           \
    " (node record) (node::left field (record node)) (node::right field (record node))"                                \
    " (node::count field (record node)) (node::parts field (record node)) (node::columns field (record node))"

/* Two round trips for each node, one of them in the loop over its parts; one for each column of each node. */
static const char program[] =
    "(unit \"a.c\" (files (\"a.c\" main)) (symbols " DEMO_SYMBOLS TREE
    " (walk function) (ping function) (pong function))"
    " (function walk @10:5 (end 30) (parameters t) (locals i j) (body"
    "  (call query @11:3 (1)) (assign i 0)"
    "  (loop for @12:3 (condition (< i (field (deref t) node::count))) (step (assign i += 1)) (body"
    "   (call query @13:5 (2)) (call walk @14:5 ((element (field (deref t) node::parts) i)))))"
    "  (assign j 0)"
    "  (loop for @20:3 (condition (< j (field (deref t) node::columns))) (step (assign j += 1)) (body"
    "   (call query @21:5 (3))))))"
    " (function ping @40:5 (end 45) (parameters t) (body (call query @41:3 (1)) (call pong @42:3 (t))))"
    " (function pong @50:5 (end 55) (parameters t) (body"
    "  (branch if t (then (call query @51:3 (1)) (call ping @52:3 ((field (deref t) node::left))))))))";

static void assert_step(const struct finding *finding, uint32_t index, uint32_t line, const char *text) {
    assert_true(index < finding->step_count);
    assert_int_equal(finding->steps[index].place.line, line);
    assert_string_equal(finding->steps[index].text, text);
}

static void a_tree_is_one_loop(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, program);
    const struct finding *f = finding_at(&c, "a.c", 11);
    assert_string_equal(f->roundtrips.expr, "2*nodes(t)");
    assert_string_equal(f->message, "query() waits for demo on each of up to nodes(t) recursive runs of walk(): up to "
                                    "2 * nodes(t) round trips, 100 ms from nodes(t) = 100, besides what is reported "
                                    "at a.c:21");
    assert_int_equal(f->step_count, 2);
    assert_int_equal(f->steps[0].kind, STEP_LOOP);
    assert_step(f, 0, 10, "recursion: runs up to nodes(t) times");
    assert_step(f, 1, 11, "query() waits for demo");
    assert_int_equal(f->site_count, 2);
    assert_int_equal(f->severity, SEVERITY_WARNING);
    /* What is no part of the tree is a loop of its own, in all runs. */
    const struct finding *columns = finding_at(&c, "a.c", 21);
    assert_string_equal(columns->roundtrips.expr, "nodes(t)*t->columns");
    assert_step(columns, 0, 10, "recursion: runs up to nodes(t) times");
    assert_step(columns, 1, 20, "runs t->columns times");
    assert_int_equal(columns->severity, SEVERITY_ERROR);
    checked_finish(&c);
}

/* Each of the two is told of its own query, in runs of its own. */
static void a_cycle_is_told_where_it_waits(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, program);
    assert_int_equal(c.result.finding_count, 4);
    assert_string_equal(finding_at(&c, "a.c", 41)->roundtrips.expr, "length(t)");
    assert_string_equal(finding_at(&c, "a.c", 51)->roundtrips.expr, "length(t)");
    assert_step(finding_at(&c, "a.c", 51), 0, 50, "recursion: runs up to length(t) times");
    assert_int_equal(finding_at(&c, "a.c", 41)->site_count, 1);
    checked_finish(&c);
}

static void assert_reason(struct checked *c, uint32_t line, const char *expected) {
    struct buffer text = {0};
    rules_why_not(&c->counted.linked.program, &c->counted.costs, "a.c", line, &text);
    if (strstr(buffer_text(&text), expected) == NULL)
        fail_msg("a.c:%u: %s", line, buffer_text(&text));
    buffer_finish(&text);
}

static void every_line_has_its_reason(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, program);
    assert_reason(&c, 11, "Something is reported there: call-in-loop, up to 2 * nodes(t) round trips");
    assert_reason(&c, 13, "The recursion of walk() is reported once, at its dearest call: a.c:11");
    assert_reason(&c, 12, "The recursion of walk() is reported once, at its dearest call: a.c:11");
    assert_reason(&c, 14, "All round trips of walk() come out of loops that are reported where they are");
    assert_reason(&c, 20, "The loop at a.c:20 is reported once, at its dearest call: a.c:21");
    assert_reason(&c, 21, "Something is reported there");
    assert_reason(&c, 42, "All round trips of pong()");
    checked_finish(&c);
}

/* The dearest call is eight calls away from the library, the other one is the library's: people believe that. */
static void a_finding_stands_where_it_is_believed(void **state) {
    struct checked c;
    struct buffer text = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function) (h8 function)");
    for (int i = 0; i < 8; i++)
        buffer_printf(&text, " (h%d function)", i);
    buffer_add_text(&text, ") (function f @10:5 (parameters n) (locals i) (body (assign i 0)"
                           " (loop for @11:1 (condition (< i n)) (step (assign i += 1)) (body"
                           " (call h0 @12:5 (i)) (call query @13:5 (i))))))");
    for (int i = 0; i < 8; i++)
        buffer_printf(&text, "(function h%d @%d:5 (parameters n) (body (call h%d @%d:3 (n))))", i, 20 + i * 2, i + 1,
                      21 + i * 2);
    buffer_add_text(&text, "(function h8 @50:5 (parameters n) (body (call query_twice @51:3))))");
    checked_make(&c, text.data);
    assert_int_equal(c.result.finding_count, 1);
    assert_int_equal(c.result.findings[0].place.line, 13);
    assert_int_equal(c.result.findings[0].confidence, CONFIDENCE_HIGH);
    assert_string_equal(c.result.findings[0].roundtrips.expr, "3*n");
    checked_finish(&c);
    buffer_finish(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_is_one_loop),
        cmocka_unit_test(a_cycle_is_told_where_it_waits),
        cmocka_unit_test(every_line_has_its_reason),
        cmocka_unit_test(a_finding_stands_where_it_is_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
