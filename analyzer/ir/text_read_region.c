/* Regions of the text form; the grammar stands at the head of ir/text_read.c.
 * Tests: tests/unit/ir/test_text.c */
#include "ir/text_label.h"
#include "ir/text_reader.h"

/* --- calls --- */

struct call_build {
    struct call *call;
    struct region *region;
    struct argument *arguments;
    bool has_end;
    bool has_spelling;
};

static uint32_t function_file(const struct text_cursor *cursor) { return cursor->reader->function->location.file; }

static bool read_types(struct text_cursor *cursor, void *target) {
    struct call_build *build = target;
    for (uint32_t i = 0; cursor->node; i++) {
        if (i >= build->call->argument_count)
            return text_fail(cursor->reader, cursor->node, "more types than arguments");
        if (!text_take_string(cursor, &build->arguments[i].type))
            return false;
    }
    return true;
}

static bool read_call_type(struct text_cursor *cursor, void *target) {
    return text_take_string(cursor, &((struct call_build *)target)->call->type);
}

static bool read_pointee(struct text_cursor *cursor, void *target) {
    return text_take_string(cursor, &((struct call_build *)target)->call->pointee);
}

static bool read_receiver(struct text_cursor *cursor, void *target) {
    struct call *call = ((struct call_build *)target)->call;
    return text_take_expr_or_none(cursor, &call->receiver) &&
           (!text_is_string(cursor) || text_take_string(cursor, &call->receiver_type));
}

static bool read_call_index(struct text_cursor *cursor, void *target) {
    return text_take_count(cursor, &((struct call_build *)target)->call->index);
}

static bool read_call_end(struct text_cursor *cursor, void *target) {
    struct call_build *build = target;
    build->has_end = true;
    return text_take_count(cursor, &build->call->end_line) && text_take_count(cursor, &build->call->end_column);
}

static bool read_call_macro(struct text_cursor *cursor, void *target) {
    struct call *call = ((struct call_build *)target)->call;
    call->flags |= CALL_IN_MACRO;
    return text_take_string(cursor, &call->macro);
}

static bool read_spelling(struct text_cursor *cursor, void *target) {
    struct call_build *build = target;
    build->has_spelling = true;
    return text_take_location(cursor, function_file(cursor), &build->call->spelling);
}

static bool read_callee(struct text_cursor *cursor, struct call *call) {
    if (!text_is_list(cursor))
        return text_take_symbol(cursor, SYMBOL_FUNCTION, &call->symbol);
    struct text_cursor inside = text_cursor_in(cursor->reader, cursor->node);
    if (!text_node_is_word(cursor->node->first, "through"))
        return text_fail_expected(cursor->reader, cursor->list, cursor->node, "a function, or (through POINTER)");
    call->symbol = SYMBOL_NONE;
    cursor->node = cursor->node->next;
    return text_take_expr(&inside, &call->callee) && text_take_end(&inside);
}

static bool read_arguments(struct text_cursor *cursor, struct call_build *build) {
    if (!cursor->node)
        return true;
    if (!text_is_list(cursor))
        return text_fail_expected(cursor->reader, cursor->list, cursor->node, "the list of arguments");
    struct text_cursor inside = {cursor->reader, cursor->node, cursor->node->first};
    uint32_t count = text_count_items(inside.node);
    build->arguments = ARENA_ARRAY(cursor->reader->arena, struct argument, count);
    for (uint32_t i = 0; i < count; i++) {
        build->arguments[i].type = "";
        if (!text_take_expr(&inside, &build->arguments[i].value))
            return false;
    }
    build->call->arguments = build->arguments;
    build->call->argument_count = count;
    cursor->node = cursor->node->next;
    return true;
}

