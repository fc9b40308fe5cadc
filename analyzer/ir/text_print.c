/* A unit as text: symbols, records, facts. Functions are printed by ir/text_print_function.c; the grammar stands at the
 * head of ir/text_read.c. Tests: tests/unit/ir/test_text.c */
#include "ir/text.h"

#include "ir/text_label.h"
#include "ir/text_printer.h"
#include "ir/text_words.h"

#include <inttypes.h>
#include <string.h>

static void printer_init(struct text_printer *printer, const struct unit *unit, struct buffer *out) {
    *printer = (struct text_printer){.unit = unit, .out = out};
    arena_init(&printer->arena);
    const char **names = ARENA_ARRAY(&printer->arena, const char *, unit->file_count);
    for (uint32_t i = 0; i < unit->file_count; i++)
        names[i] = unit->files[i].path;
    printer->files = text_labels_make(&printer->arena, names, unit->file_count);
    names = ARENA_ARRAY(&printer->arena, const char *, unit->symbol_count);
    for (uint32_t i = 0; i < unit->symbol_count; i++)
        names[i] = unit->symbols[i].name;
    printer->symbols = text_labels_make(&printer->arena, names, unit->symbol_count);
    printer->function_of_symbol = text_functions_of_symbols(&printer->arena, unit);
}

static void printer_finish(struct text_printer *printer) { arena_finish(&printer->arena); }

void text_print_indent(struct text_printer *printer, uint32_t level) {
    buffer_add_char(printer->out, '\n');
    for (uint32_t i = 0; i < level; i++)
        buffer_add_text(printer->out, "  ");
}

void text_print_location(struct text_printer *printer, struct location location, uint32_t file) {
    if (location.line == 0)
        return;
    buffer_add_text(printer->out, " @");
    if (location.file != file) {
        text_print_label(location.file < printer->unit->file_count ? printer->files[location.file] : "?", printer->out);
        buffer_add_char(printer->out, ':');
    }
    buffer_printf(printer->out, "%u:%u", location.line, location.column);
}

void text_print_symbol(struct text_printer *printer, uint32_t symbol) {
    buffer_add_char(printer->out, ' ');
    if (symbol == SYMBOL_NONE)
        buffer_add_char(printer->out, '-');
    else
        text_print_label(symbol < printer->unit->symbol_count ? printer->symbols[symbol] : "?", printer->out);
}

/* " (head "text")" */
static void print_text_clause(struct text_printer *printer, const char *head, const char *text) {
    buffer_printf(printer->out, " (%s ", head);
    text_print_string(text, printer->out);
    buffer_add_char(printer->out, ')');
}

