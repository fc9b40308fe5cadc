/* Follows what the summaries of cost/ keep down to the library. Tests: tests/unit/rule/test_witness.c, testdata */
#include "rule/witness.h"

#include "facts/counted_scope.h"
#include "flow/entered.h"
#include "flow/kept_answer.h"
#include "rule/besides.h"
#include "rule/witness_arms.h"
#include "turns/scope.h"
#include "turns/turns.h"

#include <math.h>
#include <string.h>

#define WRAPPER_DEPTH  16
#define DESCENT_DEPTH  24
#define DESCENT_VISITS 300
#define DEAREST_SITES  16

struct place place_of(const struct program *program, uint32_t function, struct location location) {
    const struct unit *unit = program_skeleton(program, function);
    const char *file = location.file < unit->file_count ? unit->files[location.file].path : unit->path;
    return (struct place){file, location.line, location.column};
}

static const struct region *call_region(const struct costs *costs, uint32_t function, uint32_t call) {
    const struct function_cost_summary *summary = &costs->functions[function];
    return summary->calls && call != CALL_NONE ? summary->calls[call] : NULL;
}

/* What is paid on each turn comes before what is kept, or depends on a mode; of what costs the same, what stands in no
 * branch, and then what a turn does itself, not a loop inside, which may wait for events or drain. */
static int compare_sites(const struct loop_cost *loop, const struct site_count *a, const struct site_count *b) {
    uint32_t x = poly_degree(a->trips), y = poly_degree(b->trips);
    if (x == y && loop->doubts && loop->doubts[a - loop->sites] != loop->doubts[b - loop->sites])
        return loop->doubts[a - loop->sites] < loop->doubts[b - loop->sites] ? -1 : 1;
    int order = costs_compare_sites(a, b);
    if (order == 0 && loop->is_sometimes)
        order = (int)loop->is_sometimes[a - loop->sites] - (int)loop->is_sometimes[b - loop->sites];
    if (order == 0 && loop->is_inner)
        order = (int)loop->is_inner[a - loop->sites] - (int)loop->is_inner[b - loop->sites];
    return order;
}

/* The dearest that comes after `before` in the order of dearness; NULL: none. */
static const struct site_count *next_dearest(const struct loop_cost *loop, const struct site_count *before) {
    const struct site_count *best = NULL;
    for (uint32_t i = 0; i < loop->site_count; i++) {
        const struct site_count *site = &loop->sites[i];
        int order = before ? compare_sites(loop, before, site) : -1;
        if ((order < 0 || (order == 0 && before < site)) && (!best || compare_sites(loop, site, best) < 0))
            best = site;
    }
    return best;
}

/* In a cycle, what a call costs may be reported further down and leave no path. Only a few sites are looked at. */
const struct site_count *loop_dearest_site(struct costs *costs, uint32_t function, const struct loop_cost *loop) {
    const struct site_count *first = next_dearest(loop, NULL), *site = first, *far = NULL;
    for (int i = 0; i < DEAREST_SITES && site; i++, site = next_dearest(loop, site)) {
        const struct path_end *end = witness_end(costs, function, site->call);
        bool is_found = end->last.model;
        if (is_found && end->count <= CALLS_PER_CONFIDENCE_STEP &&
            poly_degree(site->trips) == poly_degree((far ? far : site)->trips))
            return site;
        if (is_found && !far)
            far = site;
    }
    return far ? far : first;
}

/* --- sites ------------------------------------------------------------------------------------------------------- */

struct descent {
    struct costs *costs;
    const struct scope *top; /* of the loop's function */
    const struct loop_cost *loop;
    struct arena scratch;
    VEC(const struct scope *) scopes; /* made so far: only counts with names in them need one */
    struct map scope_of;              /* function -> scopes */
    uint32_t visits;
    bool has_found; /* a site that is not cut: what was not followed is not needed any more */
    bool is_kept;   /* below a call that asks once in the whole run of the program */
    bool is_told;   /* below a call in a loop that another finding tells of */
};

