/* Hostile text: what it looks like and how wide it is. */
#include "unit/report/sample.h"

#include "report/printable.h"

#define CHECK(call, expected)                                                                                          \
    do {                                                                                                               \
        struct buffer out = {0};                                                                                       \
        call;                                                                                                          \
        assert_string_equal(buffer_text(&out), expected);                                                              \
        buffer_finish(&out);                                                                                           \
    } while (0)

#define BAD "\xEF\xBF\xBD" /* U+FFFD */

static void decodes_only_valid_utf8(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t taken;
        uint32_t code;
    } cases[] = {
        {"a", 1, 'a'},
        {"\xC3\xBC", 2, 0xFC},
        {"\xE2\x82\xAC", 3, 0x20AC},
        {"\xF0\x9F\x98\x80", 4, 0x1F600},
        {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF},
        {"\x80", 1, 0xFFFD},             /* a continuation alone */
        {"\xC0\xAF", 1, 0xFFFD},         /* overlong */
        {"\xE0\x80\x80", 1, 0xFFFD},     /* overlong */
        {"\xF0\x80\x80\x80", 1, 0xFFFD}, /* overlong */
        {"\xED\xA0\x80", 1, 0xFFFD},     /* a surrogate */
        {"\xF4\x90\x80\x80", 1, 0xFFFD}, /* beyond Unicode */
        {"\xFF", 1, 0xFFFD},
        {"\xC3", 1, 0xFFFD},     /* cut off */
        {"\xE2\x82", 1, 0xFFFD}, /* cut off */
        {"\xE2\x28\xA1", 1, 0xFFFD},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        uint32_t code = 0;
        assert_int_equal(utf8_decode(cases[i].bytes, strlen(cases[i].bytes), &code), cases[i].taken);
        assert_int_equal(code, cases[i].code);
    }
    CHECK(utf8_add_valid(&out, "a\xFF\xC3\xBC\xE2\x82", 6), "a" BAD "\xC3\xBC" BAD BAD);
}

static void shows_what_would_steer_a_terminal(void **state) {
    (void)state;
    CHECK(printable_add(&out, "plain \xC3\xBC"), "plain \xC3\xBC");
    CHECK(printable_add(&out, "a\nb\tc\rd"), "a\\nb\\tc\\rd");
    CHECK(printable_add(&out, "\x1b[31mred\x1b]0;title\x07"), "\\x1b[31mred\\x1b]0;title\\x07");
    CHECK(printable_add(&out, "\x7f"), "\\x7f");
    CHECK(printable_add(&out, "\xC2\x9B"
                              "31m"),
          "\\x9b31m");
    CHECK(printable_add(&out, "\xE2\x80\xAE"
                              "cod"),
          "\\u202ecod");
    CHECK(printable_add(&out, "\xF3\xA0\x81\x81"), "\\U000e0041");
    CHECK(printable_add(&out, "\xFF"), BAD);
    CHECK(printable_add(&out, NULL), "?");
    CHECK(printable_add(&out, ""), "");
}

static void no_single_character_gets_through(void **state) {
    (void)state;
    for (unsigned byte = 1; byte < 0x100; byte++) {
        struct buffer out = {0};
        printable_add(&out, (char[]){(char)byte, '\0'});
        assert_harmless(&out);
        assert_false(text_holds(&out, "\n"));
        buffer_finish(&out);
    }
}

static void counts_columns(void **state) {
    (void)state;
    assert_int_equal(printable_columns(""), 0);
    assert_int_equal(printable_columns("abc"), 3);
    assert_int_equal(printable_columns("\xC3\xBC"), 1);
    assert_int_equal(printable_columns("\xE6\xBC\xA2\xE5\xAD\x97"), 4);
    assert_int_equal(printable_columns("e\xCC\x81"), 1);
    assert_int_equal(printable_columns("\x1b[1;31mabc\x1b[0m"), 3);
    assert_int_equal(printable_columns("\x1b[1;31"), 6); /* no colour: nobody closed it */
}

static void cuts_to_columns(void **state) {
    (void)state;
    CHECK(printable_add_cut(&out, "abcdef", 6), "abcdef");
    CHECK(printable_add_cut(&out, "abcdef", 5), "ab...");
    CHECK(printable_add_cut(&out, "abcdef", 2), "..");
    CHECK(printable_add_cut(&out, "abcdef", 0), "");
    CHECK(printable_add_cut_front(&out, "abcdef", 5), "...ef");
    CHECK(printable_add_cut_front(&out, "abcdef", 6), "abcdef");
    CHECK(printable_add_slice(&out, "\xE6\xBC\xA2\xE5\xAD\x97", 1, 3), "  ");
    CHECK(printable_add_slice(&out, "\xE6\xBC\xA2\xE5\xAD\x97", 2, 4), "\xE5\xAD\x97");
    CHECK(printable_add_slice(&out, "abc", 5, 9), "");
    CHECK(printable_add_slice(&out, "e\xCC\x81g", 0, 1), "e\xCC\x81");
}

static void breaks_lines_at_spaces(void **state) {
    (void)state;
    CHECK(printable_add_wrapped(&out, "one two three", 0, 2, 8), "one two\n  three");
    CHECK(printable_add_wrapped(&out, "one two three", 0, 2, 0), "one two three");
    CHECK(printable_add_wrapped(&out, "one two", 4, 4, 8), "one\n    two");
    CHECK(printable_add_wrapped(&out, "averyveryverylongword x", 0, 2, 8), "averyveryverylongword\n  x");
    CHECK(printable_add_wrapped(&out, "a" PRINTABLE_HARD_SPACE "b c", 0, 1, 3), "a b\n c");
    CHECK(printable_add_wrapped(&out, "", 0, 2, 8), "");
    CHECK(printable_add_wrapped(&out, "a  b", 0, 2, 80), "a  b");
}

static void check_span(const char *source, size_t start, size_t end, const char *text, uint32_t from, uint32_t to) {
    struct buffer out = {0};
    struct source_span span = printable_add_source(&out, source, start, end);
    assert_string_equal(buffer_text(&out), text);
    assert_int_equal(span.start, from);
    assert_int_equal(span.end, to);
    buffer_finish(&out);
}

static void finds_bytes_in_source_lines(void **state) {
    (void)state;
    check_span("f(x);\r\n", 0, 1, "f(x);", 0, 1);
    check_span("\tf(x);", 1, 2, "        f(x);", 8, 9);
    check_span("ab\tf", 3, 4, "ab      f", 8, 9);
    check_span("\xC3\xBC = f", 5, 6, "\xC3\xBC = f", 4, 5);
    check_span("\xE6\xBC\xA2 f", 4, 5, "\xE6\xBC\xA2 f", 3, 4);
    check_span("\x1b[2J f", 5, 6, "\\x1b[2J f", 8, 9);
    check_span("", 0, 1, "", 0, 0);
    check_span("abc", 100, 200, "abc", 3, 3);
    check_span("abc", 1, SIZE_MAX, "abc", 1, 3);
    check_span("a\xC3\xBC"
               "b",
               2, 3,
               "a\xC3\xBC"
               "b",
               1, 2); /* from the middle of a character */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_only_valid_utf8),
        cmocka_unit_test(shows_what_would_steer_a_terminal),
        cmocka_unit_test(no_single_character_gets_through),
        cmocka_unit_test(counts_columns),
        cmocka_unit_test(cuts_to_columns),
        cmocka_unit_test(breaks_lines_at_spaces),
        cmocka_unit_test(finds_bytes_in_source_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