static bool read_call(struct text_cursor *cursor, struct region *region) {
    static const struct text_clause clauses[] = {
        {"types", read_types, false},       {"type", read_call_type, false},    {"pointee", read_pointee, false},
        {"receiver", read_receiver, false}, {"index", read_call_index, false},  {"end", read_call_end, false},
        {"macro", read_call_macro, false},  {"spelling", read_spelling, false},
    };
    struct text_reader *reader = cursor->reader;
    struct call *call = ARENA_NEW(reader->arena, struct call);
    struct call_build build = {.call = call, .region = region};
    region->call = call;
    call->index = reader->next_call;
    call->type = "";
    if (!read_callee(cursor, call) || !text_take_location(cursor, function_file(cursor), &region->location) ||
        !text_take_flags(cursor, &text_call_flags, &call->flags) || !read_arguments(cursor, &build) ||
        !text_take_clauses(cursor, clauses, ARRAY_COUNT(clauses), &build))
        return false;
    if (!build.has_end)
        text_call_end(reader->unit, call, region->location, &call->end_line, &call->end_column);
    if (!build.has_spelling)
        call->spelling = region->location;
    reader->next_call = call->index + 1;
    reader->call_count++;
    return true;
}

/* --- other regions --- */

static bool read_place(struct text_cursor *cursor, struct region *region) {
    return text_take_location(cursor, function_file(cursor), &region->location);
}

static bool read_assign(struct text_cursor *cursor, struct region *region) {
    struct assign *assign = &region->assign;
    if (!read_place(cursor, region) || !text_take_expr(cursor, &assign->target))
        return false;
    if (cursor->node && cursor->node->next) {
        uint32_t op;
        if (!text_take_word(cursor, &text_assign_ops, &op))
            return false;
        assign->op = (uint8_t)op;
    }
    return !cursor->node || text_take_expr(cursor, &assign->value);
}

static bool read_declare(struct text_cursor *cursor, struct region *region) {
    region->assign.is_declaration = true;
    return read_assign(cursor, region);
}

static bool read_then(struct text_cursor *cursor, void *target) {
    return text_read_regions(cursor, &((struct branch *)target)->then_list);
}

static bool read_else(struct text_cursor *cursor, void *target) {
    return text_read_regions(cursor, &((struct branch *)target)->else_list);
}

static bool read_branch(struct text_cursor *cursor, struct region *region) {
    static const struct text_word forms[] = {{"if", 0}, {"?:", 1}, {"&&", 2}, {"||", 3}};
    static const struct text_words words = {forms, ARRAY_COUNT(forms), "form of a branch"};
    static const struct text_clause clauses[] = {{"then", read_then, false}, {"else", read_else, false}};
    uint32_t form;
    if (!text_take_word(cursor, &words, &form) || !read_place(cursor, region) ||
        !text_take_expr(cursor, &region->branch.condition))
        return false;
    region->branch.form = forms[form].text;
    return text_take_clauses(cursor, clauses, ARRAY_COUNT(clauses), &region->branch);
}

static bool read_before(struct text_cursor *cursor, void *target) {
    return text_read_regions(cursor, &((struct switch_region *)target)->before);
}

static bool read_case(struct text_cursor *cursor, void *target) {
    struct switch_region *switch_ = target;
    struct switch_case *item = &switch_->cases[switch_->case_count++];
    if (!text_take_location(cursor, function_file(cursor), &item->location))
        return false;
    if (!text_is_list(cursor))
        return text_fail_expected(cursor->reader, cursor->list, cursor->node, "the list of the case's values");
    struct text_cursor inside = {cursor->reader, cursor->node, cursor->node->first};
    item->value_count = text_count_items(inside.node);
    const struct expr **values = ARENA_ARRAY(cursor->reader->arena, const struct expr *, item->value_count);
    for (uint32_t i = 0; i < item->value_count; i++)
        if (!text_take_expr(&inside, &values[i]))
            return false;
    item->values = values;
    cursor->node = cursor->node->next;
    if (text_node_is_word(cursor->node, "default")) {
        item->is_default = true;
        cursor->node = cursor->node->next;
    }
    return text_read_regions(cursor, &item->body);
}

