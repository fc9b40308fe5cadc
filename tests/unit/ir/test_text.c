#include "unit/ir/sample.h"

static void print_again(const char *text, struct buffer *out) {
    struct arena arena;
    arena_init(&arena);
    struct unit unit = sample_read(&arena, text);
    unit_print(&unit, out);
    arena_finish(&arena);
}

static void test_everything_is_itself(void **state) {
    (void)state;
    struct buffer text = {0}, printed = {0};
    sample_load(SAMPLE_EVERYTHING, &text);
    print_again(buffer_text(&text), &printed);
    assert_string_equal(buffer_text(&printed), buffer_text(&text));
    buffer_finish(&text);
    buffer_finish(&printed);
}

/* What a person writes for a test of costs: everything else has a default. */
static const char short_form[] = "; comment\n"
                                 "(unit \"a.c\"\n"
                                 "  (symbols (f function) (PQexec function (header \"libpq-fe.h\")))\n"
                                 "  (function f @10:1 (parameters conn n) (locals i)\n"
                                 "    (body (assign i 0) (loop for @11:3 (condition (< i n)) (step (assign i += 1))\n"
                                 "      (body (call PQexec @12:5 (conn \"SELECT 1\")))))))\n";

static void test_defaults_of_a_short_unit(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct unit unit = sample_read(&arena, short_form);
    assert_string_equal(unit.path, "a.c");
    assert_int_equal(unit.status, UNIT_OK);
    assert_null(unit.message);
    assert_int_equal(unit.file_count, 2);
    assert_string_equal(unit.files[0].path, "a.c");
    assert_int_equal(unit.files[0].flags, FILE_MAIN);
    assert_string_equal(unit.files[1].path, "libpq-fe.h");
    assert_int_equal(unit.files[1].flags, 0);

    const struct symbol *f = &unit.symbols[0], *exec = &unit.symbols[1];
    assert_string_equal(f->usr, "c:@F@f");
    assert_int_equal(f->flags, SYMBOL_DEFINED);
    assert_int_equal(f->header, 0);
    assert_int_equal(f->line, 10);
    assert_int_equal(f->parameter_count, 2);
    assert_int_equal(f->record, SYMBOL_NONE);
    assert_string_equal(exec->usr, "c:@F@PQexec");
    assert_int_equal(exec->flags, 0);
    assert_int_equal(exec->header, 1);
    assert_int_equal(exec->parameter_count, 0);

    const struct function *function = &unit.functions[0];
    assert_int_equal(function->call_count, 1);
    assert_int_equal(function->loop_count, 1);
    assert_string_equal(function->parameters[1].name, "n");
    assert_string_equal(function->parameters[1].type, "");
    const struct region *loop = function->body->next;
    assert_int_equal(loop->kind, REGION_LOOP);
    assert_int_equal(loop->loop->end_line, 11);
    assert_int_equal(loop->loop->condition->a->kind, EXPR_LOCAL);
    assert_int_equal(loop->loop->condition->b->kind, EXPR_PARAMETER);
    assert_int_equal(loop->loop->condition->b->index, 1);
    assert_int_equal(loop->loop->step_list->assign.op, OP_ADD);
    const struct call *call = loop->loop->body->call;
    assert_int_equal(call->symbol, 1);
    assert_int_equal(call->argument_count, 2);
    assert_string_equal(call->arguments[1].value->text, "SELECT 1");
    assert_string_equal(call->arguments[1].type, "");
    assert_int_equal(call->end_line, 12);
    assert_int_equal(call->end_column, 5 + strlen("PQexec"));
    assert_int_equal(call->spelling.line, 12);
    assert_int_equal(call->spelling.column, 5);
    assert_null(call->macro);
    arena_finish(&arena);
}

static void test_usr_defaults_follow_kind_record_and_linkage(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct unit unit =
        sample_read(&arena, "(unit \"src/a.c\" (symbols (s function internal) (v variable) (w variable internal)"
                            " (R::x field (record R)) (R record) (y field)))");
    static const char *const expected[] = {"c:a.c@F@s", "c:@v", "c:a.c@w", "c:@S@R@FI@x", "c:@S@R", "c:@FI@y"};
    for (uint32_t i = 0; i < ARRAY_COUNT(expected); i++)
        assert_string_equal(unit.symbols[i].usr, expected[i]);
    arena_finish(&arena);
}

