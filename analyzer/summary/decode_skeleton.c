/* The skeleton of a unit from bytes. Mirror of summary/encode_skeleton.c. Every count is bounded by the bytes that are
 * left, so that damage cannot ask for much memory. Tests: tests/unit/summary/test_summary.c, test_damage.c */
#include "summary/decode_skeleton.h"

#include "base/error.h"
#include "ir/verify.h"

#include <stdlib.h>

static void read_head(struct decoder *decoder, struct unit *unit) {
    unit->path = decoder_text(decoder);
    unit->status = (enum unit_status)reader_index(&decoder->reader, UNIT_STATUS_COUNT);
    unit->message = decoder_text(decoder);
    unit->error_count = decoder_number(decoder);
    unit->line_count = decoder_number(decoder);
}

static void read_files(struct decoder *decoder, struct unit *unit) {
    unit->file_count = decoder_count(decoder);
    unit->files = ARENA_ARRAY(decoder->arena, struct source_file, unit->file_count);
    for (uint32_t i = 0; i < unit->file_count; i++) {
        unit->files[i].path = decoder_text(decoder);
        unit->files[i].flags = decoder_number(decoder);
    }
}

static const char *const *read_texts(struct decoder *decoder, uint32_t *count) {
    *count = decoder_count(decoder);
    const char **texts = ARENA_ARRAY(decoder->arena, const char *, *count);
    for (uint32_t i = 0; i < *count; i++)
        texts[i] = decoder_text(decoder);
    return texts;
}

static void read_symbol(struct decoder *decoder, struct symbol *symbol) {
    symbol->kind = (enum symbol_kind)reader_index(&decoder->reader, SYMBOL_RECORD + 1);
    symbol->flags = decoder_number(decoder);
    symbol->usr = decoder_text(decoder);
    symbol->name = decoder_text(decoder);
    symbol->type = decoder_text(decoder);
    symbol->header = decoder_or_none(decoder);
    symbol->line = decoder_number(decoder);
    symbol->record = decoder_or_none(decoder);
    symbol->parameter_count = decoder_number(decoder);
    symbol->annotations = read_texts(decoder, &symbol->annotation_count);
    symbol->overridden_count = decoder_count(decoder);
    uint32_t *overridden = ARENA_ARRAY(decoder->arena, uint32_t, symbol->overridden_count);
    for (uint32_t i = 0; i < symbol->overridden_count; i++)
        overridden[i] = decoder_number(decoder);
    symbol->overridden = overridden;
    symbol->methods = read_texts(decoder, &symbol->method_count);
}

static void read_record(struct decoder *decoder, struct record *record) {
    record->symbol = decoder_or_none(decoder);
    record->size = reader_signed(&decoder->reader);
    record->destructor = decoder_or_none(decoder);
    record->field_count = decoder_count(decoder);
    record->fields = ARENA_ARRAY(decoder->arena, struct record_field, record->field_count);
    for (uint32_t i = 0; i < record->field_count; i++) {
        record->fields[i].symbol = decoder_or_none(decoder);
        record->fields[i].type = decoder_text(decoder);
        record->fields[i].size = reader_signed(&decoder->reader);
    }
}

static void read_fact(struct decoder *decoder, struct pointer_fact *fact) {
    fact->to = decoder_expr(decoder);
    fact->from = decoder_expr(decoder);
    fact->function = decoder_or_none(decoder);
    fact->type = decoder_text(decoder);
    fact->location = decoder_location(decoder);
}

static void read_comments(struct decoder *decoder, struct unit *unit) {
    unit->suppression_count = decoder_count(decoder);
    unit->suppressions = ARENA_ARRAY(decoder->arena, struct suppression, unit->suppression_count);
    for (uint32_t i = 0; i < unit->suppression_count; i++) {
        unit->suppressions[i].location = decoder_location(decoder);
        unit->suppressions[i].kind = (enum suppression_kind)reader_index(&decoder->reader, SUPPRESS_END + 1);
        unit->suppressions[i].rules = decoder_text(decoder);
        unit->suppressions[i].reason = decoder_text(decoder);
    }
    unit->bound_count = decoder_count(decoder);
    unit->bounds = ARENA_ARRAY(decoder->arena, struct bound_comment, unit->bound_count);
    for (uint32_t i = 0; i < unit->bound_count; i++) {
        unit->bounds[i].location = decoder_location(decoder);
        unit->bounds[i].text = decoder_text(decoder);
    }
    unit->missing_include_count = decoder_count(decoder);
    unit->missing_includes = ARENA_ARRAY(decoder->arena, struct missing_include, unit->missing_include_count);
    for (uint32_t i = 0; i < unit->missing_include_count; i++) {
        unit->missing_includes[i].location = decoder_location(decoder);
        unit->missing_includes[i].name = decoder_text(decoder);
    }
}

static void read_line_hashes(struct decoder *decoder, struct unit *unit) {
    unit->line_hash_count = decoder_count(decoder);
    unit->line_hashes = ARENA_ARRAY(decoder->arena, struct line_hash, unit->line_hash_count);
    for (uint32_t i = 0; i < unit->line_hash_count; i++) {
        struct line_hash *hash = &unit->line_hashes[i];
        hash->file = decoder_number(decoder);
        hash->line = decoder_number(decoder);
        const unsigned char *bytes = reader_bytes(&decoder->reader, 8);
        for (int j = 7; bytes && j >= 0; j--)
            hash->hash = hash->hash << 8 | bytes[j];
    }
}

