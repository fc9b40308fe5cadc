/* What runs before, in and after the event loop. */
#include "unit/rule/checked.h"

#define EVENT_PACK                                                                                                     \
    "version: 1\nlibrary: system\ntitle: Waits\nheaders: [ev.h]\nfunctions:\n"                                         \
    "  - {name: poll, effect: local, pause: event}\n"                                                                  \
    "  - {name: ev_run, effect: local, pause: event}\n"                                                                \
    "  - {name: sleep, effect: local, pause: time}\n"

#define SYMBOLS                                                                                                        \
    " (symbols " DEMO_SYMBOLS " (poll function (header \"ev.h\" 1)) (ev_run function (header \"ev.h\" 2))"             \
    " (sleep function (header \"ev.h\" 3)) (exit function noreturn (header \"stdlib.h\" 1)) (work function)"           \
    " (init function) (serve function) (cleanup function) (handler function address-taken) (on_event function)"        \
    " (batch function) (main function) (api function) (turn function) (limit variable))"

/* A function that does `n` round trips in a loop; the finding stands at LINE. */
#define ROUNDS(line)     FOR(line, "i", "@limit", "(call query @" line ":9 (i))")
#define WORK(name, line) " (function " name " @" line ":1 (locals i) (body " ROUNDS(line) "))"

static void check(const char *functions, uint32_t line, enum phase expected) {
    struct checked c = {0};
    struct buffer text = {0};
    struct linked *linked = &c.counted.linked;
    buffer_printf(&text, "(unit \"a.c\"" SYMBOLS "%s)", functions);
    linked_init(linked);
    linked_load_pack(linked, SMALL_PACK);
    linked_load_pack(linked, EVENT_PACK);
    linked_encode(linked, "test", text.data, text.size);
    linked_link(linked);
    counted_count(&c.counted);
    checked_check(&c);
    enum phase found = finding_at(&c, "a.c", line)->phase;
    if (found != expected)
        fail_msg("line %u is %s, not %s: %s", line, phase_name(found), phase_name(expected), functions);
    if (expected != PHASE_REQUEST)
        assert_int_equal(finding_at(&c, "a.c", line)->severity, SEVERITY_NOTE);
    buffer_finish(&text);
    checked_finish(&c);
}

#define SERVE      "(loop for (body (call poll) (call serve)))"
#define MAIN(body) " (function main (parameters x) (locals i) (body " body "))"
#define THREE      WORK("init", "10") WORK("serve", "20") WORK("cleanup", "30")

static void before_in_and_after(void **state) {
    const char *program = THREE MAIN("(call init) " SERVE " (call cleanup)");
    (void)state;
    check(program, 10, PHASE_STARTUP);
    check(program, 20, PHASE_REQUEST);
    check(program, 30, PHASE_SHUTDOWN);
}

/* Calls in no loop, in the function that comes to the event loop. */
static void lines_beside_the_event_loop(void **state) {
#define LINE(first, second, third)                                                                                     \
    "(call query @" first ":1 (1)) (call query @" second ":1 (2)) (call query @" third ":1 (3)) "
    (void)state;
    check(THREE MAIN(LINE("40", "41", "42") SERVE), 40, PHASE_STARTUP);
    check(THREE MAIN("(call ev_run) " LINE("40", "41", "42")), 40, PHASE_SHUTDOWN);
    check(THREE MAIN(LINE("40", "41", "42") "(call ev_run)"), 40, PHASE_STARTUP);
    check(THREE MAIN("(loop for (body (call poll) " LINE("40", "41", "42") "))"), 40, PHASE_REQUEST);
    check(THREE MAIN("(branch if x (then " LINE("40", "41", "42") " (return 0))) " SERVE), 40, PHASE_REQUEST);
    check(THREE MAIN(LINE("40", "41", "42")), 40, PHASE_REQUEST);
}

static void without_an_event_loop_all_is_request(void **state) {
    (void)state;
    check(THREE MAIN("(call init) (call serve)"), 10, PHASE_REQUEST);
    /* one wait is no loop, and sleeping waits for nobody */
    check(THREE MAIN("(call init) (call poll) (call serve)"), 10, PHASE_REQUEST);
    check(THREE MAIN("(call init) (loop for (body (call sleep) (call serve)))"), 10, PHASE_REQUEST);
    /* an event loop of a function that is no program */
    check(THREE " (function api (body (call init) " SERVE "))", 10, PHASE_REQUEST);
}

static void through_calls(void **state) {
    const char *program = THREE WORK("work", "40") " (function turn (body (call poll) (call serve)))"
                                                   " (function batch (locals i) (body (call work) " ROUNDS(
                                                       "50") " (loop for (condition @limit) (body (call "
                                                             "turn))) " ROUNDS("60") "))" MAIN("(call init) (call "
                                                                                               "batch) (call cleanup)");
    (void)state;
    check(program, 10, PHASE_STARTUP);
    check(program, 40, PHASE_STARTUP);
    check(program, 50, PHASE_STARTUP); /* in the function with the loop, in front of it */
    check(program, 60, PHASE_SHUTDOWN);
    check(program, 20, PHASE_REQUEST);
    check(program, 30, PHASE_SHUTDOWN);
    /* a library's main loop is one call */
    check(THREE MAIN("(call init) (call ev_run) (call cleanup)"), 10, PHASE_STARTUP);
    check(THREE MAIN("(call init) (call ev_run) (call cleanup)"), 30, PHASE_SHUTDOWN);
}

