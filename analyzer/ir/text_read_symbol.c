/* Symbols of the text form, in two passes: labels and kinds first, because anything may refer to them; the rest when
 * the functions, which decide what may be left out, have been read. The grammar stands at the head of ir/text_read.c.
 * Tests: tests/unit/ir/test_text.c */
#include "ir/text_label.h"
#include "ir/text_reader.h"

/* A name that differs from the label, already in the first pass: calls take their end from it. */
static bool read_early_name(struct text_reader *reader, const struct text_node *node, struct symbol *symbol) {
    for (; node; node = node->next) {
        if (node->kind != TEXT_LIST || !text_node_is_word(node->first, "name"))
            continue;
        struct text_cursor inside = text_cursor_in(reader, node);
        return text_take_string(&inside, &symbol->name);
    }
    return true;
}

/* Calls need the name at once, for where it ends: the text of (name "..."), or the label itself. */
static const char *declared_name(const struct text_cursor *behind_kind, const char *label) {
    for (struct text_cursor at = *behind_kind; at.node; at.node = at.node->next)
        if (text_is_list(&at) && at.node->first && text_node_is_word(at.node->first, "name")) {
            struct text_cursor inside = {at.reader, at.node, at.node->first->next};
            if (text_is_string(&inside))
                return inside.node->text;
        }
    return label;
}

bool text_declare_symbols(struct text_cursor *cursor, struct unit *unit) {
    struct text_reader *reader = cursor->reader;
    unit->symbols = ARENA_ARRAY(reader->arena, struct symbol, text_count_items(cursor->node));
    for (; cursor->node; cursor->node = cursor->node->next) {
        struct symbol *symbol = &unit->symbols[unit->symbol_count++];
        if (!text_is_list(cursor))
            return text_fail_expected(reader, cursor->list, cursor->node, "a symbol, (NAME KIND ...)");
        struct text_cursor inside = {reader, cursor->node, cursor->node->first};
        uint32_t kind;
        if (!text_take_name(&inside, &symbol->name) || !text_take_word(&inside, &text_symbol_kinds, &kind))
            return false;
        symbol->kind = (enum symbol_kind)kind;
        symbol->type = "";
        symbol->header = symbol->record = SYMBOL_NONE;
        if (!text_names_add(reader, &reader->symbols, symbol->name))
            return text_fail(reader, cursor->node->first, "a second symbol '%s'", symbol->name);
        symbol->name = declared_name(&inside, symbol->name);
        if (!read_early_name(reader, inside.node, symbol))
            return false;
    }
    return true;
}

struct symbol_build {
    struct symbol *symbol;
    bool has_header;
    bool has_parameters;
};

static bool read_symbol_name(struct text_cursor *cursor, void *target) {
    return text_take_string(cursor, &((struct symbol_build *)target)->symbol->name);
}

static bool read_symbol_usr(struct text_cursor *cursor, void *target) {
    return text_take_string(cursor, &((struct symbol_build *)target)->symbol->usr);
}

static bool read_symbol_type(struct text_cursor *cursor, void *target) {
    return text_take_string(cursor, &((struct symbol_build *)target)->symbol->type);
}

static bool read_symbol_header(struct text_cursor *cursor, void *target) {
    struct symbol_build *build = target;
    const char *path;
    build->has_header = true;
    build->symbol->header = SYMBOL_NONE;
    if (text_node_is_word(cursor->node, "-")) {
        cursor->node = cursor->node->next;
    } else {
        if (!text_take_string(cursor, &path))
            return false;
        build->symbol->header = text_reader_file(cursor->reader, path);
    }
    return !cursor->node || text_take_count(cursor, &build->symbol->line);
}

static bool read_symbol_record(struct text_cursor *cursor, void *target) {
    return text_take_symbol(cursor, SYMBOL_RECORD, &((struct symbol_build *)target)->symbol->record);
}

