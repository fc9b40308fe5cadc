/* Loops and switch.
 *
 * A loop's condition list runs before each test, its body is a list of its own. A case label that does not stand
 * directly in its switch (Duff's device) becomes a label there and a goto here.
 * Tests: testdata/_lower/for_parts.c, loop_*.c, macro_*.c, switch*.c, duff.c */
#include "frontend/lower.h"

#include "frontend/forparts.h"

static struct region *loop_begin(struct lowering *lowering, CXCursor statement, enum loop_form form) {
    CXSourceLocation begin = clang_getRangeStart(clang_getCursorExtent(statement));
    struct location spelling;
    const char *macro = macro_of(lowering, begin, &spelling);
    struct region *region =
        region_new(lowering->arena, REGION_LOOP, sources_expansion(&lowering->sources, begin).location);

    region->loop = ARENA_NEW(lowering->arena, struct loop);
    region->loop->index = lowering->body->loop_count++;
    region->loop->form = (uint8_t)form;
    region->loop->macro = macro;
    region->loop->end_line = end_place(lowering, statement).location.line;
    if (region->loop->end_line < region->location.line)
        region->loop->end_line = region->location.line;
    return region;
}

static struct region_list *switch_list(struct lowering *lowering, struct region_list *list) {
    struct region_list *before = lowering->body->list;

    lowering->body->list = list;
    return before;
}

/* The condition, with what it does in `condition_list`. A variable declared in it belongs there too. */
static void lower_loop_condition(struct lowering *lowering, struct loop *loop, const CXCursor *variable,
                                 CXCursor condition) {
    struct region_list list = {0};
    struct region_list *before = switch_list(lowering, &list);

    if (variable != NULL)
        lower_declaration(lowering, *variable);
    loop->condition = lower_full_expression(lowering, condition);
    loop->condition_list = list.first;
    lowering->body->list = before;
}

static void lower_loop_body(struct lowering *lowering, struct loop *loop, CXCursor statement) {
    struct region_list list = {0};
    struct region_list *before = switch_list(lowering, &list);
    struct switch_frame *outer = lowering->body->innermost_switch;

    scope_begin(lowering, cursor_node(statement), true, true);
    lower_statement(lowering, statement);
    scope_end(lowering);
    lowering->body->innermost_switch = outer;
    loop->body = list.first;
    lowering->body->list = before;
}

/* What an expression of a `for` head is, when its text does not tell. */
static enum { PART_INIT, PART_CONDITION, PART_STEP } part_by_shape(CXCursor cursor) {
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    if (kind == CXCursor_DeclStmt)
        return PART_INIT;
    if (kind == CXCursor_CompoundAssignOperator)
        return PART_STEP;
    if (kind == CXCursor_UnaryOperator) {
        enum CXUnaryOperatorKind op = clang_getCursorUnaryOperatorKind(cursor);
        return op >= CXUnaryOperator_PostInc && op <= CXUnaryOperator_PreDec ? PART_STEP : PART_CONDITION;
    }
    if (kind == CXCursor_BinaryOperator && clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign)
        return PART_INIT;
    return PART_CONDITION;
}

/* `count` children stand before the body. */
static struct for_parts parts_of(struct lowering *lowering, CXCursor statement, struct children children,
                                 uint32_t count) {
    struct place begin = sources_spelling(&lowering->sources, clang_getRangeStart(clang_getCursorExtent(statement)));
    struct source_text text = sources_text(&lowering->sources, begin.location.file);
    struct for_parts parts = {0};

    if (count == 3)
        return (struct for_parts){true, true, true};
    if (begin.location.line != 0 && begin.offset < text.size &&
        for_parts_read(text.bytes + begin.offset, text.size - begin.offset, &parts) &&
        (uint32_t)parts.has_init + parts.has_condition + parts.has_step == count)
        return parts;
    parts = (struct for_parts){0};
    for (uint32_t i = 0; i < count; i++) {
        switch (part_by_shape(child(&lowering->stack, children, i))) {
        case PART_INIT:
            /* An assignment behind another part is the step. */
            if (parts.has_init || parts.has_condition)
                parts.has_step = true;
            else
                parts.has_init = true;
            break;
        case PART_CONDITION:
            parts.has_condition = true;
            break;
        case PART_STEP:
            parts.has_step = true;
            break;
        }
    }
    return parts;
}