const char *wire_site_callee(const struct program *program, const struct wire_site *site) {
    uint32_t unit = program->functions[site->function].unit, symbol = site->call->symbol;
    if (site->callee)
        return site->callee;
    return symbol != SYMBOL_NONE ? program_entity(program, unit, symbol)->name : "?";
}

/* One place and one function that is called there: a macro may write many calls at one place. */
static bool is_same_site(const struct program *program, const struct wire_site *a, const struct wire_site *b) {
    if (a->function == b->function && a->call == b->call)
        return true;
    const struct location *x = &a->region->location, *y = &b->region->location;
    if (x->line == 0 || x->line != y->line || x->column != y->column)
        return false;
    struct place p = place_of(program, a->function, *x), q = place_of(program, b->function, *y);
    return strcmp(p.file, q.file) == 0 && strcmp(wire_site_callee(program, a), wire_site_callee(program, b)) == 0;
}

void wire_sites_merge(struct costs *costs, struct wire_sites *out, struct wire_site site, merge_trips *merge) {
    for (uint32_t i = 0; i < out->items.count; i++)
        if (is_same_site(costs->program, &out->items.items[i], &site)) {
            if (out->items.items[i].is_cut && !site.is_cut)
                out->items.items[i] = site;
            else if (!site.is_cut) {
                struct wire_site *known = &out->items.items[i];
                known->is_told &= site.is_told;
                known->kept = known->kept && site.kept ? merge(&costs->atoms, known->kept, site.kept) : NULL;
                known->trips = merge(&costs->atoms, known->trips, site.trips);
            }
            return;
        }
    if (out->items.count < WIRE_SITES)
        vec_push(&out->items, site);
}

static void add_site(struct costs *costs, struct wire_sites *out, struct wire_site site) {
    wire_sites_merge(costs, out, site, poly_add);
}

static double value_of_sites(const struct wire_sites *sites) {
    double sum = 0;
    for (uint32_t i = 0; i < sites->items.count; i++)
        sum += poly_value(sites->items.items[i].trips, turns_assumed, NULL);
    return sum;
}

/* A max{} stands under the peer of one of its alternatives. */
static bool is_by_peer(const struct poly *poly) {
    for (uint32_t i = 0; i < poly->count; i++)
        for (uint32_t k = 0; k < poly->items[i].factor_count; k++)
            if (poly->items[i].factors[k]->kind == ATOM_MAX)
                return false;
    return true;
}

/* The sum over the ways that lead to a place counts ways that exclude each other: it is never more than what all that
 * lies below the call, or in the loop, may cost. */
static const struct poly *capped(struct costs *costs, const struct wire_site *site, const struct poly *limit) {
    const struct poly *own =
        site->model && is_by_peer(limit) ? poly_of_peer(&costs->atoms, limit, site->model->peer) : NULL;
    limit = own ? own : limit;
    bool is_within = poly_is_zero(poly_excess(&costs->atoms, site->trips, limit)) ||
                     (poly_degree(site->trips) <= poly_degree(limit) &&
                      poly_value(site->trips, turns_assumed, NULL) <= poly_value(limit, turns_assumed, NULL));
    return is_within ? site->trips : limit;
}

static void cap_sites(struct costs *costs, struct wire_sites *sites, const struct poly *limit) {
    for (uint32_t i = 0; i < sites->items.count; i++)
        sites->items.items[i].trips = capped(costs, &sites->items.items[i], limit);
}

static const struct scope *scope_of_function(struct descent *descent, uint32_t function) {
    if (function == descent->top->function)
        return descent->top;
    uint32_t known = map_get_or_put(&descent->scope_of, function, descent->scopes.count);
    if (known != MAP_NONE)
        return descent->scopes.items[known];
    struct costs *costs = descent->costs;
    struct scope *scope = ARENA_NEW(&descent->scratch, struct scope);
    counted_scope(costs, scope, &descent->scratch, function);
    vec_push(&descent->scopes, scope);
    return scope;
}

