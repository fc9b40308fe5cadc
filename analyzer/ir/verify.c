/* The rules of a well-formed unit, apart from its region trees (ir/verify_function.c).
 * Tests: tests/unit/ir/test_verify.c */
#include "ir/verify.h"

#include "ir/verifier.h"

static bool verify_symbol_entry(struct verifier *verifier, const struct symbol *symbol) {
    const struct unit *unit = verifier->unit;
    if (symbol->kind > SYMBOL_RECORD)
        return verifier_fail(verifier, "%u is no kind of symbol", (unsigned)symbol->kind);
    if (!verifier_check_flags(verifier, symbol->flags, SYMBOL_INHERITED, "a symbol") ||
        !verifier_check_text(verifier, symbol->name, "the name of a symbol") ||
        !verifier_check_text(verifier, symbol->usr, "the USR of a symbol") ||
        !verifier_check_text(verifier, symbol->type, "the type of a symbol") ||
        !verifier_check_symbol_or_none(verifier, symbol->record, SYMBOL_RECORD, "a record"))
        return false;
    if (symbol->header != SYMBOL_NONE && symbol->header >= unit->file_count)
        return verifier_fail(verifier, "the header of %s is file %u of %u", symbol->name, symbol->header,
                             unit->file_count);
    for (uint32_t i = 0; i < symbol->annotation_count; i++)
        if (!verifier_check_text(verifier, symbol->annotations[i], "an annotation"))
            return false;
    for (uint32_t i = 0; i < symbol->overridden_count; i++)
        if (!verifier_check_symbol(verifier, symbol->overridden[i], symbol->kind, "what a symbol overrides"))
            return false;
    for (uint32_t i = 0; i < symbol->method_count; i++)
        if (!verifier_check_text(verifier, symbol->methods[i], "the name of a method"))
            return false;
    return true;
}

static bool verify_record(struct verifier *verifier, const struct record *record) {
    if (!verifier_check_symbol(verifier, record->symbol, SYMBOL_RECORD, "a record") ||
        !verifier_check_symbol_or_none(verifier, record->destructor, SYMBOL_FUNCTION, "a destructor"))
        return false;
    for (uint32_t i = 0; i < record->field_count; i++)
        if (!verifier_check_symbol(verifier, record->fields[i].symbol, SYMBOL_FIELD, "a field") ||
            !verifier_check_text(verifier, record->fields[i].type, "the type of a field"))
            return false;
    return true;
}

/* A pointer fact uses numbers of its function, but no results of calls. */
static bool verify_fact(struct verifier *verifier, const struct pointer_fact *fact) {
    const struct unit *unit = verifier->unit;
    if (fact->function != SYMBOL_NONE && fact->function >= unit->function_count)
        return verifier_fail(verifier, "a pointer fact is in function %u of %u", fact->function, unit->function_count);
    verifier->function = fact->function == SYMBOL_NONE ? NULL : &unit->functions[fact->function];
    return verifier_check_location(verifier, fact->location) &&
           verifier_check_text(verifier, fact->type, "the type of a pointer") &&
           verifier_check_expr(verifier, fact->to, "the target of a pointer fact") &&
           verifier_check_expr(verifier, fact->from, "the source of a pointer fact");
}

static bool verify_comments(struct verifier *verifier) {
    const struct unit *unit = verifier->unit;
    for (uint32_t i = 0; i < unit->suppression_count; i++) {
        const struct suppression *suppression = &unit->suppressions[i];
        if (suppression->kind > SUPPRESS_END)
            return verifier_fail(verifier, "%u is no kind of suppression", (unsigned)suppression->kind);
        if (!verifier_check_location(verifier, suppression->location) ||
            !verifier_check_text(verifier, suppression->rules, "the rules of a suppression") ||
            !verifier_check_text(verifier, suppression->reason, "the reason of a suppression"))
            return false;
    }
    for (uint32_t i = 0; i < unit->bound_count; i++)
        if (!verifier_check_location(verifier, unit->bounds[i].location) ||
            !verifier_check_text(verifier, unit->bounds[i].text, "the text of a bound"))
            return false;
    for (uint32_t i = 0; i < unit->missing_include_count; i++)
        if (!verifier_check_location(verifier, unit->missing_includes[i].location) ||
            !verifier_check_text(verifier, unit->missing_includes[i].name, "the name of a missing include"))
            return false;
    for (uint32_t i = 0; i < unit->line_hash_count; i++)
        if (unit->line_hashes[i].file >= unit->file_count)
            return verifier_fail(verifier, "a line hash is of file %u of %u", unit->line_hashes[i].file,
                                 unit->file_count);
    return true;
}

static bool verify_tables(struct verifier *verifier) {
    const struct unit *unit = verifier->unit;
    if ((unsigned)unit->status >= UNIT_STATUS_COUNT)
        return verifier_fail(verifier, "%u is no status of a unit", (unsigned)unit->status);
    for (uint32_t i = 0; i < unit->file_count; i++)
        if (!verifier_check_text(verifier, unit->files[i].path, "the path of a file") ||
            !verifier_check_flags(verifier, unit->files[i].flags, FILE_MAIN, "a file"))
            return false;
    for (uint32_t i = 0; i < unit->symbol_count; i++)
        if (!verify_symbol_entry(verifier, &unit->symbols[i]))
            return false;
    for (uint32_t i = 0; i < unit->record_count; i++)
        if (!verify_record(verifier, &unit->records[i]))
            return false;
    for (uint32_t i = 0; i < unit->function_count; i++)
        if (!verifier_check_head(verifier, &unit->functions[i]))
            return false;
    verifier->where = unit->path;
    for (uint32_t i = 0; i < unit->pointer_fact_count; i++)
        if (!verify_fact(verifier, &unit->pointer_facts[i]))
            return false;
    return verify_comments(verifier);
}

bool unit_verify_skeleton(const struct unit *unit, struct error *err) {
    struct verifier verifier = {.unit = unit, .where = unit->path, .err = err};
    if (!unit->path)
        return error_set(err, "a unit has no path");
    bool is_good = verify_tables(&verifier);
    map_finish(&verifier.seen);
    return is_good;
}

bool unit_verify(const struct unit *unit, struct error *err) {
    if (!unit_verify_skeleton(unit, err))
        return false;
    for (uint32_t i = 0; i < unit->function_count; i++)
        if (!function_verify(unit, &unit->functions[i], err))
            return false;
    return true;
}
