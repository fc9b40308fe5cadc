/* The text form of a unit, read. What follows is the whole grammar; [ ] may be left out, ... may repeat. Words of a
 * list come in the order that is written here; (head ...) clauses at its end come in any order.
 *
 *   unit      (unit "PATH" CLAUSE...)
 *   CLAUSE    (status ok|partial|missing|invalid|error|crash|timeout ["first error"])
 *             (errors N)  (lines N)                       ; of the main file
 *             (files FILE...)      FILE: "PATH" or ("PATH" [system] [main] [(path "PATH")])
 *                                                         ; left out: the main file, and others as they are mentioned
 *             (symbols SYMBOL...)
 *             (record SYMBOL [(size BYTES)] [(destructor SYMBOL)] [(field SYMBOL ["type"] [BYTES])...])
 *             (function SYMBOL|- [AT] [incomplete] [global-init] [(end LINE)] [(parameters LOCAL...)]
 *                       [(locals LOCAL...)] [(labels LABEL...)] [(body REGION...)])
 *             (fact [AT] EXPR EXPR [(in SYMBOL|N)] [(type "prototype")])   ; to, from; in: its function, or its number
 *             (suppress line|next-line|begin|end [AT] "rules" ["reason"])
 *             (bound [AT] "n <= 8")  (missing [AT] "foo.h")
 *             (hashes "FILE" (LINE 16-HEX-DIGITS)...)
 *   SYMBOL    (NAME function|variable|field|record [defined|undefined] FLAG... [(name "N")] [(usr "U")] [(type "T")]
 *              [(header "FILE"|- [LINE])] [(record SYMBOL)] [(parameters N)] [(annotations "A"...)]
 *              [(overrides SYMBOL...)] [(methods "M"...)])     ; flags: enum symbol_flag, see ir/text_words.c
 *             ; left out: the name is the label; the USR follows from it (c:@F@NAME); a function that the unit holds is
 *             ; defined, declared where it stands, with its number of parameters
 *   LOCAL     NAME or (NAME ["type"] [static] [address-taken] [reference] [captured] [@LINE] [(name "N")])
 *   AT        @LINE:COLUMN or @FILE:LINE:COLUMN           ; short: the file of the function, outside the main file
 *
 *   REGION    (call SYMBOL|(through EXPR) [AT] FLAG... [(EXPR...) [(types "T"...)] [(type "T")] [(pointee "T")]
 *                   [(receiver EXPR|- ["T"])] [(index N)] [(end LINE COLUMN)] [(macro "M")] [(spelling AT)]])
 *                   ; flags: dropped dynamic constructor destructor operator implicit; left out: numbered in order,
 *                   ; the end is that of the callee's name, the spelling is AT
 *             (assign [AT] EXPR [[OP=] EXPR])             ; (assign i 0), (assign i += 1)
 *             (declare [AT] EXPR [[OP=] EXPR])            ; an initialiser
 *             (branch FORM [AT] EXPR [(then REGION...)] [(else REGION...)])   ; FORM: if ?: && ||
 *             (switch [AT] EXPR [(before REGION...)] [(case [AT] (EXPR...) [default] REGION...)...])
 *             (loop for|while|do|range|goto [AT] [(index N)] [(end LINE)] [(macro "M")] [(label LABEL)] [(range EXPR)]
 *                   [(condition EXPR)] [(test REGION...)] [(step REGION...)] [(body REGION...)])
 *                   ; test: what runs before the condition is looked at
 *             (break [AT])  (continue [AT])  (return [AT] [EXPR])  (throw [AT] [EXPR])
 *             (goto LABEL|- [AT])  (label LABEL [AT])     ; -: computed
 *             (try [AT] [(body REGION...)] [(catch "type" REGION...)...])
 *   EXPR      12  "text"  NAME (parameter or local)  $3 (result of call 3)  @NAME (variable)  &NAME (function)  this
 *             (field EXPR SYMBOL)  (element EXPR EXPR)  (deref EXPR)  (address EXPR)  (OP EXPR)  (OP EXPR EXPR)
 *             (select EXPR EXPR EXPR)  (list EXPR|-...)  (opaque "text")
 *
 * Names are labels: where two things have the same name, the second is printed as NAME#2 with (name "NAME"). A name
 * that would be taken for something else stands in backquotes; characters and escapes: ir/text_node.c.
 * Tests: tests/unit/ir/test_text.c, test_text_errors.c */
#include "ir/text.h"

#include "ir/text_reader.h"
#include "ir/verify.h"

#include <string.h>

/* --- small clauses; the target is the unit --- */

static bool read_status(struct text_cursor *cursor, struct unit *unit) {
    uint32_t status;
    if (!text_take_word(cursor, &text_unit_statuses, &status))
        return false;
    unit->status = (enum unit_status)status;
    return !text_is_string(cursor) || text_take_string(cursor, &unit->message);
}