/* A count of the level's function in terms of the loop's function. */
static const struct poly *in_top_terms(struct descent *descent, const struct entered *level, const struct poly *poly) {
    int64_t constant;
    for (; level->outer && !poly_is_constant(poly, &constant); level = level->outer) {
        const struct scope *caller = scope_of_function(descent, level->outer->function);
        poly = costs_substitute(caller, level->function, level->entry, poly);
    }
    return poly;
}

/* The call is a request of its own: nobody has to hear what lies below. */
static bool is_request(const struct descent *descent, const struct callee *callee) {
    if (callee->model)
        return true;
    for (uint32_t i = 0; i < callee->targets.count; i++)
        if (descent->costs->functions[callee->targets.functions[i]].is_done &&
            descent->costs->functions[callee->targets.functions[i]].request >= 0)
            return true;
    return false;
}

static void descend(struct descent *descent, const struct entered *level, const struct site_count *site,
                    struct wire_sites *out);

/* What lies below the calls of one function, as if all of them ran that can, and as if each way ran that needs most. */
struct ways {
    struct wire_sites sum;
    struct wire_sites most;
};

static void put_together(struct descent *descent, uint32_t function, struct call_way *calls, uint32_t count,
                         struct ways *ways) {
    struct costs *costs = descent->costs;
    wire_sites_of_calls(costs, scope_of_function(descent, function), calls, count, &ways->sum);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < calls[i].sites.items.count; k++)
            wire_sites_merge(costs, &ways->most, calls[i].sites.items.items[k], poly_join);
        wire_sites_finish(&calls[i].sites);
    }
}

/* Ways that exclude each other are not added up: where the sum is more than the function costs, and the largest of them
 * is enough for that. */
static const struct wire_sites *fitting_way(const struct ways *ways, const struct poly *limit) {
    double whole = poly_value(limit, turns_assumed, NULL);
    double sum = value_of_sites(&ways->sum), most = value_of_sites(&ways->most);
    return sum > whole && most >= whole && most < sum ? &ways->most : &ways->sum;
}

/* All that the loop makes of a count of the function that is entered so often, with guards, in terms of its own. */
static const struct poly *paid_in_loop(struct descent *descent, const struct entered *inner, const struct poly *times,
                                       const struct poly *guarded, bool *is_once) {
    struct atom_table *atoms = &descent->costs->atoms;
    const struct loop_cost *loop = descent->loop;
    struct entered_paid paid = entered_paid(descent->costs, inner, loop, guarded);
    const struct poly *each = poly_multiply(atoms, times, in_top_terms(descent, inner, paid.each));
    const struct poly *once = poly_multiply(atoms, loop->times, in_top_terms(descent, inner, paid.once));
    *is_once = once && !each;
    return poly_add(atoms, each, once);
}

static bool is_enough(const struct descent *descent) { return descent->visits >= DESCENT_VISITS && descent->has_found; }

/* The sites of what the call, which is entered as `entered` says, may run; none: a wait, or recursion. */
static void descend_into(struct descent *descent, const struct entered *level, const struct call *call, uint32_t target,
                         const struct site_count *entered, struct wire_sites *out) {
    struct costs *costs = descent->costs;
    const struct function_cost_summary *summary = &costs->functions[target];
    if (!summary->is_done || !summary->calls || entered_already(level, target))
        return;
    struct entered inner = {level, target, call, level->depth + 1};
    struct call_way *calls = ARENA_ARRAY(&descent->scratch, struct call_way, summary->site_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < summary->site_count && !is_enough(descent); i++) {
        struct site_count site = summary->sites[i];
        bool is_once = false;
        const struct poly *guarded = summary->guarded ? summary->guarded[i] : site.trips;
        site.trips = paid_in_loop(descent, &inner, entered->times, guarded, &is_once);
        if (poly_is_zero(site.trips))
            continue;
        site.times = poly_multiply(&costs->atoms, is_once ? descent->loop->times : entered->times,
                                   in_top_terms(descent, &inner, site.times));
        calls[count] = (struct call_way){.call = site.call};
        descend(descent, &inner, &site, &calls[count++].sites);
    }
    struct ways ways = {0};
    put_together(descent, target, calls, count, &ways);
    const struct wire_sites *fitting = fitting_way(&ways, entered->trips);
    for (uint32_t i = 0; i < fitting->items.count; i++)
        add_site(costs, out, fitting->items.items[i]);
    wire_sites_finish(&ways.sum);
    wire_sites_finish(&ways.most);
}

