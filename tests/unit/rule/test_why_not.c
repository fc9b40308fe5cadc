/* explain --why-not: each reason by an example. */
#include "unit/rule/checked.h"

static void assert_reason(struct checked *c, const char *file, uint32_t line, const char *expected) {
    struct buffer text = {0};
    rules_why_not(&c->counted.linked.program, &c->counted.costs, file, line, &text);
    if (strstr(buffer_text(&text), expected) == NULL)
        fail_msg("%s:%u: %s", file, line, buffer_text(&text));
    assert_true(text.size > 0 && text.data[text.size - 1] == '\n');
    buffer_finish(&text);
}

static const char program[] =
    "(unit \"a.c\" (files (\"a.c\" main) \"ipc.h\") (symbols " DEMO_SYMBOLS
    " (f function) (idle function) (helper function) (inner function) (looped function) (broken function)"
    " (ipc_call function (header \"ipc.h\" 1)) (strlen function system (header \"string.h\" 1)))"
    " (function f @10:5 (end 60) (parameters n p x) (locals i j) (body"
    "  (call value_of @11:3) (call query @12:3 (1)) (call append @13:3 (1)) (call ipc_call @14:3) (call strlen @15:3)"
    "  (call (through (deref p)) @16:3 ()) (call idle @17:3) (call looped @18:3 (n))"
    "  (assign i 0) (loop for @20:3 (condition (< i n)) (step (assign i += 1)) (body"
    "   (call query @21:5 (i)) (call query_twice @22:5) (call value_of @23:5)"
    "   (branch if x (then (call query @24:7 (\"last\")) (return)))))"
    "  (assign i 0) (loop for @30:3 (condition (< i 3)) (step (assign i += 1)) (body (call query @31:5 (i))))"
    "  (loop for @40:3 (condition (< i n)) (step (assign i += 1)) (body (call looped @41:5 (n))))"
    "  (loop for @45:3 (body (branch if x (then (call query @46:7 (1)) (break))) (call value_of @47:5)))))"
    " (function idle @70:5 (end 72) (body (call ipc_call @71:3)))"
    " (function looped @80:5 (end 85) (parameters n) (locals i) (body"
    "  (assign i 0) (loop for @81:3 (condition (< i n)) (step (assign i += 1)) (body (call query @82:5 (i))))))"
    " (function broken @90:5 incomplete (end 95) (body (call query @91:3 (1)))))";

static void every_reason(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, program);
    assert_reason(&c, "b.c", 3, "b.c (line 3) is in no unit that was read");
    assert_reason(&c, "a.c", 5, "No function that was read holds a.c:5");
    assert_reason(&c, "ipc.h", 5, "No function that was read holds ipc.h:5");
    assert_reason(&c, "a.c", 19, "There is no call at a.c:19 in f()");
    assert_reason(&c, "a.c", 11, "value_of() never leaves the process, says the entry 'value_of' of demo at ");
    assert_reason(&c, "a.c", 12, "query() is in no loop of f()");
    assert_reason(&c, "a.c", 13, "append() sends and does not wait");
    assert_reason(&c, "a.c", 14, "ipc_call() is outside of the program and no pack knows it");
    assert_reason(&c, "a.c", 15, "strlen() is outside of the program, in a system header");
    assert_reason(&c, "a.c", 16, "A call through a pointer");
    assert_reason(&c, "a.c", 17, "idle() reaches nothing that is known to wait");
    assert_reason(&c, "a.c", 17, "it calls what no pack knows: ipc_call()");
    assert_reason(&c, "a.c", 18, "All round trips of looped() come out of loops that are reported where they are");
    assert_reason(&c, "a.c", 21,
                  "The loop at a.c:20 is reported once, at its dearest call: a.c:22 (up to 3 * n round trips)");
    assert_reason(&c, "a.c", 22, "Something is reported there: call-in-loop, up to 3 * n round trips");
    assert_reason(&c, "a.c", 20, "is reported once, at its dearest call: a.c:22");
    assert_reason(&c, "a.c", 24, "After query(), the loop at a.c:20 is always left");
    assert_reason(&c, "a.c", 31, "The loop at a.c:30 runs 3 times: too few to report");
    assert_reason(&c, "a.c", 30, "The loop at a.c:30 runs 3 times: too few to report");
    assert_reason(&c, "a.c", 41, "All round trips of looped() come out of loops that are reported");
    assert_reason(&c, "a.c", 46, "After query(), the loop at a.c:45 is always left");
    assert_reason(&c, "a.c", 71, "idle() reaches nothing that is known to wait");
    assert_reason(&c, "a.c", 82, "Something is reported there: call-in-loop, n round trips");
    assert_reason(&c, "a.c", 91, "broken() holds errors");
    checked_finish(&c);
}