static void lower_step(struct lowering *lowering, struct loop *loop, CXCursor step) {
    struct region_list list = {0};
    struct region_list *before = switch_list(lowering, &list);

    lower_discarded(lowering, step);
    loop->step_list = list.first;
    lowering->body->list = before;
}

void lower_for(struct lowering *lowering, CXCursor statement) {
    struct children children = children_push(&lowering->stack, statement);
    uint32_t count = children.count == 0 ? 0 : children.count - 1, at = 0;
    CXCursor variable = clang_getNullCursor();

    if (children.count == 0)
        return;
    scope_begin(lowering, cursor_node(statement), false, false);
    /* `for (; T x = f();)` has the variable as a child of its own before the condition. */
    for (uint32_t i = 0; i < count; i++)
        if (clang_getCursorKind(child(&lowering->stack, children, i)) == CXCursor_VarDecl)
            variable = child(&lowering->stack, children, i);
    bool has_variable = !clang_Cursor_isNull(variable);
    struct for_parts parts = parts_of(lowering, statement, children, has_variable ? count - 1 : count);
    if (parts.has_init && at < count)
        lower_statement(lowering, child(&lowering->stack, children, at++));
    struct region *region = loop_begin(lowering, statement, LOOP_FOR);
    if (has_variable)
        at++;
    if (parts.has_condition && at < count)
        lower_loop_condition(lowering, region->loop, has_variable ? &variable : NULL,
                             child(&lowering->stack, children, at++));
    uint32_t step = at;
    lower_loop_body(lowering, region->loop, child(&lowering->stack, children, count));
    if (parts.has_step && step < count)
        lower_step(lowering, region->loop, child(&lowering->stack, children, step));
    region_append(lowering->body->list, region);
    scope_end(lowering);
    children_pop(&lowering->stack, children);
}

void lower_while(struct lowering *lowering, CXCursor statement) {
    struct children children = children_push(&lowering->stack, statement);
    struct region *region = loop_begin(lowering, statement, LOOP_WHILE);

    scope_begin(lowering, cursor_node(statement), false, false);
    if (children.count == 3) {
        CXCursor variable = child(&lowering->stack, children, 0);
        lower_loop_condition(lowering, region->loop, &variable, child(&lowering->stack, children, 1));
    } else if (children.count == 2) {
        lower_loop_condition(lowering, region->loop, NULL, child(&lowering->stack, children, 0));
    }
    if (children.count > 0)
        lower_loop_body(lowering, region->loop, child(&lowering->stack, children, children.count - 1));
    region_append(lowering->body->list, region);
    scope_end(lowering);
    children_pop(&lowering->stack, children);
}

void lower_do(struct lowering *lowering, CXCursor statement) {
    struct children children = children_push(&lowering->stack, statement);
    struct region *region = loop_begin(lowering, statement, LOOP_DO);

    if (children.count > 0)
        lower_loop_body(lowering, region->loop, child(&lowering->stack, children, 0));
    if (children.count > 1)
        lower_loop_condition(lowering, region->loop, NULL, child(&lowering->stack, children, 1));
    region_append(lowering->body->list, region);
    children_pop(&lowering->stack, children);
}

/* The method begin() or end() of the range's class, if the project wrote it: the standard library's are no calls that
 * anybody models. */
