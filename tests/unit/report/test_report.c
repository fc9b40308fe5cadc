/* The front door: which formats there are. */
#include "unit/report/sample.h"

static void finds_formats_by_name(void **state) {
    (void)state;
    assert_string_equal(report_find("text")->name, "text");
    assert_string_equal(report_find("json")->name, "json");
    assert_null(report_find("jsonx"));
    assert_null(report_find(""));
    assert_null(report_find(NULL));
}

static void lists_every_format_once(void **state) {
    (void)state;
    uint32_t count = 0;
    for (; report_at(count) != NULL; count++) {
        const struct report_writer *writer = report_at(count);
        assert_ptr_equal(report_find(writer->name), writer);
        assert_non_null(writer->write);
        assert_true(strlen(writer->summary) > 10);
    }
    assert_true(count >= 2);
    assert_null(report_at(UINT32_MAX));
}

static void hides_low_confidence_by_default(void **state) {
    (void)state;
    struct report_options options = report_default_options();
    assert_int_equal(options.min_confidence, CONFIDENCE_MEDIUM);
    assert_false(options.is_terminal || options.use_color || options.show_all || options.is_quiet);
    assert_int_equal(options.width, 0);
}

/* Whatever the format: a run that could not read a file says so. */
static void every_format_tells_of_what_was_not_read(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample.result.run.unit_count = 3;
    sample.result.run.analysed_count = 2;
    sample.result.run.failed =
        SAMPLE_ARRAY(&sample, struct unit_report, {"a/broken.c", UNIT_TIMEOUT, "stopped after 9 s"});
    sample.result.run.failed_count = 1;
    sample.result.run.partial = SAMPLE_ARRAY(&sample, struct unit_report, {"b/half.c", UNIT_PARTIAL, "x.h not found"});
    sample.result.run.partial_count = 1;
    for (uint32_t i = 0; report_at(i) != NULL; i++)
        for (unsigned flags = 0; flags < 8; flags++) {
            struct report_options options = report_default_options();
            options.is_quiet = (flags & 1) != 0;
            options.costs_only = (flags & 2) != 0;
            options.is_terminal = (flags & 4) != 0;
            struct buffer out = sample_write(&sample, report_at(i)->name, &options);
            assert_true(text_holds(&out, "analysed 2 of 3 translation units") || text_holds(&out, "\"analysed\": 2"));
            assert_true(text_holds(&out, "a/broken.c"));
            assert_true(text_holds(&out, "timeout"));
            assert_true(text_holds(&out, "stopped after 9 s"));
            assert_true(text_holds(&out, "b/half.c"));
            assert_true(text_holds(&out, "x.h not found"));
            buffer_finish(&out);
        }
    sample_finish(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_formats_by_name),
        cmocka_unit_test(lists_every_format_once),
        cmocka_unit_test(hides_low_confidence_by_default),
        cmocka_unit_test(every_format_tells_of_what_was_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