/* Reached in two ways, one of which is request. */
static void request_wins(void **state) {
    (void)state;
    check(THREE MAIN("(call init) (loop for (body (call poll) (call init)))"), 10, PHASE_REQUEST);
    check(THREE " (function api (body (call init)))" MAIN("(call init) " SERVE), 10, PHASE_REQUEST);
    check(THREE " (function handler (body (call init)))" MAIN("(call init) (call on_event (&handler)) " SERVE), 10,
          PHASE_REQUEST);
    check(WORK("handler", "70") MAIN("(call on_event (&handler)) " SERVE), 70, PHASE_REQUEST);
    check(WORK("handler", "70") MAIN("(call handler) (call on_event (&handler)) " SERVE), 70, PHASE_REQUEST);
    check(THREE MAIN("(call cleanup) " SERVE " (call cleanup)"), 30, PHASE_STARTUP);
}

/* What never comes to the event loop does not run before it. */
static void other_ways_through_the_program(void **state) {
    (void)state;
    check(THREE WORK("batch", "50") MAIN("(call init) (branch if x (then (call batch) (return 0))) " SERVE), 50,
          PHASE_REQUEST);
    check(THREE WORK("batch", "50") MAIN("(branch if x (then (call batch) (call exit (0)))) (call init) " SERVE), 50,
          PHASE_REQUEST);
    check(THREE WORK("batch", "50") MAIN("(branch if x (then (call batch))) (call init) " SERVE), 50, PHASE_STARTUP);
    check(THREE WORK("batch", "50") MAIN("(call init) (branch if x (then (call batch)) (else " SERVE "))"), 50,
          PHASE_REQUEST);
    check(THREE MAIN("(call init) (branch if x (then " SERVE ") (else (call serve)))"), 10, PHASE_STARTUP);
    /* the loop may not have run */
    check(THREE MAIN("(call init) (branch if x (then " SERVE ")) (call cleanup)"), 30, PHASE_REQUEST);
    /* between two event loops */
    check(THREE WORK("work", "40") MAIN("(call init) " SERVE " (call work) " SERVE), 40, PHASE_REQUEST);
}

/* Tools that wait for their own requests or children in some loop are no servers: what comes before is their work. */
static void loops_that_serve_nobody(void **state) {
    (void)state;
#define DRAIN " (function turn (locals n) (body (loop while (condition (> n 0)) (body (call poll)))))"
#define NEXT  " (function turn (body (loop for (condition @limit) (body (call poll)))))"
    check(THREE DRAIN MAIN("(call init) (call turn) (call cleanup)"), 10, PHASE_REQUEST);
    check(THREE NEXT MAIN("(call init) (call turn) (call serve) (call turn)"), 10, PHASE_REQUEST);
    check(THREE NEXT MAIN("(call init) (loop for (body (call turn) (call serve)))"), 10, PHASE_REQUEST);
    check(THREE NEXT MAIN("(call init) (call turn) (loop for (condition @limit) (body (call poll) (call serve)))"), 10,
          PHASE_REQUEST);
    /* what comes to a library's main loop at last serves there, whatever it has waited for before; not in one of many
     */
    check(THREE NEXT MAIN("(call init) (call turn) (call ev_run) (call cleanup)"), 10, PHASE_STARTUP);
    check(THREE NEXT MAIN("(call init) (call turn) (call ev_run) (call cleanup)"), 30, PHASE_SHUTDOWN);
    check(THREE NEXT MAIN("(call init) (call turn) (call ev_run) (call serve) (call ev_run)"), 10, PHASE_REQUEST);
    check(THREE NEXT MAIN("(call init) (call turn) (loop for (condition @limit) (body (call ev_run)))"), 10,
          PHASE_REQUEST);
    /* asking again after an interrupt is part of one turn */
    check(THREE MAIN("(call init) (loop for (body (loop while (condition (< x 0)) (body (call poll))) (call serve)))"),
          10, PHASE_STARTUP);
    check(THREE MAIN("(call init) (loop while (condition (! @limit)) (body (call poll) (call serve)))"), 10,
          PHASE_STARTUP);
}

static void named_entry_points_are_request(void **state) {
    struct checked c = {0};
    struct entry_point entry = {.name = "start", .function = "init"};
    struct config config = {.entry_points = &entry, .entry_point_count = 1};
    struct latency latency = {.profile = "dc", .milliseconds = 0.5};
    struct linked *linked = &c.counted.linked;
    const char *text = "(unit \"a.c\"" SYMBOLS THREE MAIN("(call init) " SERVE) ")";
    (void)state;
    linked_init(linked);
    linked_load_pack(linked, SMALL_PACK);
    linked_load_pack(linked, EVENT_PACK);
    linked_encode(linked, "test", text, strlen(text));
    linked_link(linked);
    counted_count(&c.counted);
    rules_run(&linked->program, &c.counted.costs, linked->packs, &latency, &config, &c.result);
    const struct finding *f = finding_at(&c, "a.c", 10);
    assert_int_equal(f->phase, PHASE_REQUEST);
    assert_int_equal(f->reached_from_count, 1);
    assert_string_equal(f->reached_from[0], "start");
    uint32_t count;
    bool missing[2];
    struct entry_point entries[] = {{.name = "a", .function = "init"}, {.name = "b", .function = "iniit"}};
    rules_entries(&linked->program, entries, 2, missing, &count);
    assert_true(count == 1 && !missing[0] && missing[1]);
    checked_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_in_and_after),
        cmocka_unit_test(lines_beside_the_event_loop),
        cmocka_unit_test(without_an_event_loop_all_is_request),
        cmocka_unit_test(through_calls),
        cmocka_unit_test(request_wins),
        cmocka_unit_test(other_ways_through_the_program),
        cmocka_unit_test(loops_that_serve_nobody),
        cmocka_unit_test(named_entry_points_are_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
