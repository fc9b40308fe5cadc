#include "unit/ir/sample.h"

/* Reads what must be refused and compares the whole message. */
static void expect_error(const char *text, const char *expected) {
    struct arena arena;
    struct error err = {0};
    struct unit unit;
    arena_init(&arena);
    if (unit_read(&arena, "t", text, strlen(text), &unit, &err))
        fail_msg("was read, expected: %s", expected);
    assert_string_equal(err.message, expected);
    error_finish(&err);
    arena_finish(&arena);
}

static void test_characters(void **state) {
    (void)state;
    expect_error("", "t:1:1: expected (unit \"PATH\" ...), found nothing");
    expect_error("; only a comment\n", "t:1:1: expected (unit \"PATH\" ...), found nothing");
    expect_error("(unit \"a\"", "t:1:1: expected a closing parenthesis for the one here");
    expect_error("(unit \"a\"\n  (symbols (f function)", "t:2:3: expected a closing parenthesis for the one here");
    expect_error("(unit \"a\"))", "t:1:11: a closing parenthesis without an opening one");
    expect_error("(unit\n \"a", "t:2:2: expected a closing \" for the one here");
    expect_error("(unit \"a\" (symbols (`f function)))", "t:1:21: expected a closing ` for the one here");
    expect_error("(unit \"a\\q\")", "t:1:9: expected \\\", \\\\, \\`, \\n, \\t, \\r or \\xHH behind a backslash");
    expect_error("(unit \"\\x0g\")", "t:1:8: expected two hexadecimal digits other than 00 behind \\x");
    expect_error("(unit \"\\x00\")", "t:1:8: expected two hexadecimal digits other than 00 behind \\x");
    expect_error("(unit \"\\x0", "t:1:8: expected two hexadecimal digits other than 00 behind \\x");
    expect_error("(un\x01it \"a\")", "t:1:4: a control character (0x01) in a word");
}

static void test_a_zero_byte(void **state) {
    (void)state;
    static const char text[] = "(unit \"a\0b\")";
    struct arena arena;
    struct error err = {0};
    struct unit unit;
    arena_init(&arena);
    assert_false(unit_read(&arena, "t", text, sizeof text - 1, &unit, &err));
    assert_string_equal(err.message, "t:1:9: a zero byte in the text");
    error_finish(&err);
    arena_finish(&arena);
}

static void test_clauses(void **state) {
    (void)state;
    expect_error("(unit \"a\") (unit \"b\")", "t:1:12: expected one unit, found a second one");
    expect_error("(unity \"a\")", "t:1:1: expected (unit \"PATH\" ...), found '(unity ...'");
    expect_error("word", "t:1:1: expected (unit \"PATH\" ...), found 'word'");
    expect_error("(unit a)", "t:1:7: expected a string, found 'a'");
    expect_error("(unit)", "t:1:1: expected a string before the end of '(unit ...' that begins here");
    expect_error("(unit \"a\" (symbol))", "t:1:12: 'symbol' is not known in '(unit ...'; did you mean 'symbols'?");
    expect_error("(unit \"a\" (zebra))", "t:1:12: 'zebra' is not known in '(unit ...'");
    expect_error("(unit \"a\" (lines 1) (lines 2))", "t:1:21: a second (lines ...)");
    expect_error("(unit \"a\" (lines 1 2))", "t:1:20: expected a closing parenthesis, found '2'");
    expect_error("(unit \"a\" (lines -1))", "t:1:18: -1 is out of range: expected 0 to 4294967295");
    expect_error("(unit \"a\" (lines 4294967296))", "t:1:18: 4294967296 is out of range: expected 0 to 4294967295");
    expect_error("(unit \"a\" (status fine))",
                 "t:1:19: 'fine' is no status of a unit; expected one of: ok, partial, missing, invalid, error, crash,"
                 " timeout");
    expect_error("(unit \"a\" (status partal))", "t:1:19: 'partal' is no status of a unit; did you mean 'partial'?");
    expect_error("(unit \"a\" (hashes \"a\" (1 12)))", "t:1:26: expected 16 hexadecimal digits, found '12'");
    expect_error("(unit \"a\" (files \"a\" \"a\"))", "t:1:22: a second file \"a\"");
}

