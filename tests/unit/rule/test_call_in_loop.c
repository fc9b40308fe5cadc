/* Where a finding stands, what it says, and what keeps its identity. */
#include "unit/rule/checked.h"

#define UNIT(functions) "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function) (g function) (h function)) " functions ")"
#define F(body)         "(function f @10:5 (parameters n m x) (locals i j) (body " body "))"

static void stands_at_the_dearest_call(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c,
                 UNIT(F(FOR("11", "i", "n",
                            "(call query @12:5 (i)) (call query_twice @13:7 () (end 13 18)) (call query @14:5 (1))"))));
    assert_int_equal(c.result.finding_count, 1);
    const struct finding *f = &c.result.findings[0];
    assert_string_equal(f->rule, "call-in-loop");
    assert_string_equal(f->place.file, "a.c");
    assert_int_equal(f->place.line, 13);
    assert_int_equal(f->place.column, 7);
    assert_int_equal(f->end_line, 13);
    assert_int_equal(f->end_column, 18);
    assert_string_equal(f->function, "f");
    assert_string_equal(f->roundtrips.expr, "4*n");
    assert_int_equal(f->site_count, 3);
    assert_int_equal(f->sites[0].place.line, 13);
    assert_int_equal(f->severity, SEVERITY_WARNING);
    assert_int_equal(f->confidence, CONFIDENCE_HIGH);
    assert_int_equal(f->phase, PHASE_REQUEST);
    assert_string_equal(f->verdict, "pipeline");
    assert_string_equal(f->after_fix->expr, "4");
    checked_finish(&c);
}

static void messages(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c, UNIT(F(FOR("11", "i", "n", "(call query @12:5 (i))")
                       FOR("21", "i", "(+ n 1)", FOR("22", "j", "m", "(call query @23:5 (j))"))
                           FOR("31", "i", "8", "(call query @32:5 (i))") "(loop while @41:1 (condition x) (test (call "
                                                                         "query @42:5 (1)) (assign x $3)))")));
    assert_string_equal(finding_at(&c, "a.c", 12)->message,
                        "query() waits for demo on each of n turns: n round trips, 100 ms from n = 200");
    assert_string_equal(finding_at(&c, "a.c", 23)->message,
                        "query() waits for demo on each of m turns: (n + 1) * m round trips, 100 ms from m = n = 14");
    assert_string_equal(finding_at(&c, "a.c", 32)->message, "query() waits for demo on each of 8 turns: 8 round trips");
    assert_string_equal(
        finding_at(&c, "a.c", 42)->message,
        "query() waits for demo on each of up to items(query) turns: up to items(query) + 1 round trips, "
        "100 ms from items(query) = 200");
    assert_string_equal(finding_at(&c, "a.c", 12)->fix,
                        "batch: no turn needs another's answer; one call of query_many() serves many; ask once");
    checked_finish(&c);
}

static uint32_t function_named(const struct program *program, const char *name) {
    for (uint32_t f = 0; f < program->function_count; f++)
        if (strcmp(program_function_name(program, f), name) == 0)
            return f;
    fail_msg("there is no function %s", name);
    return 0;
}

/* A loop that was counted is told of, however little is known of the way to the library. */
static void a_lost_way_is_no_silence(void **state) {
    struct checked c = {0};
    (void)state;
    counted_make(&c.counted, UNIT(F(FOR("11", "i", "n", "(call g @12:5 (i))")) "(function g @20:5 (parameters n) (body "
                                                                               "(call query @21:5 (n))))"));
    const struct program *program = &c.counted.linked.program;
    c.counted.costs.functions[function_named(program, "g")].path_call = CALL_NONE;
    c.counted.costs.functions[function_named(program, "g")].site_count = 0;
    checked_check(&c);
    const struct finding *f = finding_at(&c, "a.c", 12);
    assert_string_equal(f->message, "g() waits for demo on each of n turns: n round trips, 100 ms from n = 200");
    assert_string_equal(f->callee, "g");
    assert_null(f->library);
    assert_int_equal(f->step_count, 2);
    assert_string_equal(f->steps[1].text, "calls g()");
    assert_int_equal(f->site_count, 1);
    assert_string_equal(f->sites[0].callee, "g");
    checked_finish(&c);
}

