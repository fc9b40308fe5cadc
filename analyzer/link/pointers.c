/* Places, flows between them, and what they come to hold. */
#include "link/pointers.h"

#include "base/error.h"
#include "base/scc.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* What a key of a place begins with; behind it two numbers. */
enum place_kind {
    PLACE_ENTITY,    /* a variable */
    PLACE_FIELD,     /* of any object: field */
    PLACE_OWNED,     /* owner's place, field */
    PLACE_PARAMETER, /* function's entity, index */
    PLACE_RESULT,    /* function's entity */
    PLACE_LOCAL,     /* program's function, index */
    PLACE_OWNER,     /* a field as something that owns: field */
};

#define KIND_SHIFT   60
#define NUMBER_SHIFT 30
#define NUMBER_LIMIT (UINT32_C(1) << NUMBER_SHIFT)

struct flow {
    uint32_t from; /* a place; of what is held the entity of a function */
    uint32_t to;
};

struct place_info {
    uint32_t generic; /* of a field with an owner the place of the field of any object, else PLACE_NONE */
    uint32_t field;   /* entity, or SYMBOL_NONE */
    bool is_own;      /* something is known to be stored there: what any object holds is no matter */
};

struct place_set {
    const uint32_t *entities;
    uint32_t count;
    bool is_cut;
};

struct function_store {
    uint32_t function;
    uint32_t order; /* of its fact */
    struct lifted_store store;
};

struct pointers {
    const struct program *program;
    struct arena arena; /* of the sets; emptied by each pointers_solve() */
    struct map by_key;
    VEC(struct place_info) places;
    VEC(struct flow) flows;
    VEC(struct flow) held;             /* functions' entities that are stored there */
    VEC(struct function_store) stores; /* by function, in the order of the source */
    struct lifted_store *lifted;       /* of `stores`   [stores.count] */
    struct map first_lifted;           /* function -> lifted */
    struct place_set *sets;            /* [solved] */
    uint32_t solved;
    struct map stored_later; /* fields that something else than constructors stores into */
    bool is_closed;
};

/* --- places ------------------------------------------------------------------------------------------------------ */

static uint32_t place(struct pointers *pointers, enum place_kind kind, uint32_t a, uint32_t b) {
    if (a >= NUMBER_LIMIT || b >= NUMBER_LIMIT)
        return PLACE_NONE;
    uint64_t key = (uint64_t)kind << KIND_SHIFT | (uint64_t)a << NUMBER_SHIFT | b;
    uint32_t known = map_get_or_put(&pointers->by_key, key, pointers->places.count);
    if (known != MAP_NONE)
        return known;
    vec_push(&pointers->places, (struct place_info){PLACE_NONE, SYMBOL_NONE, false});
    return pointers->places.count - 1;
}

uint32_t pointers_parameter(struct pointers *pointers, uint32_t entity, uint32_t index) {
    return entity == SYMBOL_NONE ? PLACE_NONE : place(pointers, PLACE_PARAMETER, entity, index);
}

static bool is_stored_into(const struct pointers *pointers, uint32_t entity, uint32_t index) {
    uint64_t key = (uint64_t)PLACE_PARAMETER << KIND_SHIFT | (uint64_t)entity << NUMBER_SHIFT | index;
    uint32_t known = map_get(&pointers->by_key, key);
    return known != MAP_NONE && pointers->places.items[known].is_own;
}

uint32_t pointers_captured(struct pointers *pointers, uint32_t entity, uint32_t index) {
    bool is_known = entity < NUMBER_LIMIT && is_stored_into(pointers, entity, index + CAPTURED_ARGUMENTS) &&
                    !is_stored_into(pointers, entity, index);
    return is_known ? pointers_parameter(pointers, entity, index + CAPTURED_ARGUMENTS) : PLACE_NONE;
}

uint32_t pointers_result(struct pointers *pointers, uint32_t entity) {
    return place(pointers, PLACE_RESULT, entity, 0);
}

uint32_t pointers_field(struct pointers *pointers, uint32_t field) {
    uint32_t generic = place(pointers, PLACE_FIELD, field, 0);
    if (generic != PLACE_NONE)
        pointers->places.items[generic].field = field;
    return generic;
}

/* What tells objects of one type apart: the variable or the field that holds or leads to them. */
static uint32_t owner_of(struct pointers *pointers, uint32_t unit, uint32_t function, const struct expr *expr) {
    const struct program_unit *u = &pointers->program->units[unit];
    while (expr->kind == EXPR_DEREF || expr->kind == EXPR_ADDRESS || expr->kind == EXPR_ELEMENT)
        expr = expr->a;
    if (expr->kind == EXPR_FIELD)
        return place(pointers, PLACE_OWNER, u->entities[expr->index], 0);
    bool is_place = expr->kind == EXPR_GLOBAL || expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER;
    return is_place ? pointers_place(pointers, unit, function, expr) : PLACE_NONE;
}

