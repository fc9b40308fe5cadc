/* Looks for the way with the fewest tests, then whether anything on it changes what they read.
 * Tests: testdata/chatty-sequence/bad_mode.c, good_mode.c */
#include "cost/sure.h"

#include "base/error.h"
#include "cost/sure_internal.h"
#include "facts/counted_scope.h"
#include "facts/writes.h"
#include "flow/flow.h"
#include "flow/flow_captured.h"
#include "ir/text.h"

#include <stdlib.h>

struct sure_table {
    struct costs *costs;
    struct map by_function; /* -> index of ways; WAY_OPEN: being looked at */
    VEC(const struct sure_way *) ways;
    uint32_t depth;
};

#define WAY_OPEN (UINT32_MAX - 1)

struct sure_table *sure_table_new(struct costs *costs) {
    struct sure_table *table = checked_alloc(1, sizeof *table);
    *table = (struct sure_table){.costs = costs};
    return table;
}

void sure_table_free(struct sure_table *table) {
    if (!table)
        return;
    map_finish(&table->by_function);
    vec_finish(&table->ways);
    free(table);
}

/* --- ways through a list ------------------------------------------------------------------------------------------ */

enum route_end { ROUTE_PASSES, ROUTE_WAITS, ROUTE_LEAVES };

struct route_test {
    const struct region *branch;
    bool holds;
};

struct sure_route {
    enum route_end end;
    struct route_test tests[SURE_TESTS];
    uint32_t test_count;
    struct sure_link links[SURE_LINKS];
    uint32_t link_count;
};

struct routing {
    struct sure_table *table;
    const struct scope *scope;
};

static struct sure_route route_of(const struct routing *r, const struct region *list, struct sure_route before);

/* The tests of what is called are on things that its caller passes on as they are. */
static bool passes_on(const struct routing *r, const struct sure_way *way, const struct call *call,
                      struct sure_reads *reads) {
    for (uint32_t i = 0; i < 32; i++) {
        if (!(way->parameters >> i & 1))
            continue;
        if (i >= call->argument_count || call->arguments[i].value->kind == EXPR_CONSTANT ||
            !sure_read(reads, r->scope, call->arguments[i].value, scope_at_call(r->scope, call->index)))
            return false;
    }
    return true;
}

/* What always waits does so on a connection that stays as it is, too. */
static bool read_connection(const struct routing *r, const struct call *call, const struct callee *callee,
                            struct sure_reads *reads) {
    struct position position = scope_at_call(r->scope, call->index);
    if (callee->model) {
        int32_t at = callee->model->handle;
        return at == ARGUMENT_NONE || (at >= 0 && (uint32_t)at < call->argument_count &&
                                       sure_read(reads, r->scope, call->arguments[at].value, position));
    }
    const struct function_flows *flows = r->table->costs->flows[callee->targets.functions[0]];
    for (uint32_t i = 0; flows && i < flows->place_count; i++) {
        const struct flow_place *place = &flows->places[i];
        if (!(flows->handle & FLOW_PLACE(i)))
            continue;
        for (uint32_t k = 0; k < place->field_count; k++)
            if (!sure_read_entity(reads, r->scope->scratch, EXPR_FIELD, place->fields[k]))
                return false;
        bool is_good =
            place->root == EXPR_GLOBAL
                ? captured_is_not(place) && sure_read_entity(reads, r->scope->scratch, EXPR_GLOBAL, place->index)
                : place->root == EXPR_PARAMETER && place->index < call->argument_count &&
                      sure_read(reads, r->scope, call->arguments[place->index].value, position);
        if (!is_good)
            return false;
    }
    return flows && flows->is_wire && !flows->has_own_handle && !flows->dialed;
}

