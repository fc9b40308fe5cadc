/* The whole story of one finding, or of one function. */
#include "unit/report/sample.h"

/* A tree of which every line is known but those of one file. */
static const char *source_line(void *context, const char *file, uint32_t line) {
    struct buffer *text = context;
    if (strcmp(file, "src/util/db.c") == 0)
        return NULL;
    buffer_clear(text);
    buffer_printf(text, "\tline %u of %s", line, file);
    return buffer_text(text);
}

static void tells_the_whole_story(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    struct buffer line = {0};
    struct report_options options = report_default_options();
    options.source.line = source_line;
    options.source.context = &line;
    struct buffer out = {0};
    report_explain(&out, &sample.result, 1, &options);
    golden_check("explain.txt", &out);
    options.width = 80;
    options.is_terminal = true;
    report_explain(&out, &sample.result, 2, &options);
    golden_check("explain_80.txt", &out);
    buffer_finish(&line);
    sample_finish(&sample);
}

static void tells_of_a_function(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    struct report_options options = report_default_options();
    struct buffer out = {0};
    report_explain_function(&out, &sample.result, 1, &options);
    golden_check("explain_function.txt", &out);
    report_explain_function(&out, &sample.result, 2, &options);
    assert_true(text_holds(&out, "findings in it (tripcount explain NUMBER):\n   3  src/orders.c:21:21: warning: "));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void an_entry_point_is_not_reached_from_itself(void **state) {
    (void)state;
    struct report_options options = report_default_options();
    struct sample sample;
    sample_init(&sample);
    sample_add_direct(&sample);
    struct finding *finding = &sample.result.findings[0];
    finding->function = "walk";
    finding->reached_from = SAMPLE_ARRAY(&sample, const char *, "walk");
    finding->reached_from_count = 1;
    struct buffer out = {0};
    report_explain(&out, &sample.result, 0, &options);
    assert_true(text_holds(&out, "reached from: an entry point itself\n"));
    finding->reached_from = SAMPLE_ARRAY(&sample, const char *, "walk", "main");
    finding->reached_from_count = 2;
    report_explain(&out, &sample.result, 0, &options);
    assert_true(text_holds(&out, "reached from: walk, main\n"));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void bears_hostile_and_missing_fields(void **state) {
    (void)state;
    struct report_options options = report_default_options();
    for (int is_hostile = 0; is_hostile < 2; is_hostile++) {
        struct sample sample;
        sample_init(&sample);
        if (is_hostile)
            sample_fill_hostile(&sample);
        else
            sample_fill_empty_fields(&sample);
        struct buffer out = {0};
        report_explain(&out, &sample.result, 0, &options);
        report_explain_function(&out, &sample.result, 0, &options);
        assert_harmless(&out);
        assert_true(text_holds(&out, "round trips:"));
        assert_true(text_holds(&out, "reached from:"));
        buffer_finish(&out);
        sample_finish(&sample);
    }
}

static void says_when_the_run_was_not_whole(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_add_direct(&sample);
    sample.result.run.unit_count = sample.result.run.analysed_count = 4;
    struct report_options options = report_default_options();
    struct buffer out = {0};
    report_explain(&out, &sample.result, 0, &options);
    assert_false(text_holds(&out, "translation units"));
    buffer_finish(&out);
    sample.result.run.analysed_count = 3;
    report_explain(&out, &sample.result, 0, &options);
    assert_true(text_holds(&out, "analysed 3 of 4 translation units"));
    buffer_finish(&out);
    sample_finish(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_the_whole_story),
        cmocka_unit_test(tells_of_a_function),
        cmocka_unit_test(an_entry_point_is_not_reached_from_itself),
        cmocka_unit_test(bears_hostile_and_missing_fields),
        cmocka_unit_test(says_when_the_run_was_not_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
