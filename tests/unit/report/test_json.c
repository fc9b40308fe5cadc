/* The promised JSON: shape, order of keys, numbers, and that it is valid whatever a result holds. */
#include "unit/report/schema.h"

#include <math.h>

static void writes_the_promised_shape(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    struct run *run = &sample.result.run;
    run->unit_count = 12;
    run->analysed_count = 11;
    run->failed = SAMPLE_ARRAY(&sample, struct unit_report, {"src/x.c", UNIT_CRASH, "the worker died (signal 11)"});
    run->failed_count = 1;
    run->partial = SAMPLE_ARRAY(&sample, struct unit_report, {"src/y.c", UNIT_PARTIAL, "'y.h' file not found"});
    run->partial_count = 1;
    run->function_count = 341;
    run->remarks = SAMPLE_ARRAY(&sample, struct remark, {{"src/orders.c", 12, 5}, "cannot read 'tripcount: n < 8'"});
    run->remark_count = 1;
    run->libraries = SAMPLE_ARRAY(&sample, struct library_count, {"libpq", 212}, {"hiredis", 40});
    run->library_count = 2;
    run->remote_loop_count = 71;
    run->named_loop_count = 58;
    run->indirect_call_count = 90;
    run->resolved_call_count = 81;
    sample_add_direct(&sample);
    struct finding *finding = sample_add_helper(&sample);
    finding->verdict = NULL;
    finding->after_fix = NULL;
    finding->fix = NULL;
    finding->roundtrips.break_even_atom = NULL;
    sample.result.costs =
        SAMPLE_ARRAY(&sample, struct function_cost,
                     {"load_orders", "c:@F@load_orders", {"src/orders.c", 17, 5}, finding->roundtrips, {.expr = "0"}});
    sample.result.cost_count = 1;

    struct report_options options = report_default_options();
    options.with_costs = true;
    struct buffer out = sample_write(&sample, "json", &options);
    json_decref(json_checked(&out));
    golden_check("result.json", &out);
    options.with_costs = false;
    out = sample_write(&sample, "json", &options);
    json_t *document = json_checked(&out);
    assert_null(json_object_get(document, "costs"));
    json_decref(document);
    buffer_finish(&out);
    options.costs_only = true;
    out = sample_write(&sample, "json", &options);
    json_decref(json_checked(&out));
    golden_check("costs.json", &out);
    sample_finish(&sample);
}

/* One atom stands in `atom`, so that a program can look it up; those that are as large stand beside it. */
static void break_even_of_several_counts(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    struct formula *formula = &sample_add_direct(&sample)->roundtrips;
    formula->assumed =
        SAMPLE_ARRAY(&sample, struct assumption, {"k", 8, "bound"}, {"m", 1000, "default"}, {"n", 1000, "default"});
    formula->assumed_count = 3;
    formula->break_even_value = 14;
    struct report_options options = report_default_options();
    struct buffer out = sample_write(&sample, "json", &options);
    json_t *document = json_checked(&out);
    json_t *finding = json_array_get(json_object_get(document, "findings"), 0);
    json_t *written = json_object_get(json_object_get(finding, "roundtrips"), "break_even");
    json_t *wanted = json_pack("{s:i, s:s, s:i, s:[s]}", "ms", 100, "atom", "n", "value", 14, "same", "m");
    assert_true(json_equal(written, wanted));
    json_decref(wanted);
    json_decref(document);
    buffer_finish(&out);
    sample_finish(&sample);
}

static void writes_a_run_without_anything(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    struct report_options options = report_default_options();
    struct buffer out = sample_write(&sample, "json", &options);
    json_decref(json_checked(&out));
    golden_check("empty.json", &out);
    sample_finish(&sample);
}

