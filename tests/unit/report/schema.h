/* Checks a JSON text against rules/result.schema.json: the part of JSON Schema that this file uses. */
#ifndef TRIPCOUNT_TESTS_REPORT_SCHEMA_H
#define TRIPCOUNT_TESTS_REPORT_SCHEMA_H

#include "unit/report/sample.h"

#include <jansson.h>
#include <stdio.h>

#define SCHEMA_PATH "rules/result.schema.json"

static inline const char *json_type_name(const json_t *value) {
    static const char *const names[] = {
        [JSON_OBJECT] = "object", [JSON_ARRAY] = "array",  [JSON_STRING] = "string", [JSON_INTEGER] = "number",
        [JSON_REAL] = "number",   [JSON_TRUE] = "boolean", [JSON_FALSE] = "boolean", [JSON_NULL] = "null"};
    return names[json_typeof(value)];
}

static inline bool json_has_type(const json_t *value, const char *type) {
    return strcmp(json_type_name(value), type) == 0 || (strcmp(type, "integer") == 0 && json_is_integer(value));
}

static inline bool schema_allows_type(const json_t *types, const json_t *value) {
    if (!json_is_array(types))
        return types == NULL || json_has_type(value, json_string_value(types));
    for (size_t i = 0; i < json_array_size(types); i++)
        if (json_has_type(value, json_string_value(json_array_get(types, i))))
            return true;
    return false;
}

static inline bool schema_allows_object(const json_t *root, const json_t *schema, json_t *value);

/* Says the first thing that is wrong on standard error. */
static inline bool schema_allows(const json_t *root, const json_t *schema, json_t *value) {
    const char *reference = json_string_value(json_object_get(schema, "$ref"));
    if (reference != NULL) {
        const char *name = strrchr(reference, '/') + 1;
        const json_t *target = json_object_get(json_object_get(root, "$defs"), name);
        if (target == NULL || !schema_allows(root, target, value))
            return false;
    }
    const json_t *constant = json_object_get(schema, "const");
    const json_t *words = json_object_get(schema, "enum");
    bool is_word = words == NULL;
    for (size_t i = 0; i < json_array_size(words); i++)
        is_word = is_word || json_equal(json_array_get(words, i), value);
    const json_t *minimum = json_object_get(schema, "minimum");
    bool is_allowed =
        is_word && (constant == NULL || json_equal(constant, value)) &&
        schema_allows_type(json_object_get(schema, "type"), value) &&
        (minimum == NULL || !json_is_number(value) || json_number_value(value) >= json_number_value(minimum));
    if (!is_allowed) {
        fprintf(stderr, "a %s is against the schema:\n", json_type_name(value));
        json_dumpf(value, stderr, JSON_ENCODE_ANY);
        fputc('\n', stderr);
        return false;
    }
    const json_t *items = json_object_get(schema, "items");
    for (size_t i = 0; items != NULL && i < json_array_size(value); i++)
        if (!schema_allows(root, items, json_array_get(value, i)))
            return false;
    return !json_is_object(value) || schema_allows_object(root, schema, value);
}

static inline bool schema_has_required(const json_t *schema, const json_t *value) {
    const json_t *required = json_object_get(schema, "required");
    for (size_t i = 0; i < json_array_size(required); i++)
        if (json_object_get(value, json_string_value(json_array_get(required, i))) == NULL)
            return false;
    return true;
}

static inline bool schema_allows_object(const json_t *root, const json_t *schema, json_t *value) {
    if (!schema_has_required(schema, value)) {
        fprintf(stderr, "a required key is missing\n");
        return false;
    }
    const json_t *choices = json_object_get(schema, "anyOf");
    bool is_chosen = choices == NULL;
    for (size_t i = 0; i < json_array_size(choices); i++)
        is_chosen = is_chosen || schema_has_required(json_array_get(choices, i), value);
    const char *key;
    json_t *member;
    json_object_foreach(value, key, member) {
        const json_t *property = json_object_get(json_object_get(schema, "properties"), key);
        if (property == NULL)
            property = json_object_get(schema, "additionalProperties");
        if (property != NULL && !schema_allows(root, property, member)) {
            fprintf(stderr, "  in %s\n", key);
            return false;
        }
    }
    return is_chosen;
}

static inline bool schema_file_allows(json_t *document) {
    json_error_t error;
    json_t *schema = json_load_file(SCHEMA_PATH, JSON_REJECT_DUPLICATES, &error);
    if (schema == NULL)
        fail_msg("%s:%d:%d: %s", SCHEMA_PATH, error.line, error.column, error.text);
    bool is_allowed = schema_allows(schema, schema, document);
    json_decref(schema);
    return is_allowed;
}

/* Parses what the JSON writer made, checks it, and gives the document to look into. */
static inline json_t *json_checked(const struct buffer *text) {
    json_error_t error;
    json_t *document = json_loadb(buffer_text(text), text->size, JSON_REJECT_DUPLICATES, &error);
    if (document == NULL)
        fail_msg("%d:%d: %s\n%s", error.line, error.column, error.text, buffer_text(text));
    assert_true(schema_file_allows(document));
    return document;
}

#endif