static void severities(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c, UNIT(F(FOR("11", "i", "3", "(call query @12:5 (i))") FOR("13", "i", "4", "(call query @14:5 (i))")
                       FOR("15", "i", "99", "(call query @16:5 (i))") FOR("17", "i", "100", "(call query @18:5 (i))")
                           FOR("21", "i", "n",
                               "(call query @22:5 (i))" FOR(
                                   "23", "j", "m", "(call query @24:5 (j))")) "(assign i 1) (loop for @31:1 (condition "
                                                                              "(< i n)) (step (assign i *= 2))"
                                                                              " (body (call query @32:5 (i))))")));
    assert_int_equal(c.result.finding_count, 6); /* not the loop over three constants */
    assert_int_equal(finding_at(&c, "a.c", 14)->severity, SEVERITY_NOTE);
    assert_int_equal(finding_at(&c, "a.c", 16)->severity, SEVERITY_NOTE);
    assert_int_equal(finding_at(&c, "a.c", 18)->severity, SEVERITY_WARNING);
    assert_int_equal(finding_at(&c, "a.c", 22)->severity, SEVERITY_WARNING);
    assert_int_equal(finding_at(&c, "a.c", 24)->severity, SEVERITY_ERROR);
    assert_int_equal(finding_at(&c, "a.c", 32)->severity, SEVERITY_WARNING);
    checked_finish(&c);
}

static void tests_are_notes(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"tests/a.c\" (symbols " DEMO_SYMBOLS
                     " (f function)) " F(FOR("11", "i", "n", FOR("12", "j", "m", "(call query @13:5 (j))"))) ")");
    assert_int_equal(c.result.findings[0].phase, PHASE_TEST);
    assert_int_equal(c.result.findings[0].severity, SEVERITY_NOTE);
    checked_finish(&c);
}

/* Several definitions: medium. */
static void several_definitions_are_less_sure(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c, UNIT(F(FOR("11", "i", "n", "(call h @12:5)"))) //
        "(unit \"x/h.c\" (symbols " DEMO_SYMBOLS " (h function)) (function h @1:1 (body (call query @2:1 (1)))))"
        "(unit \"y/h.c\" (symbols " DEMO_SYMBOLS " (h function)) (function h @1:1 (body (call query @2:1 (1)))))");
    const struct finding *f = finding_at(&c, "a.c", 12);
    assert_int_equal(f->confidence, CONFIDENCE_MEDIUM);
    assert_false(f->roundtrips.is_exact);
    assert_int_equal(f->site_count, 2);
    checked_finish(&c);
}

/* --- identity ---------------------------------------------------------------------------------------------------- */

static const char *fingerprint_at(struct checked *c, const char *file, uint32_t line) {
    return finding_at(c, file, line)->fingerprint;
}

static void a_fingerprint_survives_moved_lines(void **state) {
    struct checked a, b;
    (void)state;
    checked_make(&a,
                 UNIT(F(FOR("11", "i", "n", "(call query @12:5 (i))") FOR("13", "i", "n", "(call other_call @14:5)"))));
    /* Lines moved, a loop without round trips and one to somewhere else came before it. */
    checked_make(&b, UNIT(F(FOR("51", "j", "m", "(call value_of @52:5)") FOR("54", "i", "n", "(call other_call @55:5)")
                                FOR("61", "i", "n", "(call query @62:5 (i))"))));
    assert_int_equal(strlen(fingerprint_at(&a, "a.c", 12)), 32);
    assert_string_equal(fingerprint_at(&a, "a.c", 12), fingerprint_at(&b, "a.c", 62));
    assert_string_equal(fingerprint_at(&a, "a.c", 14), fingerprint_at(&b, "a.c", 55));
    assert_string_not_equal(fingerprint_at(&a, "a.c", 12), fingerprint_at(&a, "a.c", 14));
    checked_finish(&a);
    checked_finish(&b);
}

static void fingerprints_tell_loops_apart(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, UNIT(F(FOR("11", "i", "n", "(call query @12:5 (i))") FOR(
                         "13", "i", "n", "(call query @14:5 (i))")) "(function g @20:5 (parameters n) (locals i) "
                                                                    "(body " FOR("21", "i", "n",
                                                                                 "(call query @22:5 (i))") "))"));
    assert_string_not_equal(fingerprint_at(&c, "a.c", 12), fingerprint_at(&c, "a.c", 14));
    assert_string_not_equal(fingerprint_at(&c, "a.c", 12), fingerprint_at(&c, "a.c", 22));
    checked_finish(&c);
}

/* Tables hold them. */
#define STATIC_UNIT(path)                                                                                              \
    "(unit \"" path "\" (symbols " DEMO_SYMBOLS " (f function internal address-taken (usr \"c:util.c@F@f\"))) " F(     \
        FOR("11", "i", "n", "(call query @12:5 (i))")) ")"

static void static_functions_of_two_files_are_told_apart(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, STATIC_UNIT("a/util.c") STATIC_UNIT("b/util.c"));
    assert_int_equal(c.result.finding_count, 2);
    assert_string_not_equal(fingerprint_at(&c, "a/util.c", 12), fingerprint_at(&c, "b/util.c", 12));
    checked_finish(&c);
}