/* Whatever the line: a reason, and no crash. */
static void every_line_has_a_reason(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, program);
    for (uint32_t line = 0; line < 120; line++)
        assert_reason(&c, "a.c", line, ".");
    checked_finish(&c);
}

static void what_nothing_runs(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function internal))"
                     " (function f @10:5 (end 15) (parameters n) (locals i) (body"
                     "  (assign i 0) (loop for @11:3 (condition (< i n)) (step (assign i += 1)) (body"
                     "   (call query @12:5 (i)))))))");
    assert_int_equal(c.result.finding_count, 0);
    assert_reason(&c, "a.c", 12, "Nothing runs f(): no function that runs calls it");
    checked_finish(&c);
}

static void an_inner_loop_that_is_reported(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function)) (function f @1:5 (end 20) (parameters n m)"
                     " (locals i j) (body " FOR("2", "i", "n", FOR("3", "j", "m", "(call query @4:5 (j))")) ")))");
    assert_reason(&c, "a.c", 4, "Something is reported there: call-in-loop, m * n round trips");
    assert_reason(&c, "a.c", 2, "Nothing that stands in the loop at a.c:2 itself waits on each of its turns");
    assert_reason(&c, "a.c", 2, "The loop at a.c:3 is reported once, at its dearest call: a.c:4");
    checked_finish(&c);
}

/* Answers to what was sent before: no loop is left, and none is paid for each turn. */
static void answers_that_are_taken(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c,
                 "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function)) (function f @1:5 (end 20) (parameters n)"
                 " (locals i) (body " FOR("2", "i", "n", "(call append @3:5 (i))") FOR("4", "i", "n", "(call get @5:5)")
                     FOR("6", "i", "n", "(call append @7:5 (i)) (call get @8:5) (call get @9:5)") ")))");
    assert_reason(
        &c, "a.c", 5,
        "The loop at a.c:4 only takes what was asked for before, and ends when there is no more, in get() at a.c:5");
    assert_reason(&c, "a.c", 8, "Something is reported there");
    assert_reason(&c, "a.c", 9, "get() takes an answer that came with another one: it is no round trip of its own");
    checked_finish(&c);
}

static void assert_answer(struct checked *c, uint32_t line, const char *expected) {
    struct buffer text = {0};
    rules_why_not(&c->counted.linked.program, &c->counted.costs, "a.c", line, &text);
    assert_string_equal(buffer_text(&text), expected);
    buffer_finish(&text);
}

static void one_line_is_told_once(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function)) (function f @1:5 (end 20) (parameters n)"
                     " (locals i) (body (call query @6:1 (1)) (call query @6:9 (2))"
                     " (assign i 0) (loop for @2:3 (condition (< i n)) (step (assign i += 1)) (body"
                     "  (call query @4:5 (i)) (call value_of @4:9) (call query @4:15 (i)))))))");
    assert_answer(&c, 4,
                  "Something is reported there: call-in-loop, 2 * n round trips.\n"
                  "The whole story: tripcount explain a.c:4\n");
    assert_answer(&c, 6,
                  "query() is in no loop of f(). A loop around a call of f() is reported where it is.\n"
                  "It is one of 2 round trips to demo in a row: 3 make a sequence.\n");
    checked_finish(&c);
}