static struct sure_route route_of_call(const struct routing *r, const struct call *call, struct sure_route route) {
    const struct costs *costs = r->table->costs;
    struct callee callee = costs_callee(costs->program, r->scope->function, call, r->scope->scratch);
    struct sure_reads reads = {.atoms = &r->table->costs->atoms};
    const struct sure_way *way = NULL;
    bool waits = callee.model && callee.model->effect == EFFECT_ROUNDTRIP && !callee.model->is_cached;
    if (callee_never_returns(costs->program, &callee)) {
        route.end = ROUTE_LEAVES;
        return route;
    }
    if (!callee.model && callee.targets.count == 1) {
        const struct poly *trips = costs->functions[callee.targets.functions[0]].trips;
        int64_t number;
        waits = trips && poly_is_exact(trips) && poly_is_constant(trips, &number) && number > 0;
        way = waits ? NULL : sure_way_of(r->table, callee.targets.functions[0]);
        waits |= way && passes_on(r, way, call, &reads);
    }
    if (waits && (way || read_connection(r, call, &callee, &reads))) {
        route.end = ROUTE_WAITS;
        route.links[route.link_count++] = (struct sure_link){call->index, way};
    }
    return route;
}

/* Something in the list may lead out of the function, or to another place in it. */
static bool may_leave(const struct scope *scope, const struct region *list) {
    for (; list; list = list->next) {
        if (scope->is_dead[list->number])
            continue;
        if (list->kind == REGION_RETURN || list->kind == REGION_GOTO || list->kind == REGION_THROW)
            return true;
        if (list->kind == REGION_BRANCH &&
            (may_leave(scope, list->branch.then_list) || may_leave(scope, list->branch.else_list)))
            return true;
        if (list->kind == REGION_LOOP && may_leave(scope, list->loop->body))
            return true;
        if (list->kind == REGION_TRY && may_leave(scope, list->try_.body))
            return true;
        for (uint32_t i = 0; list->kind == REGION_SWITCH && i < list->switch_.case_count; i++)
            if (may_leave(scope, list->switch_.cases[i].body))
                return true;
    }
    return false;
}

/* The first turn of a loop that has one. */
static struct sure_route route_of_loop(const struct routing *r, const struct loop *loop, struct sure_route route) {
    bool runs = loop->form == LOOP_DO || (loop->form == LOOP_FOR && !loop->condition);
    struct sure_route turn = runs ? route_of(r, loop->body, route) : route;
    if (turn.end == ROUTE_WAITS)
        return turn;
    if (may_leave(r->scope, loop->body) || may_leave(r->scope, loop->condition_list))
        route.end = ROUTE_LEAVES;
    return route;
}

static struct sure_route with_test(const struct routing *r, struct sure_route route, const struct region *branch,
                                   bool holds) {
    struct sure_reads reads = {.atoms = &r->table->costs->atoms};
    struct position position = {branch->number, LOOP_NONE};
    if (route.test_count == SURE_TESTS || !sure_read(&reads, r->scope, branch->branch.condition, position)) {
        route.end = ROUTE_LEAVES;
        return route;
    }
    route.tests[route.test_count++] = (struct route_test){branch, holds};
    return route;
}

static struct sure_route better(struct sure_route a, struct sure_route b) {
    if (a.end != ROUTE_WAITS || b.end != ROUTE_WAITS)
        return b.end == ROUTE_WAITS ? b : a.end == ROUTE_WAITS ? a : b.end == ROUTE_PASSES ? b : a;
    return b.test_count < a.test_count ? b : a;
}

static struct sure_route both_wait(struct sure_route a, const struct sure_route *b) {
    for (uint32_t i = 0; i < b->link_count && a.link_count < SURE_LINKS; i++)
        a.links[a.link_count++] = b->links[i];
    return a;
}