/* What the function that is entered costs on its own: its count or, where that says less, what was found below. The sum
 * of a function may have lost the conditions that its calls still have. */
static const struct poly *own_trips(struct descent *descent, const struct entered *inner, const struct poly *times,
                                    const struct wire_sites *below) {
    bool is_once;
    const struct poly *found = NULL;
    for (uint32_t i = 0; i < below->items.count; i++)
        found = poly_add(&descent->costs->atoms, found, below->items.items[i].trips);
    const struct poly *own =
        paid_in_loop(descent, inner, times, descent->costs->functions[inner->function].value.trips, &is_once);
    return poly_value(found, turns_assumed, NULL) < poly_value(own, turns_assumed, NULL) ? found : own;
}

/* What the call costs here and not on its own: its callee waits for what was sent before it, in this turn or the last
 * one. The wait is a site too. */
static void add_wait(struct descent *descent, const struct entered *level, const struct site_count *site,
                     const struct call *call, uint32_t target, struct wire_sites *out) {
    struct costs *costs = descent->costs;
    struct entered inner = {level, target, call, level->depth + 1};
    if (!costs->functions[target].is_done || !costs->functions[target].trips || entered_already(level, target))
        return;
    const struct poly *own = own_trips(descent, &inner, site->times, out);
    struct wire_site wait = {
        .trips = poly_excess(&costs->atoms, site->trips, own), .call_count = 1, .is_told = descent->is_told};
    for (int depth = 0; !poly_is_zero(wait.trips) && depth < DESCENT_DEPTH && target != FUNCTION_NONE; depth++) {
        const struct function_cost_summary *summary = &costs->functions[target];
        wait.region = call_region(costs, target, summary->is_done ? wait_or_step_call(&summary->value) : CALL_NONE);
        if (!wait.region)
            return;
        struct callee callee = costs_callee(costs->program, target, wait.region->call, &descent->scratch);
        wait.function = target;
        wait.call = wait.region->call;
        wait.model = callee.model;
        wait.depth = inner.depth + (uint32_t)depth;
        if (callee.model) {
            add_site(costs, out, wait);
            return;
        }
        target = callee.targets.count ? callee.targets.functions[0] : FUNCTION_NONE;
    }
}

/* All that the call costs is that it waits for what was sent before it. */
static bool is_wait(const struct costs *costs, const struct callee *callee) {
    for (uint32_t i = 0; i < callee->targets.count; i++) {
        const struct function_cost_summary *summary = &costs->functions[callee->targets.functions[i]];
        if (summary->is_done && wait_or_step_call(&summary->value) != CALL_NONE)
            return true;
    }
    return false;
}

/* What one run of the level's function asks for by the call. NULL: in the loop's own function, where it is not told. */
static const struct poly *asked_once(struct descent *descent, const struct entered *level, uint32_t call) {
    const struct function_cost_summary *summary = &descent->costs->functions[level->function];
    for (uint32_t i = 0; level->outer && i < summary->site_count; i++)
        if (summary->sites[i].call == call)
            return in_top_terms(descent, level, summary->sites[i].trips);
    return NULL;
}

/* The call itself where it `is_last`; else the first wait below it stands for what was not looked at: recursion, or
 * more ways than anybody follows. */
