/* Decides what may be said of an entry point. Tests: tests/unit/pack/test_entry_point.c */
#include "pack/entry_point.h"

#include "base/attr.h"
#include "pack/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#define RATE_LIMIT   1000000000
#define BUDGET_LIMIT (24 * 60 * 60 * 1000) /* milliseconds: a day */

/* "50ms", "2s": a whole number with its unit. */
static bool parse_duration(const char *text, int64_t *milliseconds) {
    size_t digits = strspn(text, "0123456789");
    const char *unit = text + digits;
    bool is_second = strcmp(unit, "s") == 0;
    if (digits == 0 || digits > 9 || (!is_second && strcmp(unit, "ms") != 0))
        return false;
    *milliseconds = strtoll(text, NULL, 10) * (is_second ? 1000 : 1);
    return *milliseconds > 0 && *milliseconds <= BUDGET_LIMIT;
}

static bool read_budget(struct schema_source *source, const struct yaml_node *node, void *record) {
    struct entry_point *entry = record;
    const char *text;
    if (!schema_read_text(source, node, "'latency_budget'", &text))
        return false;
    if (!parse_duration(text, &entry->latency_budget_ms))
        return schema_fail(source, node, "'latency_budget' must be a time of 1ms to 24 hours like 50ms or 2s, not '%s'",
                           text);
    return true;
}

static const struct field entry_point_fields[] = {
    {.key = "function", .type = FIELD_TEXT, .is_required = true, .offset = offsetof(struct entry_point, function)},
    {.key = "per_second",
     .type = FIELD_COUNT,
     .offset = offsetof(struct entry_point, per_second),
     .least = 1,
     .most = RATE_LIMIT},
    {.key = "latency_budget", .type = FIELD_CUSTOM, .read = read_budget},
};

const struct schema entry_point_schema = {"an entry point", entry_point_fields, ARRAY_COUNT(entry_point_fields)};

bool entry_points_read(struct schema_source *source, const struct yaml_node *node, struct config *config) {
    if (!schema_check_kind(source, node, "'entry_points'", YAML_MAP))
        return false;
    struct entry_point *entries = ARENA_ARRAY(source->arena, struct entry_point, node->count);
    for (uint32_t i = 0; i < node->count; i++) {
        const struct yaml_node *name = &node->keys[i];
        if (!schema_read_text(source, name, "the name of an entry point", &entries[i].name) ||
            !schema_read(source, &entry_point_schema, &node->items[i], &entries[i]))
            return false;
        entries[i].line = node->items[i].line;
        entries[i].column = node->items[i].column;
    }
    config->entry_points = entries;
    config->entry_point_count = node->count;
    return true;
}
