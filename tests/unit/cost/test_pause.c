/* What helpers wait for on every way, and what is read from where. */
#include "unit/cost/counted.h"

#include "cost/pause.h"

#define WAITS                                                                                                          \
    "version: 1\n"                                                                                                     \
    "library: waits\n"                                                                                                 \
    "title: Waits\n"                                                                                                   \
    "headers: [waits.h]\n"                                                                                             \
    "functions:\n"                                                                                                     \
    "  - {names: [wait_event, read_fd], effect: local, pause: event}\n"                                                \
    "  - {names: [read_line], effect: local, pause: input}\n"                                                          \
    "  - {names: [take_event], effect: local, pause: arrived}\n"                                                       \
    "  - {names: [nap], effect: local, pause: time}\n"                                                                 \
    "  - {names: [events_run], effect: local, pause: event}\n"                                                         \
    "  - {names: [ask], effect: roundtrip, peer: waits}\n"

#define SYMBOLS                                                                                                        \
    "(symbols (wait_event function (header \"waits.h\" 1)) (read_fd function (header \"waits.h\" 2))"                  \
    " (read_line function (header \"waits.h\" 3)) (nap function (header \"waits.h\" 4)) (open function)"               \
    " (exit function noreturn) (stdin variable) (callee function (type \"char *(int, struct _IO_FILE *)\"))"           \
    " (outer function) (events_run function (header \"waits.h\" 5)) (ask function (header \"waits.h\" 6)))"

#define EVENT (PAUSES_EVENT | PAUSES_STREAM)

struct waiting {
    struct linked linked;
    struct atom_table atoms;
    struct arena scratch;
};

static void make(struct waiting *w, const char *callee, const char *call) {
    struct buffer text = {0};
    buffer_printf(&text,
                  "(unit \"a.c\" " SYMBOLS " (function callee @3:1 (parameters fd file) (locals x y) (labels out)"
                  " (body %s)) (function outer @20:1 (parameters fd file x) (locals y) (body %s)))",
                  callee, call);
    linked_init(&w->linked);
    linked_load_pack(&w->linked, WAITS);
    linked_encode(&w->linked, "test", buffer_text(&text), text.size);
    linked_link(&w->linked);
    atom_table_init(&w->atoms, &w->linked.arena);
    arena_init(&w->scratch);
    buffer_finish(&text);
}

static void drop(struct waiting *w) {
    arena_finish(&w->scratch);
    atom_table_finish(&w->atoms);
    linked_finish(&w->linked);
}

/* What the last call of outer() has waited for when it comes back. */
static unsigned bits_of(const char *callee, const char *call) {
    struct waiting w;
    struct scope scope;
    struct error err = {0};
    make(&w, callee, call);
    struct program *program = &w.linked.program;
    uint32_t outer = linked_function(&w.linked, NULL, "outer");
    const struct function *body = program_body(program, outer, &err);
    assert_non_null(body);
    scope_init(&scope, program, &w.atoms, &w.scratch, outer, body);
    const struct region *region = scope.calls[body->call_count - 1].region;
    struct pause_state state = pause_call(pause_table_new(program), &scope, region);
    unsigned bits = state.is_possible ? state.must : 0x80;
    drop(&w);
    return bits;
}

static unsigned bits(const char *callee) { return bits_of(callee, "(call callee @21:5 (fd file))"); }

static void every_way_waits(void **state) {
    (void)state;
    assert_int_equal(bits("(call wait_event)"), EVENT);
    assert_int_equal(bits("(call nap (1))"), PAUSES_TIME);
    assert_int_equal(bits("(call wait_event) (call nap (1))"), EVENT | PAUSES_TIME);
    assert_int_equal(bits("(branch if fd (then (call wait_event)) (else (call wait_event)))"), EVENT);
    assert_int_equal(bits("(switch fd (case (1) (call wait_event) (break)) (case () default (call wait_event)))"),
                     EVENT);
    assert_int_equal(bits("(loop do (condition fd) (body (call wait_event)))"), EVENT);
    assert_int_equal(bits("(loop for (body (call wait_event) (branch if fd (then (return fd)))))"), EVENT);
}

static void some_way_does_not(void **state) {
    (void)state;
    assert_int_equal(bits(""), 0);
    assert_int_equal(bits("(branch if fd (then (call wait_event)))"), 0);
    assert_int_equal(bits("(branch if fd (then (return fd))) (call wait_event)"), 0);
    assert_int_equal(bits("(branch if fd (then (call wait_event)) (else (call nap (1))))"), 0);
    assert_int_equal(bits("(switch fd (case (1) (call wait_event)))"), 0);
    assert_int_equal(bits("(branch if fd (then (goto out))) (call wait_event) (label out)"), 0);
}