static void test_names(void **state) {
    (void)state;
    expect_error("(unit \"a\" (symbols (f function) (f variable)))", "t:1:34: a second symbol 'f'");
    expect_error("(unit \"a\" (symbols (f functoin)))",
                 "t:1:23: 'functoin' is no kind of symbol; did you mean 'function'?");
    expect_error("(unit \"a\" (symbols (12 function)))",
                 "t:1:21: expected a name (other words than names are names between backquotes), found '12'");
    expect_error("(unit \"a\" (function f))", "t:1:21: there is no symbol 'f'");
    expect_error("(unit \"a\" (symbols (f variable)) (function f))", "t:1:44: 'f' is a variable; expected a function");
    expect_error("(unit \"a\" (symbols (f function)) (function f (parameters n n)))",
                 "t:1:60: a second parameter or local 'n'");
    expect_error("(unit \"a\" (symbols (f function)) (function f (locals n) (parameters m)))",
                 "t:1:57: (parameters ...) must stand before (locals ...)");
    expect_error("(unit \"a\" (symbols (run function))\n (function run (body (call runn))))",
                 "t:2:28: there is no symbol 'runn'; did you mean 'run'?");
}

/* The body of a function with parameter `count`, variable `total` and function `f`; the place is in line 2. */
static void expect_body_error(const char *body, const char *expected) {
    struct buffer text = {0};
    buffer_printf(
        &text, "(unit \"a\" (symbols (f function) (total variable)) (function f (parameters count) (body\n%s)))", body);
    expect_error(buffer_text(&text), expected);
    buffer_finish(&text);
}

static void test_regions(void **state) {
    (void)state;
    expect_body_error("call", "t:2:1: expected a region, such as (call ...), found 'call'");
    expect_body_error("(cal f)", "t:2:2: 'cal' is no region; did you mean 'call'?");
    expect_body_error("(call f @3)", "t:2:9: expected a place, @LINE:COLUMN or @FILE:LINE:COLUMN, found '@3'");
    expect_body_error("(call f @0:1)", "t:2:9: lines are counted from 1");
    expect_body_error("(call f droped)", "t:2:9: 'droped' is no flag of a call; did you mean 'dropped'?");
    expect_body_error("(call f () (types \"int\"))", "t:2:19: more types than arguments");
    expect_body_error("(call (thru count))", "t:2:7: expected a function, or (through POINTER), found '(thru ...'");
    expect_body_error("(loop for (conditoin 1))",
                      "t:2:12: 'conditoin' is not known in '(loop ...'; did you mean 'condition'?");
    expect_body_error("(loop forr)", "t:2:7: 'forr' is no form of a loop; did you mean 'for'?");
    expect_body_error("(loop goto (body))",
                      "t:2:1: expected (label NAME) before the end of '(loop ...' that begins here");
    expect_body_error("(goto out)", "t:2:7: a goto to 'out', but there is no (label out)");
    expect_body_error("(branch unless count)",
                      "t:2:9: 'unless' is no form of a branch; expected one of: if, ?:, &&, ||");
    expect_body_error("(break)", "t:1:1: f: a break outside of loops and switches");
}

static void test_labels_that_are_declared_must_be(void **state) {
    (void)state;
    expect_error("(unit \"a\" (function - global-init (labels again) (body (label agian))))",
                 "t:1:63: there is no label 'agian'; did you mean 'again'?");
}