uint32_t pointers_owned(struct pointers *pointers, uint32_t unit, uint32_t function, const struct expr *object,
                        uint32_t field) {
    uint32_t owner = owner_of(pointers, unit, function, object), generic = pointers_field(pointers, field);
    uint32_t owned = owner == PLACE_NONE ? PLACE_NONE : place(pointers, PLACE_OWNED, owner, field);
    if (owned == PLACE_NONE)
        return generic;
    pointers->places.items[owned].generic = generic;
    pointers->places.items[owned].field = field;
    return owned;
}

uint32_t pointers_place(struct pointers *pointers, uint32_t unit, uint32_t function, const struct expr *expr) {
    const struct program *program = pointers->program;
    const uint32_t *entities = program->units[unit].entities;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_GLOBAL:
        return place(pointers, PLACE_ENTITY, entities[expr->index], 0);
    case EXPR_FIELD:
        return pointers_owned(pointers, unit, function, expr->a, entities[expr->index]);
    case EXPR_PARAMETER:
        return function == FUNCTION_NONE
                   ? PLACE_NONE
                   : pointers_parameter(pointers, program->functions[function].entity, expr->index);
    case EXPR_LOCAL:
        return function == FUNCTION_NONE ? PLACE_NONE : place(pointers, PLACE_LOCAL, function, expr->index);
    case EXPR_ELEMENT:
        if (expr->a->kind == EXPR_FUNCTION)
            return pointers_parameter(pointers, entities[expr->a->index], (uint32_t)expr->b->value);
        return pointers_place(pointers, unit, function, expr->a);
    case EXPR_DEREF:
        if (expr->a->kind == EXPR_FUNCTION)
            return pointers_result(pointers, entities[expr->a->index]);
        return pointers_place(pointers, unit, function, expr->a);
    case EXPR_ADDRESS:
        return pointers_place(pointers, unit, function, expr->a);
    default:
        return PLACE_NONE;
    }
}

/* --- facts ------------------------------------------------------------------------------------------------------- */

void pointers_flow(struct pointers *pointers, uint32_t from, uint32_t to) {
    if (from == PLACE_NONE || to == PLACE_NONE || from == to)
        return;
    pointers->places.items[to].is_own = true;
    vec_push(&pointers->flows, (struct flow){from, to});
}

void pointers_add(struct pointers *pointers, uint32_t entity, uint32_t to) {
    if (to == PLACE_NONE)
        return;
    pointers->places.items[to].is_own = true;
    vec_push(&pointers->held, (struct flow){entity, to});
}

/* What is stored in an object that one owner holds is held by a field of its type, too. */
static void store(struct pointers *pointers, const struct lifted_store *what, uint32_t to) {
    uint32_t generic = to == PLACE_NONE ? PLACE_NONE : pointers->places.items[to].generic;
    uint32_t places[] = {to, generic};
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        if (places[i] == PLACE_NONE)
            continue;
        if (what->function != SYMBOL_NONE)
            pointers_add(pointers, what->function, places[i]);
        else
            pointers_flow(pointers, what->from, places[i]);
    }
}

/* `p->field` and `p->field` of a dereference, `p` a parameter of the function. */
static bool is_of_parameter(const struct expr *to) {
    const struct expr *object = to->kind == EXPR_FIELD ? to->a : NULL;
    while (object && (object->kind == EXPR_DEREF || object->kind == EXPR_ELEMENT))
        object = object->a;
    return object && object->kind == EXPR_PARAMETER;
}

/* `this->field` in a constructor. */
static bool is_of_constructor(const struct pointers *pointers, uint32_t function, const struct expr *to) {
    const struct program *program = pointers->program;
    uint32_t entity = function == FUNCTION_NONE ? SYMBOL_NONE : program->functions[function].entity;
    return entity != SYMBOL_NONE && (program->entities[entity].flags & SYMBOL_CONSTRUCTOR) &&
           to->a->kind == EXPR_DEREF && to->a->a->kind == EXPR_THIS;
}

