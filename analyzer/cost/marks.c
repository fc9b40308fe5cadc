/* Characters at which a walk through a text stops to ask. Tests: testdata/call-in-loop/bad_statements.c */
#include "cost/marks.h"

#include "facts/assume.h"
#include "turns/motion.h"
#include "turns/path.h"

#include <ctype.h>
#include <string.h>

#define MARKS_DEPTH 4 /* from test to test, and variables that a value is followed through */

struct marks {
    const struct scope *scope;
    uint32_t loop;
    int64_t items[MARKS_LIMIT];
    uint32_t count;
    bool is_found; /* for what has been looked at so far */
};

static bool add_mark(struct marks *marks, int64_t value) {
    for (uint32_t i = 0; i < marks->count; i++)
        if (marks->items[i] == value)
            return true;
    if (value <= 0 || value > UINT8_MAX || marks->count == MARKS_LIMIT) /* 0 is the end of the text */
        return false;
    marks->items[marks->count++] = value;
    return true;
}

/* --- the character of the turn ------------------------------------------------------------------------------------ */

static bool is_text(const struct scope *scope, const struct expr *expr) {
    const char *type = scope_type(scope, expr);
    return type && strstr(type, "char") != NULL;
}

static bool steps(const struct scope *scope, const struct expr *cursor, uint32_t loop) {
    if (!motion_is_variable(cursor))
        return false;
    struct motion motion = motion_of(scope, cursor, loop);
    return motion.direction != 0 && !motion.is_geometric && !motion.is_wild && !motion.is_set && !motion.is_taken_back;
}

/* `*p`, `text[i]` where the loop steps p or i; or a variable that is set to it on each turn. */
static bool is_character(const struct marks *marks, const struct expr *expr, struct position position) {
    const struct scope *scope = marks->scope;
    for (uint32_t i = 0; i < MARKS_DEPTH && expr->kind == EXPR_LOCAL; i++) {
        const struct assignment *definition = scope_definition(scope, expr, position);
        if (!definition || !scope_is_inside(scope, definition->number, marks->loop))
            return false;
        expr = definition->assign->value;
        position = scope_at_assignment(definition);
    }
    if (expr->kind == EXPR_DEREF)
        return is_text(scope, expr->a) && steps(scope, expr->a, marks->loop);
    return expr->kind == EXPR_ELEMENT && is_text(scope, expr->a) && steps(scope, expr->b, marks->loop) &&
           !scope_is_assigned_in(scope, expr->a, marks->loop);
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static bool is_reached_at_marks(struct marks *marks, uint32_t number, uint32_t depth);
static bool holds_at_marks(struct marks *marks, const struct expr *condition, bool holds, struct position position,
                           const struct holding *arm, uint32_t depth);

/* What one assignment to the flag says: set at a character, or to 0. */
static bool is_of_flag(struct marks *marks, const struct assignment *a, const struct holding *arm, bool *is_reset,
                       uint32_t depth) {
    bool is_inside = scope_is_inside(marks->scope, a->number, marks->loop);
    bool is_on_every_turn = !a->is_conditional && a->loop == marks->loop;
    int64_t constant;
    if (a->assign->op != OP_NONE)
        return false;
    if (!a->assign->value)
        return true;
    if (!expr_is_constant(a->assign->value, &constant)) {
        *is_reset |= is_on_every_turn;
        return is_inside && holds_at_marks(marks, a->assign->value, true, scope_at_assignment(a), NULL, depth + 1);
    }
    if (constant != 0)
        return is_inside && is_reached_at_marks(marks, a->number, depth + 1);
    bool is_in_arm = arm && a->number >= arm->begin && a->number <= arm->end && a->list_end == arm->end;
    *is_reset |= is_inside && (is_on_every_turn || is_in_arm);
    return true;
}

/* A flag that is set at a character, and is 0 again on the turn behind the one that has seen it set. */
static bool is_flag(struct marks *marks, const struct expr *flag, const struct holding *arm, uint32_t depth) {
    const struct scope *scope = marks->scope;
    bool is_reset = false;
    if (flag->kind != EXPR_LOCAL || scope_is_shared(scope, flag))
        return false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, flag, a)) != NULL;)
        if (!is_of_flag(marks, a, arm, &is_reset, depth))
            return false;
    return is_reset;
}

/* Of the two sides one is enough for `&&`, both are needed for `||`. */
static bool side_holds_at_marks(struct marks *marks, const struct expr *condition, bool holds, struct position position,
                                const struct holding *arm, uint32_t depth) {
    struct marks before = *marks;
    bool is_first = holds_at_marks(marks, condition->a, holds, position, arm, depth + 1);
    if ((condition->op == OP_AND) != holds)
        return is_first && holds_at_marks(marks, condition->b, holds, position, arm, depth + 1);
    if (is_first)
        return true;
    *marks = before;
    return holds_at_marks(marks, condition->b, holds, position, arm, depth + 1);
}

/* `arm`: where the condition is known to hold; NULL: it is the value of something. */
static bool holds_at_marks(struct marks *marks, const struct expr *condition, bool holds, struct position position,
                           const struct holding *arm, uint32_t depth) {
    const struct expr *operand = condition;
    enum expr_op op = OP_NOT_EQUAL;
    int64_t value = 0;
    if (depth > MARKS_DEPTH)
        return false;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return holds_at_marks(marks, condition->a, !holds, position, arm, depth);
    if (condition->kind == EXPR_BINARY && (condition->op == OP_AND || condition->op == OP_OR))
        return side_holds_at_marks(marks, condition, holds, position, arm, depth);
    if (!assume_comparison(condition, &operand, &op, &value))
        operand = condition;
    op = holds ? op : comparison_negated(op);
    if (op == OP_EQUAL && value != 0 && is_character(marks, operand, position))
        return add_mark(marks, value);
    bool is_set = (op == OP_NOT_EQUAL && value == 0) || (op == OP_EQUAL && value != 0);
    return is_set && is_flag(marks, operand, arm, depth);
}

