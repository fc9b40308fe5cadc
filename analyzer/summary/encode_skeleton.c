/* The skeleton of a unit as bytes: tables, facts, and for each function what linking knows without its body.
 * Mirror of summary/decode_skeleton.c. Tests: tests/unit/summary/test_summary.c */
#include "summary/encode_skeleton.h"

#include <stdlib.h>

static void add_head(struct encoder *encoder, const struct unit *unit) {
    encoder_add_text(encoder, unit->path);
    encoder_add_number(encoder, (uint64_t)unit->status);
    encoder_add_text(encoder, unit->message);
    encoder_add_number(encoder, unit->error_count);
    encoder_add_number(encoder, unit->line_count);
}

static void add_files(struct encoder *encoder, const struct unit *unit) {
    encoder_add_number(encoder, unit->file_count);
    for (uint32_t i = 0; i < unit->file_count; i++) {
        encoder_add_text(encoder, unit->files[i].path);
        encoder_add_number(encoder, unit->files[i].flags);
    }
}

static void add_symbol(struct encoder *encoder, const struct symbol *symbol) {
    encoder_add_number(encoder, (uint64_t)symbol->kind);
    encoder_add_number(encoder, symbol->flags);
    encoder_add_text(encoder, symbol->usr);
    encoder_add_text(encoder, symbol->name);
    encoder_add_text(encoder, symbol->type);
    encoder_add_or_none(encoder, symbol->header);
    encoder_add_number(encoder, symbol->line);
    encoder_add_or_none(encoder, symbol->record);
    encoder_add_number(encoder, symbol->parameter_count);
    encoder_add_number(encoder, symbol->annotation_count);
    for (uint32_t i = 0; i < symbol->annotation_count; i++)
        encoder_add_text(encoder, symbol->annotations[i]);
    encoder_add_number(encoder, symbol->overridden_count);
    for (uint32_t i = 0; i < symbol->overridden_count; i++)
        encoder_add_number(encoder, symbol->overridden[i]);
    encoder_add_number(encoder, symbol->method_count);
    for (uint32_t i = 0; i < symbol->method_count; i++)
        encoder_add_text(encoder, symbol->methods[i]);
}

static void add_record(struct encoder *encoder, const struct record *record) {
    encoder_add_or_none(encoder, record->symbol);
    buffer_add_signed(encoder->out, record->size);
    encoder_add_or_none(encoder, record->destructor);
    encoder_add_number(encoder, record->field_count);
    for (uint32_t i = 0; i < record->field_count; i++) {
        encoder_add_or_none(encoder, record->fields[i].symbol);
        encoder_add_text(encoder, record->fields[i].type);
        buffer_add_signed(encoder->out, record->fields[i].size);
    }
}

static void add_fact(struct encoder *encoder, const struct pointer_fact *fact) {
    encoder_add_expr(encoder, fact->to);
    encoder_add_expr(encoder, fact->from);
    encoder_add_or_none(encoder, fact->function);
    encoder_add_text(encoder, fact->type);
    encoder_add_location(encoder, fact->location);
}

static void add_comments(struct encoder *encoder, const struct unit *unit) {
    encoder_add_number(encoder, unit->suppression_count);
    for (uint32_t i = 0; i < unit->suppression_count; i++) {
        encoder_add_location(encoder, unit->suppressions[i].location);
        encoder_add_number(encoder, (uint64_t)unit->suppressions[i].kind);
        encoder_add_text(encoder, unit->suppressions[i].rules);
        encoder_add_text(encoder, unit->suppressions[i].reason);
    }
    encoder_add_number(encoder, unit->bound_count);
    for (uint32_t i = 0; i < unit->bound_count; i++) {
        encoder_add_location(encoder, unit->bounds[i].location);
        encoder_add_text(encoder, unit->bounds[i].text);
    }
    encoder_add_number(encoder, unit->missing_include_count);
    for (uint32_t i = 0; i < unit->missing_include_count; i++) {
        encoder_add_location(encoder, unit->missing_includes[i].location);
        encoder_add_text(encoder, unit->missing_includes[i].name);
    }
}