static void add_fact(struct pointers *pointers, uint32_t unit, const struct pointer_fact *fact) {
    const struct program_unit *u = &pointers->program->units[unit];
    uint32_t function = fact->function < u->summary.function_count ? u->first_function + fact->function : FUNCTION_NONE;
    bool is_function = fact->from->kind == EXPR_FUNCTION;
    struct lifted_store what = {.from = PLACE_NONE, .from_parameter = UINT32_MAX, .function = SYMBOL_NONE};
    if (is_function)
        what.function = u->entities[fact->from->index];
    else
        what.from = pointers_place(pointers, unit, function, fact->from);
    if (!is_function && what.from == PLACE_NONE)
        return;
    store(pointers, &what, pointers_place(pointers, unit, function, fact->to));
    if (fact->to->kind == EXPR_FIELD && !is_of_constructor(pointers, function, fact->to))
        map_put(&pointers->stored_later, u->entities[fact->to->index], 1);
    if (function == FUNCTION_NONE || !is_of_parameter(fact->to))
        return;
    what.parameter = expr_root(fact->to)->index;
    what.field = u->entities[fact->to->index];
    if (fact->from->kind == EXPR_PARAMETER)
        what.from_parameter = fact->from->index;
    vec_push(&pointers->stores, (struct function_store){function, pointers->stores.count, what});
}

