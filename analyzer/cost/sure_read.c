/* Values that only change when somebody assigns to a field or a global. Tests: testdata/chatty-sequence/good_mode.c */
#include "cost/sure_internal.h"

#define DEFINITIONS 6 /* of locals by each other */

struct sure_reading {
    struct sure_reads *reads;
    const struct scope *scope; /* NULL: in a function that only reads */
    const struct program *program;
    uint32_t unit;
    const struct function *body;
    uint32_t parameters; /* of the function that only reads */
    bool is_good;
};

bool sure_read_entity(struct sure_reads *reads, struct arena *scratch, enum expr_kind kind, uint32_t entity) {
    const struct expr *path = kind == EXPR_FIELD ? expr_field(scratch, expr_opaque(scratch, "?"), entity)
                                                 : expr_indexed(scratch, kind, entity);
    const struct atom *atom = atom_path(reads->atoms, ATOM_VALUE, path, false);
    for (uint32_t i = 0; i < reads->count; i++)
        if (reads->items[i] == atom)
            return true;
    if (reads->count == SURE_READS)
        return false;
    reads->items[reads->count++] = atom;
    return true;
}

/* --- functions that only read ------------------------------------------------------------------------------------- */

static bool read_inside(struct sure_reading *r, struct arena *scratch, const struct expr *expr) {
    if (!expr)
        return true;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
    case EXPR_STRING:
    case EXPR_FUNCTION:
        return true;
    case EXPR_LOCAL:
        return expr->index < r->body->local_count && !(r->body->locals[expr->index].flags & LOCAL_STATIC);
    case EXPR_PARAMETER:
        r->parameters |= expr->index < 32 ? UINT32_C(1) << expr->index : 0;
        return expr->index < 32;
    case EXPR_GLOBAL:
    case EXPR_FIELD:
        return sure_read_entity(r->reads, scratch, (enum expr_kind)expr->kind,
                                r->program->units[r->unit].entities[expr->index]) &&
               (expr->kind == EXPR_GLOBAL || expr->a->kind == EXPR_GLOBAL ||
                read_inside(r, scratch, expr->a->kind == EXPR_DEREF ? expr->a->a : expr->a));
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_SELECT:
        return read_inside(r, scratch, expr->a) && read_inside(r, scratch, expr->b) && read_inside(r, scratch, expr->c);
    default:
        return false;
    }
}

static void read_region(struct region *region, void *context) {
    struct sure_reading *r = context;
    struct arena *scratch = r->scope->scratch;
    switch ((enum region_kind)region->kind) {
    case REGION_ASSIGN:
        r->is_good &= region->assign.target->kind == EXPR_LOCAL && read_inside(r, scratch, region->assign.target) &&
                      read_inside(r, scratch, region->assign.value);
        break;
    case REGION_BRANCH:
        r->is_good &= read_inside(r, scratch, region->branch.condition);
        break;
    case REGION_RETURN:
        r->is_good &= read_inside(r, scratch, region->value);
        break;
    default:
        r->is_good = false;
    }
}

/* `is_connected(a)`, of a function that looks at a and at globals alone. */
static bool read_call(struct sure_reads *reads, const struct scope *scope, const struct call *call) {
    const struct program *program = scope->program;
    struct callee callee = costs_callee(program, scope->function, call, scope->scratch);
    struct error ignored = {0};
    if (callee.model || callee.targets.count != 1)
        return false;
    uint32_t function = callee.targets.functions[0];
    struct sure_reading r = {.reads = reads,
                             .scope = scope,
                             .program = program,
                             .unit = program->functions[function].unit,
                             .body = program_peek_body(program, function, scope->scratch, &ignored),
                             .is_good = true};
    if (r.body)
        region_walk(r.body->body, read_region, &r);
    error_finish(&ignored);
    for (uint32_t i = 0; r.body && i < 32; i++)
        if (r.parameters >> i & 1)
            r.is_good &= i < call->argument_count &&
                         sure_read(reads, scope, call->arguments[i].value, scope_at_call(scope, call->index));
    return r.body && r.is_good;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static bool read_value(struct sure_reads *reads, const struct scope *scope, const struct expr *value,
                       struct position position, uint32_t depth);

static bool read_local(struct sure_reads *reads, const struct scope *scope, const struct expr *local,
                       struct position position, uint32_t depth) {
    const struct assignment *definition = scope_definition(scope, local, position);
    return definition && definition->loop == LOOP_NONE && depth < DEFINITIONS && !scope_is_shared(scope, local) &&
           read_value(reads, scope, definition->assign->value, scope_at_assignment(definition), depth + 1);
}

static bool read_value(struct sure_reads *reads, const struct scope *scope, const struct expr *value,
                       struct position position, uint32_t depth) {
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    const struct call *call;
    if (!value)
        return true;
    switch ((enum expr_kind)value->kind) {
    case EXPR_CONSTANT:
        return true;
    case EXPR_PARAMETER:
        if (value->index >= 32 || scope->first_to_parameter[value->index] != ASSIGNMENT_NONE ||
            scope_is_shared(scope, value))
            return false;
        reads->parameters |= UINT32_C(1) << value->index;
        return true;
    case EXPR_LOCAL:
        return read_local(reads, scope, value, position, depth);
    case EXPR_GLOBAL:
        return sure_read_entity(reads, scope->scratch, EXPR_GLOBAL, entities[value->index]);
    case EXPR_FIELD:
        return sure_read_entity(reads, scope->scratch, EXPR_FIELD, entities[value->index]) &&
               read_value(reads, scope, value->a->kind == EXPR_DEREF ? value->a->a : value->a, position, depth);
    case EXPR_ADDRESS: /* which field it is the address of is no matter of what the field holds */
        if (value->a->kind == EXPR_FIELD)
            value = value->a->a->kind == EXPR_DEREF ? value->a->a->a : value->a->a;
        else
            return value->a->kind == EXPR_GLOBAL;
        return read_value(reads, scope, value, position, depth);
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_SELECT:
        return read_value(reads, scope, value->a, position, depth) &&
               read_value(reads, scope, value->b, position, depth) &&
               read_value(reads, scope, value->c, position, depth);
    case EXPR_CALL:
        call = scope_call(scope, value);
        return call && read_call(reads, scope, call);
    default:
        return false;
    }
}

bool sure_read(struct sure_reads *reads, const struct scope *scope, const struct expr *value,
               struct position position) {
    return read_value(reads, scope, value, position, 0);
}