static void test_expressions(void **state) {
    (void)state;
    expect_body_error("(return coutn)", "t:2:9: there is no parameter or local 'coutn'; did you mean 'count'?");
    expect_body_error("(return total)",
                      "t:2:9: there is no parameter or local 'total'; did you mean the symbol, @total or &total?");
    expect_body_error("(return @totl)", "t:2:9: there is no symbol 'totl'; did you mean 'total'?");
    expect_body_error("(return &total)", "t:2:9: 'total' is a variable; expected a function");
    expect_body_error("(return 12x)", "t:2:9: expected a number of 64 bits, found '12x'");
    expect_body_error("(return 9223372036854775808)",
                      "t:2:9: expected a number of 64 bits, found '9223372036854775808'");
    expect_body_error("(return -9223372036854775809)",
                      "t:2:9: expected a number of 64 bits, found '-9223372036854775809'");
    expect_body_error("(return $x)", "t:2:9: expected the result of a call, $NUMBER, found '$x'");
    expect_body_error("(return $0)", "t:1:1: f: the result of call 0 of 0 is used");
    expect_body_error("(return -)", "t:2:9: expected an expression, found '-'");
    expect_body_error("(return ())", "t:2:9: expected an expression: a list that begins with a word");
    expect_body_error("(return (drf count))", "t:2:10: 'drf' is neither an operator nor a kind of expression");
    expect_body_error("(return (derf count))", "t:2:10: 'derf' is no expression; did you mean 'deref'?");
    expect_body_error("(return (+ 1))", "t:2:10: expected two operands behind '+'");
    expect_body_error("(return (! 1 2))", "t:2:10: expected one operand behind '!'");
    expect_body_error("(return (+ 1 2 3))", "t:2:16: expected a closing parenthesis, found '3'");
    expect_body_error("(return (element count))",
                      "t:2:9: expected an expression before the end of '(element ...' that begins here");
    expect_body_error("(assign count == 1)",
                      "t:2:15: '==' is no assignment; expected one of: =, +=, -=, *=, /=, %=, <<=, >>=, &=, |=, ^=");
}

static void test_nesting_is_limited(void **state) {
    (void)state;
    struct buffer text = {0};
    for (int kind = 0; kind < 3; kind++) {
        static const char *const openings[] = {"(! ", "(branch if 1 (then ", "("};
        struct arena arena;
        struct error err = {0};
        struct unit unit;
        buffer_clear(&text);
        buffer_add_text(&text, kind == 2 ? "" : "(unit \"a\" (function - global-init (body ");
        buffer_add_text(&text, kind == 0 ? "(return " : "");
        for (int i = 0; i < 200 * UNIT_DEPTH_LIMIT; i++)
            buffer_add_text(&text, openings[kind]);
        for (int i = 0; i < 200 * UNIT_DEPTH_LIMIT; i++)
            buffer_add_text(&text, kind == 1 ? "))" : ")");
        buffer_add_text(&text, kind == 0 ? "))))" : kind == 1 ? ")))" : "");
        arena_init(&arena);
        assert_false(unit_read(&arena, "t", text.data, text.size, &unit, &err));
        if (kind < 2)
            assert_non_null(strstr(err.message, "nested deeper than 1000 levels"));
        error_finish(&err);
        arena_finish(&arena);
    }
    buffer_finish(&text);
}

/* Damage of every kind at every place: an error or a unit, never a crash. */
static void test_damaged_text(void **state) {
    (void)state;
    static const char replacements[] = "()\"`;@ \n0";
    struct buffer text = {0};
    uint32_t refused = 0, read = 0;
    sample_load(SAMPLE_EVERYTHING, &text);
    for (size_t i = 0; i < text.size; i++) {
        struct arena arena;
        struct error err = {0};
        struct unit unit;
        char old = text.data[i];
        arena_init(&arena);
        /* Cut here, then changed here. */
        bool is_good = unit_read(&arena, "t", text.data, i, &unit, &err);
        if (i + 2 < text.size)
            assert_false(is_good);
        error_finish(&err);
        text.data[i] = replacements[i % (sizeof replacements - 1)];
        is_good = unit_read(&arena, "t", text.data, text.size, &unit, &err);
        read += is_good;
        refused += !is_good;
        assert_true(is_good == (err.message == NULL));
        error_finish(&err);
        text.data[i] = old;
        arena_finish(&arena);
    }
    assert_true(refused > read);
    assert_true(read > 0);
    buffer_finish(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters),   cmocka_unit_test(test_a_zero_byte),
        cmocka_unit_test(test_clauses),      cmocka_unit_test(test_names),
        cmocka_unit_test(test_regions),      cmocka_unit_test(test_labels_that_are_declared_must_be),
        cmocka_unit_test(test_expressions),  cmocka_unit_test(test_nesting_is_limited),
        cmocka_unit_test(test_damaged_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