static void quiet_loops(void **state) {
    static const char text[] =
        "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (wait_event function (header \"demo.h\" 6))"
        " (nap function (header \"demo.h\" 7)) (query_many function (header \"demo.h\" 8)) (f function) (add function) "
        "(counter variable))"
        " (function f @1:5 (end 50) (parameters argc argv rows n x) (locals i k) (body"
        "  (loop for @6:3 (body (call query @7:5 (1)) (call value_of @8:9 ($0)) (branch if $1 (then (break))) (call "
        "nap @8:5 (1))))"
        "  (loop for @10:3 (condition (< i argc)) (step (assign i += 1)) (body (call query @11:5 ((element argv i)))))"
        "  (loop for @20:3 (condition (< i n)) (step (assign i += 1)) (body (assign k += 1)"
        "   (branch if (== k 100) (then (call query @21:5 (1)) (assign @22:5 k 0)))))"
        "  (call query_many @30:3 (rows n))"
        "  (loop for @31:3 (condition (< i n)) (step (assign i += 1)) (body (call query @32:5 ((element rows i)))))"
        "  (loop for @40:3 (body (call wait_event @41:5) (call query @42:5 (1))))))"
        " (function add @60:5 (end 70) (body (assign @counter += 1)"
        "  (branch if (== @counter 100) (then (call query @61:5 (1)) (assign @62:5 @counter 0))))))";
    struct checked c = {0};
    (void)state;
    linked_init(&c.counted.linked);
    linked_load_pack(&c.counted.linked, SMALL_PACK "  - {names: [wait_event], effect: local, pause: event}\n"
                                                   "  - {names: [nap], effect: local, pause: time}\n"
                                                   "  - {names: [query_many], effect: roundtrip, bulk: true}\n");
    linked_encode(&c.counted.linked, "test", text, strlen(text));
    linked_link(&c.counted.linked);
    counted_count(&c.counted);
    checked_check(&c);
    assert_int_equal(c.result.finding_count, 0);
    assert_reason(&c, "a.c", 42,
                  "is an event loop: each turn is for something that came from outside, in wait_event() at a.c:41");
    assert_reason(&c, "a.c", 40, "is an event loop");
    assert_reason(&c, "a.c", 7, "is a poll: it sleeps and asks the same again, in nap() at a.c:8");
    assert_reason(&c, "a.c", 11, "walks the words of the command line, at a.c:10");
    assert_reason(&c, "a.c", 21, "every so many turns only; what it counts starts anew at a.c:22");
    assert_reason(&c, "a.c", 32, "it was fetched ahead in query_many() at a.c:30");
    assert_reason(&c, "a.c", 61, "query() is only called every so many times: what is counted starts anew at a.c:62");
    checked_finish(&c);
}

/* Loops that wait or send, and make no round trip on a turn. */
static void one_way_loops(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function)) (function f @1:5 (end 20) (parameters n)"
                     " (locals i r) (body"
                     " (loop while @2:3 (test (call get @2:10 (1)) (assign r $0)) (condition r) (body))" FOR(
                         "4", "i", "n", "(call append @5:5 (i))") ")))");
    assert_reason(&c, "a.c", 2,
                  "only takes what was asked for before, and ends when there is no more, in get() at a.c:2");
    assert_reason(&c, "a.c", 4, "only sends, and no function that is known to wait takes an answer, at a.c:4");
    checked_finish(&c);
}

/* What only runs after a failure says so. `query` gives NULL when it fails. */
static const char failing[] =
    "(unit \"a.c\" (symbols (ask function (header \"demo.h\" 1)) (retries function) (tries_hosts function)"
    " (cleans_up function) (once_more function))"
    " (function retries @10:5 (end 15) (parameters c) (locals r) (body"
    "  (loop do @11:3 (condition (! r)) (body (call ask @12:5 (c)) (assign r $0)))))"
    " (function tries_hosts @20:5 (end 29) (parameters hosts n) (locals i) (body"
    "  (assign i 0) (loop for @21:3 (condition (< i n)) (step (assign i += 1)) (body"
    "   (call ask @22:5 ((element hosts i))) (branch if (! $0) (then (continue @23:7))) (return)))))"
    " (function cleans_up @30:5 (end 39) (parameters c n) (locals i) (body"
    "  (assign i 0) (loop for @31:3 (condition (< i n)) (step (assign i += 1)) (body"
    "   (call ask @32:5 (c)) (branch if (! $0) (then (call ask @33:7 (0)) (return)))))))"
    " (function once_more @40:5 (end 49) (parameters c x) (locals tried) (body (declare tried 0)"
    "  (loop while @41:3 (condition 1) (body (call ask @42:5 (c)) (branch if x (then (break)))"
    "   (branch if (! tried) (then (assign tried 1) (continue))) (return)))))"
    ")";

static void failures(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, failing);
    assert_reason(&c, "a.c", 12,
                  "The loop at a.c:11 only turns again when something has failed, with the same request");
    assert_reason(&c, "a.c", 22,
                  "The loop at a.c:21 only turns again when the one that was asked has failed or is not the right "
                  "one, with the next one, at a.c:23");
    assert_reason(&c, "a.c", 42, "The loop at a.c:41 turns again once only");
    assert_reason(&c, "a.c", 33, "ask() only runs there when something has failed");
    assert_reason(&c, "a.c", 32, "Something is reported there");
    checked_finish(&c);
}

