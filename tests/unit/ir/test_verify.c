#include "unit/ir/sample.h"

#include "ir/verify.h"

/* One unit with one of everything, spoilt in one place by each test. */
static const char text[] =
    "(unit \"a.c\" (symbols (f function) (v variable) (r record) (x field))\n"
    "  (record r (size 8) (destructor f) (field x \"int\" 4))\n"
    "  (function f @1:1 (parameters p) (locals i) (labels out)\n"
    "    (body (call f @2:1 (p) (receiver p)) (assign @3:1 i += 1) (branch if @4:1 i (then (return @4:9 $0)))\n"
    "      (switch @5:1 i (case (1) (break)))\n"
    "      (loop while @6:1 (condition (field p x)) (body (continue)))\n"
    "      (loop goto @7:1 (label out)) (try @8:1 (catch \"...\")) (goto out @9:1)))\n"
    "  (fact @v p (in f)) (suppress line @1:1 \"a\") (bound @1:1 \"b\") (missing @1:1 \"c\")"
    "  (hashes \"a.c\" (1 0123456789abcdef)))";

struct fixture {
    struct arena arena;
    struct unit unit;
    struct function *function;
    struct region *regions[9]; /* of the body: call assign branch switch while goto try goto */
};

static void fixture_init(struct fixture *fixture) {
    arena_init(&fixture->arena);
    fixture->unit = sample_read(&fixture->arena, text);
    fixture->function = &fixture->unit.functions[0];
    struct region *region = fixture->function->body;
    for (int i = 0; region; i++, region = region->next)
        fixture->regions[i] = region;
}

static void expect_message(struct fixture *fixture, const char *expected) {
    struct error err = {0};
    if (unit_verify(&fixture->unit, &err))
        fail_msg("passed, expected: %s", expected);
    assert_string_equal(err.message, expected);
    error_finish(&err);
}

/* Runs `statement` on a fresh fixture and compares the message. */
#define SPOIL(expected, ...)                                                                                           \
    do {                                                                                                               \
        struct fixture fixture = {0}, *f = &fixture;                                                                   \
        fixture_init(f);                                                                                               \
        __VA_ARGS__;                                                                                                   \
        expect_message(f, expected);                                                                                   \
        arena_finish(&f->arena);                                                                                       \
    } while (0)

/* The tree is const below its regions; a test may write where the arena is its own. */
#define WRITABLE(tree) ((struct expr *)(uintptr_t)(tree))

static void test_a_good_unit_passes(void **state) {
    (void)state;
    struct fixture fixture = {0};
    struct error err = {0};
    fixture_init(&fixture);
    assert_true(unit_verify(&fixture.unit, &err));
    assert_true(unit_verify_skeleton(&fixture.unit, &err));
    assert_true(function_verify(&fixture.unit, fixture.function, &err));
    assert_null(err.message);
    arena_finish(&fixture.arena);
}

static void test_numbers_of_calls_and_loops(void **state) {
    (void)state;
    SPOIL("f, line 2: call 1 of 1", f->regions[0]->call->index = 1);
    SPOIL("f, line 1: 2 calls are announced, 1 are there", f->function->call_count = 2);
    SPOIL("f, line 2: call 0 of 0", f->function->call_count = 0);
    SPOIL("f, line 1: 4294967295 loops are announced, 2 are there", f->function->loop_count = UINT32_MAX);
    SPOIL("f, line 7: loop 0 stands twice", f->regions[5]->loop->index = 0);
}

static void test_no_region_in_two_places(void **state) {
    (void)state;
    SPOIL("f, line 9: a region stands in two places", f->regions[7]->next = f->regions[0]);
    SPOIL("f, line 4: a region stands in two places", f->regions[2]->branch.else_list = f->regions[2]);
    SPOIL("f, line 7: a loop stands in two places", f->regions[5]->loop = f->regions[4]->loop);
    SPOIL("f, line 2: a call is missing", f->regions[0]->call = NULL);
}

static void test_indices_in_range(void **state) {
    (void)state;
    SPOIL("f, line 2: a callee is symbol 4 of 4", f->regions[0]->call->symbol = 4);
    SPOIL("f, line 2: a callee is symbol 1, which is of another kind", f->regions[0]->call->symbol = 1);
    SPOIL("f, line 2: what is called is missing", f->regions[0]->call->symbol = SYMBOL_NONE);
    SPOIL("f, line 3: local 1 of 1 is used", WRITABLE(f->regions[1]->assign.target)->index = 1);
    SPOIL("f, line 2: parameter 1 of 1 is used", WRITABLE(f->regions[0]->call->receiver)->index = 1);
    SPOIL("f, line 4: the result of call 7 of 1 is used", WRITABLE(f->regions[2]->branch.then_list->value)->index = 7);
    SPOIL("f, line 6: a field is symbol 9 of 4", WRITABLE(f->regions[4]->loop->condition)->index = 9);
    SPOIL("f, line 9: label 1 of 1", f->regions[7]->label = 1);
    SPOIL("f, line 7: a loop begins at label 2 of 1", f->regions[5]->loop->label = 2);
    SPOIL("f, line 3: a location is in file 1 of 1", f->regions[1]->location.file = 1);
    SPOIL("f: a function's own name is symbol 1, which is of another kind", f->function->location.line = 0,
          f->function->symbol = 1, f->unit.symbols[1].name = "f");
    SPOIL("initialisers of globals, line 1: a function's own name is symbol 4294967295 of 4",
          f->function->symbol = SYMBOL_NONE);
}