static void test_calls_and_loops_are_numbered_in_the_order_of_the_text(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct unit unit = sample_read(
        &arena, "(unit \"a.c\" (symbols (f function)) (function f (body (call f) (loop while (test (call f))"
                " (body (loop do (body (call f))))) (loop for) (return $2))))");
    const struct region *first = unit.functions[0].body, *outer = first->next;
    assert_int_equal(first->call->index, 0);
    assert_int_equal(outer->loop->index, 0);
    assert_int_equal(outer->loop->condition_list->call->index, 1);
    assert_int_equal(outer->loop->body->loop->index, 1);
    assert_int_equal(outer->loop->body->loop->body->call->index, 2);
    assert_int_equal(outer->next->loop->index, 2);
    assert_int_equal(outer->next->next->value->index, 2);
    assert_int_equal(unit.functions[0].call_count, 3);
    assert_int_equal(unit.functions[0].loop_count, 3);
    arena_finish(&arena);
}

/* Built in memory, as the frontend does it: names that collide with keywords, numbers and each other. */
static void test_awkward_names_survive(void **state) {
    (void)state;
    static const char *const names[] = {"",       "f",    "f",    "f#2",   "this",     "12",         "-",    "@x",
                                        "&x",     "$1",   "a b",  "a`b",   "a\"b",     "a(b)",       "a;b",  "a:1:2",
                                        "a\\b\n", "\x7f", "body", "deref", "\xc3\xa9", "operator()", "+=",   "~",
                                        "",       "f#2",  "then", "-1",    "0x1",      "std::a<b>",  "\x01", "|"};
    enum { COUNT = ARRAY_COUNT(names) };
    struct symbol symbols[COUNT] = {0};
    struct local locals[COUNT] = {0};
    struct source_file files[COUNT] = {0};
    struct region regions[COUNT] = {0};
    struct expr targets[COUNT] = {0}, values[COUNT] = {0};
    for (uint32_t i = 0; i < COUNT; i++) {
        symbols[i] = (struct symbol){
            .kind = SYMBOL_VARIABLE, .name = names[i], .usr = "u", .type = "", .header = i, .record = SYMBOL_NONE};
        locals[i] = (struct local){.name = names[i], .type = ""};
        files[i] = (struct source_file){.path = names[i]};
        targets[i] = (struct expr){.kind = EXPR_LOCAL, .index = i};
        values[i] = (struct expr){.kind = EXPR_GLOBAL, .index = COUNT - 1 - i};
        regions[i] = (struct region){.kind = REGION_ASSIGN, .location = {i, i + 1, i}};
        regions[i].assign = (struct assign){.target = &targets[i], .value = &values[i]};
        regions[i].next = i + 1 < COUNT ? &regions[i + 1] : NULL;
    }
    struct function function = {.symbol = SYMBOL_NONE,
                                .flags = FUNCTION_GLOBAL_INIT,
                                .location = {3, 1, 1},
                                .locals = locals,
                                .local_count = COUNT,
                                .body = regions};
    struct unit unit = {.path = "",
                        .files = files,
                        .file_count = COUNT,
                        .symbols = symbols,
                        .symbol_count = COUNT,
                        .functions = &function,
                        .function_count = 1};
    struct buffer once = {0}, twice = {0};
    struct arena arena;
    arena_init(&arena);
    unit_print(&unit, &once);
    struct unit read = sample_read(&arena, buffer_text(&once));
    unit_print(&read, &twice);
    assert_string_equal(buffer_text(&twice), buffer_text(&once));
    const struct region *region = read.functions[0].body;
    for (uint32_t i = 0; i < COUNT; i++, region = region->next) {
        assert_string_equal(read.symbols[i].name, names[i]);
        assert_string_equal(read.functions[0].locals[i].name, names[i]);
        assert_string_equal(read.files[i].path, names[i]);
        assert_int_equal(read.symbols[i].header, i);
        assert_int_equal(region->location.file, i);
        assert_int_equal(region->location.line, i + 1);
        assert_int_equal(region->assign.target->index, i);
        assert_int_equal(region->assign.value->index, COUNT - 1 - i);
    }
    arena_finish(&arena);
    buffer_finish(&once);
    buffer_finish(&twice);
}