static bool read_errors(struct text_cursor *cursor, struct unit *unit) {
    return text_take_count(cursor, &unit->error_count);
}

static bool read_lines(struct text_cursor *cursor, struct unit *unit) {
    return text_take_count(cursor, &unit->line_count);
}

static bool read_file_path(struct text_cursor *cursor, void *target) {
    return text_take_string(cursor, &((struct source_file *)target)->path);
}

static bool read_files(struct text_cursor *cursor, struct unit *unit) {
    static const struct text_clause clauses[] = {{"path", read_file_path, false}};
    struct text_reader *reader = cursor->reader;
    (void)unit;
    for (; cursor->node; cursor->node = cursor->node->next) {
        bool is_list = text_is_list(cursor);
        struct text_cursor inside = {reader, cursor->node, is_list ? cursor->node->first : cursor->node};
        struct source_file file = {0};
        if (!text_take_string(&inside, &file.path))
            return false;
        if (!text_names_add(reader, &reader->files, file.path))
            return text_fail(reader, cursor->node, "a second file \"%s\"", file.path);
        if (is_list && (!text_take_flags(&inside, &text_file_flags, &file.flags) ||
                        !text_take_clauses(&inside, clauses, ARRAY_COUNT(clauses), &file)))
            return false;
        vec_push(&reader->file_items, file);
    }
    return true;
}

/* --- functions, records, facts --- */

static bool read_function(struct text_cursor *cursor, struct unit *unit) {
    return text_read_function(cursor, unit->function_count++);
}

static bool read_record_size(struct text_cursor *cursor, void *target) {
    return text_take_number(cursor, 0, INT64_MAX, &((struct record *)target)->size);
}

static bool read_record_destructor(struct text_cursor *cursor, void *target) {
    return text_take_symbol(cursor, SYMBOL_FUNCTION, &((struct record *)target)->destructor);
}

static bool read_record_field(struct text_cursor *cursor, void *target) {
    struct record *record = target;
    struct record_field *field = &record->fields[record->field_count++];
    field->type = "";
    field->size = -1;
    return text_take_symbol(cursor, SYMBOL_FIELD, &field->symbol) &&
           (!text_is_string(cursor) || text_take_string(cursor, &field->type)) &&
           (!cursor->node || text_take_number(cursor, 0, INT64_MAX, &field->size));
}

static bool read_record(struct text_cursor *cursor, struct unit *unit) {
    static const struct text_clause clauses[] = {
        {"size", read_record_size, false},
        {"destructor", read_record_destructor, false},
        {"field", read_record_field, true},
    };
    struct record *record = &unit->records[unit->record_count++];
    record->size = -1;
    record->destructor = SYMBOL_NONE;
    record->fields = ARENA_ARRAY(cursor->reader->arena, struct record_field, text_count_items(cursor->node));
    return text_take_symbol(cursor, SYMBOL_RECORD, &record->symbol) &&
           text_take_clauses(cursor, clauses, ARRAY_COUNT(clauses), record);
}

static bool read_fact_function(struct text_cursor *cursor, void *target) {
    struct text_reader *reader = cursor->reader;
    struct unit *unit = reader->unit;
    struct pointer_fact *fact = target;
    const struct text_node *node = cursor->node;
    int64_t number;
    uint32_t symbol;
    if (node && node->kind == TEXT_WORD && !node->is_quoted && text_parse_number(node->text, &number)) {
        if (number < 0 || number >= unit->function_count)
            return text_fail(reader, node, "there is no function %s; the unit has %u", node->text,
                             unit->function_count);
        fact->function = (uint32_t)number;
        cursor->node = node->next;
        return true;
    }
    if (!text_take_symbol(cursor, SYMBOL_FUNCTION, &symbol))
        return false;
    for (uint32_t i = 0; i < unit->function_count; i++)
        if (unit->functions[i].symbol == symbol) {
            fact->function = i;
            return true;
        }
    return text_fail(reader, node, "the unit has no (function %s ...)", node->text);
}

static bool read_fact_type(struct text_cursor *cursor, void *target) {
    return text_take_string(cursor, &((struct pointer_fact *)target)->type);
}

static bool read_fact(struct text_cursor *cursor, struct unit *unit) {
    static const struct text_clause clauses[] = {{"in", read_fact_function, false}, {"type", read_fact_type, false}};
    struct pointer_fact *fact = &unit->pointer_facts[unit->pointer_fact_count++];
    fact->function = SYMBOL_NONE;
    fact->type = "";
    if (!text_take_location(cursor, 0, &fact->location))
        return false;
    /* The clauses first: they tell whose names the two places use. */
    struct text_cursor places = *cursor;
    for (int i = 0; i < 2 && cursor->node; i++)
        cursor->node = cursor->node->next;
    if (!text_take_clauses(cursor, clauses, ARRAY_COUNT(clauses), fact))
        return false;
    text_reader_enter_again(cursor->reader, fact->function);
    return text_take_expr(&places, &fact->to) && text_take_expr(&places, &fact->from);
}