static void test_kinds_and_flags(void **state) {
    (void)state;
    SPOIL("f, line 2: 12 is no kind of region", f->regions[1]->kind = 12);
    SPOIL("f, line 3: 17 is no kind of expression", WRITABLE(f->regions[1]->assign.target)->kind = 17);
    SPOIL("f, line 6: 5 is no form of a loop", f->regions[4]->loop->form = 5);
    SPOIL("f, line 4: the form of a branch is unless", f->regions[2]->branch.form = "unless");
    SPOIL("f, line 4: the form of a branch is missing", f->regions[2]->branch.form = NULL);
    SPOIL("f, line 3: operator 11 of an assignment", f->regions[1]->assign.op = OP_EQUAL);
    SPOIL("f, line 3: operator 1 of an assignment", f->regions[1]->assign.value = NULL);
    SPOIL("f, line 2: unknown flags 0x80 of a call", f->regions[0]->call->flags = 1 << 7);
    SPOIL("f, line 2: a call's flag and the name of its macro disagree", f->regions[0]->call->flags = CALL_IN_MACRO);
    SPOIL("f, line 2: a call's flag and the name of its macro disagree", f->regions[0]->call->macro = "M");
    SPOIL("f, line 2: a direct call has an expression for its callee",
          f->regions[0]->call->callee = f->regions[1]->assign.target);
    SPOIL("f, line 5: a case without values that is no default", f->regions[3]->switch_.cases[0].value_count = 0);
    SPOIL("f: unknown flags 0x4 of a function", f->function->flags = 4);
}

static void test_jumps_stand_in_what_they_leave(void **state) {
    (void)state;
    SPOIL("f, line 9: a break outside of loops and switches", f->regions[7]->kind = REGION_BREAK);
    SPOIL("f, line 9: a continue outside of loops", f->regions[7]->kind = REGION_CONTINUE);
    SPOIL("f, line 5: a continue outside of loops", f->regions[3]->switch_.cases[0].body->kind = REGION_CONTINUE);
    /* A loop made of gotos is nothing that break could mean. */
    SPOIL("f, line 9: a break outside of loops and switches", f->regions[5]->loop->body = f->regions[7],
          f->regions[6]->next = NULL, f->regions[7]->kind = REGION_BREAK);
}

static void test_texts_that_are_never_absent(void **state) {
    (void)state;
    SPOIL("a unit has no path", f->unit.path = NULL);
    SPOIL("a.c: the USR of a symbol is missing", f->unit.symbols[2].usr = NULL);
    SPOIL("a.c: the path of a file is missing", f->unit.files[0].path = NULL);
    SPOIL("f, line 1: the name of a variable is missing", f->function->locals[0].name = NULL);
    SPOIL("f, line 2: the type of a call's result is missing", f->regions[0]->call->type = NULL);
    SPOIL("f, line 8: the type of a handler is missing", f->regions[6]->try_.handlers[0].type = NULL);
}

static void test_tables(void **state) {
    (void)state;
    SPOIL("a.c: a record is symbol 0, which is of another kind", f->unit.symbols[3].record = 0);
    SPOIL("a.c: the header of x is file 1 of 1", f->unit.symbols[3].header = 1);
    SPOIL("a.c: a destructor is symbol 3, which is of another kind", f->unit.records[0].destructor = 3);
    SPOIL("a.c: a field is symbol 4294967295 of 4", f->unit.records[0].fields[0].symbol = SYMBOL_NONE);
    SPOIL("a.c, line 1: a pointer fact is in function 1 of 1", f->unit.pointer_facts[0].function = 1);
    SPOIL("a.c, line 1: parameter 0 of 0 is used", f->unit.pointer_facts[0].function = SYMBOL_NONE);
    SPOIL("a.c, line 1: the source of a pointer fact is missing", f->unit.pointer_facts[0].from = NULL);
    SPOIL("a.c, line 1: 4 is no kind of suppression", f->unit.suppressions[0].kind = (enum suppression_kind)4);
    SPOIL("a.c, line 1: a line hash is of file 1 of 1", f->unit.line_hashes[0].file = 1);
    SPOIL("a.c, line 1: the text of a bound is missing", f->unit.bounds[0].text = NULL);
    SPOIL("a.c, line 1: a location is in file 3 of 1", f->unit.missing_includes[0].location.file = 3);
    SPOIL("a.c: 7 is no status of a unit", f->unit.status = (enum unit_status)7);
}

static void test_depth(void **state) {
    (void)state;
    struct fixture fixture = {0};
    fixture_init(&fixture);
    const struct expr *expr = expr_constant(&fixture.arena, 1);
    for (int i = 0; i < 1000 * UNIT_DEPTH_LIMIT; i++) {
        struct expr *outer = expr_new(&fixture.arena, EXPR_DEREF);
        outer->a = expr;
        expr = outer;
    }
    fixture.regions[1]->assign.value = expr;
    expect_message(&fixture, "f, line 3: expressions or regions are nested deeper than 1000 levels");
    arena_finish(&fixture.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_good_unit_passes),
        cmocka_unit_test(test_numbers_of_calls_and_loops),
        cmocka_unit_test(test_no_region_in_two_places),
        cmocka_unit_test(test_indices_in_range),
        cmocka_unit_test(test_kinds_and_flags),
        cmocka_unit_test(test_jumps_stand_in_what_they_leave),
        cmocka_unit_test(test_texts_that_are_never_absent),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
