#include "unit/ir/sample.h"

#include "base/intern.h"
#include "ir/verify.h"
#include "summary/summary.h"

static struct summary open_summary(struct arena *arena, struct interner *interner, const struct buffer *bytes) {
    struct summary summary;
    struct error err = {0};
    if (!summary_open(arena, interner, bytes->data, bytes->size, &summary, &err))
        fail_msg("%s", err.message);
    return summary;
}

/* Encodes and decodes `unit` and prints what came back. */
static void print_decoded(const struct unit *unit, struct buffer *out) {
    struct arena arena;
    struct interner interner;
    struct buffer bytes = {0};
    struct error err = {0};
    struct unit again;
    arena_init(&arena);
    interner_init(&interner);
    summary_encode(unit, &bytes);
    struct summary summary = open_summary(&arena, &interner, &bytes);
    if (!summary_unit(&summary, &arena, &again, &err))
        fail_msg("%s", err.message);
    unit_print(&again, out);
    buffer_finish(&bytes);
    interner_finish(&interner);
    arena_finish(&arena);
}

static void test_everything_comes_back(void **state) {
    (void)state;
    struct buffer text = {0}, printed = {0};
    struct arena arena;
    arena_init(&arena);
    sample_load(SAMPLE_EVERYTHING, &text);
    struct unit unit = sample_read(&arena, buffer_text(&text));
    print_decoded(&unit, &printed);
    assert_string_equal(buffer_text(&printed), buffer_text(&text));
    arena_finish(&arena);
    buffer_finish(&text);
    buffer_finish(&printed);
}

static void test_an_empty_unit_comes_back(void **state) {
    (void)state;
    static const char text[] = "(unit \"a.c\"\n  (status error \"\"))\n";
    struct buffer printed = {0};
    struct arena arena;
    arena_init(&arena);
    struct unit unit = sample_read(&arena, text);
    print_decoded(&unit, &printed);
    assert_string_equal(buffer_text(&printed), text);
    arena_finish(&arena);
    buffer_finish(&printed);
}

/* What the text form cannot tell apart must not be lost in bytes either. */
static void test_null_and_empty_texts_are_told_apart(void **state) {
    (void)state;
    struct arena arena;
    struct interner interner;
    struct buffer bytes = {0};
    struct function function;
    struct error err = {0};
    arena_init(&arena);
    interner_init(&interner);
    struct unit unit = sample_read(&arena, "(unit \"a.c\" (symbols (f function)) (function f (body (call f)"
                                           " (call f () (macro \"\") (pointee \"\") (receiver this \"\")))))");
    summary_encode(&unit, &bytes);
    struct summary summary = open_summary(&arena, &interner, &bytes);
    assert_null(summary.skeleton.message);
    assert_true(summary_function(&summary, 0, &arena, &function, &err));
    const struct call *plain = function.body->call, *full = function.body->next->call;
    assert_null(plain->macro);
    assert_null(plain->pointee);
    assert_null(plain->receiver_type);
    assert_string_equal(full->macro, "");
    assert_string_equal(full->pointee, "");
    assert_string_equal(full->receiver_type, "");
    buffer_finish(&bytes);
    interner_finish(&interner);
    arena_finish(&arena);
}

static void test_the_same_unit_gives_the_same_bytes(void **state) {
    (void)state;
    struct buffer text = {0}, one = {0}, two = {0};
    struct arena arena;
    arena_init(&arena);
    sample_load(SAMPLE_EVERYTHING, &text);
    for (int i = 0; i < 2; i++) {
        struct unit unit = sample_read(&arena, buffer_text(&text));
        summary_encode(&unit, i == 0 ? &one : &two);
    }
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.data, two.data, one.size);
    /* Appended, not written over. */
    struct unit unit = sample_read(&arena, buffer_text(&text));
    summary_encode(&unit, &one);
    assert_int_equal(one.size, 2 * two.size);
    assert_memory_equal(one.data + two.size, two.data, two.size);
    arena_finish(&arena);
    buffer_finish(&text);
    buffer_finish(&one);
    buffer_finish(&two);
}

