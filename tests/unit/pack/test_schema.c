/* Tables of keys: every complaint with its place and words. */
#include "pack/schema.h"

#include "base/attr.h"
#include "model/effect.h"
#include "unit/pack/scratch.h"

struct record {
    const char *title;
    const char *help;
    struct text_list names;
    unsigned colour;
    int64_t count;
    int32_t place;
    int32_t answer;
    const char *custom;
};

static const char *colour_word(unsigned index) {
    static const char *const words[] = {"red", "green", "null"};
    return words[index];
}

static bool read_custom(struct schema_source *source, const struct yaml_node *node, void *record) {
    return schema_read_text(source, node, "'custom'", &((struct record *)record)->custom);
}

static const struct field fields[] = {
    {.key = "version", .type = FIELD_VERSION},
    {.key = "title", .type = FIELD_TEXT, .is_required = true, .offset = offsetof(struct record, title)},
    {.key = "help", .type = FIELD_BLOCK, .offset = offsetof(struct record, help)},
    {.key = "names", .type = FIELD_TEXTS, .offset = offsetof(struct record, names), .least = 1},
    {.key = "colour",
     .type = FIELD_WORD,
     .offset = offsetof(struct record, colour),
     .word = colour_word,
     .word_count = 3},
    {.key = "count", .type = FIELD_COUNT, .offset = offsetof(struct record, count), .least = 1, .most = 9},
    {.key = "place", .type = FIELD_ARGUMENT, .offset = offsetof(struct record, place)},
    {.key = "answer", .type = FIELD_RESULT, .offset = offsetof(struct record, answer)},
    {.key = "custom", .type = FIELD_CUSTOM, .read = read_custom},
    {.key = "any_map", .type = FIELD_ANY_MAP},
    {.key = "any_list", .type = FIELD_ANY_LIST},
};
static const struct schema schema = {"a thing", fields, ARRAY_COUNT(fields)};

static bool parse(struct scratch *scratch, const char *text, struct record *record, struct error *err) {
    struct yaml_node root;
    struct schema_source source = {.arena = &scratch->arena, .file = "f", .err = err};
    return yaml_read_text(&scratch->arena, "f", text, strlen(text), &root, err) &&
           schema_read(&source, &schema, &root, record);
}

static struct record accept(struct scratch *scratch, const char *text) {
    struct record record = {.count = 5, .place = ARGUMENT_NONE, .answer = ARGUMENT_NONE};
    struct error err = {0};
    if (!parse(scratch, text, &record, &err))
        fail_msg("%s", err.message);
    return record;
}

static void refuse(struct scratch *scratch, const char *text, const char *message) {
    struct record record = {0};
    struct error err = {0};
    assert_false(parse(scratch, text, &record, &err));
    assert_error_at(&err, "f", message);
}

static void test_values(void **state) {
    struct record record =
        accept(*state, "version: 1\ntitle: A thing\nhelp: |\n  one\n  two\nnames: [a, b]\ncolour: green\n"
                       "count: 9\nplace: 63\nanswer: return\ncustom: x\nany_map: {a: [b]}\nany_list: [1]\n");
    assert_string_equal(record.title, "A thing");
    assert_string_equal(record.help, "one\ntwo\n");
    assert_int_equal(record.names.count, 2);
    assert_string_equal(record.names.items[1], "b");
    assert_int_equal(record.names.nodes[1].column, 12);
    assert_int_equal(record.colour, 1);
    assert_int_equal(record.count, 9);
    assert_int_equal(record.place, 63);
    assert_int_equal(record.answer, ARGUMENT_RESULT);
    assert_string_equal(record.custom, "x");
}

static void test_defaults_stay(void **state) {
    struct record record = accept(*state, "title: t\nnames: one\nplace: this\n");
    assert_int_equal(record.count, 5);
    assert_int_equal(record.answer, ARGUMENT_NONE);
    assert_int_equal(record.place, ARGUMENT_THIS);
    assert_int_equal(record.names.count, 1);
    assert_string_equal(record.names.items[0], "one");
}

static void test_the_word_null(void **state) {
    assert_int_equal(accept(*state, "title: t\ncolour: null\n").colour, 2);
    assert_int_equal(accept(*state, "title: t\ncolour: 'null'\n").colour, 2);
    refuse(*state, "title: null\n", "1:8: 'title' has no value");
}

static void test_keys(void **state) {
    refuse(*state, "title: t\ncolor: red\n", "2:1: unknown key 'color' in a thing; did you mean 'colour'?");
    refuse(*state, "title: t\n  \n'zzz': 1\n",
           "3:1: unknown key 'zzz' in a thing; the known ones are: version, title, help, names, colour, count, place, "
           "answer, custom, any_map, any_list");
    refuse(*state, "\n  count: 3\n", "2:3: a thing needs the key 'title'");
    refuse(*state, "[1]\n", "1:1: a thing must be a mapping, not a list");
    refuse(*state, "just words\n", "1:1: a thing must be a mapping, not a text");
    refuse(*state, "~\n", "1:1: a thing has no value");
}