static bool read_switch(struct text_cursor *cursor, struct region *region) {
    static const struct text_clause clauses[] = {{"before", read_before, false}, {"case", read_case, true}};
    if (!read_place(cursor, region) || !text_take_expr(cursor, &region->switch_.value))
        return false;
    region->switch_.cases = ARENA_ARRAY(cursor->reader->arena, struct switch_case, text_count_items(cursor->node));
    return text_take_clauses(cursor, clauses, ARRAY_COUNT(clauses), &region->switch_);
}

/* The label's number; a label that is not declared is added while there is no (labels ...). */
static bool take_label(struct text_cursor *cursor, uint32_t *out) {
    struct text_reader *reader = cursor->reader;
    const struct text_node *node = cursor->node;
    const char *name;
    if (!text_take_name(cursor, &name))
        return false;
    if (!reader->has_labels && text_names_add(reader, &reader->labels, name))
        vec_push(&reader->label_places, node);
    *out = text_names_find(reader, &reader->labels, name);
    return *out != MAP_NONE || text_names_fail(reader, &reader->labels, node, name, "label");
}

static bool read_label(struct text_cursor *cursor, struct region *region) {
    return take_label(cursor, &region->label) && read_place(cursor, region);
}

static bool read_goto(struct text_cursor *cursor, struct region *region) {
    if (!text_node_is_word(cursor->node, "-"))
        return read_label(cursor, region);
    region->label = GOTO_UNKNOWN;
    cursor->node = cursor->node->next;
    return read_place(cursor, region);
}

static bool read_loop_index(struct text_cursor *cursor, void *target) {
    struct loop *loop = target;
    if (!text_take_count(cursor, &loop->index))
        return false;
    cursor->reader->next_loop = loop->index + 1;
    return true;
}

static bool read_loop_end(struct text_cursor *cursor, void *target) {
    return text_take_count(cursor, &((struct loop *)target)->end_line);
}

static bool read_loop_macro(struct text_cursor *cursor, void *target) {
    return text_take_string(cursor, &((struct loop *)target)->macro);
}

static bool read_loop_label(struct text_cursor *cursor, void *target) {
    return take_label(cursor, &((struct loop *)target)->label);
}

static bool read_range(struct text_cursor *cursor, void *target) {
    return text_take_expr(cursor, &((struct loop *)target)->range);
}

static bool read_condition(struct text_cursor *cursor, void *target) {
    return text_take_expr(cursor, &((struct loop *)target)->condition);
}

static bool read_test(struct text_cursor *cursor, void *target) {
    return text_read_regions(cursor, &((struct loop *)target)->condition_list);
}

static bool read_step(struct text_cursor *cursor, void *target) {
    return text_read_regions(cursor, &((struct loop *)target)->step_list);
}

static bool read_loop_body(struct text_cursor *cursor, void *target) {
    return text_read_regions(cursor, &((struct loop *)target)->body);
}

static bool read_loop(struct text_cursor *cursor, struct region *region) {
    static const struct text_clause clauses[] = {
        {"index", read_loop_index, false}, {"end", read_loop_end, false}, {"macro", read_loop_macro, false},
        {"label", read_loop_label, false}, {"range", read_range, false},  {"condition", read_condition, false},
        {"test", read_test, false},        {"step", read_step, false},    {"body", read_loop_body, false},
    };
    struct text_reader *reader = cursor->reader;
    struct loop *loop = ARENA_NEW(reader->arena, struct loop);
    uint32_t form;
    region->loop = loop;
    if (!text_take_word(cursor, &text_loop_forms, &form) || !read_place(cursor, region))
        return false;
    loop->form = (uint8_t)form;
    loop->label = LOOP_GOTO == form ? GOTO_UNKNOWN : 0;
    loop->end_line = region->location.line;
    loop->index = reader->next_loop++;
    reader->loop_count++;
    if (!text_take_clauses(cursor, clauses, ARRAY_COUNT(clauses), loop))
        return false;
    return loop->label != GOTO_UNKNOWN || text_fail_expected(reader, cursor->list, NULL, "(label NAME)");
}