/* --- lists ------------------------------------------------------------------------------------------------------- */

/* Degree, then entry points, then the length of the path, then the place: never an assumed value. */
static void order_of_findings(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c,
                 UNIT("(function h @40:5 (body (call query @41:5 (1))))"
                      "(function f @10:5 (parameters n m) (locals i j) (body " //
                      FOR("11", "i", "n", "(call h @12:5)") FOR("13", "i", "n", "(call query @14:5 (i))")
                          FOR("15", "i", "n", FOR("16", "j", "m", "(call query @17:5 (j))"))
                              FOR("18", "i", "4",
                                  "(call query @19:5 (j))") "))"
                                                            "(function g @20:5 (parameters n) (locals i) (body " FOR(
                                                                "21", "i", "n", "(call query @22:5 (i))") "))") //
                 "(unit \"b.c\" (symbols (g function) (m1 function) (m2 function)) (function m1 (body (call g (1))))"
                 " (function m2 (body (call g (2)))))");
    static const uint32_t lines[] = {17, 22, 14, 12, 19};
    assert_int_equal(c.result.finding_count, ARRAY_COUNT(lines));
    for (size_t i = 0; i < ARRAY_COUNT(lines); i++)
        assert_int_equal(c.result.findings[i].place.line, lines[i]);
    assert_int_equal(c.result.findings[1].reached_from_count, 2);
    assert_string_equal(c.result.findings[1].reached_from[0], "m1");
    checked_finish(&c);
}

/* The same function of a header in three units, reached from more and more entry points: one finding. */
static void functions_of_headers_are_reported_once(void **state) {
    struct buffer text = {0};
    struct checked c;
    (void)state;
    for (int i = 0; i < 3; i++) {
        buffer_printf(&text,
                      "(unit \"u%d.c\" (files \"u%d.c\" \"f.h\") (symbols " DEMO_SYMBOLS
                      " (f function inline (header \"f.h\" 10)) (m0 function internal) (m1 function internal)"
                      " (m2 function internal)) (function f @f.h:10:5 (parameters n) (locals i) (body " //
                      FOR("11", "i", "n", "(call query @12:5 (i))") "))",
                      i, i);
        for (int k = 0; k <= i; k++)
            buffer_printf(&text, " (function m%d @%d:1 (body (call f @%d:1 (1))))", k, 20 + k, 20 + k);
        buffer_add_text(&text, ")");
    }
    checked_make(&c, text.data);
    assert_int_equal(c.result.finding_count, 1);
    assert_string_equal(c.result.findings[0].place.file, "f.h");
    assert_int_equal(c.result.findings[0].reached_from_count, 3);
    assert_int_equal(c.result.run.function_count, 7);
    checked_finish(&c);
    buffer_finish(&text);
}

static void costs_are_listed_dearest_first(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c, UNIT("(function f @10:5 (parameters n) (locals i) (body " FOR(
                "11", "i", "n",
                "(call query @12:5 (i))") "))"
                                          "(function g @20:5 (body (call query @21:1 (1)) (call append @22:1 (1))))"
                                          "(function h @30:5 (body (call value_of @31:1)))"));
    assert_int_equal(c.result.cost_count, 2);
    assert_string_equal(c.result.costs[0].function, "f");
    assert_string_equal(c.result.costs[1].function, "g");
    assert_string_equal(c.result.costs[1].roundtrips.expr, "1");
    assert_string_equal(c.result.costs[1].sends.expr, "1");
    assert_int_equal(c.result.run.function_count, 3);
    assert_int_equal(c.result.run.library_count, 1);
    assert_string_equal(c.result.run.latency, "dc");
    checked_finish(&c);
}

static void nothing_is_found_in_nothing(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\")");
    assert_int_equal(c.result.finding_count, 0);
    assert_int_equal(c.result.cost_count, 0);
    checked_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stands_at_the_dearest_call),
        cmocka_unit_test(messages),
        cmocka_unit_test(a_lost_way_is_no_silence),
        cmocka_unit_test(severities),
        cmocka_unit_test(tests_are_notes),
        cmocka_unit_test(several_definitions_are_less_sure),
        cmocka_unit_test(a_fingerprint_survives_moved_lines),
        cmocka_unit_test(fingerprints_tell_loops_apart),
        cmocka_unit_test(static_functions_of_two_files_are_told_apart),
        cmocka_unit_test(order_of_findings),
        cmocka_unit_test(functions_of_headers_are_reported_once),
        cmocka_unit_test(costs_are_listed_dearest_first),
        cmocka_unit_test(nothing_is_found_in_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