/* What a loop leaves out, because it is told of where it is, is none of what it sends. */
static void what_is_left_out(void **state) {
    static const char text[] =
        "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function) (looped function))"
        " (function f @10:5 (end 60) (parameters n) (locals i) (body"
        "  (assign i 0) (loop for @20:3 (condition (< i n)) (step (assign i += 1)) (body"
        "   (call append @21:5 (i)) (call looped @22:5 (n))))"
        "  (assign i 0) (loop for @30:3 (condition (< i n)) (step (assign i += 1)) (body (call append @31:5 (i))))))"
        " (function looped @80:5 (end 85) (parameters n) (locals i) (body"
        "  (assign i 0) (loop for @81:3 (condition (< i n)) (step (assign i += 1)) (body (call query @82:5 (i)))))))";
    struct checked c;
    (void)state;
    checked_make(&c, text);
    assert_reason(&c, "a.c", 20, "All that the loop at a.c:20 is known to wait for is reported where it is, at a.c:82");
    assert_reason(&c, "a.c", 30, "only sends, and no function that is known to wait takes an answer");
    checked_finish(&c);
}

/* A call that closes a cycle of functions, and one that leaves the loop. */
static void cycles(void **state) {
    static const char text[] =
        "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function) (g function) (h function))"
        " (function f @10:5 (end 30) (parameters n m) (locals i) (body"
        "  (loop while @12:3 (condition (> n 0)) (body (call g @13:5 (m)) (assign n -= 1)))"
        "  (call query @15:5 (1))))"
        " (function g @40:5 (end 45) (parameters n) (body (branch if n (then (call f @41:3 (n n))))))"
        " (function h @50:5 (end 60) (parameters n) (body"
        "  (loop while @52:3 (condition (> n 0)) (body (assign n -= 1) (call query @53:5 (1)) (return))))))";
    struct checked c;
    (void)state;
    checked_make(&c, text);
    assert_reason(&c, "a.c", 13, "g() leads back to f(): what such a cycle waits for is counted once");
    assert_reason(&c, "a.c", 12, "g() leads back to f(): what such a cycle waits for is counted once");
    assert_reason(&c, "a.c", 53, "After query(), the loop at a.c:52 is always left");
    checked_finish(&c);
}

#define WAITS_PACK                                                                                                     \
    "version: 1\nlibrary: waits\ntitle: Waits\npeer: demo\nheaders: [waits.h]\nfunctions:\n"                           \
    "  - {names: [read_at], effect: roundtrip, request: 0, result: return, access: read}\n"                            \
    "  - {names: [commit], effect: roundtrip, access: sync}\n"                                                         \
    "  - {names: [get_limit], effect: roundtrip, cached: true}\n"                                                      \
    "  - {names: [get_number], effect: roundtrip, request: 0, cached: true, prefetch: send_number}\n"                  \
    "  - {names: [send_number], effect: send, request: 0}\n"                                                           \
    "  - {names: [wait_event], effect: local, pause: event}\n"

#define WAITS_SYMBOLS                                                                                                  \
    " (symbols " DEMO_SYMBOLS " (read_at function (header \"waits.h\" 1)) (commit function (header \"waits.h\" 2))"    \
    " (get_limit function (header \"waits.h\" 3)) (get_number function (header \"waits.h\" 4))"                        \
    " (send_number function (header \"waits.h\" 5)) (wait_event function (header \"waits.h\" 6)) (f function)"         \
    " (g function) (maybe function) (limit variable))"

/* What is said of line 10 behind the word that it is in no loop; or all, where that is not said. */
static void assert_line(const char *functions, const char *expected) {
    static const char no_loop[] = " is reported where it is.\n";
    struct checked c = {0};
    struct buffer program_text = {0}, text = {0};
    struct linked *linked = &c.counted.linked;
    buffer_printf(&program_text, "(unit \"a.c\"" WAITS_SYMBOLS "%s)", functions);
    linked_init(linked);
    linked_load_pack(linked, SMALL_PACK);
    linked_load_pack(linked, WAITS_PACK);
    linked_encode(linked, "test", program_text.data, program_text.size);
    linked_link(linked);
    counted_count(&c.counted);
    rules_why_not(&linked->program, &c.counted.costs, "a.c", 10, &text);
    const char *start = strstr(buffer_text(&text), no_loop);
    start = start ? start + strlen(no_loop) : buffer_text(&text);
    if (strcmp(start, expected) != 0)
        fail_msg("%s: %s", functions, buffer_text(&text));
    buffer_finish(&program_text);
    buffer_finish(&text);
    checked_finish(&c);
}

#define LINE(body) "(function f @1:5 (end 30) (parameters n p x) (locals r s) (body " body "))"