static struct sure_route route_of_branch(const struct routing *r, const struct region *region,
                                         struct sure_route before) {
    const struct branch *branch = &region->branch;
    const bool *is_dead = r->scope->is_dead;
    bool no_then = branch->then_list && is_dead[branch->then_list->number];
    bool no_else = branch->else_list && is_dead[branch->else_list->number];
    if (no_then || no_else) {
        struct sure_route only = route_of(r, no_then ? branch->else_list : branch->then_list, before);
        return only.end == ROUTE_PASSES ? route_of(r, region->next, only) : only;
    }
    struct sure_route then_route = route_of(r, branch->then_list, before);
    struct sure_route else_route = route_of(r, branch->else_list, before);
    bool is_free = then_route.test_count == before.test_count && else_route.test_count == before.test_count;
    if (is_free && then_route.end == else_route.end) {
        if (then_route.end == ROUTE_PASSES)
            return route_of(r, region->next, before);
        return then_route.end == ROUTE_WAITS ? both_wait(then_route, &else_route) : then_route;
    }
    if (then_route.end != ROUTE_LEAVES)
        then_route = with_test(r, then_route, region, true);
    if (else_route.end != ROUTE_LEAVES)
        else_route = with_test(r, else_route, region, false);
    struct sure_route passing = {.end = ROUTE_LEAVES};
    if (then_route.end == ROUTE_PASSES)
        passing = route_of(r, region->next, then_route);
    else if (else_route.end == ROUTE_PASSES)
        passing = route_of(r, region->next, else_route);
    struct sure_route best = then_route.end == ROUTE_WAITS ? then_route : else_route;
    if (then_route.end == ROUTE_WAITS && else_route.end == ROUTE_WAITS)
        best = better(then_route, else_route);
    if (best.end != ROUTE_WAITS)
        return passing;
    return passing.end == ROUTE_WAITS ? better(best, passing) : best;
}

static struct sure_route route_of(const struct routing *r, const struct region *list, struct sure_route route) {
    for (; list && route.end == ROUTE_PASSES; list = list->next) {
        if (r->scope->is_dead[list->number])
            continue;
        switch ((enum region_kind)list->kind) {
        case REGION_CALL:
            route = route_of_call(r, list->call, route);
            break;
        case REGION_BRANCH:
            return route_of_branch(r, list, route);
        case REGION_LOOP:
            route = route_of_loop(r, list->loop, route);
            break;
        case REGION_SWITCH:
            for (uint32_t i = 0; i < list->switch_.case_count; i++)
                if (may_leave(r->scope, list->switch_.cases[i].body))
                    route.end = ROUTE_LEAVES;
            break;
        case REGION_TRY:
            route = route_of(r, list->try_.body, route);
            break;
        case REGION_ASSIGN:
        case REGION_LABEL:
            break;
        default:
            route.end = ROUTE_LEAVES;
        }
    }
    return route;
}

/* --- what a way changes ------------------------------------------------------------------------------------------- */

struct changing {
    struct sure_table *table;
    const struct scope *scope;
    const struct sure_way *way; /* NULL: any way */
    const struct atom *atom;
};

static bool way_changes(struct sure_table *table, const struct sure_way *way, const struct atom *atom);

static bool call_changes(const struct changing *c, const struct call *call) {
    struct callee callee = costs_callee(c->scope->program, c->scope->function, call, c->scope->scratch);
    if (callee_never_returns(c->scope->program, &callee))
        return false;
    for (uint32_t i = 0; c->way && i < c->way->link_count; i++)
        if (c->way->links[i].call == call->index && c->way->links[i].way)
            return way_changes(c->table, c->way->links[i].way, c->atom);
    return writes_by_call(c->table->costs, c->scope, call, c->atom);
}

static bool is_left_out(const struct changing *c, const struct region *list) {
    for (uint32_t i = 0; list && c->way && i < c->way->left_out_count; i++)
        if (c->way->left_out[i] == list)
            return true;
    return false;
}

static bool list_changes(const struct changing *c, const struct region *list) {
    bool found = false;
    for (; list && !found && !is_left_out(c, list); list = list->next) {
        if (c->scope->is_dead[list->number])
            continue;
        switch ((enum region_kind)list->kind) {
        case REGION_CALL:
            found = call_changes(c, list->call);
            break;
        case REGION_ASSIGN:
            found = writes_by_assign(c->table->costs, c->scope, &list->assign, c->atom->path);
            break;
        case REGION_BRANCH:
            found = list_changes(c, list->branch.then_list) || list_changes(c, list->branch.else_list);
            break;
        case REGION_SWITCH:
            for (uint32_t i = 0; i < list->switch_.case_count && !found; i++)
                found = list_changes(c, list->switch_.cases[i].body);
            break;
        case REGION_LOOP:
            found = list_changes(c, list->loop->condition_list) || list_changes(c, list->loop->body) ||
                    list_changes(c, list->loop->step_list);
            break;
        case REGION_TRY:
            found = list_changes(c, list->try_.body);
            break;
        default:
            break;
        }
    }
    return found;
}