static void call_range_method(struct lowering *lowering, struct location location, const struct expr *range,
                              CXType type, const char *name) {
    CXCursor method = record_method(lowering, type, name);

    if (clang_Cursor_isNull(method) || !lower_is_ours(method))
        return;
    struct call *call = emit_implicit_call(lowering, location, symbol_used(lowering, method), range, type, 0);
    call->type = type_text(&lowering->types, lowering->arena, clang_getCursorResultType(method));
}

/* Children: an initialising statement, the variable, the range, and the body last. Only with all four can the first be
 * the initialising one: a declaration with three more from itself on. */
void lower_range_for(struct lowering *lowering, CXCursor statement) {
    struct children children = children_push(&lowering->stack, statement);
    CXCursor variable = clang_getNullCursor(), range = clang_getNullCursor();

    scope_begin(lowering, cursor_node(statement), false, false);
    for (uint32_t i = 0; i + 1 < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        enum CXCursorKind kind = clang_getCursorKind(kid);
        if (kind == CXCursor_DeclStmt && clang_Cursor_isNull(variable) && i + 4 <= children.count && lowering->is_cxx &&
            clang_getCursorKind(child(&lowering->stack, children, i + 1)) != CXCursor_CompoundStmt)
            lower_statement(lowering, kid);
        else if (kind == CXCursor_VarDecl || kind == CXCursor_UnexposedDecl || kind == CXCursor_DeclStmt)
            variable = kid;
        else if (cursor_is_expression(kid))
            range = kid;
    }
    const struct expr *walked = clang_Cursor_isNull(range) ? NULL : lower_expression(lowering, range);
    struct region *region = loop_begin(lowering, statement, LOOP_RANGE);
    struct location location = region->location;
    if (walked != NULL && lowering->is_cxx) {
        CXType type = clang_getCursorType(lowering->core);
        call_range_method(lowering, location, walked, type, "begin");
        call_range_method(lowering, location, walked, type, "end");
    }
    region->loop->range = walked == NULL ? lower_opaque(lowering, statement) : walked;
    struct region_list list = {0};
    struct region_list *before = switch_list(lowering, &list);
    scope_begin(lowering, cursor_node(statement), true, true);
    if (!clang_Cursor_isNull(variable))
        lower_range_variable(lowering, variable, region->loop->range);
    if (children.count > 0)
        lower_statement(lowering, child(&lowering->stack, children, children.count - 1));
    scope_end(lowering);
    region->loop->body = list.first;
    lowering->body->list = before;
    region_append(lowering->body->list, region);
    scope_end(lowering);
    children_pop(&lowering->stack, children);
}

/* One group of labels directly behind each other is one case. Gives what stands behind the last of them. */
static CXCursor read_case_labels(struct lowering *lowering, CXCursor statement, struct switch_case *out) {
    VEC(const struct expr *) values = {0};

    out->location = begin_of(lowering, statement);
    for (;;) {
        enum CXCursorKind kind = clang_getCursorKind(statement);
        if (kind != CXCursor_CaseStmt && kind != CXCursor_DefaultStmt)
            break;
        struct children children = children_push(&lowering->stack, statement);
        if (kind == CXCursor_DefaultStmt)
            out->is_default = true;
        /* `case 1 ... 5:` has two values. */
        for (uint32_t i = 0; i + 1 < children.count; i++)
            vec_push(&values, lower_expression(lowering, child(&lowering->stack, children, i)));
        statement = children.count == 0 ? clang_getNullCursor() : child(&lowering->stack, children, children.count - 1);
        children_pop(&lowering->stack, children);
    }
    const struct expr **copy = ARENA_ARRAY(lowering->arena, const struct expr *, values.count);
    for (uint32_t i = 0; i < values.count; i++)
        copy[i] = values.items[i];
    out->values = copy;
    out->value_count = values.count;
    vec_finish(&values);
    return statement;
}

static struct switch_case *add_case(struct switch_frame *frame) { return vec_add(&frame->cases); }

