/* The JSON Schemas below rules/ say what the loader does: same keys, same required ones, same words, same limits. */
#include "base/attr.h"
#include "model/latency.h"
#include "pack/vocabulary.h"
#include "unit/pack/scratch.h"

static struct yaml_node load(struct scratch *scratch, const char *path) {
    struct yaml_node root;
    struct error err = {0};
    if (!yaml_read_file(&scratch->arena, path, &root, NULL, &err))
        fail_msg("%s", err.message);
    return root;
}

static const struct yaml_node *get(const struct yaml_node *node, const char *key) {
    const struct yaml_node *found = yaml_get(node, key);
    if (found == NULL)
        fail_msg("no '%s' at line %u", key, node->line);
    return found;
}

static bool holds_text(const struct yaml_node *list, const char *text) {
    for (uint32_t i = 0; list != NULL && i < list->count; i++)
        if (strcmp(list->items[i].text, text) == 0)
            return true;
    return false;
}

/* `null` without quotes stands beside the word for files that leave the quotes out. */
static uint32_t count_words(const struct yaml_node *list) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->count; i++)
        count += list->items[i].is_quoted;
    return count;
}

static void compare_field(const struct field *field, const struct yaml_node *property) {
    if (field->type == FIELD_WORD) {
        const struct yaml_node *words = get(property, "enum");
        assert_int_equal(count_words(words), field->word_count);
        for (unsigned i = 0; i < field->word_count; i++)
            assert_true(holds_text(words, field->word(i)));
    } else if (field->type == FIELD_COUNT) {
        assert_int_equal(strtoll(get(property, "minimum")->text, NULL, 10), field->least);
        assert_int_equal(strtoll(get(property, "maximum")->text, NULL, 10), field->most);
    } else if (field->type == FIELD_NUMBERS) {
        const struct yaml_node *reference = get(&get(property, "allOf")->items[0], "$ref");
        assert_string_equal(reference->text, "#/definitions/numbers");
    } else if (field->type == FIELD_ANY_MAP) {
        assert_string_equal(get(property, "type")->text, "object");
    } else if (field->type == FIELD_ANY_LIST) {
        assert_string_equal(get(property, "type")->text, "array");
    } else if (field->type == FIELD_ARGUMENT || field->type == FIELD_RESULT) {
        const struct yaml_node *reference = get(&get(property, "allOf")->items[0], "$ref");
        assert_string_equal(reference->text,
                            field->type == FIELD_RESULT ? "#/definitions/result" : "#/definitions/argument");
    } else if (field->type == FIELD_VERSION) {
        assert_string_equal(get(property, "const")->text, "1");
    }
}

static void compare(const struct schema *schema, const struct yaml_node *object) {
    const struct yaml_node *properties = get(object, "properties");
    assert_string_equal(get(object, "additionalProperties")->text, "false");
    for (uint32_t i = 0; i < schema->field_count; i++) {
        const struct field *field = &schema->fields[i];
        compare_field(field, get(properties, field->key));
        if (holds_text(yaml_get(object, "required"), field->key) != field->is_required)
            fail_msg("'%s' is required in only one of them", field->key);
    }
    for (uint32_t i = 0; i < properties->count; i++) {
        bool is_known = false;
        for (uint32_t k = 0; k < schema->field_count; k++)
            is_known = is_known || strcmp(schema->fields[k].key, properties->keys[i].text) == 0;
        if (!is_known)
            fail_msg("the loader does not know '%s'", properties->keys[i].text);
    }
}

static void compare_latency(const struct yaml_node *words) {
    assert_int_equal(words->count, LATENCY_COUNT);
    for (unsigned i = 0; i < LATENCY_COUNT; i++)
        assert_string_equal(words->items[i].text, latency_profile(i)->name);
}

static void compare_definitions(const struct yaml_node *root) {
    const struct yaml_node *definitions = get(root, "definitions");
    compare(&entry_schema, get(definitions, "entry"));
    compare(&built_schema, get(definitions, "built"));
    const struct yaml_node *index = &get(get(definitions, "argument"), "oneOf")->items[0];
    assert_int_equal(strtol(get(index, "maximum")->text, NULL, 10), SCHEMA_ARGUMENT_LIMIT - 1);
    index = &get(get(definitions, "result"), "oneOf")->items[0];
    assert_int_equal(strtol(get(index, "maximum")->text, NULL, 10), SCHEMA_ARGUMENT_LIMIT - 1);
}

static void test_library(void **state) {
    struct yaml_node root = load(*state, "rules/library.schema.json");
    compare(&library_schema, &root);
    compare_latency(get(get(get(&root, "properties"), "latency"), "enum"));
    compare(&status_schema, get(get(&root, "definitions"), "status"));
    compare_definitions(&root);
}

static void test_config(void **state) {
    struct yaml_node root = load(*state, "rules/config.schema.json");
    compare(&config_schema, &root);
    compare(&entry_point_schema, get(get(&root, "definitions"), "entry_point"));
    compare_latency(get(get(get(get(&root, "properties"), "latency"), "additionalProperties"), "enum"));
    compare_definitions(&root);
    compare(&turns_schema, get(get(&root, "definitions"), "turns"));
}

static void test_check(void **state) {
    struct yaml_node root = load(*state, "rules/check.schema.json");
    compare(&check_page_schema, &root);
    compare(&check_help_schema, get(get(&root, "properties"), "help"));
}

/* Every key and word stands in the documentation, in the form `word`. */
static void assert_documented(const struct schema *schema, const char *readme, struct arena *arena) {
    for (uint32_t i = 0; i < schema->field_count; i++) {
        const struct field *field = &schema->fields[i];
        if (strstr(readme, arena_printf(arena, "`%s`", field->key)) == NULL)
            fail_msg("rules/README.md does not explain the key '%s'", field->key);
        for (unsigned k = 0; k < field->word_count; k++)
            if (strstr(readme, arena_printf(arena, "`%s`", field->word(k))) == NULL)
                fail_msg("rules/README.md does not explain the word '%s'", field->word(k));
    }
}

static void test_readme(void **state) {
    struct arena *arena = &((struct scratch *)*state)->arena;
    struct buffer text = {0};
    struct error err = {0};
    assert_true(file_read("rules/README.md", &text, &err));
    assert_documented(&entry_schema, buffer_text(&text), arena);
    assert_documented(&built_schema, buffer_text(&text), arena);
    assert_documented(&library_schema, buffer_text(&text), arena);
    assert_documented(&status_schema, buffer_text(&text), arena);
    assert_documented(&turns_schema, buffer_text(&text), arena);
    assert_documented(&entry_point_schema, buffer_text(&text), arena);
    assert_documented(&check_page_schema, buffer_text(&text), arena);
    assert_documented(&check_help_schema, buffer_text(&text), arena);
    for (unsigned i = 0; i < LATENCY_COUNT; i++) {
        const struct latency_profile *profile = latency_profile(i);
        const char *row = arena_printf(arena, "| `%s` |", profile->name);
        const char *found = strstr(buffer_text(&text), row);
        assert_non_null(found);
        const char *figure = arena_printf(arena, "| %g ms |\n", profile->milliseconds);
        assert_int_equal(strncmp(strchr(found, '\n') - (strlen(figure) - 1), figure, strlen(figure)), 0);
    }
    buffer_finish(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_library),
        SCRATCH_TEST(test_config),
        SCRATCH_TEST(test_check),
        SCRATCH_TEST(test_readme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