static void add_line_hashes(struct encoder *encoder, const struct unit *unit) {
    encoder_add_number(encoder, unit->line_hash_count);
    for (uint32_t i = 0; i < unit->line_hash_count; i++) {
        const struct line_hash *hash = &unit->line_hashes[i];
        encoder_add_number(encoder, hash->file);
        encoder_add_number(encoder, hash->line);
        for (int shift = 0; shift < 64; shift += 8)
            buffer_add_char(encoder->out, (char)(unsigned char)(hash->hash >> shift & 0xff));
    }
}

static int compare_numbers(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Ascending, each once; gives the new count. */
static uint32_t sort_once(uint32_t *items, uint32_t count) {
    uint32_t kept = 0;
    if (count > 0)
        qsort(items, count, sizeof *items, compare_numbers);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || items[kept - 1] != items[i])
            items[kept++] = items[i];
    return kept;
}

/* The next one of an ascending list. */
static bool is_next(const uint32_t *items, uint32_t count, uint32_t *next, uint32_t wanted) {
    bool is_it = *next < count && items[*next] == wanted;
    *next += is_it;
    return is_it;
}

/* Differences between ascending numbers, the lowest bits of each telling whether it is used in a loop, and whether a
 * call has to do with it. */
static void add_callees(struct encoder *encoder) {
    uint32_t count = sort_once(encoder->callees.items, encoder->callees.count);
    uint32_t loop_count = sort_once(encoder->loop_callees.items, encoder->loop_callees.count);
    uint32_t called_count = sort_once(encoder->called_callees.items, encoder->called_callees.count);
    uint32_t next_in_loop = 0, next_called = 0, last = 0;
    encoder_add_number(encoder, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t callee = encoder->callees.items[i];
        bool is_in_loop = is_next(encoder->loop_callees.items, loop_count, &next_in_loop, callee);
        bool is_called = is_next(encoder->called_callees.items, called_count, &next_called, callee);
        encoder_add_number(encoder, (uint64_t)(callee - last) << 2 | (uint64_t)is_called << 1 | is_in_loop);
        last = callee;
    }
}

static void add_function(struct encoder *encoder, const struct function *function) {
    size_t start = encoder->bodies.size;
    bool is_whole = encoder_add_body(encoder, function);
    encoder_add_or_none(encoder, function->symbol);
    encoder_add_number(encoder, function->flags | (is_whole ? 0 : FUNCTION_INCOMPLETE));
    encoder_add_location(encoder, function->location);
    buffer_add_signed(encoder->out, (int64_t)function->end_line - function->location.line);
    encoder_add_number(encoder, function->parameter_count);
    for (uint32_t i = 0; i < function->parameter_count; i++)
        encoder_add_local(encoder, &function->parameters[i]);
    encoder_add_number(encoder, function->local_count);
    encoder_add_number(encoder, is_whole ? function->call_count : 0);
    encoder_add_number(encoder, is_whole ? function->loop_count : 0);
    add_callees(encoder);
    encoder_add_number(encoder, encoder->has_indirect_call);
    encoder_add_number(encoder, encoder->bodies.size - start);
}

void encoder_add_skeleton(struct encoder *encoder, const struct unit *unit) {
    add_head(encoder, unit);
    add_files(encoder, unit);
    encoder_add_number(encoder, unit->symbol_count);
    for (uint32_t i = 0; i < unit->symbol_count; i++)
        add_symbol(encoder, &unit->symbols[i]);
    encoder_add_number(encoder, unit->record_count);
    for (uint32_t i = 0; i < unit->record_count; i++)
        add_record(encoder, &unit->records[i]);
    encoder_add_number(encoder, unit->pointer_fact_count);
    for (uint32_t i = 0; i < unit->pointer_fact_count; i++)
        add_fact(encoder, &unit->pointer_facts[i]);
    add_comments(encoder, unit);
    add_line_hashes(encoder, unit);
    encoder_add_number(encoder, unit->function_count);
    for (uint32_t i = 0; i < unit->function_count; i++)
        add_function(encoder, &unit->functions[i]);
}