static void read_callees(struct decoder *decoder, struct function_entry *entry) {
    entry->callee_count = decoder_count(decoder);
    uint32_t *callees = ARENA_ARRAY(decoder->arena, uint32_t, entry->callee_count);
    uint32_t *loop_callees = ARENA_ARRAY(decoder->arena, uint32_t, entry->callee_count);
    uint32_t *kept = NULL; /* few functions have any */
    uint64_t callee = 0;
    for (uint32_t i = 0; i < entry->callee_count; i++) {
        uint64_t step = reader_unsigned(&decoder->reader);
        callee += step >> 2;
        if ((i > 0 && step >> 2 == 0) || step >> 2 > UINT32_MAX || callee >= UINT32_MAX)
            decoder->reader.failed = true;
        callees[i] = (uint32_t)callee;
        if (step & 1)
            loop_callees[entry->loop_callee_count++] = (uint32_t)callee;
        if (step & 2)
            continue;
        kept = kept ? kept : ARENA_ARRAY(decoder->arena, uint32_t, entry->callee_count - i);
        kept[entry->kept_callee_count++] = (uint32_t)callee;
    }
    entry->kept_callees = kept;
    entry->callees = callees;
    entry->loop_callees = loop_callees;
}

static void read_function(struct decoder *decoder, struct function_entry *entry) {
    struct function *head = &entry->head;
    head->symbol = decoder_or_none(decoder);
    head->flags = decoder_number(decoder);
    head->location = decoder_location(decoder);
    head->end_line = decoder_difference(decoder, head->location.line);
    head->parameter_count = decoder_count(decoder);
    head->parameters = ARENA_ARRAY(decoder->arena, struct local, head->parameter_count);
    for (uint32_t i = 0; i < head->parameter_count; i++)
        decoder_local(decoder, &head->parameters[i]);
    entry->local_count = decoder_number(decoder);
    head->call_count = decoder_number(decoder);
    head->loop_count = decoder_number(decoder);
    read_callees(decoder, entry);
    entry->has_indirect_call = reader_index(&decoder->reader, 2) != 0;
    entry->body_size = decoder_number(decoder);
    /* Each takes a byte at least: a number beyond that would ask for memory that the body cannot fill. */
    if (entry->local_count > entry->body_size || head->call_count > entry->body_size ||
        head->loop_count > entry->body_size)
        decoder->reader.failed = true;
}

/* The bodies fill the rest of the bytes. */
static void place_bodies(struct decoder *decoder, struct summary *summary) {
    uint64_t offset = (uint64_t)(decoder->reader.cursor - summary->data);
    for (uint32_t i = 0; i < summary->function_count; i++) {
        summary->functions[i].body_offset = (uint32_t)offset;
        offset += summary->functions[i].body_size;
        if (offset > summary->size) {
            decoder->reader.failed = true;
            return;
        }
    }
    if (offset != summary->size)
        decoder->reader.failed = true;
}

void decoder_skeleton(struct decoder *decoder, struct summary *summary) {
    struct unit *unit = &summary->skeleton;
    read_head(decoder, unit);
    read_files(decoder, unit);
    unit->symbol_count = decoder_count(decoder);
    unit->symbols = ARENA_ARRAY(decoder->arena, struct symbol, unit->symbol_count);
    for (uint32_t i = 0; i < unit->symbol_count; i++)
        read_symbol(decoder, &unit->symbols[i]);
    unit->record_count = decoder_count(decoder);
    unit->records = ARENA_ARRAY(decoder->arena, struct record, unit->record_count);
    for (uint32_t i = 0; i < unit->record_count; i++)
        read_record(decoder, &unit->records[i]);
    unit->pointer_fact_count = decoder_count(decoder);
    unit->pointer_facts = ARENA_ARRAY(decoder->arena, struct pointer_fact, unit->pointer_fact_count);
    for (uint32_t i = 0; i < unit->pointer_fact_count; i++)
        read_fact(decoder, &unit->pointer_facts[i]);
    read_comments(decoder, unit);
    read_line_hashes(decoder, unit);
    summary->function_count = decoder_count(decoder);
    summary->functions = ARENA_ARRAY(decoder->arena, struct function_entry, summary->function_count);
    for (uint32_t i = 0; i < summary->function_count; i++)
        read_function(decoder, &summary->functions[i]);
    if (!decoder->reader.failed)
        place_bodies(decoder, summary);
}

static bool check_entry(const struct summary *summary, const struct function_entry *entry, struct error *err) {
    for (uint32_t i = 0; i < entry->callee_count; i++)
        if (entry->callees[i] >= summary->skeleton.symbol_count ||
            summary->skeleton.symbols[entry->callees[i]].kind != SYMBOL_FUNCTION)
            return error_set(err, "a damaged unit summary of %s: callee %u", summary->skeleton.path, entry->callees[i]);
    for (uint32_t i = 0; i < entry->head.parameter_count; i++)
        if (!entry->head.parameters[i].name || !entry->head.parameters[i].type)
            return error_set(err, "a damaged unit summary of %s: a parameter without name or type",
                             summary->skeleton.path);
    return true;
}

bool decoder_check_skeleton(const struct summary *summary, struct error *err) {
    /* The verifier wants functions, for what pointer facts refer to; it does not look at their regions. */
    struct unit unit = summary->skeleton;
    unit.functions = checked_alloc(summary->function_count, sizeof *unit.functions);
    unit.function_count = summary->function_count;
    for (uint32_t i = 0; i < summary->function_count; i++) {
        unit.functions[i] = summary->functions[i].head;
        unit.functions[i].local_count = summary->functions[i].local_count;
    }
    bool is_sound = unit_verify_skeleton(&unit, err);
    free(unit.functions);
    if (!is_sound)
        return false;
    for (uint32_t i = 0; i < summary->function_count; i++)
        if (!check_entry(summary, &summary->functions[i], err))
            return false;
    return true;
}