static void add_leaf(struct descent *descent, const struct entered *level, const struct site_count *site, bool is_last,
                     struct wire_sites *out) {
    struct costs *costs = descent->costs;
    const struct path_end *end = witness_end(costs, level->function, site->call);
    if (end->count == 0)
        return;
    const struct region *own = call_region(costs, level->function, site->call);
    const struct region *region = is_last ? own : end->last.region;
    descent->has_found |= is_last;
    add_site(costs, out,
             (struct wire_site){.function = is_last ? level->function : end->last.function,
                                .call = region->call,
                                .region = region,
                                .trips = site->trips,
                                .model = end->last.model,
                                .callee = end->last.model ? end->last.callee : NULL,
                                .depth = level->depth + (is_last ? 0 : end->count - 1),
                                .call_count = 1,
                                .kept = descent->is_kept ? asked_once(descent, level, site->call) : NULL,
                                .is_told = descent->is_told,
                                .is_cut = !is_last});
}

static bool is_kept_below(struct descent *descent, const struct entered *level, uint32_t call) {
    return level->outer && costs_keeps_answer(descent->costs, scope_of_function(descent, level->function), call);
}

/* The call stands in a loop of the function that is told of apart: what it costs beside that, on the way out. */
static bool is_told_apart(struct descent *descent, const struct entered *level, uint32_t call) {
    const struct function_cost_summary *summary = &descent->costs->functions[level->function];
    const struct scope *scope = scope_of_function(descent, level->function);
    for (uint32_t i = 0; i < summary->loop_count; i++) {
        const struct loop_cost *loop = &summary->loops[i];
        bool is_inside = loop != descent->loop && loop->loop != LOOP_NONE && besides_is_told(loop);
        if (is_inside && !level->outer && descent->loop->loop != LOOP_NONE)
            is_inside = scope_is_inside(scope, scope->loops[loop->loop].begin, descent->loop->loop);
        if (is_inside && scope_is_inside(scope, scope->calls[call].number, loop->loop))
            return true;
    }
    return false;
}

/* `site` is a call of the level's function, its counts in terms of the loop's function. */
static void descend(struct descent *descent, const struct entered *level, const struct site_count *site,
                    struct wire_sites *out) {
    struct costs *costs = descent->costs;
    uint32_t function = level->function;
    const struct region *region = call_region(costs, function, site->call);
    if (!region || !site->trips)
        return;
    struct callee callee = costs_callee(costs->program, function, region->call, &descent->scratch);
    struct wire_sites below = {0};
    bool was_kept = descent->is_kept, was_told = descent->is_told;
    descent->is_kept = was_kept || is_kept_below(descent, level, site->call);
    descent->is_told = was_told || is_told_apart(descent, level, site->call);
    descent->visits++;
    bool is_call_last = is_request(descent, &callee);
    if (!is_call_last && level->depth < DESCENT_DEPTH && descent->visits < DESCENT_VISITS)
        for (uint32_t i = 0; i < callee.targets.count && !is_enough(descent); i++)
            descend_into(descent, level, region->call, callee.targets.functions[i], site, &below);
    if (below.items.count > 0 && callee.targets.count == 1)
        add_wait(descent, level, site, region->call, callee.targets.functions[0], &below);
    cap_sites(costs, &below, site->trips);
    for (uint32_t i = 0; i < below.items.count; i++)
        add_site(costs, out, below.items.items[i]);
    if (below.items.count == 0)
        add_leaf(descent, level, site, is_call_last || is_wait(costs, &callee), out);
    descent->is_kept = was_kept;
    descent->is_told = was_told;
    wire_sites_finish(&below);
}

/* How many calls stand at the site's place: those of a macro that lists them. */
static uint32_t calls_at(const struct costs *costs, const struct wire_site *site, const struct site_count *calls,
                         uint32_t count) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct region *region = calls[i].trips ? call_region(costs, site->function, calls[i].call) : NULL;
        found += region && region->call->symbol == site->call->symbol &&
                 region->location.line == site->region->location.line &&
                 region->location.column == site->region->location.column &&
                 region->location.file == site->region->location.file;
    }
    return found ? found : 1;
}

