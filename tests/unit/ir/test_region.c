#include "unit/ir/sample.h"

#include "ir/verify.h"

static struct region *label_region(struct arena *arena, uint32_t label) {
    struct region *region = region_new(arena, REGION_LABEL, (struct location){0});
    region->label = label;
    return region;
}

static void test_lists_keep_their_order(void **state) {
    (void)state;
    struct arena arena;
    struct region_list list = {0}, tail = {0};
    arena_init(&arena);
    region_append(&list, label_region(&arena, 0));
    region_append(&list, label_region(&arena, 1));
    region_append_list(&list, NULL);
    region_append(&tail, label_region(&arena, 2));
    region_append(&tail, label_region(&arena, 3));
    region_append_list(&list, tail.first);
    region_append(&list, label_region(&arena, 4));
    uint32_t count = 0;
    for (const struct region *region = list.first; region; region = region->next)
        assert_int_equal(region->label, count++);
    assert_int_equal(count, 5);
    assert_null(list.last->next);
    arena_finish(&arena);
}

static void test_appending_cuts_a_region_off_its_old_list(void **state) {
    (void)state;
    struct arena arena;
    struct region_list list = {0}, old = {0};
    arena_init(&arena);
    region_append(&old, label_region(&arena, 1));
    region_append(&old, label_region(&arena, 2));
    region_append(&list, old.first);
    assert_null(list.first->next);
    arena_finish(&arena);
}

static void note_label(struct region *region, void *context) {
    if (region->kind == REGION_LABEL)
        buffer_printf(context, "%u ", region->label);
}

static void test_walk_visits_every_list(void **state) {
    (void)state;
    struct arena arena;
    struct buffer seen = {0};
    arena_init(&arena);
    struct unit unit = sample_read(
        &arena, "(unit \"a\" (function - global-init (labels l0 l1 l2 l3 l4 l5 l6 l7 l8 l9 l10 l11) (body"
                " (branch if 1 (then (label l0)) (else (label l1)))"
                " (switch 1 (before (label l2)) (case (1) (label l3)) (case () default (label l4)))"
                " (loop for (test (label l5)) (body (label l6) (branch if 1 (then (label l7)))) (step (label l8)))"
                " (try (body (label l9)) (catch \"...\" (label l10)))"
                " (label l11))))");
    region_walk(unit.functions[0].body, note_label, &seen);
    assert_string_equal(buffer_text(&seen), "0 1 2 3 4 5 6 7 8 9 10 11 ");
    buffer_finish(&seen);
    arena_finish(&arena);
}

/* Reads a function with the labels again, out and more, folds its gotos, and compares the printed body. */
static void expect_fold(const char *body, const char *expected) {
    struct buffer text = {0}, printed = {0}, wanted = {0};
    struct arena arena;
    struct error err = {0};
    arena_init(&arena);
    buffer_printf(&text, "(unit \"a\" (symbols (f function)) (function f (labels again out more) (body %s)))", body);
    struct unit unit = sample_read(&arena, buffer_text(&text));
    struct function *function = &unit.functions[0];
    function->body = region_fold_gotos(&arena, function->body, &function->loop_count);
    if (!function_verify(&unit, function, &err))
        fail_msg("%s", err.message);
    unit_print(&unit, &printed);

    buffer_clear(&text);
    buffer_printf(&text, "(unit \"a\" (symbols (f function)) (function f (labels again out more) (body %s)))",
                  expected);
    struct unit wanted_unit = sample_read(&arena, buffer_text(&text));
    unit_print(&wanted_unit, &wanted);
    assert_string_equal(buffer_text(&printed), buffer_text(&wanted));
    buffer_finish(&text);
    buffer_finish(&printed);
    buffer_finish(&wanted);
    arena_finish(&arena);
}

static void test_a_goto_back_becomes_a_loop(void **state) {
    (void)state;
    expect_fold("(label again @2:1) (call f @3:1) (branch if @4:1 $0 (then (goto again @5:3))) (call f @6:1)",
                "(label again @2:1) (loop goto @2:1 (end 4) (label again) (body (call f @3:1)"
                " (branch if @4:1 $0 (then (goto again @5:3))))) (call f @6:1)");
}

static void test_the_last_goto_ends_the_loop(void **state) {
    (void)state;
    expect_fold("(label again @2:1) (goto again @3:1) (call f @4:1) (goto again @5:1) (call f @6:1)",
                "(label again @2:1) (loop goto @2:1 (end 5) (label again) (body (goto again @3:1) (call f @4:1)"
                " (goto again @5:1))) (call f @6:1)");
}

static void test_forward_gotos_stay(void **state) {
    (void)state;
    static const char body[] = "(branch if 1 (then (goto out))) (call f) (label out) (goto -) (return)";
    expect_fold(body, body);
}

static void test_a_goto_out_of_a_nested_list_to_an_outer_label(void **state) {
    (void)state;
    expect_fold("(label again @2:1) (loop while @3:1 (body (switch 1 (case (1) (goto again @5:1)))))",
                "(label again @2:1) (loop goto @2:1 (index 1) (end 3) (label again) (body"
                " (loop while @3:1 (index 0) (body (switch 1 (case (1) (goto again @5:1)))))))");
}

static void test_a_goto_into_a_block_is_no_loop(void **state) {
    (void)state;
    static const char body[] = "(branch if 1 (then (label again) (call f))) (goto again)";
    expect_fold(body, body);
}

static void test_loops_inside_loops(void **state) {
    (void)state;
    expect_fold("(label again @1:1) (label more @2:1) (goto more @3:1) (goto again @4:1)",
                "(label again @1:1) (loop goto @1:1 (end 4) (label again) (body (label more @2:1)"
                " (loop goto @2:1 (end 3) (label more) (body (goto more @3:1))) (goto again @4:1)))");
    expect_fold("(loop while (body (label again @2:1) (branch if @3:1 1 (then (goto again @3:5))) (break @4:1)))",
                "(loop while (body (label again @2:1) (loop goto @2:1 (end 3) (label again) (body"
                " (branch if @3:1 1 (then (goto again @3:5))))) (break @4:1)))");
}

static void test_form_names(void **state) {
    (void)state;
    assert_string_equal(loop_form_name(LOOP_FOR), "for");
    assert_string_equal(loop_form_name(LOOP_GOTO), "goto");
    assert_string_equal(loop_form_name((enum loop_form)99), "unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists_keep_their_order),
        cmocka_unit_test(test_appending_cuts_a_region_off_its_old_list),
        cmocka_unit_test(test_walk_visits_every_list),
        cmocka_unit_test(test_a_goto_back_becomes_a_loop),
        cmocka_unit_test(test_the_last_goto_ends_the_loop),
        cmocka_unit_test(test_forward_gotos_stay),
        cmocka_unit_test(test_a_goto_out_of_a_nested_list_to_an_outer_label),
        cmocka_unit_test(test_a_goto_into_a_block_is_no_loop),
        cmocka_unit_test(test_loops_inside_loops),
        cmocka_unit_test(test_form_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
