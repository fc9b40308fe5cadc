/* Comparisons of the elements of two loops. Tests: testdata/call-in-loop/bad_join.c */
#include "cost/join.h"

#include "cost/kept.h"
#include "turns/motion.h"
#include "turns/varying.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct sides {
    const struct expr *a;
    const struct expr *b;
    bool is_text;
};

/* --- the comparison ----------------------------------------------------------------------------------------------- */

static bool find_sides(const struct scope *scope, const struct expr *condition, bool holds, struct sides *out) {
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT && condition->a->kind != EXPR_CALL)
        return find_sides(scope, condition->a, !holds, out);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR))
        return find_sides(scope, condition->a, holds, out) || find_sides(scope, condition->b, holds, out);
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return kept_is_equality(scope, condition->a, !holds, &out->a, &out->b, &out->is_text);
    return kept_is_equality(scope, condition, holds, &out->a, &out->b, &out->is_text);
}

/* --- names -------------------------------------------------------------------------------------------------------- */

/* What something is called, and the record or type that it is a part of, or is got from. */
struct called {
    const char *name;
    const char *record;
};

static struct called called_of(const struct scope *scope, const struct expr *expr) {
    while (expr->kind == EXPR_DEREF || expr->kind == EXPR_ADDRESS || expr->kind == EXPR_ELEMENT)
        expr = expr->a;
    const struct call *call = scope_call(scope, expr);
    bool is_got = call && call->symbol != SYMBOL_NONE && call->argument_count == 1;
    if (!is_got && expr->kind != EXPR_FIELD)
        return (struct called){NULL, NULL};
    const char *name = scope->unit->symbols[is_got ? call->symbol : expr->index].name, *record = name;
    for (const char *colon; (colon = strstr(name, "::")) != NULL;)
        name = colon + 2;
    return (struct called){name, is_got ? call->arguments[0].type : record};
}

static bool is_one_of(const char *const *words, size_t count, const char *word, size_t length) {
    for (size_t i = 0; i < count; i++)
        if (strlen(words[i]) == length && strncasecmp(words[i], word, length) == 0)
            return true;
    return false;
}

/* `record` ends at the first ':'. */
static bool speaks_of(const char *record, const char *word, size_t length) {
    for (; record && *record && *record != ':'; record++)
        if (strncasecmp(record, word, length) == 0)
            return true;
    return false;
}

/* Up to the next '_' or capital letter. */
static size_t word_length(const char *word) {
    size_t length = 1;
    while (word[length] && word[length] != '_' && !isupper((unsigned char)word[length]))
        length++;
    return length;
}

/* `name`, `node_id` of a node, output_primary_name(output); not `owner_id`, which many have in common. */
static bool tells_apart(struct called called) {
    static const char *const last[] = {"name", "id", "key", "uuid", "guid", "oid", "path", "ident"};
    static const char *const kinds[] = {"get", "primary", "full", "real", "short", "long", "unique"};
    const char *word = called.name;
    while (word && *word) {
        size_t length = word_length(word);
        if (!word[length])
            return is_one_of(last, ARRAY_COUNT(last), word, length);
        if (!is_one_of(kinds, ARRAY_COUNT(kinds), word, length) && !speaks_of(called.record, word, length))
            return false;
        word += length + (word[length] == '_');
    }
    return false;
}

/* --- the loops ---------------------------------------------------------------------------------------------------- */

/* The variable that walks the loop's elements. */
static bool is_cursor(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    bool is_variable = expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER;
    return is_variable && scope_is_pointer(scope, expr) &&
           (motion_of(scope, expr, loop).direction != 0 || motion_is_link(scope, expr, loop));
}

static bool holds_element(const struct scope *scope, const struct varying *varying, const struct expr *expr) {
    const struct call *call = scope_call(scope, expr);
    return varying_holds(varying, expr) || (call && varying_is_passed(varying, call));
}

/* A variable that it is made of is set in the loop. */
static bool is_moved(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    if (!expr)
        return false;
    const struct call *call = scope_call(scope, expr);
    for (uint32_t i = 0; call && i < call->argument_count; i++)
        if (is_moved(scope, call->arguments[i].value, loop))
            return true;
    bool is_variable = expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER || expr->kind == EXPR_GLOBAL;
    for (const struct assignment *a = NULL; is_variable && (a = scope_next(scope, expr, a)) != NULL;)
        if (assignment_is_to(a, expr) && scope_is_inside(scope, a->number, loop))
            return true;
    return is_moved(scope, expr->a, loop) || is_moved(scope, expr->b, loop) || is_moved(scope, expr->c, loop);
}

/* Only one `element` of the loop can be what `other`, of the loop around, is or is called. */
static bool is_join(const struct scope *scope, const struct sides *sides, const struct expr *element,
                    const struct expr *other, uint32_t loop) {
    struct varying inner, outer;
    bool is_itself = !sides->is_text && is_cursor(scope, element, loop);
    if ((!is_itself && !tells_apart(called_of(scope, element))) || is_moved(scope, other, loop))
        return false;
    varying_find(&inner, scope, loop, NULL, NULL);
    if (!inner.has_seeds || !holds_element(scope, &inner, element))
        return false;
    varying_find(&outer, scope, scope->loops[loop].parent, NULL, NULL);
    return outer.has_seeds && holds_element(scope, &outer, other);
}

bool join_is_match(const struct scope *scope, const struct expr *condition, bool holds, uint32_t loop) {
    struct sides sides = {NULL, NULL, false};
    if (loop == LOOP_NONE || scope->loops[loop].parent == LOOP_NONE || !find_sides(scope, condition, holds, &sides))
        return false;
    return is_join(scope, &sides, sides.a, sides.b, loop) || is_join(scope, &sides, sides.b, sides.a, loop);
}