static void test_texts_are_interned(void **state) {
    (void)state;
    struct arena arena;
    struct interner interner;
    struct buffer bytes = {0};
    arena_init(&arena);
    interner_init(&interner);
    const char *name = intern(&interner, "PQexec");
    struct unit unit = sample_read(&arena, "(unit \"a.c\" (symbols (PQexec function)))");
    summary_encode(&unit, &bytes);
    struct summary summary = open_summary(&arena, &interner, &bytes);
    assert_ptr_equal(summary.skeleton.symbols[0].name, name);
    buffer_finish(&bytes);
    interner_finish(&interner);
    arena_finish(&arena);
}

static void expect_numbers(const uint32_t *numbers, uint32_t count, const char *expected) {
    struct buffer text = {0};
    for (uint32_t i = 0; i < count; i++)
        buffer_printf(&text, "%u ", numbers[i]);
    assert_string_equal(buffer_text(&text), expected);
    buffer_finish(&text);
}

static void test_what_linking_knows_without_bodies(void **state) {
    (void)state;
    struct arena arena;
    struct interner interner;
    struct buffer bytes = {0};
    arena_init(&arena);
    interner_init(&interner);
    struct unit unit = sample_read(
        &arena, "(unit \"a.c\" (symbols (f0 function) (f1 function) (f2 function) (f3 function) (f4 function)"
                " (f5 function) (f6 function) (f7 function) (v variable))"
                " (function f0 @3:4 incomplete (end 9) (parameters p (q \"int\" captured)) (locals i) (body"
                " (call f7) (call f2) (call f7)"
                " (loop while (range &f6) (condition (== @v &f5)) (test (call f1)) (step (call f3)) (body"
                "  (branch if 1 (then (assign i &f4) (call f2))))) ))"
                " (function f1 (body (call (through @v))))"
                " (function f2))");
    summary_encode(&unit, &bytes);
    struct summary summary = open_summary(&arena, &interner, &bytes);
    assert_int_equal(summary.function_count, 3);
    assert_int_equal(summary.skeleton.function_count, 0);
    const struct function_entry *entry = &summary.functions[0];
    expect_numbers(entry->callees, entry->callee_count, "1 2 3 4 5 6 7 ");
    expect_numbers(entry->loop_callees, entry->loop_callee_count, "1 2 3 4 5 ");
    expect_numbers(entry->kept_callees, entry->kept_callee_count, "4 5 6 ");
    assert_false(entry->has_indirect_call);
    assert_int_equal(entry->head.symbol, 0);
    assert_int_equal(entry->head.flags, FUNCTION_INCOMPLETE);
    assert_int_equal(entry->head.location.line, 3);
    assert_int_equal(entry->head.end_line, 9);
    assert_int_equal(entry->head.call_count, 6);
    assert_int_equal(entry->head.loop_count, 1);
    assert_int_equal(entry->head.parameter_count, 2);
    assert_string_equal(entry->head.parameters[1].name, "q");
    assert_int_equal(entry->head.parameters[1].flags, LOCAL_CAPTURED);
    assert_null(entry->head.body);
    assert_int_equal(entry->head.local_count, 0);
    assert_int_equal(entry->local_count, 1);
    assert_true(summary.functions[1].has_indirect_call);
    assert_int_equal(summary.functions[1].callee_count, 0);
    assert_false(summary.functions[2].has_indirect_call);
    assert_int_equal(summary.functions[2].body_offset + summary.functions[2].body_size, bytes.size);
    buffer_finish(&bytes);
    interner_finish(&interner);
    arena_finish(&arena);
}

/* Regions nested in each other: branches, `count` of them. */
static struct region *nest(struct arena *arena, const struct unit *unit, uint32_t count) {
    struct region *list = NULL;
    for (uint32_t i = 0; i < count; i++) {
        struct region *region = region_new(arena, REGION_BRANCH, unit->functions[0].location);
        region->branch = (struct branch){.condition = expr_constant(arena, 1), .then_list = list, .form = "if"};
        list = region;
    }
    return list;
}

