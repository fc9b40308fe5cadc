/* Paths: conversion, substitution at calls, printing. Tests: tests/unit/cost/test_turns.c, testdata/_cost */
#include "turns/path.h"

#include "ir/text.h"

#include <inttypes.h>
#include <string.h>

uint32_t path_depth(const struct expr *path) {
    uint32_t depth = 0;
    for (; path->kind == EXPR_FIELD || path->kind == EXPR_ELEMENT || path->kind == EXPR_DEREF ||
           path->kind == EXPR_ADDRESS;
         path = path->a)
        depth++;
    return depth;
}

bool path_goes_through(const struct expr *path, const struct expr *part) {
    for (; path; path = path->a) {
        if (expr_is_equal(path, part) || (path->kind == EXPR_ELEMENT && path_goes_through(path->b, part)))
            return true;
    }
    return false;
}

/* --- conversion -------------------------------------------------------------------------------------------------- */

static const struct expr *opaque(const struct scope *scope, const struct expr *expr) {
    struct buffer text = {0};
    expr_print_source(scope->unit, scope->body, expr, &text);
    struct expr *out = expr_opaque(scope->scratch, intern(scope->program->interner, buffer_text(&text)));
    buffer_finish(&text);
    out->value = scope->function;
    return out;
}

/* `&a[f()].b` leads to something that has a name of its own: `a[f()].b`. */
static const struct expr *opaque_of(const struct scope *scope, const struct expr *expr) {
    return expr->kind == EXPR_ADDRESS ? expr_address(scope->scratch, opaque(scope, expr->a)) : opaque(scope, expr);
}

static const struct expr *leaf(const struct scope *scope, const struct expr *expr, uint32_t index) {
    struct expr *out = expr_indexed(scope->scratch, (enum expr_kind)expr->kind, index);
    out->value = scope->function;
    return out;
}

static bool is_path_of_size(const struct expr *expr, uint32_t *size) {
    for (; ++*size <= PATH_SIZE; expr = expr->a) {
        switch ((enum expr_kind)expr->kind) {
        case EXPR_CONSTANT:
        case EXPR_PARAMETER:
        case EXPR_LOCAL:
        case EXPR_THIS:
        case EXPR_GLOBAL:
        case EXPR_FUNCTION:
            return true;
        case EXPR_ELEMENT:
            /* a[f()], a[i++]: the text of the index is enough of a name for an element. */
            if (expr->b->kind != EXPR_CALL && expr->b->kind != EXPR_BINARY && !is_path_of_size(expr->b, size))
                return false;
            break;
        case EXPR_FIELD:
        case EXPR_DEREF:
        case EXPR_ADDRESS:
            break;
        default:
            return false;
        }
    }
    return false;
}

bool path_can_be(const struct expr *expr) {
    uint32_t size = 0;
    return is_path_of_size(expr, &size);
}

const struct expr *path_convert(const struct scope *scope, const struct expr *expr) {
    struct arena *arena = scope->scratch;
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
        return expr_constant(arena, expr->value);
    case EXPR_PARAMETER:
    case EXPR_LOCAL:
        return leaf(scope, expr, expr->index);
    case EXPR_THIS:
        return leaf(scope, expr, 0);
    case EXPR_GLOBAL:
    case EXPR_FUNCTION:
        return expr_indexed(arena, (enum expr_kind)expr->kind, entities[expr->index]);
    case EXPR_FIELD:
        return expr_field(arena, path_convert(scope, expr->a), entities[expr->index]);
    case EXPR_ELEMENT:
        return expr_element(arena, path_convert(scope, expr->a), path_convert(scope, expr->b));
    case EXPR_DEREF:
        return expr_deref(arena, path_convert(scope, expr->a));
    case EXPR_ADDRESS:
        return expr_address(arena, path_convert(scope, expr->a));
    default:
        return opaque(scope, expr);
    }
}

/* A reference to something constant: that others get its address changes nothing. */
static bool is_constant_reference(const struct scope *scope, const struct expr *root) {
    if (root->kind != EXPR_PARAMETER || root->index >= scope->body->parameter_count)
        return false;
    const struct local *parameter = &scope->body->parameters[root->index];
    return (parameter->flags & LOCAL_REFERENCE) && strncmp(parameter->type, "const ", 6) == 0;
}

