/* Functions of the text form, up to their bodies; the grammar stands at the head of ir/text_read.c.
 * Tests: tests/unit/ir/test_text.c */
#include "ir/text_reader.h"

#include <string.h>

struct function_build {
    struct function *function;
    const struct text_node *body; /* read last: it needs the names */
    bool has_end;
};

static bool read_function_end(struct text_cursor *cursor, void *target) {
    struct function_build *build = target;
    build->has_end = true;
    return text_take_count(cursor, &build->function->end_line);
}

static bool read_local_name(struct text_cursor *cursor, void *target) {
    return text_take_string(cursor, &((struct local *)target)->name);
}

/* NAME, or (NAME "type" FLAG... @LINE (name "...")). */
static bool read_local(struct text_reader *reader, const struct text_node *node, struct local *local) {
    static const struct text_clause clauses[] = {{"name", read_local_name, false}};
    bool is_list = node->kind == TEXT_LIST;
    struct text_cursor cursor = {reader, node, is_list ? node->first : node};
    const struct text_node *label = cursor.node;
    if (!text_take_name(&cursor, &local->name))
        return false;
    local->type = "";
    if (!text_names_add(reader, &reader->locals, local->name))
        return text_fail(reader, label, "a second parameter or local '%s'", local->name);
    if (!is_list)
        return true;
    return (!text_is_string(&cursor) || text_take_string(&cursor, &local->type)) &&
           text_take_flags(&cursor, &text_local_flags, &local->flags) && text_take_line(&cursor, &local->line) &&
           text_take_clauses(&cursor, clauses, ARRAY_COUNT(clauses), local);
}

static bool read_locals(struct text_cursor *cursor, struct local **out, uint32_t *count) {
    *count = text_count_items(cursor->node);
    *out = ARENA_ARRAY(cursor->reader->arena, struct local, *count);
    for (uint32_t i = 0; i < *count; i++, cursor->node = cursor->node->next)
        if (!read_local(cursor->reader, cursor->node, &(*out)[i]))
            return false;
    return true;
}

static bool read_parameters(struct text_cursor *cursor, void *target) {
    struct function *function = ((struct function_build *)target)->function;
    if (cursor->reader->locals.names.count > 0)
        return text_fail(cursor->reader, cursor->list, "(parameters ...) must stand before (locals ...)");
    return read_locals(cursor, &function->parameters, &function->parameter_count);
}

static bool read_function_locals(struct text_cursor *cursor, void *target) {
    struct function *function = ((struct function_build *)target)->function;
    return read_locals(cursor, &function->locals, &function->local_count);
}

static bool read_labels(struct text_cursor *cursor, void *target) {
    (void)target;
    cursor->reader->has_labels = true;
    while (cursor->node) {
        const struct text_node *node = cursor->node;
        const char *name;
        if (!text_take_name(cursor, &name))
            return false;
        if (!text_names_add(cursor->reader, &cursor->reader->labels, name))
            return text_fail(cursor->reader, node, "a second label '%s'", name);
    }
    return true;
}

static bool keep_body(struct text_cursor *cursor, void *target) {
    ((struct function_build *)target)->body = cursor->list;
    cursor->node = NULL;
    return true;
}

static void enter(struct text_reader *reader, struct function *function) {
    text_names_clear(&reader->locals);
    text_names_clear(&reader->labels);
    reader->function = function;
    reader->has_labels = false;
    reader->label_places.count = 0;
    reader->next_call = reader->next_loop = reader->call_count = reader->loop_count = 0;
}

void text_reader_enter_again(struct text_reader *reader, uint32_t index) {
    enter(reader, NULL);
    if (index == SYMBOL_NONE)
        return;
    struct function *function = &reader->unit->functions[index];
    reader->function = function;
    for (uint32_t i = 0; i < function->parameter_count + function->local_count; i++)
        text_names_add(reader, &reader->locals, reader->local_labels[index][i]);
}

/* For text_reader_enter_again. */
static void keep_local_labels(struct text_reader *reader, uint32_t index) {
    uint32_t count = reader->locals.names.count;
    const char **labels = ARENA_ARRAY(reader->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        labels[i] = reader->locals.names.items[i];
    reader->local_labels[index] = labels;
}

struct label_use {
    struct text_reader *reader;
    bool *is_defined; /* [names] */
};

static void note_label(struct region *region, void *context) {
    struct label_use *use = context;
    if (region->kind == REGION_LABEL)
        use->is_defined[region->label] = true;
    else if (region->kind == REGION_LOOP && region->loop->form == LOOP_GOTO)
        use->is_defined[region->loop->label] = true;
}

/* Labels that were collected on the way: each must stand somewhere, else it was misspelt. */
static bool finish_labels(struct text_reader *reader) {
    struct function *function = reader->function;
    uint32_t count = reader->labels.names.count;
    const char **labels = ARENA_ARRAY(reader->arena, const char *, count);
    struct label_use use = {reader, ARENA_ARRAY(reader->arena, bool, count)};
    region_walk(function->body, note_label, &use);
    for (uint32_t i = 0; i < count; i++) {
        labels[i] = arena_text(reader->arena, reader->labels.names.items[i], strlen(reader->labels.names.items[i]));
        if (!reader->has_labels && !use.is_defined[i])
            return text_fail(reader, reader->label_places.items[i], "a goto to '%s', but there is no (label %s)",
                             labels[i], labels[i]);
    }
    function->labels = labels;
    function->label_count = count;
    return true;
}

bool text_read_function(struct text_cursor *cursor, uint32_t index) {
    static const struct text_clause clauses[] = {
        {"end", read_function_end, false},
        {"parameters", read_parameters, false},
        {"locals", read_function_locals, false},
        {"labels", read_labels, false},
        {"body", keep_body, false},
    };
    struct text_reader *reader = cursor->reader;
    struct function *function = &reader->unit->functions[index];
    struct function_build build = {.function = function};
    enter(reader, function);
    if (!text_take_symbol_or_none(cursor, SYMBOL_FUNCTION, &function->symbol) ||
        !text_take_location(cursor, 0, &function->location) ||
        !text_take_flags(cursor, &text_function_flags, &function->flags) ||
        !text_take_clauses(cursor, clauses, ARRAY_COUNT(clauses), &build))
        return false;
    keep_local_labels(reader, index);
    if (!build.has_end)
        function->end_line = function->location.line;
    if (build.body) {
        struct text_cursor inside = text_cursor_in(reader, build.body);
        if (!text_read_regions(&inside, &function->body))
            return false;
    }
    function->call_count = reader->call_count;
    function->loop_count = reader->loop_count;
    return finish_labels(reader);
}
