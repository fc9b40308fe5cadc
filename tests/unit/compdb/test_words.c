#include "helper.h"

static void check_shell(struct arena *arena, const char *text, const char *expected) {
    struct words words = {0};
    struct error err = {0};
    if (!words_split_shell(arena, text, &words, &err))
        fail_msg("%s: %s", text, err.message);
    assert_string_equal(join_words(arena, words.items, words.count), expected);
    vec_finish(&words);
}

static void test_shell(void **state) {
    static const char *const cases[][2] = {
        {"", ""},
        {" \t\n ", ""},
        {"gcc -c a.c", "gcc|-c|a.c"},
        {"  gcc \t -c\na.c  ", "gcc|-c|a.c"},
        {"-DA='x y' b", "-DA=x y|b"},
        {"'a\\b'", "a\\b"},
        {"'a\"b'", "a\"b"},
        {"\"a'b\"", "a'b"},
        {"\"a\\\"b\"", "a\"b"},
        {"\"a\\\\b\"", "a\\b"},
        {"\"a\\nb\"", "a\\nb"},
        {"\"\\$x\\`y\"", "$x`y"},
        {"\"a\\\nb\"", "ab"},
        {"a\\ b", "a b"},
        {"a\\\\b", "a\\b"},
        {"\\\"a\\\"", "\"a\""},
        {"-DS=\\\"x\\\"", "-DS=\"x\""},
        {"a\\\nb c", "ab|c"},
        {"a \\\n b", "a|b"},
        {"'' \"\" x", "||x"},
        {"a''b\"\"c", "abc"},
        {"'it'\\''s'", "it's"},
        {"$HOME ~/x *.c `ls`", "$HOME|~/x|*.c|`ls`"},
        {"a\\", "a\\"},
        {"'&&' \\; \"|\"", "&&|;||"},
        {"a&&b -Dx=1;2", "a&&b|-Dx=1;2"},
        {"#no comment", "#no|comment"},
        {"'a\nb'", "a\nb"},
        {"\xC3\xA4 b", "\xC3\xA4|b"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        check_shell(&fixture->arena, cases[i][0], cases[i][1]);
}

static void test_shell_errors(void **state) {
    static const char *const cases[][2] = {
        {"gcc 'a", "quote that is not closed"},      {"gcc \"a", "quote that is not closed"},
        {"gcc \"a\\\"", "quote that is not closed"}, {"cd x && gcc a.c", "more than one shell command (\"&&\")"},
        {"gcc a.c || true", "more than one"},        {"gcc a.c ; ls", "more than one"},
        {"gcc a.c | cat", "more than one"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct words words = {0};
        struct error err = {0};
        assert_false(words_split_shell(&fixture->arena, cases[i][0], &words, &err));
        assert_non_null(strstr(err.message, cases[i][1]));
        error_finish(&err);
        vec_finish(&words);
    }
}

static void test_response(void **state) {
    static const char *const cases[][2] = {
        {"", ""},
        {"  \r\n", ""},
        {"-Ia -Ib\n-Dc", "-Ia|-Ib|-Dc"},
        {"-Ia\r\n-Ib\r\n", "-Ia|-Ib"},
        {"-D'a b' \"c d\"", "-Da b|c d"},
        {"-DS=\\\"x\\\"", "-DS=\"x\""},
        {"'a\\'b'", "a'b"},
        {"\"a\\nb\"", "anb"},
        {"'a\"b' \"c'd\"", "a\"b|c'd"},
        {"a\\ b", "a b"},
        {"''", ""},
        {"'' x", "|x"},
        {"'open end", "open end"},
        {"a\\", "a\\"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct words words = {0};
        words_split_response(&fixture->arena, cases[i][0], strlen(cases[i][0]), &words);
        assert_string_equal(join_words(&fixture->arena, words.items, words.count), cases[i][1]);
        vec_finish(&words);
    }
}

/* The size counts, not a zero byte behind the text. */
static void test_response_size(void **state) {
    struct fixture *fixture = *state;
    struct words words = {0};
    words_split_response(&fixture->arena, "ab cd", 4, &words);
    assert_string_equal(join_words(&fixture->arena, words.items, words.count), "ab|c");
    vec_finish(&words);
}

int main(void) {
    const struct CMUnitTest tests[] = {FIXTURE_TEST(test_shell), FIXTURE_TEST(test_shell_errors),
                                       FIXTURE_TEST(test_response), FIXTURE_TEST(test_response_size)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