static bool read_symbol_parameters(struct text_cursor *cursor, void *target) {
    struct symbol_build *build = target;
    build->has_parameters = true;
    return text_take_count(cursor, &build->symbol->parameter_count);
}

static bool read_texts(struct text_cursor *cursor, const char *const **out, uint32_t *count) {
    *count = text_count_items(cursor->node);
    const char **texts = ARENA_ARRAY(cursor->reader->arena, const char *, *count);
    for (uint32_t i = 0; i < *count; i++)
        if (!text_take_string(cursor, &texts[i]))
            return false;
    *out = texts;
    return true;
}

static bool read_symbol_annotations(struct text_cursor *cursor, void *target) {
    struct symbol *symbol = ((struct symbol_build *)target)->symbol;
    return read_texts(cursor, &symbol->annotations, &symbol->annotation_count);
}

static bool read_symbol_methods(struct text_cursor *cursor, void *target) {
    struct symbol *symbol = ((struct symbol_build *)target)->symbol;
    return read_texts(cursor, &symbol->methods, &symbol->method_count);
}

static bool read_symbol_overrides(struct text_cursor *cursor, void *target) {
    struct symbol *symbol = ((struct symbol_build *)target)->symbol;
    uint32_t count = text_count_items(cursor->node);
    uint32_t *indices = ARENA_ARRAY(cursor->reader->arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        if (!text_take_symbol(cursor, symbol->kind, &indices[i]))
            return false;
    symbol->overridden = indices;
    symbol->overridden_count = count;
    return true;
}

static bool read_symbol(struct text_cursor *cursor, struct symbol *symbol, uint32_t function_index) {
    static const struct text_clause clauses[] = {
        {"name", read_symbol_name, false},
        {"usr", read_symbol_usr, false},
        {"type", read_symbol_type, false},
        {"header", read_symbol_header, false},
        {"record", read_symbol_record, false},
        {"parameters", read_symbol_parameters, false},
        {"annotations", read_symbol_annotations, false},
        {"overrides", read_symbol_overrides, false},
        {"methods", read_symbol_methods, false},
    };
    struct text_reader *reader = cursor->reader;
    struct symbol_build build = {.symbol = symbol};
    bool is_defined = function_index != SYMBOL_NONE;
    if (text_node_is_word(cursor->node, "defined") || text_node_is_word(cursor->node, "undefined")) {
        is_defined = text_node_is_word(cursor->node, "defined");
        cursor->node = cursor->node->next;
    }
    if (!text_take_flags(cursor, &text_symbol_flags, &symbol->flags) ||
        !text_take_clauses(cursor, clauses, ARRAY_COUNT(clauses), &build))
        return false;
    if (is_defined)
        symbol->flags |= SYMBOL_DEFINED;
    struct text_symbol_defaults defaults = text_symbol_defaults(reader->arena, reader->unit, symbol, function_index);
    if (!build.has_header) {
        symbol->header = defaults.header;
        symbol->line = defaults.line;
    }
    if (!build.has_parameters)
        symbol->parameter_count = defaults.parameter_count;
    return true;
}

bool text_read_symbols(struct text_cursor *cursor, struct unit *unit) {
    struct text_reader *reader = cursor->reader;
    const uint32_t *function_of_symbol = text_functions_of_symbols(reader->arena, unit);
    const struct text_node *first = cursor->node;
    for (uint32_t i = 0; cursor->node; i++, cursor->node = cursor->node->next) {
        struct text_cursor inside = {reader, cursor->node, cursor->node->first->next->next};
        if (!read_symbol(&inside, &unit->symbols[i], function_of_symbol[i]))
            return false;
    }
    cursor->node = NULL;
    /* A field's USR is made from its record's name, so all names must be there. */
    for (uint32_t i = 0; first && i < unit->symbol_count; i++)
        if (!unit->symbols[i].usr)
            unit->symbols[i].usr =
                text_symbol_defaults(reader->arena, unit, &unit->symbols[i], function_of_symbol[i]).usr;
    return true;
}
