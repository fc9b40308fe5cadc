/* What is read as YAML, where its parts stand, and what is refused. */
#include "pack/yaml.h"

#include "base/buffer.h"
#include "unit/pack/scratch.h"

static bool parse(struct scratch *scratch, const char *text, struct yaml_node *root, struct error *err) {
    return yaml_read_text(&scratch->arena, "f", text, strlen(text), root, err);
}

static void refuse(struct scratch *scratch, const char *text, const char *message) {
    struct yaml_node root = {.count = 77};
    struct error err = {0};
    assert_false(parse(scratch, text, &root, &err));
    assert_int_equal(root.count, 77);
    assert_error_at(&err, "f", message);
}

static void accept(struct scratch *scratch, const char *text, struct yaml_node *root) {
    struct error err = {0};
    if (!parse(scratch, text, root, &err))
        fail_msg("%s", err.message);
}

static void assert_place(const struct yaml_node *node, uint32_t line, uint32_t column) {
    assert_int_equal(node->line, line);
    assert_int_equal(node->column, column);
}

static void test_tree(void **state) {
    struct yaml_node root;
    accept(*state, "# words\na: one\nlist:\n  - x\n  - [y, 'z']\nmap: {k: \"v\\n\"}\nempty:\n", &root);
    assert_int_equal(root.kind, YAML_MAP);
    assert_int_equal(root.count, 4);
    assert_place(&root, 2, 1);
    assert_string_equal(root.keys[0].text, "a");
    assert_string_equal(root.items[0].text, "one");
    assert_false(root.items[0].is_quoted);
    assert_place(&root.items[0], 2, 4);
    const struct yaml_node *list = yaml_get(&root, "list");
    assert_int_equal(list->kind, YAML_LIST);
    assert_int_equal(list->count, 2);
    assert_place(list, 4, 3);
    assert_place(&list->items[0], 4, 5);
    assert_place(&list->items[1], 5, 5);
    assert_string_equal(list->items[1].items[1].text, "z");
    assert_true(list->items[1].items[1].is_quoted);
    assert_place(&list->items[1].items[1], 5, 9);
    const struct yaml_node *map = yaml_get(&root, "map");
    assert_string_equal(yaml_get(map, "k")->text, "v\n");
    assert_null(yaml_get(map, "v"));
    assert_string_equal(yaml_get(&root, "empty")->text, "");
    assert_false(yaml_get(&root, "empty")->is_quoted);
}

static void test_columns_count_bytes(void **state) {
    struct yaml_node root;
    accept(*state, "\"\xC3\xA4\xE2\x82\xAC\": x\nb: \"\xF0\x9F\x98\x80\"\n", &root);
    assert_string_equal(root.keys[0].text, "\xC3\xA4\xE2\x82\xAC");
    assert_place(&root.items[0], 1, 10);
    assert_place(&root.items[1], 2, 4);
}

static void test_line_ends_and_mark(void **state) {
    struct yaml_node root;
    accept(*state,
           "\xEF\xBB\xBF"
           "a: 1\r\nb: 2\r\n",
           &root);
    assert_string_equal(root.keys[0].text, "a");
    assert_string_equal(root.items[0].text, "1");
    assert_place(&root.items[1], 2, 4);
}

static void test_json_is_read(void **state) {
    struct yaml_node root;
    accept(*state, "{\n  \"a\": [1, true, \"x\"],\n  \"b\": {\"c\": null}\n}\n", &root);
    assert_int_equal(yaml_get(&root, "a")->count, 3);
    assert_place(yaml_get(yaml_get(&root, "b"), "c"), 3, 14);
}

static void test_nothing(void **state) {
    refuse(*state, "", "1:1: nothing is in this file");
    refuse(*state, "# only a comment\n\n", "1:1: nothing is in this file");
    refuse(*state, "\xEF\xBB\xBF", "1:1: nothing is in this file");
}

static void test_duplicate_keys(void **state) {
    refuse(*state, "a: 1\nb: 2\na: 3\n", "3:1: the key 'a' is given twice; the first is at line 1");
    refuse(*state, "x:\n  - {k: 1, \"k\": 2}\n", "2:12: the key 'k' is given twice; the first is at line 2");
    struct yaml_node root;
    accept(*state, "x: {k: 1}\ny: {k: 2}\n", &root);
    assert_int_equal(root.count, 2);
}

static void test_syntax(void **state) {
    refuse(*state, "a:\n\t- x\n", "2:1: a tab stands here; YAML wants spaces");
    refuse(*state, "a: 1\n b: 2\n", "2:3: not valid YAML: mapping values are not allowed in this context");
    refuse(
        *state, "a: [1, 2\nb: 3\n",
        "2:2: not valid YAML: did not find expected ',' or ']', while parsing a flow sequence that begins at line 1");
    refuse(*state, "a: \"open\n",
           "2:1: not valid YAML: found unexpected end of stream, while scanning a quoted scalar that begins at line 1");
    refuse(*state, "a: 1\n---\nb: 2\n", "2:1: a second document begins here; a file holds one");
    refuse(*state, "a: \"\\q\"\n",
           "1:5: not valid YAML: found unknown escape character, while parsing a quoted scalar that begins at line 1");
}