static void test_one_function_alone(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct unit unit = sample_read(&arena, short_form);
    struct buffer out = {0};
    buffer_add_text(&out, "> ");
    unit_print_function(&unit, &unit.functions[0], &out);
    assert_string_equal(buffer_text(&out), "> (function f @10:1\n"
                                           "  (parameters conn n)\n"
                                           "  (locals i)\n"
                                           "  (body\n"
                                           "    (assign i 0)\n"
                                           "    (loop for @11:3 (condition (< i n))\n"
                                           "      (step\n"
                                           "        (assign i += 1))\n"
                                           "      (body\n"
                                           "        (call PQexec @12:5 (conn \"SELECT 1\"))))))\n");
    buffer_finish(&out);
    arena_finish(&arena);
}

static void test_several_units(void **state) {
    (void)state;
    static const char text[] = "(unit \"a.c\" (lines 3)) ; first\n(unit \"b.c\"(files)(lines 4))";
    struct arena arena;
    struct error err = {0};
    struct unit *units;
    uint32_t count = 0;
    arena_init(&arena);
    assert_true(unit_read_all(&arena, "two", text, strlen(text), &units, &count, &err));
    assert_int_equal(count, 2);
    assert_int_equal(units[0].line_count, 3);
    assert_string_equal(units[1].path, "b.c");
    assert_int_equal(units[1].file_count, 0);
    arena_finish(&arena);
}

static void test_as_deep_as_allowed(void **state) {
    (void)state;
    struct buffer text = {0}, printed = {0};
    buffer_add_text(&text, "(unit \"a.c\"\n  (function - global-init\n    (body\n      (return ");
    for (int i = 0; i < UNIT_DEPTH_LIMIT - 2; i++)
        buffer_add_text(&text, "(! ");
    buffer_add_text(&text, "this");
    for (int i = 0; i < UNIT_DEPTH_LIMIT - 2; i++)
        buffer_add_char(&text, ')');
    buffer_add_text(&text, "))))\n");
    print_again(buffer_text(&text), &printed);
    assert_string_equal(buffer_text(&printed), buffer_text(&text));
    buffer_finish(&text);
    buffer_finish(&printed);
}

static void test_numbers_as_large_as_they_get(void **state) {
    (void)state;
    static const char text[] = "(unit \"a.c\"\n"
                               "  (errors 4294967295)\n"
                               "  (lines 4294967295)\n"
                               "  (symbols\n"
                               "    (f function (header \"a.c\" 4294967294) (parameters 4294967295)))\n"
                               "  (function f @4294967295:4294967295 (end 4294967294)\n"
                               "    (body\n"
                               "      (call f @4294967294:4294967295 () (end 4294967295 4294967295))\n"
                               "      (loop while @4294967295:1 (end 4294967294))))\n"
                               "  (hashes \"a.c\"\n"
                               "    (4294967295 ffffffffffffffff)))\n";
    struct buffer printed = {0};
    print_again(text, &printed);
    assert_string_equal(buffer_text(&printed), text);
    buffer_finish(&printed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_is_itself),
        cmocka_unit_test(test_defaults_of_a_short_unit),
        cmocka_unit_test(test_usr_defaults_follow_kind_record_and_linkage),
        cmocka_unit_test(test_calls_and_loops_are_numbered_in_the_order_of_the_text),
        cmocka_unit_test(test_awkward_names_survive),
        cmocka_unit_test(test_one_function_alone),
        cmocka_unit_test(test_several_units),
        cmocka_unit_test(test_as_deep_as_allowed),
        cmocka_unit_test(test_numbers_as_large_as_they_get),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