static bool text_differs(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") != 0; }

static void print_status(struct text_printer *printer) {
    const struct unit *unit = printer->unit;
    if (unit->status != UNIT_OK || unit->message) {
        const char *word = text_word_of(&text_unit_statuses, (uint32_t)unit->status);
        text_print_indent(printer, 1);
        buffer_printf(printer->out, "(status %s", word ? word : "?");
        if (unit->message) {
            buffer_add_char(printer->out, ' ');
            text_print_string(unit->message, printer->out);
        }
        buffer_add_char(printer->out, ')');
    }
    if (unit->error_count != 0) {
        text_print_indent(printer, 1);
        buffer_printf(printer->out, "(errors %u)", unit->error_count);
    }
    if (unit->line_count != 0) {
        text_print_indent(printer, 1);
        buffer_printf(printer->out, "(lines %u)", unit->line_count);
    }
}

static void print_files(struct text_printer *printer) {
    const struct unit *unit = printer->unit;
    if (unit->file_count == 1 && unit->files[0].flags == FILE_MAIN && !text_differs(unit->files[0].path, unit->path))
        return;
    text_print_indent(printer, 1);
    buffer_add_text(printer->out, "(files");
    for (uint32_t i = 0; i < unit->file_count; i++) {
        const struct source_file *file = &unit->files[i];
        bool is_renamed = text_differs(printer->files[i], file->path);
        bool is_short = file->flags == 0 && !is_renamed;
        text_print_indent(printer, 2);
        if (!is_short)
            buffer_add_char(printer->out, '(');
        text_print_string(printer->files[i], printer->out);
        text_print_flags(&text_file_flags, file->flags, printer->out);
        if (is_renamed)
            print_text_clause(printer, "path", file->path);
        if (!is_short)
            buffer_add_char(printer->out, ')');
    }
    buffer_add_char(printer->out, ')');
}

static void print_header(struct text_printer *printer, const struct symbol *symbol) {
    buffer_add_text(printer->out, " (header ");
    if (symbol->header == SYMBOL_NONE)
        buffer_add_char(printer->out, '-');
    else
        text_print_string(symbol->header < printer->unit->file_count ? printer->files[symbol->header] : "?",
                          printer->out);
    if (symbol->line != 0)
        buffer_printf(printer->out, " %u", symbol->line);
    buffer_add_char(printer->out, ')');
}

static void print_texts(struct text_printer *printer, const char *word, const char *const *texts, uint32_t count) {
    if (count == 0)
        return;
    buffer_printf(printer->out, " (%s", word);
    for (uint32_t i = 0; i < count; i++) {
        buffer_add_char(printer->out, ' ');
        text_print_string(texts[i], printer->out);
    }
    buffer_add_char(printer->out, ')');
}

static void print_symbol_lists(struct text_printer *printer, const struct symbol *symbol) {
    print_texts(printer, "annotations", symbol->annotations, symbol->annotation_count);
    if (symbol->overridden_count > 0) {
        buffer_add_text(printer->out, " (overrides");
        for (uint32_t i = 0; i < symbol->overridden_count; i++)
            text_print_symbol(printer, symbol->overridden[i]);
        buffer_add_char(printer->out, ')');
    }
    print_texts(printer, "methods", symbol->methods, symbol->method_count);
}

static void print_symbol_declaration(struct text_printer *printer, uint32_t index) {
    const struct symbol *symbol = &printer->unit->symbols[index];
    const char *kind = text_word_of(&text_symbol_kinds, (uint32_t)symbol->kind);
    struct text_symbol_defaults defaults =
        text_symbol_defaults(&printer->arena, printer->unit, symbol, printer->function_of_symbol[index]);
    text_print_indent(printer, 2);
    buffer_add_char(printer->out, '(');
    text_print_label(printer->symbols[index], printer->out);
    buffer_printf(printer->out, " %s", kind ? kind : "?");
    if (symbol_is(symbol, SYMBOL_DEFINED) != defaults.is_defined)
        buffer_add_text(printer->out, defaults.is_defined ? " undefined" : " defined");
    text_print_flags(&text_symbol_flags, symbol->flags, printer->out);
    if (text_differs(printer->symbols[index], symbol->name))
        print_text_clause(printer, "name", symbol->name);
    if (text_differs(symbol->usr, defaults.usr))
        print_text_clause(printer, "usr", symbol->usr);
    if (text_differs(symbol->type, ""))
        print_text_clause(printer, "type", symbol->type);
    if (symbol->header != defaults.header || symbol->line != defaults.line)
        print_header(printer, symbol);
    if (symbol->record != SYMBOL_NONE) {
        buffer_add_text(printer->out, " (record");
        text_print_symbol(printer, symbol->record);
        buffer_add_char(printer->out, ')');
    }
    if (symbol->parameter_count != defaults.parameter_count)
        buffer_printf(printer->out, " (parameters %u)", symbol->parameter_count);
    print_symbol_lists(printer, symbol);
    buffer_add_char(printer->out, ')');
}

static void print_symbols(struct text_printer *printer) {
    if (printer->unit->symbol_count == 0)
        return;
    text_print_indent(printer, 1);
    buffer_add_text(printer->out, "(symbols");
    for (uint32_t i = 0; i < printer->unit->symbol_count; i++)
        print_symbol_declaration(printer, i);
    buffer_add_char(printer->out, ')');
}

static void print_record(struct text_printer *printer, const struct record *record) {
    text_print_indent(printer, 1);
    buffer_add_text(printer->out, "(record");
    text_print_symbol(printer, record->symbol);
    if (record->size >= 0)
        buffer_printf(printer->out, " (size %" PRId64 ")", record->size);
    if (record->destructor != SYMBOL_NONE) {
        buffer_add_text(printer->out, " (destructor");
        text_print_symbol(printer, record->destructor);
        buffer_add_char(printer->out, ')');
    }
    for (uint32_t i = 0; i < record->field_count; i++) {
        const struct record_field *field = &record->fields[i];
        text_print_indent(printer, 2);
        buffer_add_text(printer->out, "(field");
        text_print_symbol(printer, field->symbol);
        if (text_differs(field->type, "")) {
            buffer_add_char(printer->out, ' ');
            text_print_string(field->type, printer->out);
        }
        if (field->size >= 0)
            buffer_printf(printer->out, " %" PRId64, field->size);
        buffer_add_char(printer->out, ')');
    }
    buffer_add_char(printer->out, ')');
}

static void print_pointer_fact(struct text_printer *printer, const struct pointer_fact *fact) {
    const struct unit *unit = printer->unit;
    bool is_in_function = fact->function < unit->function_count;
    uint32_t symbol = is_in_function ? unit->functions[fact->function].symbol : SYMBOL_NONE;
    text_printer_enter(printer, is_in_function ? &unit->functions[fact->function] : NULL);
    text_print_indent(printer, 1);
    buffer_add_text(printer->out, "(fact");
    text_print_location(printer, fact->location, 0);
    buffer_add_char(printer->out, ' ');
    text_print_expr(printer, fact->to);
    buffer_add_char(printer->out, ' ');
    text_print_expr(printer, fact->from);
    if (symbol < unit->symbol_count && printer->function_of_symbol[symbol] == fact->function) {
        buffer_add_text(printer->out, " (in");
        text_print_symbol(printer, symbol);
        buffer_add_char(printer->out, ')');
    } else if (fact->function != SYMBOL_NONE) {
        buffer_printf(printer->out, " (in %u)", fact->function);
    }
    if (text_differs(fact->type, ""))
        print_text_clause(printer, "type", fact->type);
    buffer_add_char(printer->out, ')');
}

static void print_suppression(struct text_printer *printer, const struct suppression *suppression) {
    const char *kind = text_word_of(&text_suppression_kinds, (uint32_t)suppression->kind);
    text_print_indent(printer, 1);
    buffer_printf(printer->out, "(suppress %s", kind ? kind : "?");
    text_print_location(printer, suppression->location, 0);
    buffer_add_char(printer->out, ' ');
    text_print_string(suppression->rules, printer->out);
    if (text_differs(suppression->reason, "")) {
        buffer_add_char(printer->out, ' ');
        text_print_string(suppression->reason, printer->out);
    }
    buffer_add_char(printer->out, ')');
}

/* "(head @place "text")" */
static void print_text_at(struct text_printer *printer, const char *head, struct location location, const char *text) {
    text_print_indent(printer, 1);
    buffer_printf(printer->out, "(%s", head);
    text_print_location(printer, location, 0);
    buffer_add_char(printer->out, ' ');
    text_print_string(text, printer->out);
    buffer_add_char(printer->out, ')');
}

static void print_line_hashes(struct text_printer *printer) {
    const struct unit *unit = printer->unit;
    for (uint32_t i = 0; i < unit->line_hash_count; i++) {
        const struct line_hash *hash = &unit->line_hashes[i];
        if (i == 0 || hash->file != hash[-1].file) {
            if (i != 0)
                buffer_add_char(printer->out, ')');
            text_print_indent(printer, 1);
            buffer_add_text(printer->out, "(hashes ");
            text_print_string(hash->file < unit->file_count ? printer->files[hash->file] : "?", printer->out);
        }
        text_print_indent(printer, 2);
        buffer_printf(printer->out, "(%u %016" PRIx64 ")", hash->line, hash->hash);
    }
    if (unit->line_hash_count > 0)
        buffer_add_char(printer->out, ')');
}

void unit_print(const struct unit *unit, struct buffer *out) {
    struct text_printer printer;
    printer_init(&printer, unit, out);
    buffer_add_text(out, "(unit ");
    text_print_string(unit->path, out);
    print_status(&printer);
    print_files(&printer);
    print_symbols(&printer);
    for (uint32_t i = 0; i < unit->record_count; i++)
        print_record(&printer, &unit->records[i]);
    for (uint32_t i = 0; i < unit->function_count; i++)
        text_print_function(&printer, &unit->functions[i], 1);
    for (uint32_t i = 0; i < unit->pointer_fact_count; i++)
        print_pointer_fact(&printer, &unit->pointer_facts[i]);
    for (uint32_t i = 0; i < unit->suppression_count; i++)
        print_suppression(&printer, &unit->suppressions[i]);
    for (uint32_t i = 0; i < unit->bound_count; i++)
        print_text_at(&printer, "bound", unit->bounds[i].location, unit->bounds[i].text);
    for (uint32_t i = 0; i < unit->missing_include_count; i++)
        print_text_at(&printer, "missing", unit->missing_includes[i].location, unit->missing_includes[i].name);
    print_line_hashes(&printer);
    buffer_add_text(out, ")\n");
    printer_finish(&printer);
}

void unit_print_function(const struct unit *unit, const struct function *function, struct buffer *out) {
    struct text_printer printer;
    size_t start = out->size;
    printer_init(&printer, unit, out);
    text_print_function(&printer, function, 0);
    buffer_add_char(out, '\n');
    printer_finish(&printer);
    /* Every form begins on a new line; here that line is the first one. */
    memmove(out->data + start, out->data + start + 1, out->size - start);
    out->size--;
}