static void is_valid_whatever_texts_hold(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill_hostile(&sample);
    struct report_options options = report_default_options();
    options.with_costs = true;
    struct buffer out = sample_write(&sample, "json", &options);
    assert_harmless(&out);
    json_t *document = json_checked(&out);
    const json_t *finding = json_array_get(json_object_get(document, "findings"), 0);
    /* Only the byte that is no UTF-8 is lost. */
    assert_string_equal(json_string_value(json_object_get(finding, "message")),
                        "a\nb\x1b[31m\x1b]0;t\x07\xEF\xBF\xBD\xC2\x9B\xE2\x80\xAE\x7F\"\\");
    json_decref(document);
    buffer_finish(&out);
    sample_finish(&sample);

    sample_init(&sample);
    sample_fill_empty_fields(&sample);
    out = sample_write(&sample, "json", &options);
    json_decref(json_checked(&out));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void escapes_outside_of_the_basic_plane(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample.result.run.tool = "\xF3\xA0\x81\x81 \xF0\x9F\x98\x80 \xC3\xBC";
    struct report_options options = report_default_options();
    struct buffer out = sample_write(&sample, "json", &options);
    assert_true(text_holds(&out, "\"\\udb40\\udc41 \xF0\x9F\x98\x80 \xC3\xBC\""));
    json_t *document = json_checked(&out);
    assert_string_equal(json_string_value(json_object_get(json_object_get(document, "run"), "tool")),
                        sample.result.run.tool);
    json_decref(document);
    buffer_finish(&out);
    sample_finish(&sample);
}

static void writes_numbers_as_they_are(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {1000, "1000"},
        {1e15, "1000000000000000"},
        {1e18, "1000000000000000000"},
        {0.5, "0.5"},
        {0.1, "0.1"},
        {-2, "-2"},
        {1e300, "1e300"},
        {NAN, "null"},
        {INFINITY, "null"},
        {-INFINITY, "null"},
        {1e19, "1e19"},
        {1e9 + 1, "1000000001"},
    };
    struct report_options options = report_default_options();
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct sample sample;
        sample_init(&sample);
        struct finding *finding = sample_add_direct(&sample);
        finding->roundtrips.value = cases[i].value;
        struct buffer out = sample_write(&sample, "json", &options);
        json_decref(json_checked(&out));
        char line[64];
        snprintf(line, sizeof line, "\"value\": %s,\n        \"lower\"", cases[i].text);
        if (!text_holds(&out, line))
            fail_msg("no %s in\n%s", line, buffer_text(&out));
        buffer_finish(&out);
        sample_finish(&sample);
    }
}

static void leaves_out_low_confidence_unless_asked(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    struct report_options options = report_default_options();
    static const struct {
        enum confidence least;
        bool all;
        size_t count;
    } cases[] = {{CONFIDENCE_MEDIUM, false, 14}, {CONFIDENCE_LOW, false, 15}, {CONFIDENCE_HIGH, true, 15}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        options.min_confidence = cases[i].least;
        options.show_all = cases[i].all;
        struct buffer out = sample_write(&sample, "json", &options);
        json_t *document = json_checked(&out);
        assert_int_equal(json_array_size(json_object_get(document, "findings")), cases[i].count);
        json_decref(document);
        buffer_finish(&out);
    }
    sample_finish(&sample);
}

/* The check of the other tests would be worth nothing if it let everything pass. */
static void the_schema_refuses_what_is_wrong(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "{}",
        "[]",
        "{\"schema\": \"tripcount/1\"}",
        "{\"schema\": \"tripcount/1\", \"run\": {}, \"findings\": []}",
    };
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        json_t *document = json_loads(wrong[i], 0, NULL);
        assert_non_null(document);
        assert_false(schema_file_allows(document));
        json_decref(document);
    }
    struct sample sample;
    sample_init(&sample);
    sample_add_direct(&sample);
    struct report_options options = report_default_options();
    struct buffer out = sample_write(&sample, "json", &options);
    json_t *document = json_checked(&out);
    json_t *finding = json_array_get(json_object_get(document, "findings"), 0);
    json_object_set_new(finding, "line", json_string("21"));
    assert_false(schema_file_allows(document));
    json_object_set_new(finding, "line", json_integer(-1));
    assert_false(schema_file_allows(document));
    json_object_set_new(finding, "line", json_integer(21));
    assert_true(schema_file_allows(document));
    json_object_set_new(finding, "severity", json_string("fatal"));
    assert_false(schema_file_allows(document));
    json_object_set_new(finding, "severity", json_string("note"));
    json_object_del(json_array_get(json_object_get(finding, "sites"), 0), "roundtrips");
    assert_false(schema_file_allows(document));
    json_decref(document);
    buffer_finish(&out);
    sample_finish(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_the_promised_shape),
        cmocka_unit_test(break_even_of_several_counts),
        cmocka_unit_test(writes_a_run_without_anything),
        cmocka_unit_test(is_valid_whatever_texts_hold),
        cmocka_unit_test(escapes_outside_of_the_basic_plane),
        cmocka_unit_test(writes_numbers_as_they_are),
        cmocka_unit_test(leaves_out_low_confidence_unless_asked),
        cmocka_unit_test(the_schema_refuses_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