/* Statements of the switch's block go to the case they stand behind. */
static void lower_switch_statement(struct lowering *lowering, struct switch_frame *frame, CXCursor statement) {
    enum CXCursorKind kind = clang_getCursorKind(statement);

    if (kind == CXCursor_CaseStmt || kind == CXCursor_DefaultStmt) {
        struct switch_case labels = {0};
        if (frame->open_case != UINT32_MAX)
            frame->cases.items[frame->open_case].body = frame->list.first;
        else
            frame->before = frame->list.first;
        statement = read_case_labels(lowering, statement, &labels);
        frame->open_case = frame->cases.count;
        *add_case(frame) = labels;
        frame->list = (struct region_list){0};
        if (clang_Cursor_isNull(statement))
            return;
    }
    lower_statement(lowering, statement);
}

void lower_switch(struct lowering *lowering, CXCursor statement) {
    struct location location = begin_of(lowering, statement);
    struct children children = children_push(&lowering->stack, statement);
    struct switch_frame frame = {.outer = lowering->body->innermost_switch, .open_case = UINT32_MAX};
    const struct expr *value = NULL;

    scope_begin(lowering, cursor_node(statement), false, false);
    for (uint32_t i = 0; i + 1 < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        enum CXCursorKind kind = clang_getCursorKind(kid);
        if (kind == CXCursor_VarDecl)
            lower_declaration(lowering, kid);
        else if (kind == CXCursor_DeclStmt || i + 2 < children.count)
            lower_statement(lowering, kid);
        else
            value = lower_full_expression(lowering, kid);
    }
    struct region *region = emit(lowering, REGION_SWITCH, location);
    struct region_list *before = switch_list(lowering, &frame.list);
    lowering->body->innermost_switch = &frame;
    if (children.count > 0) {
        CXCursor block = child(&lowering->stack, children, children.count - 1);
        scope_begin(lowering, cursor_node(block), false, true);
        if (clang_getCursorKind(block) == CXCursor_CompoundStmt) {
            struct children statements = children_push(&lowering->stack, block);
            for (uint32_t i = 0; i < statements.count; i++)
                lower_switch_statement(lowering, &frame, child(&lowering->stack, statements, i));
            children_pop(&lowering->stack, statements);
        } else {
            lower_switch_statement(lowering, &frame, block);
        }
        scope_end(lowering);
    }
    if (frame.open_case != UINT32_MAX)
        frame.cases.items[frame.open_case].body = frame.list.first;
    else
        frame.before = frame.list.first;
    lowering->body->innermost_switch = frame.outer;
    lowering->body->list = before;
    region->switch_.value = value == NULL ? lower_opaque(lowering, statement) : value;
    region->switch_.before = frame.before;
    region->switch_.case_count = frame.cases.count;
    region->switch_.cases = ARENA_ARRAY(lowering->arena, struct switch_case, frame.cases.count);
    for (uint32_t i = 0; i < frame.cases.count; i++)
        region->switch_.cases[i] = frame.cases.items[i];
    vec_finish(&frame.cases);
    scope_end(lowering);
    children_pop(&lowering->stack, children);
}

void lower_case(struct lowering *lowering, CXCursor statement) {
    struct switch_frame *frame = lowering->body->innermost_switch;
    struct switch_case labels = {0};
    CXCursor inside = read_case_labels(lowering, statement, &labels);

    if (frame != NULL) {
        const char *name = arena_printf(lowering->arena, "case@%u", labels.location.line);
        uint32_t label = body_label(lowering, NULL, name);
        labels.body = region_new(lowering->arena, REGION_GOTO, labels.location);
        labels.body->label = label;
        lowering->body->has_goto = true;
        emit(lowering, REGION_LABEL, labels.location)->label = label;
        *add_case(frame) = labels;
    }
    if (!clang_Cursor_isNull(inside))
        lower_statement(lowering, inside);
}