/* What the followed ways have found tells of the others too. */
static void drop_cut_sites(struct wire_sites *sites) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < sites->items.count; i++)
        if (!sites->items.items[i].is_cut)
            sites->items.items[kept++] = sites->items.items[i];
    if (kept > 0)
        sites->items.count = kept;
}

static void find_all(struct descent *descent, const struct entered *top, const struct loop_cost *loop,
                     struct wire_sites *out) {
    struct call_way *calls = ARENA_ARRAY(&descent->scratch, struct call_way, loop->site_count);
    for (uint32_t i = 0; i < loop->site_count; i++) {
        struct site_count site = loop->sites[i];
        if (loop->doubts && loop->doubts[i] > 0 && site.trips) /* some turns do not pay it */
            site.trips = poly_inexact(&descent->costs->atoms, site.trips);
        calls[i] = (struct call_way){.call = site.call};
        descend(descent, top, &site, &calls[i].sites);
    }
    wire_sites_of_calls(descent->costs, descent->top, calls, loop->site_count, out);
    for (uint32_t i = 0; i < loop->site_count; i++)
        wire_sites_finish(&calls[i].sites);
}

/* Each call of a function that asks once was taken for one that asks: where all of that is more than the loop costs, it
 * does ask once. */
static void fit_kept(struct wire_sites *sites, const struct poly *limit) {
    double whole = poly_value(limit, turns_assumed, NULL), sum = value_of_sites(sites), fitted = sum;
    for (uint32_t i = 0; i < sites->items.count; i++)
        if (sites->items.items[i].kept)
            fitted += poly_value(sites->items.items[i].kept, turns_assumed, NULL) -
                      poly_value(sites->items.items[i].trips, turns_assumed, NULL);
    if (sum <= whole || sum - whole <= fabs(fitted - whole))
        return;
    for (uint32_t i = 0; i < sites->items.count; i++)
        if (sites->items.items[i].kept)
            sites->items.items[i].trips = sites->items.items[i].kept;
}

/* What a loop inside leaves to the ways out of it is no news where the rest makes the whole count. */
static void drop_told_sites(struct wire_sites *sites, const struct poly *limit) {
    double rest = 0;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < sites->items.count; i++)
        if (!sites->items.items[i].is_told)
            rest += poly_value(sites->items.items[i].trips, turns_assumed, NULL);
    if (rest < poly_value(limit, turns_assumed, NULL))
        return;
    for (uint32_t i = 0; i < sites->items.count; i++)
        if (!sites->items.items[i].is_told)
            sites->items.items[kept++] = sites->items.items[i];
    sites->items.count = kept;
}

void wire_sites_find(struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                     struct wire_sites *out) {
    struct descent descent = {.costs = costs, .top = scope, .loop = loop};
    struct entered top = {.function = scope->function};
    arena_init(&descent.scratch);
    find_all(&descent, &top, loop, out);
    drop_cut_sites(out);
    fit_kept(out, loop->most ? loop->most : loop->trips);
    drop_told_sites(out, loop->most ? loop->most : loop->trips);
    cap_sites(costs, out, loop->most ? loop->most : loop->trips);
    for (uint32_t i = 0; i < out->items.count; i++) {
        struct wire_site *site = &out->items.items[i];
        const struct function_cost_summary *summary = &costs->functions[site->function];
        bool is_own = site->function == scope->function;
        site->call_count = calls_at(costs, site, is_own ? loop->sites : summary->sites,
                                    is_own ? loop->site_count : summary->site_count);
    }
    map_finish(&descent.scope_of);
    vec_finish(&descent.scopes);
    arena_finish(&descent.scratch);
}

void wire_sites_finish(struct wire_sites *sites) { vec_finish(&sites->items); }