const struct expr *path_of(const struct scope *scope, const struct expr *expr, struct position position) {
    const struct expr *root = expr_root(expr);
    bool is_passed = root->kind == EXPR_PARAMETER || root->kind == EXPR_THIS;
    if (!path_can_be(expr))
        return opaque_of(scope, expr);
    bool is_shared = is_passed && !is_constant_reference(scope, root) && scope_is_shared(scope, root);
    if (is_passed && (is_shared || !scope_is_untouched(scope, expr, position)))
        return opaque_of(scope, expr);
    return path_convert(scope, expr);
}

const struct expr *path_with_root(struct arena *arena, const struct expr *path, const struct expr *root) {
    switch ((enum expr_kind)path->kind) {
    case EXPR_FIELD:
        return expr_field(arena, path_with_root(arena, path->a, root), path->index);
    case EXPR_ELEMENT:
        return expr_element(arena, path_with_root(arena, path->a, root), path->b);
    case EXPR_DEREF:
        return expr_deref(arena, path_with_root(arena, path->a, root));
    case EXPR_ADDRESS:
        return expr_address(arena, path_with_root(arena, path->a, root));
    default:
        return root;
    }
}

/* --- substitution ------------------------------------------------------------------------------------------------ */

/* A default argument has no text. */
static bool is_written(const struct expr *argument) {
    return argument->kind != EXPR_OPAQUE || (argument->text && argument->text[0]);
}

/* What a method is called on. A reference that the function was passed is one object all the time, like what a pointer
 * leads to that nobody sets: that methods get its address says nothing else. */
static const struct expr *path_of_receiver(const struct scope *caller, const struct expr *receiver,
                                           struct position position) {
    bool is_passed = receiver->kind == EXPR_PARAMETER && receiver->index < caller->body->parameter_count;
    if (is_passed && (caller->body->parameters[receiver->index].flags & LOCAL_REFERENCE) &&
        scope_is_untouched(caller, receiver, position))
        return path_convert(caller, receiver);
    return path_of(caller, receiver, position);
}

/* `*size` counts the nodes of the result. */
static const struct expr *substitute(const struct scope *caller, const struct expr *path, uint32_t callee,
                                     const struct call *call, uint32_t *size) {
    struct arena *arena = caller->scratch;
    struct position position = scope_at_call(caller, call->index);
    bool is_own = (uint32_t)path->value == callee;
    if (++*size > PATH_SIZE)
        return NULL;
    if (path->kind == EXPR_PARAMETER && is_own) {
        if (path->index >= call->argument_count || !is_written(call->arguments[path->index].value))
            return NULL;
        path = path_of(caller, call->arguments[path->index].value, position);
        *size += path_depth(path);
        return path;
    }
    if (path->kind == EXPR_THIS && is_own) {
        if (!call->receiver)
            return NULL;
        path = path_of_receiver(caller, call->receiver, position);
        *size += path_depth(path);
        return expr_address(arena, path);
    }
    if (path->kind != EXPR_FIELD && path->kind != EXPR_ELEMENT && path->kind != EXPR_DEREF &&
        path->kind != EXPR_ADDRESS)
        return path;
    const struct expr *a = substitute(caller, path->a, callee, call, size);
    const struct expr *b = path->kind == EXPR_ELEMENT ? substitute(caller, path->b, callee, call, size) : NULL;
    if (!a || *size > PATH_SIZE || (path->kind == EXPR_ELEMENT && !b))
        return NULL;
    switch ((enum expr_kind)path->kind) {
    case EXPR_FIELD:
        return expr_field(arena, a, path->index);
    case EXPR_ELEMENT:
        return expr_element(arena, a, b);
    case EXPR_DEREF:
        return expr_deref(arena, a);
    default:
        return expr_address(arena, a);
    }
}

const struct expr *path_substitute(const struct scope *caller, const struct expr *path, uint32_t callee,
                                   const struct call *call) {
    uint32_t size = 0;
    return substitute(caller, path, callee, call, &size);
}

/* --- values that changed on the way ------------------------------------------------------------------------------ */

static bool is_by_then(const struct scope *scope, uint32_t number, struct position position) {
    uint32_t outermost = LOOP_NONE;
    for (uint32_t outer = position.loop; outer != LOOP_NONE; outer = scope->loops[outer].parent)
        outermost = outer;
    return !scope->is_dead[number] && (number < position.number || scope_is_inside(scope, number, outermost));
}