static void test_aliases_anchors_tags(void **state) {
    refuse(*state, "a: &x [1]\nb: *x\n", "1:4: anchors (&x) are not read: write the value out");
    refuse(*state, "a: *x\n", "1:4: aliases (*x) are not read: write the value out");
    refuse(*state, "a: &y {k: v}\n", "1:4: anchors (&y) are not read: write the value out");
    refuse(*state, "&k a: 1\n", "1:1: anchors (&k) are not read: write the value out");
    refuse(*state, "a: !!str 1\n", "1:4: tags (tag:yaml.org,2002:str) are not read");
    refuse(*state, "<<: *x\n", "1:5: aliases (*x) are not read: write the value out");
}

static void test_keys_are_words(void **state) {
    refuse(*state, "? [a, b]\n: 1\n", "1:3: a key must be a word, not a list or a mapping");
    refuse(*state, "a: {'': 1}\n", "1:5: a key must not be empty");
    refuse(*state, ": 1\n",
           "1:1: not valid YAML: did not find expected key, while parsing a block mapping that begins at line 1");
}

static void test_not_text(void **state) {
    refuse(*state, "a: x\xFF\n", "1:5: not UTF-8: the byte 0xFF does not belong here");
    refuse(*state, "a: 1\nb: \xC3(\n", "2:4: not UTF-8: the byte 0xC3 does not belong here");
    refuse(*state, "a: \xC0\xAF\n", "1:4: not UTF-8: the byte 0xC0 does not belong here");
    refuse(*state, "a: \xED\xA0\x80\n", "1:4: not UTF-8: the byte 0xED does not belong here");
    refuse(*state, "a: \xE0\x80\xAF\n", "1:4: not UTF-8: the byte 0xE0 does not belong here");
    refuse(*state, "a: \xF4\x90\x80\x80\n", "1:4: not UTF-8: the byte 0xF4 does not belong here");
    refuse(*state, "a: \xE2\x82", "1:4: not UTF-8: the byte 0xE2 does not belong here");
    refuse(*state, "a: \x01\n", "1:4: the control character U+0001 does not belong in a text file");
    refuse(*state, "a: \"\\0\"\n", "1:4: a text must not hold the character U+0000");
    struct yaml_node root;
    struct error err = {0};
    static const char with_zero[] = "a: 1\nb\0: 2\n";
    assert_false(yaml_read_text(&((struct scratch *)*state)->arena, "f", with_zero, sizeof with_zero - 1, &root, &err));
    assert_error_at(&err, "f", "2:2: the control character U+0000 does not belong in a text file");
}

static void nest(struct buffer *text, int levels) {
    for (int i = 0; i < levels; i++)
        buffer_add_char(text, '[');
    for (int i = 0; i < levels; i++)
        buffer_add_char(text, ']');
}

static void test_depth(void **state) {
    struct buffer text = {0};
    struct yaml_node root;
    nest(&text, YAML_DEPTH_LIMIT);
    accept(*state, buffer_text(&text), &root);
    buffer_clear(&text);
    nest(&text, YAML_DEPTH_LIMIT + 1);
    refuse(*state, buffer_text(&text), "1:33: nested deeper than 32 levels");
    buffer_clear(&text);
    nest(&text, 200000);
    refuse(*state, buffer_text(&text), "1:33: nested deeper than 32 levels");
    buffer_finish(&text);
}

/* Quadratic work would take minutes here. */
static void test_many_keys(void **state) {
    struct buffer text = {0};
    struct yaml_node root;
    for (int i = 0; i < 100000; i++)
        buffer_printf(&text, "key%d: %d\n", i, i);
    accept(*state, buffer_text(&text), &root);
    assert_int_equal(root.count, 100000);
    assert_place(&root.items[99999], 100000, 11);
    buffer_finish(&text);
}

static void test_files(void **state) {
    struct scratch *scratch = *state;
    struct yaml_node root;
    struct digest digest;
    struct error err = {0};
    const char *path = scratch_write(scratch, "a.yaml", "a: 1\n");
    assert_true(yaml_read_file(&scratch->arena, path, &root, &digest, &err));
    assert_true(digest_is_equal(digest, digest_of("a: 1\n", 5)));
    assert_true(yaml_read_file(&scratch->arena, path, &root, NULL, &err));
    assert_false(yaml_read_file(&scratch->arena, scratch_path(scratch, "none"), &root, NULL, &err));
    assert_error(&err,
                 arena_printf(&scratch->arena, "cannot read %s/none: No such file or directory", scratch->directory));
    assert_false(yaml_read_file(&scratch->arena, scratch->directory, &root, NULL, &err));
    assert_error(&err, arena_printf(&scratch->arena, "cannot read %s: it is a directory", scratch->directory));
    assert_int_equal(truncate(path, YAML_SIZE_LIMIT + 1), 0);
    assert_false(yaml_read_file(&scratch->arena, path, &root, NULL, &err));
    assert_error_at(&err, path, " larger than 16 MiB");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_tree),
        SCRATCH_TEST(test_columns_count_bytes),
        SCRATCH_TEST(test_line_ends_and_mark),
        SCRATCH_TEST(test_json_is_read),
        SCRATCH_TEST(test_nothing),
        SCRATCH_TEST(test_duplicate_keys),
        SCRATCH_TEST(test_syntax),
        SCRATCH_TEST(test_aliases_anchors_tags),
        SCRATCH_TEST(test_keys_are_words),
        SCRATCH_TEST(test_not_text),
        SCRATCH_TEST(test_depth),
        SCRATCH_TEST(test_many_keys),
        SCRATCH_TEST(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