static bool way_changes(struct sure_table *table, const struct sure_way *way, const struct atom *atom) {
    struct scope scope;
    struct arena scratch;
    arena_init(&scratch);
    counted_scope(table->costs, &scope, &scratch, way->function);
    struct changing c = {table, &scope, way, atom};
    bool found = list_changes(&c, scope.body->body);
    arena_finish(&scratch);
    return found;
}

/* --- the way of a function ---------------------------------------------------------------------------------------- */

/* "a->file" for `!a->file` that does not hold. */
static struct sure_test test_of(const struct scope *scope, const struct route_test *test) {
    const struct expr *condition = test->branch->branch.condition;
    bool holds = test->holds;
    struct buffer text = {0};
    for (; condition->kind == EXPR_UNARY && condition->op == OP_NOT; condition = condition->a)
        holds = !holds;
    bool is_comparison = condition->kind == EXPR_BINARY && condition->op >= OP_EQUAL && condition->op < OP_AND;
    if (!holds && is_comparison)
        condition =
            expr_binary(scope->scratch, comparison_negated((enum expr_op)condition->op), condition->a, condition->b);
    if (!holds && !is_comparison)
        buffer_add_text(&text, condition->kind == EXPR_BINARY ? "!(" : "!");
    expr_print_source(scope->unit, scope->body, condition, &text);
    if (!holds && !is_comparison && condition->kind == EXPR_BINARY)
        buffer_add_char(&text, ')');
    struct sure_test out = {scope->function, test->branch->location,
                            arena_text(scope->program->arena, text.data, text.size),
                            holds && !(is_comparison && condition->op == OP_NOT_EQUAL)};
    buffer_finish(&text);
    return out;
}

static bool add_tests(struct sure_way *way, const struct sure_test *tests, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (way->test_count == SURE_TESTS)
            return false;
        way->tests[way->test_count++] = tests[i];
    }
    return true;
}

/* All that the route's tests and those of the ways below read. */
static bool take_route(const struct routing *r, const struct sure_route *route, struct sure_way *way) {
    struct sure_reads reads = {.atoms = &r->table->costs->atoms};
    for (uint32_t i = 0; i < route->test_count; i++) {
        const struct region *branch = route->tests[i].branch;
        struct sure_test test = test_of(r->scope, &route->tests[i]);
        if (!sure_read(&reads, r->scope, branch->branch.condition, (struct position){branch->number, LOOP_NONE}) ||
            !add_tests(way, &test, 1))
            return false;
        const struct region *other = route->tests[i].holds ? branch->branch.else_list : branch->branch.then_list;
        if (other)
            way->left_out[way->left_out_count++] = other;
    }
    for (uint32_t i = 0; i < route->link_count; i++) {
        const struct sure_link *link = &route->links[i];
        way->links[way->link_count++] = *link;
        const struct call *call = r->scope->calls[link->call].region->call;
        if (!link->way) {
            struct callee callee = costs_callee(r->scope->program, r->scope->function, call, r->scope->scratch);
            if (!read_connection(r, call, &callee, &reads))
                return false;
            continue;
        }
        if (!passes_on(r, link->way, call, &reads) ||
            (i == 0 && !add_tests(way, link->way->tests, link->way->test_count)) ||
            (i > 0 && link->way != route->links[0].way)) /* other tests on either arm */
            return false;
        for (uint32_t k = 0; k < link->way->read_count; k++) {
            uint32_t at = 0;
            while (at < reads.count && reads.items[at] != link->way->reads[k])
                at++;
            if (at == SURE_READS)
                return false;
            reads.items[at] = link->way->reads[k];
            reads.count += at == reads.count;
        }
    }
    way->parameters = reads.parameters;
    for (uint32_t i = 0; i < reads.count; i++)
        way->reads[way->read_count++] = reads.items[i];
    return way->test_count > 0;
}