/* --- where a call stands ------------------------------------------------------------------------------------------ */

struct case_search {
    struct marks *marks;
    uint32_t number; /* the call's */
};

static void find_number(struct region *region, void *context) {
    uint32_t *number = context;
    if (region->number == *number)
        *number = 0;
}

static bool holds_number(const struct region *list, uint32_t number) {
    region_walk((struct region *)list, find_number, &number);
    return number == 0;
}

static bool falls_through(const struct region *list) {
    list = region_last(list);
    return !list || (list->kind != REGION_BREAK && list->kind != REGION_RETURN && list->kind != REGION_CONTINUE &&
                     list->kind != REGION_GOTO);
}

static bool add_case(struct marks *marks, const struct switch_case *one) {
    int64_t value;
    for (uint32_t i = 0; i < one->value_count; i++)
        if (!expr_is_constant(one->values[i], &value) || !add_mark(marks, value))
            return false;
    return !one->is_default;
}

/* `switch (*p) { case ';': ask(); }` */
static void look_at_switch(struct region *region, void *context) {
    struct case_search *search = context;
    struct marks *marks = search->marks;
    const struct scope *scope = marks->scope;
    if (region->kind != REGION_SWITCH || marks->is_found)
        return;
    struct marks found = *marks;
    struct position position = {region->number, marks->loop};
    uint32_t entered = 0; /* the first of the cases that run into one another */
    for (uint32_t i = 0; i < region->switch_.case_count; i++) {
        const struct switch_case *one = &region->switch_.cases[i];
        if (!holds_number(one->body, search->number)) {
            entered = falls_through(one->body) ? entered : i + 1;
            continue;
        }
        found.is_found =
            scope_is_inside(scope, region->number, marks->loop) && is_character(marks, region->switch_.value, position);
        for (uint32_t k = entered; k <= i; k++)
            found.is_found = found.is_found && add_case(&found, &region->switch_.cases[k]);
        if (found.is_found)
            *marks = found;
        return;
    }
}

static bool is_reached_at_marks(struct marks *marks, uint32_t number, uint32_t depth) {
    const struct scope *scope = marks->scope;
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        struct marks found = *marks;
        struct position position = {holding->begin, holding->loop};
        bool is_around =
            holding->begin <= number && number <= holding->end && scope_is_inside(scope, holding->begin, marks->loop);
        if (!is_around || !holds_at_marks(&found, holding->condition, holding->is_true, position, holding, depth))
            continue;
        *marks = found;
        return true;
    }
    struct case_search search = {marks, number};
    marks->is_found = false;
    region_walk(scope->body->body, look_at_switch, &search);
    return marks->is_found;
}

/* --- the count ---------------------------------------------------------------------------------------------------- */

struct site_search {
    struct marks marks;
    bool is_at_marks; /* all so far */
};

static void look_at_site(const struct site_count *site, void *context) {
    struct site_search *search = context;
    const struct scope *scope = search->marks.scope;
    uint32_t index = site->call & ~SITE_NOTE;
    if (!search->is_at_marks)
        return;
    uint32_t number = site->call & SITE_LOOP ? scope->loops[index].begin : scope->calls[index].number;
    search->is_at_marks = is_reached_at_marks(&search->marks, number, 0);
}

static void print_mark(int64_t mark, struct buffer *out) {
    char c = (char)mark;
    if (c == '\n' || c == '\t' || c == '\r')
        buffer_add_text(out, c == '\n' ? "'\\n'" : c == '\t' ? "'\\t'" : "'\\r'");
    else if (c == '\'' || c == '\\')
        buffer_printf(out, "'\\%c'", c);
    else if (mark < 128 && isprint((int)mark))
        buffer_printf(out, "'%c'", c);
    else
        buffer_printf(out, "'\\x%02x'", (unsigned)mark);
}

static void sort(struct marks *marks) {
    for (uint32_t i = 1; i < marks->count; i++)
        for (uint32_t k = i; k > 0 && marks->items[k - 1] > marks->items[k]; k--) {
            int64_t larger = marks->items[k - 1];
            marks->items[k - 1] = marks->items[k];
            marks->items[k] = larger;
        }
}

const struct poly *marks_count(const struct scope *scope, uint32_t loop, const struct site_tree *sites) {
    struct site_search search = {{.scope = scope, .loop = loop}, true};
    struct buffer text = {0};
    site_tree_visit(sites, look_at_site, &search);
    if (!search.is_at_marks || search.marks.count == 0)
        return NULL;
    sort(&search.marks);
    for (uint32_t i = 0; i < search.marks.count; i++) {
        buffer_add_text(&text, i > 0 ? ", " : "");
        print_mark(search.marks.items[i], &text);
    }
    struct expr *name = expr_opaque(scope->scratch, intern(scope->program->interner, buffer_text(&text)));
    name->value = scope->function;
    buffer_finish(&text);
    bool is_nested = scope->loops[loop].parent != LOOP_NONE;
    return poly_atom(scope->atoms, atom_path(scope->atoms, ATOM_ITEMS, name, is_nested), false);
}