static bool read_value(struct text_cursor *cursor, struct region *region) {
    return read_place(cursor, region) && (!cursor->node || text_take_expr(cursor, &region->value));
}

static bool read_try_body(struct text_cursor *cursor, void *target) {
    return text_read_regions(cursor, &((struct try_region *)target)->body);
}

static bool read_catch(struct text_cursor *cursor, void *target) {
    struct try_region *try_ = target;
    struct handler *handler = &try_->handlers[try_->handler_count++];
    return text_take_string(cursor, &handler->type) && text_read_regions(cursor, &handler->body);
}

static bool read_try(struct text_cursor *cursor, struct region *region) {
    static const struct text_clause clauses[] = {{"body", read_try_body, false}, {"catch", read_catch, true}};
    region->try_.handlers = ARENA_ARRAY(cursor->reader->arena, struct handler, text_count_items(cursor->node));
    return read_place(cursor, region) && text_take_clauses(cursor, clauses, ARRAY_COUNT(clauses), &region->try_);
}

static const struct text_word region_words[] = {
    {"call", REGION_CALL},     {"assign", REGION_ASSIGN}, {"declare", REGION_ASSIGN}, {"branch", REGION_BRANCH},
    {"switch", REGION_SWITCH}, {"loop", REGION_LOOP},     {"break", REGION_BREAK},    {"continue", REGION_CONTINUE},
    {"return", REGION_RETURN}, {"throw", REGION_THROW},   {"goto", REGION_GOTO},      {"label", REGION_LABEL},
    {"try", REGION_TRY},
};
static const struct text_words region_heads = {region_words, ARRAY_COUNT(region_words), "region"};

static bool read_region(struct text_reader *reader, const struct text_node *node, struct region *region) {
    static bool (*const readers[])(struct text_cursor * cursor, struct region * region) = {
        [REGION_CALL] = read_call,      [REGION_ASSIGN] = read_assign, [REGION_BRANCH] = read_branch,
        [REGION_SWITCH] = read_switch,  [REGION_LOOP] = read_loop,     [REGION_BREAK] = read_place,
        [REGION_CONTINUE] = read_place, [REGION_RETURN] = read_value,  [REGION_THROW] = read_value,
        [REGION_GOTO] = read_goto,      [REGION_LABEL] = read_label,   [REGION_TRY] = read_try,
    };
    struct text_cursor cursor = text_cursor_in(reader, node);
    uint32_t kind;
    if (node->kind != TEXT_LIST || !node->first || node->first->kind != TEXT_WORD)
        return text_fail_expected(reader, node->parent, node, "a region, such as (call ...)");
    if (!text_word_value(&region_heads, node->first->text, &kind))
        return text_fail_unknown_word(reader, node->first, &region_heads);
    if (reader->depth >= UNIT_DEPTH_LIMIT)
        return text_fail(reader, node, "nested deeper than %d levels", UNIT_DEPTH_LIMIT);
    region->kind = (uint8_t)kind;
    region->location.file = reader->function->location.file;
    reader->depth++;
    bool is_good =
        text_node_is_word(node->first, "declare") ? read_declare(&cursor, region) : readers[kind](&cursor, region);
    reader->depth--;
    return is_good && text_take_end(&cursor);
}

bool text_read_regions(struct text_cursor *cursor, struct region **out) {
    struct region_list list = {0};
    for (; cursor->node; cursor->node = cursor->node->next) {
        struct region *region = region_new(cursor->reader->arena, REGION_BREAK, (struct location){0});
        if (!read_region(cursor->reader, cursor->node, region))
            return false;
        region_append(&list, region);
    }
    *out = list.first;
    return true;
}