static const struct sure_way *find_way(struct sure_table *table, uint32_t function) {
    struct program *program = table->costs->program;
    struct arena scratch;
    struct scope scope;
    struct sure_way found = {.function = function};
    arena_init(&scratch);
    counted_scope(table->costs, &scope, &scratch, function);
    struct routing r = {table, &scope};
    struct sure_route route = route_of(&r, scope.body->body, (struct sure_route){.end = ROUTE_PASSES});
    bool is_found = route.end == ROUTE_WAITS && take_route(&r, &route, &found);
    for (uint32_t i = 0; i < found.read_count && is_found; i++)
        is_found = !way_changes(table, &found, found.reads[i]);
    arena_finish(&scratch);
    if (!is_found)
        return NULL;
    struct sure_way *way = ARENA_NEW(program->arena, struct sure_way);
    *way = found;
    return way;
}

const struct sure_way *sure_way_of(struct sure_table *table, uint32_t function) {
    const struct function_cost_summary *summary = &table->costs->functions[function];
    if (!summary->is_done || summary->site_count == 0 || !table->costs->program->bodies[function] ||
        !table->costs->writes || table->depth == SURE_DEPTH)
        return NULL;
    uint32_t known = map_get(&table->by_function, function);
    if (known != MAP_NONE)
        return known == WAY_OPEN ? NULL : table->ways.items[known];
    map_put(&table->by_function, function, WAY_OPEN);
    table->depth++;
    const struct sure_way *way = find_way(table, function);
    table->depth--;
    map_put(&table->by_function, function, table->ways.count);
    vec_push(&table->ways, way);
    return way;
}

/* --- calls of it in a row ----------------------------------------------------------------------------------------- */

static bool argument_is_set(const struct scope *scope, const struct expr *argument, uint32_t first, uint32_t last) {
    for (const struct expr *at = argument; at; at = at->a)
        if (at->kind == EXPR_ELEMENT || at->kind == EXPR_CALL || at->kind == EXPR_OPAQUE || at->kind == EXPR_BINARY ||
            at->kind == EXPR_SELECT || at->kind == EXPR_CONSTANT || at->kind == EXPR_LIST)
            return true;
    for (uint32_t i = 0; i < scope->assignment_count; i++)
        if (scope->assignments[i].number > first && scope->assignments[i].number < last &&
            !scope->is_dead[scope->assignments[i].number] && assignment_touches(&scope->assignments[i], argument))
            return true;
    return scope_is_shared(scope, expr_root(argument));
}

/* Between the calls, and by them. */
static bool is_changed(struct sure_table *table, const struct scope *scope, const struct sure_way *way,
                       const struct atom *atom, uint32_t first, uint32_t last) {
    for (uint32_t i = 0; i < scope->assignment_count; i++)
        if (scope->assignments[i].number > first && scope->assignments[i].number < last &&
            !scope->is_dead[scope->assignments[i].number] &&
            writes_by_assign(table->costs, scope, scope->assignments[i].assign, atom->path))
            return true;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || place->number <= first || place->number >= last || scope->is_dead[place->number])
            continue;
        struct callee callee = costs_callee(scope->program, scope->function, place->region->call, scope->scratch);
        bool is_way = !callee.model && callee.targets.count == 1 && callee.targets.functions[0] == way->function;
        if (!is_way && writes_by_call(table->costs, scope, place->region->call, atom))
            return true;
    }
    return false;
}

bool sure_is_same(struct sure_table *table, const struct scope *scope, const struct sure_way *way, uint32_t first,
                  uint32_t second) {
    const struct call *a = scope->calls[first].region->call, *b = scope->calls[second].region->call;
    uint32_t from = scope->calls[first].number, to = scope->calls[second].number;
    for (uint32_t i = 0; i < 32; i++)
        if ((way->parameters >> i & 1) && (i >= a->argument_count || i >= b->argument_count ||
                                           !expr_is_equal(a->arguments[i].value, b->arguments[i].value) ||
                                           argument_is_set(scope, a->arguments[i].value, from, to)))
            return false;
    for (uint32_t i = 0; i < way->read_count; i++)
        if (is_changed(table, scope, way, way->reads[i], from, to))
            return false;
    return true;
}
