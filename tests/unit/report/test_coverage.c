/* What was looked at and what was not; why nothing was found. */
#include "unit/report/sample.h"

static struct buffer write(struct sample *sample, bool is_terminal) {
    struct report_options options = report_default_options();
    options.is_terminal = is_terminal;
    options.width = is_terminal ? 100 : 0;
    return sample_write(sample, "text", &options);
}

static void nothing_found_explains_itself(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    struct run *run = &sample.result.run;
    run->unit_count = run->analysed_count = 3;
    run->unknown = SAMPLE_ARRAY(&sample, struct unknown_function, {"ipc_call", 214, 61, "reaches send(2) and recv(2)"},
                                {"ns::Bus::ask", 12, 1, NULL});
    run->unknown_count = 2;
    run->unknown_total = 9;
    struct buffer out = write(&sample, false);
    golden_check("nothing_found.txt", &out);
    out = write(&sample, true);
    golden_check("nothing_found_100.txt", &out);
    run->unknown++;
    run->unknown_count = 1;
    out = write(&sample, false);
    assert_true(text_holds(&out, "      - {name: \"ns::Bus::ask\", effect: roundtrip, peer: NAME}\n"));
    buffer_finish(&out);
    run->unknown = SAMPLE_ARRAY(&sample, struct unknown_function, {"operator\"\"_q", 1, 1, NULL});
    out = write(&sample, false);
    assert_true(text_holds(&out, "{name: \"operator\\\"\\\"_q\", "));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void tells_apart_why_nothing_was_found(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    struct run *run = &sample.result.run;
    struct buffer out = write(&sample, false);
    assert_true(text_holds(&out, "there was no translation unit to analyse\n"));
    buffer_finish(&out);
    run->unit_count = 2;
    out = write(&sample, false);
    assert_true(text_holds(&out, "analysed 0 of 2 translation units\n"));
    assert_true(text_holds(&out, "no translation unit could be analysed\n"));
    buffer_finish(&out);
    run->analysed_count = 2;
    out = write(&sample, false);
    assert_true(text_holds(&out, "no function that is known to wait for another process is called\n"));
    assert_true(text_holds(&out, "libraries known: none is called (tripcount rules list)\n"));
    buffer_finish(&out);
    run->libraries = SAMPLE_ARRAY(&sample, struct library_count, {"libpq", 1});
    run->library_count = 1;
    out = write(&sample, false);
    assert_true(text_holds(&out, "known libraries are called, but not on each turn of a loop\n"));
    assert_true(text_holds(&out, "libraries known: libpq 1 call\n"));
    buffer_finish(&out);
    run->remote_loop_count = 2;
    out = write(&sample, false);
    assert_true(text_holds(&out, "the loops around a round trip stay below what is reported\n"));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void lists_every_failed_unit_into_a_pipe(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    struct run *run = &sample.result.run;
    run->unit_count = 30;
    run->analysed_count = 10;
    run->failed_count = 20;
    run->failed = ARENA_ARRAY(&sample.arena, struct unit_report, run->failed_count);
    for (uint32_t i = 0; i < run->failed_count; i++)
        run->failed[i] = (struct unit_report){arena_printf(&sample.arena, "gen/unit_%u_.c", i), UNIT_ERROR, "bad"};
    struct buffer out = write(&sample, false);
    for (uint32_t i = 0; i < run->failed_count; i++)
        assert_true(text_holds(&out, run->failed[i].file));
    assert_true(text_holds(&out, "    failed: gen/unit_19_.c: error: bad\n"));
    buffer_finish(&out);
    out = write(&sample, true);
    assert_true(text_holds(&out, "gen/unit_4_.c"));
    assert_false(text_holds(&out, "gen/unit_5_.c"));
    assert_true(text_holds(&out, "    failed: 15 more (--all)\n"));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void a_message_is_not_told_twice_where_it_is(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    struct run *run = &sample.result.run;
    run->partial = SAMPLE_ARRAY(&sample, struct unit_report, {"a.c", UNIT_PARTIAL, "a.c:3:1: 'x.h' file not found"},
                                {"a.c", UNIT_PARTIAL, "a.cc is odd"}, {"b.c", UNIT_PARTIAL, NULL});
    run->partial_count = 3;
    struct buffer out = write(&sample, false);
    assert_true(text_holds(&out, "    partial: a.c:3:1: 'x.h' file not found\n"));
    assert_true(text_holds(&out, "    partial: a.c: a.cc is odd\n"));
    assert_true(text_holds(&out, "    partial: b.c\n"));
    buffer_finish(&out);
    sample_finish(&sample);
}

static void counts_what_is_not_known(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample);
    sample_fill(&sample);
    struct buffer out = write(&sample, false);
    assert_true(text_holds(&out, "not known: 37 outside functions called in loops."));
    assert_true(text_holds(&out, "    lib_next "));
    assert_true(text_holds(&out, "times: latency profile dc, 0.5 ms for a round trip\n"));
    assert_true(text_holds(&out, "4 functions hold errors"));
    assert_true(text_holds(&out, "left out: 12 entries of the compilation database"));
    buffer_finish(&out);
    out = write(&sample, true);
    assert_false(text_holds(&out, "    lib_next "));
    buffer_finish(&out);
    sample_finish(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_found_explains_itself),
        cmocka_unit_test(tells_apart_why_nothing_was_found),
        cmocka_unit_test(lists_every_failed_unit_into_a_pipe),
        cmocka_unit_test(a_message_is_not_told_twice_where_it_is),
        cmocka_unit_test(counts_what_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