static void expect_cut(uint32_t region_depth, uint32_t expr_depth, uint32_t expected_flags, bool has_body) {
    struct arena arena;
    struct interner interner;
    struct buffer bytes = {0};
    struct error err = {0};
    struct function function;
    arena_init(&arena);
    interner_init(&interner);
    struct unit unit = sample_read(&arena, "(unit \"a.c\" (symbols (f function)) (function f @1:1 (locals i))"
                                           " (fact i &f (in f)))");
    struct expr *expr = expr_constant(&arena, 1);
    for (uint32_t i = 1; i < expr_depth; i++) {
        struct expr *outer = expr_new(&arena, EXPR_DEREF);
        outer->a = expr;
        expr = outer;
    }
    struct region *list = nest(&arena, &unit, region_depth);
    struct region *end = region_new(&arena, REGION_RETURN, unit.functions[0].location);
    end->value = expr;
    end->next = list;
    unit.functions[0].body = end;
    summary_encode(&unit, &bytes);
    struct summary summary = open_summary(&arena, &interner, &bytes);
    if (!summary_function(&summary, 0, &arena, &function, &err))
        fail_msg("%s", err.message);
    assert_int_equal(function.flags, expected_flags);
    assert_int_equal(function.body != NULL, has_body);
    buffer_finish(&bytes);
    interner_finish(&interner);
    arena_finish(&arena);
}

static void test_what_is_nested_too_deep_is_cut(void **state) {
    (void)state;
    expect_cut(1, 1, 0, true);
    expect_cut(UNIT_DEPTH_LIMIT - 1, 1, 0, true);
    expect_cut(UNIT_DEPTH_LIMIT, 1, FUNCTION_INCOMPLETE, false);
    expect_cut(3000, 1, FUNCTION_INCOMPLETE, false);
    for (uint32_t depth = UNIT_DEPTH_LIMIT - 3; depth < UNIT_DEPTH_LIMIT + 3; depth++)
        expect_cut(1, depth, 0, true);
    expect_cut(1, 3000, 0, true);
}

static void test_the_smallest_depth_that_is_cut_is_whole_below(void **state) {
    (void)state;
    struct buffer text = {0}, printed = {0};
    struct arena arena;
    arena_init(&arena);
    buffer_add_text(&text, "(unit \"a.c\"\n  (function - global-init\n    (body\n      (return ");
    for (int i = 0; i < UNIT_DEPTH_LIMIT - 2; i++)
        buffer_add_text(&text, "(! ");
    buffer_add_text(&text, "(opaque \"\")"); /* what a deeper one would have become */
    for (int i = 0; i < UNIT_DEPTH_LIMIT - 2; i++)
        buffer_add_char(&text, ')');
    buffer_add_text(&text, "))))\n");
    struct unit unit = sample_read(&arena, buffer_text(&text));
    print_decoded(&unit, &printed);
    assert_string_equal(buffer_text(&printed), buffer_text(&text));
    arena_finish(&arena);
    buffer_finish(&text);
    buffer_finish(&printed);
}

/* A summary is kept for every unit of a program: this one, which has every form once, must not grow unseen. */
static void test_size(void **state) {
    (void)state;
    struct buffer text = {0}, bytes = {0};
    struct arena arena;
    arena_init(&arena);
    sample_load(SAMPLE_EVERYTHING, &text);
    struct unit unit = sample_read(&arena, buffer_text(&text));
    summary_encode(&unit, &bytes);
    assert_true(bytes.size < text.size / 2);
    arena_finish(&arena);
    buffer_finish(&text);
    buffer_finish(&bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_comes_back),
        cmocka_unit_test(test_an_empty_unit_comes_back),
        cmocka_unit_test(test_null_and_empty_texts_are_told_apart),
        cmocka_unit_test(test_the_same_unit_gives_the_same_bytes),
        cmocka_unit_test(test_texts_are_interned),
        cmocka_unit_test(test_what_linking_knows_without_bodies),
        cmocka_unit_test(test_what_is_nested_too_deep_is_cut),
        cmocka_unit_test(test_the_smallest_depth_that_is_cut_is_whole_below),
        cmocka_unit_test(test_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