static int compare_stores(const void *a, const void *b) {
    const struct function_store *x = a, *y = b;
    if (x->function != y->function)
        return x->function < y->function ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void group_stores(struct pointers *pointers) {
    if (pointers->stores.count == 0)
        return;
    qsort(pointers->stores.items, pointers->stores.count, sizeof *pointers->stores.items, compare_stores);
    pointers->lifted = checked_alloc(pointers->stores.count, sizeof *pointers->lifted);
    for (uint32_t i = 0; i < pointers->stores.count; i++) {
        pointers->lifted[i] = pointers->stores.items[i].store;
        map_get_or_put(&pointers->first_lifted, pointers->stores.items[i].function, i);
    }
}

const struct lifted_store *pointers_lifted(const struct pointers *pointers, uint32_t function, uint32_t *count) {
    uint32_t first = map_get(&pointers->first_lifted, function), end = first;
    *count = 0;
    if (first == MAP_NONE)
        return NULL;
    while (end < pointers->stores.count && pointers->stores.items[end].function == function)
        end++;
    *count = end - first;
    return &pointers->lifted[first];
}

struct pointers *pointers_new(const struct program *program) {
    struct pointers *pointers = checked_alloc(1, sizeof *pointers);
    *pointers = (struct pointers){.program = program};
    arena_init(&pointers->arena);
    for (uint32_t u = 0; u < program->unit_count; u++) {
        const struct unit *skeleton = &program->units[u].summary.skeleton;
        for (uint32_t i = 0; i < skeleton->pointer_fact_count; i++)
            add_fact(pointers, u, &skeleton->pointer_facts[i]);
    }
    group_stores(pointers);
    return pointers;
}

void pointers_free(struct pointers *pointers) {
    if (!pointers)
        return;
    arena_finish(&pointers->arena);
    map_finish(&pointers->by_key);
    map_finish(&pointers->first_lifted);
    map_finish(&pointers->stored_later);
    vec_finish(&pointers->places);
    vec_finish(&pointers->flows);
    vec_finish(&pointers->held);
    vec_finish(&pointers->stores);
    free(pointers->lifted);
    free(pointers);
}

/* --- what they hold ---------------------------------------------------------------------------------------------- */

/* Rows of numbers: those of place p are items[first[p] .. first[p + 1]). */
struct rows {
    uint32_t *first;
    uint32_t *items;
};

struct solving {
    struct pointers *pointers;
    struct rows sources;  /* places that flow in */
    struct rows entities; /* functions that are stored */
    VEC(uint32_t) merged;
};

/* `pairs` are a number and the place that it goes to. */
static struct rows rows_of(const struct flow *pairs, uint32_t pair_count, uint32_t place_count) {
    struct rows rows;
    rows.first = checked_alloc((uint64_t)place_count + 2, sizeof *rows.first);
    rows.items = checked_alloc((uint64_t)pair_count + 1, sizeof *rows.items);
    memset(rows.first, 0, ((size_t)place_count + 2) * sizeof *rows.first);
    for (uint32_t i = 0; i < pair_count; i++)
        rows.first[pairs[i].to + 2]++;
    for (uint32_t p = 0; p < place_count; p++)
        rows.first[p + 2] += rows.first[p + 1];
    for (uint32_t i = 0; i < pair_count; i++)
        rows.items[rows.first[pairs[i].to + 1]++] = pairs[i].from;
    return rows;
}

static void rows_finish(struct rows *rows) {
    free(rows->first);
    free(rows->items);
}

static int compare_numbers(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Sorted, each once, POINTEES_LIMIT at most. */
static struct place_set set_of(struct solving *solving, bool is_cut) {
    struct place_set set = {.is_cut = is_cut};
    uint32_t kept = 0, *items = solving->merged.items;
    if (solving->merged.count > 0)
        qsort(items, solving->merged.count, sizeof *items, compare_numbers);
    for (uint32_t i = 0; i < solving->merged.count; i++)
        if (kept == 0 || items[kept - 1] != items[i])
            items[kept++] = items[i];
    if (kept > POINTEES_LIMIT) {
        kept = POINTEES_LIMIT;
        set.is_cut = true;
    }
    uint32_t *own = ARENA_ARRAY(&solving->pointers->arena, uint32_t, kept);
    if (kept > 0)
        memcpy(own, items, kept * sizeof *own);
    set.entities = own;
    set.count = kept;
    return set;
}

/* All places of a component hold the same; what flows in from outside is solved. Most hold what one other does. */
static void solve_component(const uint32_t *nodes, uint32_t count, void *context) {
    struct solving *solving = context;
    struct place_set *sets = solving->pointers->sets;
    const struct place_set *only = NULL;
    bool is_one = true, is_cut = false;
    solving->merged.count = 0;
    for (uint32_t n = 0; n < count; n++) {
        for (uint32_t i = solving->entities.first[nodes[n]]; i < solving->entities.first[nodes[n] + 1]; i++)
            vec_push(&solving->merged, solving->entities.items[i]);
        is_one &= solving->entities.first[nodes[n]] == solving->entities.first[nodes[n] + 1];
        for (uint32_t i = solving->sources.first[nodes[n]]; i < solving->sources.first[nodes[n] + 1]; i++) {
            const struct place_set *set = &sets[solving->sources.items[i]];
            if (set->count == 0 || (only && set->entities == only->entities))
                continue;
            is_one &= !only;
            only = set;
            is_cut |= set->is_cut;
            for (uint32_t k = 0; k < set->count; k++)
                vec_push(&solving->merged, set->entities[k]);
        }
    }
    struct place_set result = is_one && only ? *only : set_of(solving, is_cut);
    for (uint32_t n = 0; n < count; n++)
        sets[nodes[n]] = result;
}

/* What an object without stores of its own holds is what any holds. */
static void add_generic_flows(struct pointers *pointers) {
    for (uint32_t p = 0; p < pointers->places.count; p++)
        if (pointers->places.items[p].generic != PLACE_NONE && !pointers->places.items[p].is_own)
            vec_push(&pointers->flows, (struct flow){pointers->places.items[p].generic, p});
}

void pointers_solve(struct pointers *pointers) {
    uint32_t count = pointers->places.count, flow_count = pointers->flows.count;
    struct solving solving = {.pointers = pointers};
    add_generic_flows(pointers);
    solving.sources = rows_of(pointers->flows.items, pointers->flows.count, count);
    pointers->flows.count = flow_count;
    solving.entities = rows_of(pointers->held.items, pointers->held.count, count);
    arena_reset(&pointers->arena);
    pointers->sets = ARENA_ARRAY(&pointers->arena, struct place_set, count);
    pointers->solved = count;
    struct scc_graph graph = {count, solving.sources.first, solving.sources.items};
    scc_find(&graph, solve_component, &solving);
    rows_finish(&solving.sources);
    rows_finish(&solving.entities);
    vec_finish(&solving.merged);
}

void pointers_close(struct pointers *pointers) { pointers->is_closed = true; }

bool pointers_differ(struct pointers *pointers, uint32_t field) {
    return pointers->is_closed && map_get(&pointers->stored_later, field) == MAP_NONE &&
           pointers_of(pointers, pointers_field(pointers, field)).count > 1;
}

struct pointees pointers_of(const struct pointers *pointers, uint32_t place) {
    struct pointees pointees = {.field = SYMBOL_NONE};
    if (place == PLACE_NONE)
        return pointees;
    pointees.field = pointers->places.items[place].field;
    const struct place_info *info = &pointers->places.items[place];
    bool is_field = info->generic == PLACE_NONE && info->field != SYMBOL_NONE;
    if (!info->is_own && info->generic != PLACE_NONE)
        place = info->generic;
    pointees.is_generic = is_field || place == info->generic;
    struct place_set set = place < pointers->solved ? pointers->sets[place] : (struct place_set){0};
    pointees.entities = set.entities;
    pointees.count = set.count;
    pointees.is_cut = set.is_cut;
    return pointees;
}