/* --- comments, includes, hashes --- */

static bool read_suppression(struct text_cursor *cursor, struct unit *unit) {
    struct suppression *suppression = &unit->suppressions[unit->suppression_count++];
    uint32_t kind;
    suppression->reason = "";
    if (!text_take_word(cursor, &text_suppression_kinds, &kind))
        return false;
    suppression->kind = (enum suppression_kind)kind;
    return text_take_location(cursor, 0, &suppression->location) && text_take_string(cursor, &suppression->rules) &&
           (!cursor->node || text_take_string(cursor, &suppression->reason));
}

static bool read_bound(struct text_cursor *cursor, struct unit *unit) {
    struct bound_comment *bound = &unit->bounds[unit->bound_count++];
    return text_take_location(cursor, 0, &bound->location) && text_take_string(cursor, &bound->text);
}

static bool read_missing(struct text_cursor *cursor, struct unit *unit) {
    struct missing_include *missing = &unit->missing_includes[unit->missing_include_count++];
    return text_take_location(cursor, 0, &missing->location) && text_take_string(cursor, &missing->name);
}

static bool parse_hash(const char *text, uint64_t *out) {
    uint64_t value = 0;
    if (strlen(text) != 16 || strspn(text, "0123456789abcdef") != 16)
        return false;
    for (; *text != '\0'; text++)
        value = value << 4 | (uint64_t)(*text <= '9' ? *text - '0' : *text - 'a' + 10);
    *out = value;
    return true;
}

static bool read_hashes(struct text_cursor *cursor, struct unit *unit) {
    const char *path;
    if (!text_take_string(cursor, &path))
        return false;
    uint32_t file = text_reader_file(cursor->reader, path);
    for (; cursor->node; cursor->node = cursor->node->next) {
        struct line_hash *hash = &unit->line_hashes[unit->line_hash_count++];
        struct text_cursor inside = {cursor->reader, cursor->node, cursor->node->first};
        hash->file = file;
        if (!text_is_list(cursor))
            return text_fail_expected(cursor->reader, cursor->list, cursor->node, "(LINE HASH)");
        if (!text_take_count(&inside, &hash->line))
            return false;
        if (!inside.node || inside.node->kind != TEXT_WORD || !parse_hash(inside.node->text, &hash->hash))
            return text_fail_expected(cursor->reader, cursor->node, inside.node, "16 hexadecimal digits");
        inside.node = inside.node->next;
        if (!text_take_end(&inside))
            return false;
    }
    return true;
}

/* --- the unit --- */

/* In this order, whatever the order in the text is; symbols are visited twice. */
static const struct unit_pass {
    const char *head;
    bool (*read)(struct text_cursor *cursor, struct unit *unit);
} unit_passes[] = {
    {"status", read_status},
    {"errors", read_errors},
    {"lines", read_lines},
    {"files", read_files},
    {"symbols", text_declare_symbols},
    {"function", read_function},
    {"symbols", text_read_symbols},
    {"record", read_record},
    {"fact", read_fact},
    {"suppress", read_suppression},
    {"bound", read_bound},
    {"missing", read_missing},
    {"hashes", read_hashes},
};

/* Counts the clauses with this head; `items` counts what stands in them instead. */
static uint32_t count_clauses(const struct text_node *first, const char *head, bool items) {
    uint32_t count = 0;
    for (const struct text_node *node = first; node; node = node->next)
        if (strcmp(node->first->text, head) == 0)
            count += items ? text_count_items(node->first) : 1;
    return count;
}

static bool check_heads(struct text_cursor *cursor) {
    static const struct text_clause clauses[] = {
        {"status", NULL, false},  {"errors", NULL, false},  {"lines", NULL, false},  {"files", NULL, false},
        {"symbols", NULL, false}, {"function", NULL, true}, {"record", NULL, true},  {"fact", NULL, true},
        {"suppress", NULL, true}, {"bound", NULL, true},    {"missing", NULL, true}, {"hashes", NULL, true},
    };
    uint32_t seen = 0;
    for (const struct text_node *node = cursor->node; node; node = node->next) {
        const struct text_clause *clause =
            text_find_clause(cursor->reader, cursor->list, node, clauses, ARRAY_COUNT(clauses));
        if (!clause)
            return false;
        uint32_t bit = (uint32_t)1 << (clause - clauses);
        if (!clause->may_repeat && (seen & bit) != 0)
            return text_fail(cursor->reader, node, "a second (%s ...)", clause->head);
        seen |= bit;
    }
    return true;
}

