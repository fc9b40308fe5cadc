/* Labels, quoting and defaults of the text form. Tests: tests/unit/ir/test_text.c */
#include "ir/text_label.h"

#include "base/intern.h"
#include "base/map.h"
#include "base/path.h"

#include <ctype.h>
#include <string.h>

const char **text_labels_make(struct arena *arena, const char *const *names, uint32_t count) {
    const char **labels = ARENA_ARRAY(arena, const char *, count);
    struct interner interner;
    struct map taken = {0}; /* label -> the last number tried behind it: many unnamed parameters stay linear */
    interner_init(&interner);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = names[i] ? names[i] : "";
        const char *base = intern(&interner, name);
        uint32_t number = map_get(&taken, map_key(base));
        labels[i] = name;
        if (number == MAP_NONE) {
            map_put(&taken, map_key(base), 1);
            continue;
        }
        const char *label;
        do {
            label = intern(&interner, arena_printf(arena, "%s#%u", name, ++number));
        } while (map_get(&taken, map_key(label)) != MAP_NONE);
        map_put(&taken, map_key(base), number);
        map_put(&taken, map_key(label), 1);
        labels[i] = arena_text(arena, label, strlen(label));
    }
    map_finish(&taken);
    interner_finish(&interner);
    return labels;
}

/* Keep in step with the words that the reader takes for something else. */
static bool label_is_plain(const char *label) {
    if (label[0] == '\0' || strchr("0123456789-$@&", label[0]) != NULL || strcmp(label, "this") == 0)
        return false;
    for (const char *c = label; *c != '\0'; c++) {
        if ((unsigned char)*c <= ' ' || *c == '\x7f' || strchr("()\";`", *c) != NULL)
            return false;
        if (*c == ':' && isdigit((unsigned char)c[1]))
            return false; /* the end of a location */
    }
    return true;
}

static void print_escaped(const char *text, char quote, struct buffer *out) {
    buffer_add_char(out, quote);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == quote || *c == '\\')
            buffer_printf(out, "\\%c", *c);
        else if (*c == '\n')
            buffer_add_text(out, "\\n");
        else if (*c == '\t')
            buffer_add_text(out, "\\t");
        else if (*c == '\r')
            buffer_add_text(out, "\\r");
        else if ((unsigned char)*c < ' ' || *c == '\x7f')
            buffer_printf(out, "\\x%02x", (unsigned)(unsigned char)*c);
        else
            buffer_add_char(out, *c);
    }
    buffer_add_char(out, quote);
}

void text_print_label(const char *label, struct buffer *out) {
    if (label_is_plain(label))
        buffer_add_text(out, label);
    else
        print_escaped(label, '`', out);
}

void text_print_string(const char *text, struct buffer *out) { print_escaped(text ? text : "", '"', out); }

const uint32_t *text_functions_of_symbols(struct arena *arena, const struct unit *unit) {
    uint32_t *indices = ARENA_ARRAY(arena, uint32_t, unit->symbol_count);
    for (uint32_t i = 0; i < unit->symbol_count; i++)
        indices[i] = SYMBOL_NONE;
    for (uint32_t i = unit->function_count; i-- > 0;)
        if (unit->functions[i].symbol < unit->symbol_count)
            indices[unit->functions[i].symbol] = i;
    return indices;
}

static const char *default_usr(struct arena *arena, const struct unit *unit, const struct symbol *symbol) {
    const char *file = symbol_is(symbol, SYMBOL_INTERNAL) && unit->path ? path_base(unit->path) : "";
    const char *name = symbol->name ? symbol->name : "";
    switch (symbol->kind) {
    case SYMBOL_FUNCTION:
        return arena_printf(arena, "c:%s@F@%s", file, name);
    case SYMBOL_VARIABLE:
        return arena_printf(arena, "c:%s@%s", file, name);
    case SYMBOL_RECORD:
        return arena_printf(arena, "c:@S@%s", name);
    case SYMBOL_FIELD:
        break;
    }
    if (symbol->record >= unit->symbol_count || !unit->symbols[symbol->record].name)
        return arena_printf(arena, "c:@FI@%s", name);
    return arena_printf(arena, "c:@S@%s@FI@%s", unit->symbols[symbol->record].name, text_name_base(name));
}

struct text_symbol_defaults text_symbol_defaults(struct arena *arena, const struct unit *unit,
                                                 const struct symbol *symbol, uint32_t function_index) {
    struct text_symbol_defaults defaults = {.usr = default_usr(arena, unit, symbol), .header = SYMBOL_NONE};
    if (function_index >= unit->function_count)
        return defaults;
    const struct function *function = &unit->functions[function_index];
    defaults.is_defined = true;
    defaults.parameter_count = function->parameter_count;
    if (function->location.line != 0) {
        defaults.header = function->location.file;
        defaults.line = function->location.line;
    }
    return defaults;
}

void text_call_end(const struct unit *unit, const struct call *call, struct location location, uint32_t *line,
                   uint32_t *column) {
    const char *name = call->symbol < unit->symbol_count ? unit->symbols[call->symbol].name : NULL;
    *line = location.line;
    *column = location.column;
    if (location.line != 0 && name)
        *column += (uint32_t)strlen(text_name_base(name));
}

const char *text_name_base(const char *name) {
    /* Not inside of template arguments: "std::vector<a::b>" is called "vector<a::b>". */
    const char *base = name;
    int depth = 0;
    for (const char *c = name; *c != '\0'; c++) {
        if (*c == '<')
            depth++;
        else if (*c == '>' && depth > 0)
            depth--;
        else if (depth == 0 && c[0] == ':' && c[1] == ':')
            base = c + 2;
    }
    return base;
}