bool path_is_replaced(const struct scope *scope, const struct expr *path, struct position position) {
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    const struct expr *root = expr_root(path);
    if ((root->kind != EXPR_PARAMETER && root->kind != EXPR_THIS) || (uint32_t)root->value != scope->function)
        return false;
    for (const struct expr *part = path; part != root; part = part->a)
        for (uint32_t i = 0; part->kind == EXPR_FIELD && i < scope->assignment_count; i++) {
            const struct assignment *a = &scope->assignments[i];
            const struct expr *target = a->assign->target;
            if (target->kind == EXPR_FIELD && entities[target->index] == part->index &&
                is_by_then(scope, a->number, position) && path_can_be(target) &&
                expr_is_equal(path_convert(scope, target), part))
                return true;
        }
    return false;
}

const struct expr *path_opaque(const struct scope *scope, const struct expr *path) {
    struct buffer text = {0};
    path_print(scope->program, path, scope->function, &text);
    struct expr *out = expr_opaque(scope->scratch, intern(scope->program->interner, buffer_text(&text)));
    buffer_finish(&text);
    out->value = scope->function;
    return out;
}

/* --- printing ---------------------------------------------------------------------------------------------------- */

static const char *last_part(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

/* Locals are made unique by ".2"; the source has no such name. */
static void print_variable(const char *name, struct buffer *out) { buffer_add(out, name, strcspn(name, ".")); }

static void print_leaf(const struct program *program, const struct expr *path, struct buffer *out) {
    const struct function_entry *entry;
    switch ((enum expr_kind)path->kind) {
    case EXPR_CONSTANT:
        buffer_printf(out, "%" PRId64, path->value);
        break;
    case EXPR_PARAMETER:
        entry = program_entry(program, (uint32_t)path->value);
        if (path->index < entry->head.parameter_count && entry->head.parameters[path->index].name[0])
            print_variable(entry->head.parameters[path->index].name, out);
        else
            buffer_printf(out, "argument%" PRIu32, path->index + 1);
        break;
    case EXPR_LOCAL: {
        const struct function *body = program->bodies[path->value];
        print_variable(body && path->index < body->local_count ? body->locals[path->index].name : "?", out);
        break;
    }
    case EXPR_THIS:
        buffer_add_text(out, "this");
        break;
    case EXPR_GLOBAL:
    case EXPR_FUNCTION:
        buffer_add_text(out, program->entities[path->index].name);
        break;
    default:
        buffer_add_text(out, path->text && path->text[0] ? path->text : "?");
    }
}

static void print_part(const struct program *program, const struct expr *path, struct buffer *out);

/* What `.f` or `[i]` is written behind. */
static void print_base(const struct program *program, const struct expr *path, struct buffer *out) {
    bool is_prefixed = path->kind == EXPR_DEREF || path->kind == EXPR_ADDRESS;
    buffer_add_text(out, is_prefixed ? "(" : "");
    print_part(program, path, out);
    buffer_add_text(out, is_prefixed ? ")" : "");
}

static void print_field(const struct program *program, const struct expr *path, struct buffer *out) {
    const char *name = last_part(program->entities[path->index].name);
    if (path->a->kind != EXPR_DEREF) {
        print_base(program, path->a, out);
        buffer_printf(out, ".%s", name);
    } else if (path->a->a->kind == EXPR_THIS) {
        buffer_add_text(out, name);
    } else {
        print_base(program, path->a->a, out);
        buffer_printf(out, "->%s", name);
    }
}

static void print_part(const struct program *program, const struct expr *path, struct buffer *out) {
    switch ((enum expr_kind)path->kind) {
    case EXPR_FIELD:
        print_field(program, path, out);
        break;
    case EXPR_ELEMENT:
        print_base(program, path->a, out);
        buffer_add_char(out, '[');
        print_part(program, path->b, out);
        buffer_add_char(out, ']');
        break;
    case EXPR_DEREF:
        buffer_add_char(out, '*');
        print_part(program, path->a, out);
        break;
    case EXPR_ADDRESS:
        buffer_add_char(out, '&');
        print_part(program, path->a, out);
        break;
    default:
        print_leaf(program, path, out);
    }
}

void path_print(const struct program *program, const struct expr *path, uint32_t viewer, struct buffer *out) {
    print_part(program, path, out);
    const struct expr *root = expr_root(path);
    bool has_owner = root->kind == EXPR_PARAMETER || root->kind == EXPR_LOCAL || root->kind == EXPR_THIS ||
                     root->kind == EXPR_OPAQUE;
    if (has_owner && (uint32_t)root->value != viewer)
        buffer_printf(out, "@%s", program_function_name(program, (uint32_t)root->value));
}