static void test_version(void **state) {
    refuse(*state, "title: t\nversion: 2\n", "2:10: unknown version 2: this tripcount reads version 1");
    refuse(*state, "version: '1'\ntitle: t\n", "1:10: 'version' must be a number, not '1'");
    refuse(*state, "version: one\n", "1:10: 'version' must be a number, not 'one'");
    refuse(*state, "version:\n", "1:9: 'version' has no value");
    refuse(*state, "version: [1]\n", "1:10: 'version' must be a text, not a list");
    /* A version of the future has other keys: that it is one is what counts. */
    refuse(*state, "new_key: 1\nversion: 3\n", "2:10: unknown version 3: this tripcount reads version 1");
}

static void test_texts(void **state) {
    refuse(*state, "title: ''\n", "1:8: 'title' must not be empty");
    refuse(*state, "title: '  '\n", "1:8: 'title' must not be empty");
    refuse(*state, "title:\n", "1:7: 'title' has no value");
    refuse(*state, "title: |\n  a\n  b\n", "1:8: 'title' must be one line");
    refuse(*state, "title: {a: b}\n", "1:8: 'title' must be a text, not a mapping");
    refuse(*state, "title: t\nnames: []\n", "2:8: 'names' must not be empty");
    refuse(*state, "title: t\nnames: {a: b}\n", "2:8: 'names' must be a list, not a mapping");
    refuse(*state, "title: t\nnames: [a, [b]]\n", "2:12: 'names' must be a text, not a list");
    refuse(*state, "title: t\nnames: [a, '']\n", "2:12: 'names' must not be empty");
    refuse(*state, "title: t\nnames:\n  - a\n  - b\n  - a\n", "5:5: 'names' holds 'a' twice; the first is at line 3");
    refuse(*state, "title: t\nnames:\n", "2:7: 'names' has no value");
}

static void test_words(void **state) {
    refuse(*state, "title: t\ncolour: gren\n", "2:9: 'colour' cannot be 'gren'; did you mean 'green'?");
    refuse(*state, "title: t\ncolour: magenta\n",
           "2:9: 'colour' cannot be 'magenta'; the known ones are: red, green, null");
    refuse(*state, "title: t\ncolour: [red]\n", "2:9: 'colour' must be a text, not a list");
    refuse(*state, "title: t\ncolour:\n", "2:8: 'colour' has no value");
    /* What a message quotes stays short and on one line. */
    refuse(
        *state, "title: t\ncolour: \"1234567890\\n234567890123456789012345678901234567890123456789\xC3\xA4zzzz\"\n",
        "2:9: 'colour' cannot be '1234567890 234567890123456789012345678901234567890123456789...'; the known ones are: "
        "red, green, null");
}

static void test_numbers(void **state) {
    static const char *const wrong[] = {"0", "10", "-1", "x", "1.5", "0x3", "'3'", "99999999999999999999", "1_0"};
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        struct scratch *scratch = *state;
        const char *shown = wrong[i][0] == '\'' ? "3" : wrong[i];
        refuse(scratch, arena_printf(&scratch->arena, "title: t\ncount: %s\n", wrong[i]),
               arena_printf(&scratch->arena, "2:8: 'count' must be a whole number from 1 to 9, not '%s'", shown));
    }
}

static void test_arguments(void **state) {
    refuse(*state, "title: t\nplace: 64\n",
           "2:8: 'place' must be the index of an argument, 0 to 63, or 'this', not '64'");
    refuse(*state, "title: t\nplace: -1\n",
           "2:8: 'place' must be the index of an argument, 0 to 63, or 'this', not '-1'");
    refuse(*state, "title: t\nplace: return\n",
           "2:8: 'place' must be the index of an argument, 0 to 63, or 'this', not 'return'");
    refuse(*state, "title: t\nanswer: retrun\n",
           "2:9: 'answer' must be the index of an argument, 0 to 63, or 'this' or 'return', not 'retrun'");
}

static void test_shapes(void **state) {
    refuse(*state, "title: t\nany_map: [a]\n", "2:10: 'any_map' must be a mapping, not a list");
    refuse(*state, "title: t\nany_list: {a: b}\n", "2:11: 'any_list' must be a list, not a mapping");
    refuse(*state, "title: t\nany_list:\n", "2:10: 'any_list' has no value");
    refuse(*state, "title: t\ncustom: []\n", "2:9: 'custom' must be a text, not a list");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_values), SCRATCH_TEST(test_defaults_stay), SCRATCH_TEST(test_the_word_null),
        SCRATCH_TEST(test_keys),   SCRATCH_TEST(test_version),       SCRATCH_TEST(test_texts),
        SCRATCH_TEST(test_words),  SCRATCH_TEST(test_numbers),       SCRATCH_TEST(test_arguments),
        SCRATCH_TEST(test_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