static void make_room(struct text_cursor *cursor, struct unit *unit) {
    struct arena *arena = cursor->reader->arena;
    const struct text_node *first = cursor->node;
    uint32_t function_count = count_clauses(first, "function", false);
    unit->functions = ARENA_ARRAY(arena, struct function, function_count);
    cursor->reader->local_labels = ARENA_ARRAY(arena, const char **, function_count);
    unit->records = ARENA_ARRAY(arena, struct record, count_clauses(first, "record", false));
    unit->pointer_facts = ARENA_ARRAY(arena, struct pointer_fact, count_clauses(first, "fact", false));
    unit->suppressions = ARENA_ARRAY(arena, struct suppression, count_clauses(first, "suppress", false));
    unit->bounds = ARENA_ARRAY(arena, struct bound_comment, count_clauses(first, "bound", false));
    unit->missing_includes = ARENA_ARRAY(arena, struct missing_include, count_clauses(first, "missing", false));
    unit->line_hashes = ARENA_ARRAY(arena, struct line_hash, count_clauses(first, "hashes", true));
}

static bool read_clauses(struct text_cursor *cursor, struct unit *unit) {
    struct text_reader *reader = cursor->reader;
    if (!check_heads(cursor))
        return false;
    make_room(cursor, unit);
    if (count_clauses(cursor->node, "files", false) == 0) {
        text_reader_file(reader, unit->path);
        reader->file_items.items[0].flags = FILE_MAIN;
    }
    for (size_t i = 0; i < ARRAY_COUNT(unit_passes); i++)
        for (const struct text_node *node = cursor->node; node; node = node->next) {
            if (strcmp(node->first->text, unit_passes[i].head) != 0)
                continue;
            struct text_cursor inside = text_cursor_in(reader, node);
            if (!unit_passes[i].read(&inside, unit) || !text_take_end(&inside))
                return false;
        }
    return true;
}

static void keep_files(struct text_reader *reader, struct unit *unit) {
    unit->file_count = reader->file_items.count;
    unit->files = ARENA_ARRAY(reader->arena, struct source_file, unit->file_count);
    if (unit->file_count > 0)
        memcpy(unit->files, reader->file_items.items, unit->file_count * sizeof *unit->files);
}

static bool read_unit(struct arena *arena, const char *name, const struct text_node *node, struct unit *out,
                      struct error *err) {
    struct unit unit = {0};
    struct text_reader reader = {.arena = arena, .name = name, .err = err, .unit = &unit};
    struct text_cursor cursor = text_cursor_in(&reader, node);
    struct error invalid = {0};
    interner_init(&reader.interner);
    bool is_good = false;
    if (node->kind != TEXT_LIST || !text_node_is_word(node->first, "unit")) {
        text_fail_expected(&reader, node, node, "(unit \"PATH\" ...)");
        goto done;
    }
    if (!text_take_string(&cursor, &unit.path) || !read_clauses(&cursor, &unit))
        goto done;
    keep_files(&reader, &unit);
    is_good = unit_verify(&unit, &invalid);
    if (is_good)
        *out = unit;
    else
        text_fail(&reader, node, "%s", invalid.message);
done:
    error_finish(&invalid);
    text_names_finish(&reader.files);
    text_names_finish(&reader.symbols);
    text_names_finish(&reader.locals);
    text_names_finish(&reader.labels);
    vec_finish(&reader.file_items);
    vec_finish(&reader.label_places);
    interner_finish(&reader.interner);
    return is_good;
}

bool unit_read_all(struct arena *arena, const char *name, const char *text, size_t size, struct unit **units,
                   uint32_t *unit_count, struct error *err) {
    struct text_node *top;
    if (!text_node_parse(arena, name, text, size, &top, err))
        return false;
    if (!top->first)
        return error_set_at(err, name, 1, 1, "expected (unit \"PATH\" ...), found nothing");
    uint32_t count = text_count_items(top->first);
    struct unit *items = ARENA_ARRAY(arena, struct unit, count);
    uint32_t index = 0;
    for (const struct text_node *node = top->first; node; node = node->next)
        if (!read_unit(arena, name, node, &items[index++], err))
            return false;
    *units = items;
    *unit_count = count;
    return true;
}

bool unit_read(struct arena *arena, const char *name, const char *text, size_t size, struct unit *out,
               struct error *err) {
    struct text_node *top;
    if (!text_node_parse(arena, name, text, size, &top, err))
        return false;
    if (!top->first)
        return error_set_at(err, name, 1, 1, "expected (unit \"PATH\" ...), found nothing");
    if (top->first->next)
        return error_set_at(err, name, top->first->next->line, top->first->next->column,
                            "expected one unit, found a second one");
    return read_unit(arena, name, top->first, out, err);
}
