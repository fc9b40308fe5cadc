/* Findings as blocks of text: into a pipe everything. */
#include "unit/report/sample.h"

#include "report/printable.h"

static void writes_everything_into_a_pipe(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    struct report_options options = report_default_options();
    struct buffer out = sample_write(&sample, "text", &options);
    golden_check("findings.txt", &out);
    options.is_quiet = true;
    out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, "src/orders.c:33:12: warning: "));
    assert_false(text_holds(&out, "14 findings"));
    assert_false(text_holds(&out, "libraries known"));
    buffer_finish(&out);
    options.with_costs = true;
    out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, "\nround trips  sends  function     where\n"));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void same_result_same_bytes(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    struct report_options options = report_default_options();
    struct buffer first = sample_write(&sample, "text", &options);
    sample.result.run.seconds = 1;
    sample.result.run.reused_count = 0;
    sample.result.run.root = "/elsewhere";
    struct buffer second = sample_write(&sample, "text", &options);
    assert_string_equal(buffer_text(&first), buffer_text(&second));
    buffer_finish(&second);
    options.show_timing = true;
    second = sample_write(&sample, "text", &options);
    assert_true(text_holds(&second, "1 partial, 1.0 s\n"));
    buffer_finish(&second);
    buffer_finish(&first);
    sample_finish(&sample);
}

static void hostile_texts_stay_harmless(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill_hostile(&sample);
    struct report_options options = report_default_options();
    options.with_costs = true;
    struct buffer out = sample_write(&sample, "text", &options);
    assert_harmless(&out);
    golden_check("hostile.txt", &out);
    for (uint32_t width = 1; width < 200; width += 7) {
        options.width = width;
        options.is_terminal = width % 2 == 0;
        out = sample_write(&sample, "text", &options);
        assert_harmless(&out);
        buffer_finish(&out);
    }
    sample_finish(&sample);
}

static void bears_missing_fields(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill_empty_fields(&sample);
    struct report_options options = report_default_options();
    options.with_costs = true;
    struct buffer out = sample_write(&sample, "text", &options);
    golden_check("empty_fields.txt", &out);
    sample_finish(&sample);
}

/* The source line and its mark, of the one finding of a result. */
static void check_source(const char *source, uint32_t column, uint32_t end_column, uint32_t width,
                         const char *expected) {
    struct sample sample;
    sample_init(&sample);
    struct finding *finding = sample_add_direct(&sample);
    finding->source = source;
    finding->place.column = column;
    finding->end_column = end_column;
    finding->step_count = 0;
    finding->fix = NULL;
    struct report_options options = report_default_options();
    options.width = width;
    struct buffer out = sample_write(&sample, "text", &options);
    const char *block = strchr(buffer_text(&out), '\n') + 1;
    *strstr(block, "\n\n") = '\0';
    assert_string_equal(block, expected);
    buffer_finish(&out);
    sample_finish(&sample);
}

static void marks_the_source(void **state) {
    (void)state;
    check_source("  get(c);", 3, 6, 0, "   21 |   get(c);\n      |   ^~~");
    check_source("\tget(c);", 2, 5, 0, "   21 |         get(c);\n      |         ^~~");
    check_source("\xC3\xBC\xC3\xBC = get(c);", 8, 11, 0, "   21 | \xC3\xBC\xC3\xBC = get(c);\n      |      ^~~");
    check_source("get(c);", 1, 1, 0, "   21 | get(c);\n      | ^");
    check_source("get(c);", 1, 0, 0, "   21 | get(c);\n      | ^");
    check_source("get(c);", 0, 0, 0, "   21 | get(c);");
    check_source("get", 90, 95, 0, "   21 | get\n      |    ^");
    check_source("", 1, 4, 0, "   21 | \n      | ^");
    check_source("get(c)\r\n", 1, 99, 0, "   21 | get(c)\n      | ^~~~~~");
}

static void cuts_wide_source_lines(void **state) {
    (void)state;
    check_source("0123456789012345678901234567890123456789", 3, 6, 40,
                 "   21 | 01234567890123456789012345678...\n      |   ^~~");
    check_source("012345678901234567890123456789012345678get(c), 123456789", 40, 43, 40,
                 "   21 | ...789012345678get(c), 123456789\n      |                ^~~");
    check_source("012345678901234567890123456789012345678get(c), 12345678901234567890123456789", 40, 43, 40,
                 "   21 | ...2345678get(c), 12345678901...\n      |           ^~~");
}

static void no_line_of_source_passes_the_width(void **state) {
    (void)state;
    char source[400];
    memset(source, 'x', sizeof source - 1);
    source[sizeof source - 1] = '\0';
    struct report_options options = report_default_options();
    for (uint32_t width = 30; width < 420; width += 13)
        for (uint32_t column = 1; column < 420; column += 29) {
            struct sample sample;
            sample_init(&sample);
            struct finding *finding = sample_add_direct(&sample);
            finding->source = source;
            finding->place.column = column;
            finding->end_column = column + 40;
            options.width = width;
            struct buffer out = sample_write(&sample, "text", &options);
            char *line = strchr(buffer_text(&out), '\n') + 1;
            char *mark = strchr(line, '\n') + 1;
            *strchr(mark, '\n') = '\0';
            mark[-1] = '\0';
            assert_true(printable_columns(line) <= width);
            assert_true(printable_columns(mark) <= width + 1);
            assert_non_null(strchr(mark, '^'));
            buffer_finish(&out);
            sample_finish(&sample);
        }
}

static void colours_only_when_asked(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_add_direct(&sample);
    struct report_options options = report_default_options();
    struct buffer out = sample_write(&sample, "text", &options);
    assert_false(text_holds(&out, "\x1b"));
    buffer_finish(&out);
    options.use_color = true;
    out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, "\x1b[1msrc/orders.c:21:21: \x1b[0m\x1b[1;35mwarning: \x1b[0m"));
    buffer_finish(&out);
    sample.result.findings[0].severity = SEVERITY_ERROR;
    out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, "\x1b[1;31merror: \x1b[0m"));
    buffer_finish(&out);
    sample.result.findings[0].severity = SEVERITY_NOTE;
    out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, "\x1b[1;36mnote: \x1b[0m"));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void breaks_notes_at_the_width_of_a_terminal(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_add_helper(&sample);
    struct report_options options = report_default_options();
    options.width = 60;
    struct buffer out = sample_write(&sample, "text", &options);
    assert_true(text_holds(&out, "   = fix:    batch: no turn needs another's answer; one call\n"
                                 "             with id = ANY($1) -> 1 round trip\n"));
    buffer_finish(&out);
    sample_finish(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_everything_into_a_pipe),
        cmocka_unit_test(same_result_same_bytes),
        cmocka_unit_test(hostile_texts_stay_harmless),
        cmocka_unit_test(bears_missing_fields),
        cmocka_unit_test(marks_the_source),
        cmocka_unit_test(cuts_wide_source_lines),
        cmocka_unit_test(no_line_of_source_passes_the_width),
        cmocka_unit_test(colours_only_when_asked),
        cmocka_unit_test(breaks_notes_at_the_width_of_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
