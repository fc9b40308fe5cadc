/* Interpreters of directives. Tests: testdata/call-in-loop/good_directives.c, bad_directives.c */
#include "cost/directive.h"

#include <string.h>

#define TABLE_DEPTH 4 /* variables that an entry is followed through */

/* --- the table ---------------------------------------------------------------------------------------------------- */

/* The global array that the expression leads into; NULL: there is none, or not always the same. */
static const struct expr *table_of(const struct scope *scope, const struct expr *expr, uint32_t depth) {
    while (expr->kind == EXPR_BINARY && expr->op == OP_ADD) /* entry->name + 1 */
        expr = expr->a;
    const struct expr *root = expr_root(expr), *table = NULL;
    if (root->kind == EXPR_GLOBAL) {
        const char *type = scope->unit->symbols[root->index].type;
        return root != expr && type && strchr(type, '[') ? root : NULL;
    }
    if (root->kind != EXPR_LOCAL || depth == 0 || scope_is_shared(scope, root))
        return NULL;
    for (const struct assignment *a = NULL; (a = scope_next(scope, root, a)) != NULL;) {
        if (!a->assign->value || (a->assign->op != OP_NONE && assignment_is_to(a, root)))
            continue;
        const struct expr *found = assignment_is_to(a, root) ? table_of(scope, a->assign->value, depth - 1) : NULL;
        if (!found || (table && !expr_is_equal(found, table)))
            return NULL;
        table = found;
    }
    return table;
}

static const struct expr *table_of_call(const struct scope *scope, const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *table = table_of(scope, call->arguments[i].value, TABLE_DEPTH);
        if (table)
            return table;
    }
    return NULL;
}

/* --- the text ----------------------------------------------------------------------------------------------------- */

static bool is_text(const struct scope *scope, const struct expr *variable) {
    const char *type = scope_type(scope, variable);
    return type && (strcmp(type, "const char *") == 0 || strcmp(type, "char *") == 0);
}

static bool is_moved_on(const struct scope *scope, uint32_t loop, const struct expr *variable) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;)
        if (scope_is_inside(scope, a->number, loop) && a->assign->op == OP_ADD && assignment_is_to(a, variable))
            return true;
    return false;
}

/* A variable that the loop's condition looks at and that the loop moves on through a text. */
static const struct expr *find_cursor(const struct scope *scope, uint32_t loop, const struct expr *test) {
    if (!test)
        return NULL;
    if (test->kind == EXPR_LOCAL || test->kind == EXPR_PARAMETER)
        return is_text(scope, test) && is_moved_on(scope, loop, test) ? test : NULL;
    const struct expr *found = find_cursor(scope, loop, test->a);
    return found ? found : find_cursor(scope, loop, test->b);
}

static bool compares_texts(const struct scope *scope, const struct call *call) {
    static const char *const names[] = {"strcmp", "strncmp", "strcasecmp", "strncasecmp"};
    for (size_t i = 0; call->symbol != SYMBOL_NONE && i < ARRAY_COUNT(names); i++)
        if (strcmp(scope->unit->symbols[call->symbol].name, names[i]) == 0)
            return call->argument_count >= 2;
    return false;
}

/* The text at the cursor is compared with a name of the table. */
static bool is_looked_up(const struct scope *scope, uint32_t loop, const struct expr *cursor,
                         const struct expr *table) {
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || !scope_is_inside(scope, place->number, loop) ||
            !compares_texts(scope, place->region->call))
            continue;
        const struct argument *arguments = place->region->call->arguments;
        for (uint32_t k = 0; k < 2; k++) {
            const struct expr *found = table_of(scope, arguments[1 - k].value, TABLE_DEPTH);
            if (expr_is_equal(expr_root(arguments[k].value), cursor) && found && expr_is_equal(found, table))
                return true;
        }
    }
    return false;
}

static bool is_passed(const struct call *call, const struct expr *cursor) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (expr_is_equal(expr_root(call->arguments[i].value), cursor))
            return true;
    return false;
}

bool directive_is_run(const struct scope *scope, uint32_t loop, const bool *is_remote) {
    const struct loop *region = scope->loops[loop].region->loop;
    const struct expr *table = NULL;
    const struct expr *cursor = region->form == LOOP_RANGE ? NULL : find_cursor(scope, loop, region->condition);
    for (uint32_t i = 0; cursor && i < scope->body->call_count; i++) {
        if (!is_remote[i])
            continue;
        const struct call *call = scope->calls[i].region->call;
        const struct expr *found = is_passed(call, cursor) ? NULL : table_of_call(scope, call);
        if (!found || (table && !expr_is_equal(found, table)))
            return false;
        table = found;
    }
    return table && is_looked_up(scope, loop, cursor, table);
}
