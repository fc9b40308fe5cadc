/* The table of functions and what they cost. */
#include "unit/report/sample.h"

static struct buffer write(struct sample *sample, bool is_terminal) {
    struct report_options options = report_default_options();
    options.costs_only = true;
    options.is_terminal = is_terminal;
    options.width = is_terminal ? 100 : 0;
    return sample_write(sample, "text", &options);
}

static void writes_the_table(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    struct buffer out = write(&sample, false);
    golden_check("costs.txt", &out);
    sample_finish(&sample);
}

static void leaves_out_sends_that_nobody_makes(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    sample.result.cost_count = 1;
    struct buffer out = write(&sample, false);
    assert_int_equal(strncmp(buffer_text(&out), "round trips  function    where\n", 31), 0);
    buffer_finish(&out);
    sample_finish(&sample);
}

static void cuts_long_formulas_on_a_terminal_only(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    const char *people = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa * (2 + args) * rows(r)";
    sample.result.costs[0].roundtrips.people = people;
    struct buffer out = write(&sample, false);
    assert_true(text_holds(&out, people));
    buffer_finish(&out);
    out = write(&sample, true);
    assert_false(text_holds(&out, people));
    assert_true(text_holds(&out, "aaa...  "));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void no_costs_explain_themselves(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample.result.run.unit_count = sample.result.run.analysed_count = 1;
    struct buffer out = write(&sample, false);
    assert_true(text_holds(&out, "no function waits for another process"));
    assert_true(text_holds(&out, "analysed 1 of 1 translation unit"));
    assert_true(text_holds(&out, "libraries known: none is called"));
    buffer_finish(&out);
    sample_finish(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_the_table),
        cmocka_unit_test(leaves_out_sends_that_nobody_makes),
        cmocka_unit_test(cuts_long_formulas_on_a_terminal_only),
        cmocka_unit_test(no_costs_explain_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
