/* The first screen of a person on a terminal. */
#include "unit/report/sample.h"

#include "report/printable.h"

static struct report_options terminal(uint32_t width) {
    struct report_options options = report_default_options();
    options.is_terminal = true;
    options.width = width;
    return options;
}

static void shows_the_ten_worst(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    struct report_options options = terminal(80);
    struct buffer out = sample_write(&sample, "text", &options);
    golden_check("overview_80.txt", &out);
    options.width = 120;
    out = sample_write(&sample, "text", &options);
    golden_check("overview_120.txt", &out);
    options.width = 160;
    options.show_all = true;
    out = sample_write(&sample, "text", &options);
    golden_check("overview_all_160.txt", &out);
    sample_finish(&sample);
}

static void an_unknown_width_is_eighty(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    struct report_options options = terminal(0);
    struct buffer unknown = sample_write(&sample, "text", &options);
    options.width = 80;
    struct buffer eighty = sample_write(&sample, "text", &options);
    assert_string_equal(buffer_text(&unknown), buffer_text(&eighty));
    buffer_finish(&eighty);
    buffer_finish(&unknown);
    sample_finish(&sample);
}

static void no_line_passes_the_width(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    for (uint32_t width = 70; width < 240; width++) {
        struct report_options options = terminal(width);
        options.use_color = width % 2 == 0;
        struct buffer out = sample_write(&sample, "text", &options);
        uint32_t line_count = 0;
        for (char *line = strtok(out.data, "\n"); line != NULL; line = strtok(NULL, "\n"), line_count++)
            if (printable_columns(line) > width)
                fail_msg("%u columns on a terminal of %u: %s", printable_columns(line), width, line);
        assert_true(line_count > 20);
        buffer_finish(&out);
    }
    sample_finish(&sample);
}

static void says_what_it_keeps_back(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_add_direct(&sample)->phase = PHASE_STARTUP;
    sample_add_direct(&sample)->phase = PHASE_SHUTDOWN;
    sample_add_direct(&sample)->phase = PHASE_TEST;
    sample_add_direct(&sample)->confidence = CONFIDENCE_LOW;
    struct report_options options = terminal(120);
    struct buffer out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, " ... 0 of 4 findings (--all). Not shown: 1 at start-up, 1 at shutdown, 1 in tests, "
                                 "1 low confidence\n"));
    assert_true(text_holds(&out, "explain --why-not"));
    assert_false(text_holds(&out, "nothing found"));
    buffer_finish(&out);

    /* Numbers are those of the result, so that `explain` finds them. */
    sample_add_helper(&sample);
    out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, "\n5  up to n "));
    assert_true(text_holds(&out, "tripcount explain 5"));
    buffer_finish(&out);

    options.show_all = true;
    out = sample_write(&sample, "text", &options);
    assert_false(text_holds(&out, "Not shown"));
    assert_true(text_holds(&out, "load_orders -> PQexecParams (startup)\n"));
    assert_true(text_holds(&out, "load_orders -> PQexecParams (low confidence)\n"));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void names_other_times_than_the_column(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_add_direct(&sample)->roundtrips.break_even_ms = 50;
    sample_add_direct(&sample);
    struct report_options options = terminal(120);
    struct buffer out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, "50 ms from"));
    assert_true(text_holds(&out, "n = 200 (100 ms)"));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void huge_numbers_are_said_to_be_huge(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_add_direct(&sample)->roundtrips.break_even_value = 1e300;
    sample.result.findings[0].reached_from_count = 0;
    sample.result.findings[0].place.line = UINT32_MAX;
    sample.result.run.unit_count = sample.result.run.analysed_count = UINT32_MAX;
    sample.result.run.line_count = UINT64_MAX;
    struct report_options options = terminal(120);
    struct buffer out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, "n = more than 10^9"));
    assert_true(text_holds(&out, "src/orders.c:4294967295"));
    assert_true(text_holds(&out, "analysed 4,294,967,295 of 4,294,967,295 translation units"));
    buffer_finish(&out);
    sample_finish(&sample);
}

/* The number is what the column is for. */
static void of_a_long_name_the_number_stays(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_add_direct(&sample)->roundtrips.break_even_atom = "length(warehouse->orders.first)";
    struct report_options options = terminal(80);
    struct buffer out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, "... = 200"));
    assert_false(text_holds(&out, "length(warehouse->orders.first)"));
    buffer_finish(&out);
    sample_finish(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_long_name_the_number_stays),  cmocka_unit_test(shows_the_ten_worst),
        cmocka_unit_test(an_unknown_width_is_eighty),       cmocka_unit_test(no_line_passes_the_width),
        cmocka_unit_test(says_what_it_keeps_back),          cmocka_unit_test(names_other_times_than_the_column),
        cmocka_unit_test(huge_numbers_are_said_to_be_huge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
