#include "helper.h"

#include "compdb/json_text.h"

static void check_places(const char *data, const char *expected) {
    struct buffer text = {0};
    struct buffer found = {0};
    struct json_places places = {0};
    struct error err = {0};
    json_t *root = NULL;
    buffer_add_text(&text, data);
    if (!json_text_parse("x.json", &text, &root, &err))
        fail_msg("%s", err.message);
    json_text_find_elements(&text, &places);
    assert_int_equal(places.count, json_is_array(root) ? json_array_size(root) : 0);
    for (uint32_t i = 0; i < places.count; i++)
        buffer_printf(&found, "%u:%u ", places.items[i].line, places.items[i].column);
    assert_string_equal(buffer_text(&found), expected);
    json_decref(root);
    vec_finish(&places);
    buffer_finish(&found);
    buffer_finish(&text);
}

static void test_places(void **state) {
    (void)state;
    check_places("[]", "");
    check_places(" [ \n ] ", "");
    check_places("{\"a\": [1, 2]}", "");
    check_places("[1]", "1:2 ");
    check_places("[1,2,\n3]", "1:2 1:4 2:1 ");
    check_places("[\n  {\"a\": 1},\n  {\"b\": [1, {\"c\": 2}]}, []\n]", "2:3 3:3 3:25 ");
    check_places("[\"a,b\", \"c\\\"],[\", \"\\\\\", [1,2]]", "1:2 1:9 1:19 1:25 ");
    check_places("[{\"a\":\n1},\r\n{}]", "1:2 3:1 ");
    check_places("\xEF\xBB\xBF[1]", "1:5 ");
    check_places("[\"\xC3\xA4\", 1]", "1:2 1:8 ");
}

static void check_error(const void *data, size_t size, const char *expected) {
    struct buffer text = {0};
    struct error err = {0};
    json_t *root = NULL;
    buffer_add(&text, data, size);
    assert_false(json_text_parse("x.json", &text, &root, &err));
    assert_null(root);
    if (strncmp(err.message, expected, strlen(expected)) != 0)
        fail_msg("\"%s\" does not begin with \"%s\"", err.message, expected);
    error_finish(&err);
    buffer_finish(&text);
}

#define CHECK_ERROR(text, expected) check_error(text, sizeof(text) - 1, expected)

static void test_errors(void **state) {
    (void)state;
    CHECK_ERROR("", "x.json is empty");
    CHECK_ERROR(" \n\t", "x.json is empty");
    CHECK_ERROR("\xEF\xBB\xBF", "x.json is empty");
    CHECK_ERROR("x", "x.json:1:1: not valid JSON: '[' or '{' expected");
    CHECK_ERROR("[\n {},\n oops\n]", "x.json:3:5: not valid JSON: invalid token");
    CHECK_ERROR("[\n {\"a\" 1}\n]", "x.json:2:7: not valid JSON: ':' expected");
    CHECK_ERROR("[{}", "x.json:1:3: not valid JSON: the file ends too early");
    CHECK_ERROR("[{}] x", "x.json:1:6: not valid JSON: end of file expected");
    CHECK_ERROR("[\"\xC3\xA4\", x]", "x.json:1:8: not valid JSON: invalid token");
    CHECK_ERROR("\xEF\xBB\xBF[x]", "x.json:1:5: not valid JSON");
    CHECK_ERROR("[\"a\\u0000b\"]", "x.json:1:11: not valid JSON: a text holds a zero character");
    CHECK_ERROR("[{\"a\\u0000b\": 1}]", "x.json:1:12: not valid JSON: a text holds a zero character");
    CHECK_ERROR("[\"a\xE9\"]", "x.json:1:");
    CHECK_ERROR("\xFF\xFE[\0]\0", "x.json:1:1: this is UTF-16");
    CHECK_ERROR("[\0]\0", "x.json:1:1: this is UTF-16");
}

static void test_not_utf8(void **state) {
    (void)state;
    struct buffer text = {0};
    struct error err = {0};
    json_t *root = NULL;
    buffer_add_text(&text, "[\n\"a\xE9z\"]");
    assert_false(json_text_parse("x.json", &text, &root, &err));
    assert_non_null(strstr(err.message, "not UTF-8"));
    assert_non_null(strstr(err.message, "x.json:2:"));
    error_finish(&err);
    buffer_finish(&text);
}

static void test_nesting(void **state) {
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 1000000; i++)
        buffer_add_char(&text, '[');
    check_error(text.data, text.size, "x.json:1:2049: not valid JSON: lists and objects are nested too deep");
    buffer_finish(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_errors),
                                       cmocka_unit_test(test_not_utf8), cmocka_unit_test(test_nesting)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