static void in_a_sequence(void **state) {
    (void)state;
    assert_line(LINE("(call query @10:3 (1)) (call query @11:3 (2)) (call query @12:3 (3))"),
                "Something is reported there: chatty-sequence, 3 round trips where 1 would do.\n"
                "The whole story: tripcount explain a.c:10\n");
    assert_line(LINE("(call query @9:3 (1)) (call query @10:3 (2)) (call query @12:3 (3))"),
                "It is one of 3 round trips that are reported as a sequence at a.c:9.\n"
                "The whole story: tripcount explain a.c:9\n");
    assert_line(LINE("(call read_at @9:3 (1)) (call read_at @10:3 (1))"),
                "Something is reported there: duplicate-call.\nThe whole story: tripcount explain a.c:10\n");
}

static void few_in_a_row(void **state) {
    (void)state;
    assert_line(LINE("(call query @10:3 (1))"),
                "No other round trip to demo stands in a row with it: 3 make a sequence.\n");
    assert_line(LINE("(call query @8:3 (1)) (call wait_event @9:3) (call query @10:3 (2)) (call query @11:3 (3))"
                     " (call commit @12:3) (call query @13:3 (4))"),
                "It is one of 2 round trips to demo in a row: 3 make a sequence.\n"
                "What comes before may not go with it: at a.c:9, wait_event() waits, or may wait, in between.\n"
                "What comes behind may not go with it: at a.c:12, commit() waits, or may wait, in between.\n");
    assert_line(LINE("(call query @9:3 (1)) (assign r $0) (call query @10:3 (r)) (assign s $1) (call query @11:3 (s))"),
                "It is one of 3 round trips to demo in a row, but requests need the answers before them: with those "
                "sent together that can be, 3 are left. A sequence saves 2.\n");
    assert_line(LINE("(call query @9:3 (1)) (branch if @limit (then (call query @10:3 (2)))) (call query @11:3 (3))"),
                "query() is in an arm that need not run: neither what runs in any case nor the arm is enough for a "
                "sequence.\n");
}

static void no_part_of_any(void **state) {
    (void)state;
    assert_line(LINE("(call query @9:3 (1)) (call commit @10:3)"),
                "commit() connects, sets up a session, waits until all before it is done or is long work for demo: it "
                "is in no sequence.\n");
    assert_line(LINE("(call query @9:3 (1)) (call get_limit @10:3)"),
                "The client keeps the answer of get_limit() from the first time on: it is in no sequence.\n");
    assert_line(LINE("(call get_number @8:3 (\"a\")) (call query @9:3 (1)) (call get_number @10:3 (\"a\"))"),
                "The client keeps the answer of get_number() from the first time on: it is in no sequence.\n"
                "Its answer could be asked for ahead: that is reported of 2 such answers or more.\n");
    assert_line(LINE("(call send_number @8:3 (1)) (call query @9:3 (1)) (call get_number @10:3 (1))"),
                "get_number() takes an answer that is asked for ahead: it counts for no sequence.\n");
    assert_line(LINE("(call query @9:3 (1)) (call get_number @10:3 (1))"),
                "It is one of 2 round trips to demo in a row: 3 make a sequence.\n"
                "Its answer could be asked for ahead: that is reported of 2 such answers or more.\n");
    assert_line(LINE("(call query @8:3 (1)) (branch if @limit (then (call query @9:3 (1)) (call query @9:9 (2))) "
                     "(else (call query @10:3 (3))))"),
                "Of several ways through f() the one with the most round trips is searched for sequences: query() is "
                "on another.\n");
    assert_line("(function maybe @2:5 (end 4) (body (branch if @limit (then (call query @3:3 (1))))))" LINE(
                    "(call query @9:3 (1)) (call maybe @10:3)"),
                "How many round trips maybe() makes each time is not known, or they are reported below it: it counts "
                "for no sequence.\n");
    assert_line(
        "(function g @40:5 (end 50) (parameters n) (locals i) (body " FOR("41", "i", "n", "(call f @42:3)") "))" LINE(
            "(call query @10:3 (1)) (call query @11:3 (2)) (call query @12:3 (3))"),
        "f() runs in a loop that is reported: what it waits for is told there, not as a sequence.\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_reason),
                                       cmocka_unit_test(in_a_sequence),
                                       cmocka_unit_test(few_in_a_row),
                                       cmocka_unit_test(no_part_of_any),
                                       cmocka_unit_test(failures),
                                       cmocka_unit_test(quiet_loops),
                                       cmocka_unit_test(one_way_loops),
                                       cmocka_unit_test(every_line_has_a_reason),
                                       cmocka_unit_test(what_nothing_runs),
                                       cmocka_unit_test(an_inner_loop_that_is_reported),
                                       cmocka_unit_test(answers_that_are_taken),
                                       cmocka_unit_test(one_line_is_told_once),
                                       cmocka_unit_test(what_is_left_out),
                                       cmocka_unit_test(cycles)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