static void failures_and_ends_do_not_count(void **state) {
    (void)state;
    assert_int_equal(bits("(branch if fd (then (return -1))) (call wait_event)"), EVENT);
    assert_int_equal(bits("(branch if fd (then (return 0))) (call wait_event)"), EVENT); /* NULL: it gives a pointer */
    assert_int_equal(bits("(branch if fd (then (call exit (1)))) (call wait_event)"), EVENT);
    assert_int_equal(bits("(branch if fd (then (throw 1))) (call wait_event)"), EVENT);
}

static void waiting_until_something_is_there(void **state) {
    (void)state;
    assert_int_equal(bits("(loop while (condition (! x)) (body (call wait_event)))"), EVENT);
    assert_int_equal(bits("(loop for (body (branch if x (then (break))) (call wait_event)))"), EVENT);
    assert_int_equal(bits("(loop while (condition (! x)) (body (branch if y (then (call wait_event)))))"), 0);
}

static void a_sleep_for_as_long_as_is_asked(void **state) {
    (void)state;
    assert_int_equal(bits("(branch if (> fd 0) (then (call nap (fd))))"), PAUSES_TIME);
    assert_int_equal(bits("(branch if x (then (call nap (x))))"), PAUSES_TIME);
    assert_int_equal(bits("(branch if x (then (call nap (1))))"), 0); /* a reason of its own to sleep */
}

#define READ_FD         "(call read_fd (fd 1 2) (types \"int\" \"char *\" \"int\"))"
#define READ_LINE       "(call read_line (x 2 file) (types \"char *\" \"int\" \"struct _IO_FILE *\"))"
#define CALL(arguments) "(call callee @22:5 (" arguments ") (types \"int\" \"struct _IO_FILE *\"))"

static void files_are_no_events(void **state) {
    (void)state;
    assert_int_equal(bits(READ_FD), EVENT); /* nobody is seen to open it */
    assert_int_equal(bits("(call open (1)) (assign fd $0) " READ_FD), EVENT);
    assert_int_equal(bits("(call open (1)) (assign x $0) (call read_fd (x 1 2) (types \"int\" \"char *\" \"int\"))"),
                     PAUSES_STREAM);
    assert_int_equal(bits_of(READ_FD, "(call open (1)) (assign y $0) " CALL("y file")), PAUSES_STREAM);
    assert_int_equal(bits_of(READ_FD, CALL("fd file")), EVENT);
    assert_int_equal(bits(READ_LINE), PAUSES_STREAM);
    assert_int_equal(bits_of(READ_LINE, CALL("fd file")), PAUSES_STREAM);
    assert_int_equal(bits_of(READ_LINE, CALL("fd @stdin")), EVENT);
    assert_int_equal(bits("(call read_line (x 2 @stdin) (types \"char *\" \"int\" \"struct _IO_FILE *\"))"), EVENT);
}

static void a_person_or_a_file(void **state) {
    (void)state;
    assert_int_equal(bits("(branch if x (then (call wait_event)) (else " READ_LINE "))"), EVENT);
    assert_int_equal(bits("(branch if x (then (call wait_event)) (else (call nap (1))))"), 0);
}

static void nothing_to_wait_for_is_a_sleep(void **state) {
    (void)state;
    assert_int_equal(bits("(call wait_event (0 0 100))"), PAUSES_TIME);
    assert_int_equal(bits("(call wait_event (x 0 100))"), EVENT);
}

/* It serves until it is told to stop: the library's loop, and one of its own that asks something on its turns. */
static void a_loop_that_serves(void **state) {
    (void)state;
    assert_int_equal(bits("(call events_run (fd))"), EVENT | PAUSES_LOOP);
    assert_int_equal(bits("(call events_run (fd 0))"), EVENT | PAUSES_LOOP);
    assert_int_equal(bits("(call events_run (fd 2))"), EVENT); /* once */
    assert_int_equal(bits("(branch if x (then (call events_run (fd))) (else (call wait_event)))"), EVENT);
    assert_int_equal(bits("(loop for (body (call wait_event) (call ask) (branch if fd (then (return fd)))))"),
                     EVENT | PAUSES_LOOP);
    assert_int_equal(bits("(loop for (body (call wait_event) (branch if fd (then (return fd)))))"), EVENT);
    assert_int_equal(bits("(loop while (condition (! x)) (body (call wait_event) (call ask)))"), EVENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_waits),
        cmocka_unit_test(some_way_does_not),
        cmocka_unit_test(failures_and_ends_do_not_count),
        cmocka_unit_test(waiting_until_something_is_there),
        cmocka_unit_test(a_sleep_for_as_long_as_is_asked),
        cmocka_unit_test(files_are_no_events),
        cmocka_unit_test(a_person_or_a_file),
        cmocka_unit_test(nothing_to_wait_for_is_a_sleep),
        cmocka_unit_test(a_loop_that_serves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
