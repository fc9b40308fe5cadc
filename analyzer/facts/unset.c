/* Fields that nothing has set yet. Tests: testdata/call-in-loop/good_not_connected.c, bad_connected_before.c */
#include "facts/unset.h"

#include "base/error.h"
#include "base/vec.h"
#include "facts/setters.h"

#include <stdlib.h>
#include <string.h>

struct unset_table {
    struct program *program;
    struct setters_table *setters;
    struct map answers; /* (function entered, number of the field) -> 0 or 1 */
};

struct unset_table *unset_table_new(struct program *program) {
    struct unset_table *table = checked_alloc(1, sizeof *table);
    *table = (struct unset_table){.program = program, .setters = setters_table_new(program)};
    return table;
}

void unset_table_free(struct unset_table *table) {
    if (!table)
        return;
    setters_table_free(table->setters);
    map_finish(&table->answers);
    free(table);
}

/* --- what may run before ------------------------------------------------------------------------------------------ */

struct question {
    struct unset_table *table;
    const struct field_setters *setters;
    uint32_t function;
    struct arena *arena;
};

static bool calls_such_pointer(const struct doings *own, const struct field_setters *setters) {
    for (uint32_t i = 0; i < own->pointees.count; i++)
        if (texts_hold(&setters->prototypes, own->pointees.items[i]))
            return true;
    return false;
}

/* The function, or what it calls, may set the field. */
static bool may_set(struct unset_table *table, const struct field_setters *setters, uint32_t function) {
    struct map seen = {0};
    struct number_set open = {0};
    bool found = setters->leads_there[function];
    vec_push(&open, function);
    map_put(&seen, function, 1);
    for (uint32_t i = 0; i < open.count && !found; i++) {
        const struct doings *own = setters_doings(table->setters, open.items[i]);
        found = open.count > UNSET_CALLEES || calls_such_pointer(own, setters);
        for (uint32_t k = 0; k < own->targets.count; k++)
            if (map_get_or_put(&seen, own->targets.items[k], 1) == MAP_NONE)
                vec_push(&open, own->targets.items[k]);
    }
    map_finish(&seen);
    vec_finish(&open);
    return found;
}

struct part {
    const struct question *question;
    bool sets;
};

static void find_set(struct region *region, void *context) {
    struct part *part = context;
    const struct question *question = part->question;
    if (part->sets || (region->kind != REGION_CALL && region->kind != REGION_ASSIGN))
        return;
    struct doings own = {0};
    doings_read(&own, question->table->program, question->function, region, question->arena);
    part->sets = numbers_hold(&own.sets, question->setters->field) || calls_such_pointer(&own, question->setters);
    for (uint32_t i = 0; i < own.targets.count && !part->sets; i++)
        part->sets = may_set(question->table, question->setters, own.targets.items[i]);
    doings_finish(&own);
}

static bool part_sets(const struct question *question, struct region *list) {
    struct part part = {question, false};
    region_walk(list, find_set, &part);
    return part.sets;
}

static bool region_sets(const struct question *question, const struct region *region) {
    struct region alone = *region;
    alone.next = NULL;
    return part_sets(question, &alone);
}

struct call_search {
    uint32_t call;
    bool found;
};

static void find_call(struct region *region, void *context) {
    struct call_search *search = context;
    search->found |= region->kind == REGION_CALL && region->call->index == search->call;
}

static bool holds_call(struct region *list, uint32_t call) {
    struct call_search search = {call, false};
    region_walk(list, find_call, &search);
    return search.found;
}

/* The list's regions before the call, and with it all of a loop or switch around it; not the other arm of a branch. */
static bool sets_before(const struct question *question, struct region *list, uint32_t call) {
    for (struct region *region = list; region; region = region->next) {
        struct region alone = *region;
        alone.next = NULL;
        if (!holds_call(&alone, call)) {
            if (region_sets(question, region))
                return true;
            continue;
        }
        if (region->kind == REGION_CALL)
            return false;
        if (region->kind != REGION_BRANCH)
            return region_sets(question, region);
        bool is_then = holds_call(region->branch.then_list, call);
        return sets_before(question, is_then ? region->branch.then_list : region->branch.else_list, call);
    }
    return true;
}

/* --- up to main() ------------------------------------------------------------------------------------------------- */

struct caller_search {
    struct question *question;
    const struct function *body;
    uint32_t target;
    bool is_clean;
};

static void check_call(struct region *region, void *context) {
    struct caller_search *search = context;
    const struct question *question = search->question;
    struct program *program = question->table->program;
    if (region->kind != REGION_CALL || !search->is_clean)
        return;
    struct targets targets = program_call_targets(program, question->function, region->call, question->arena);
    for (uint32_t i = 0; i < targets.count; i++)
        if (targets.functions[i] == search->target)
            search->is_clean &= !sets_before(question, search->body->body, region->call->index);
}

/* Each call of `target` in `caller` comes before anything there that may set the field. */
static bool caller_is_clean(struct unset_table *table, const struct field_setters *setters, uint32_t caller,
                            uint32_t target) {
    struct error ignored = {0};
    struct arena arena;
    if (!numbers_hold(&setters_doings(table->setters, caller)->targets, target)) /* anybody may call it */
        return false;
    arena_init(&arena);
    struct question question = {table, setters, caller, &arena};
    struct caller_search search = {&question, program_peek_body(table->program, caller, &arena, &ignored), target,
                                   true};
    if (search.body)
        region_walk(search.body->body, check_call, &search);
    arena_finish(&arena);
    error_finish(&ignored);
    return search.body && search.is_clean;
}

static bool is_main(const struct program *program, uint32_t function) {
    uint32_t entity = program->functions[function].entity;
    return entity != SYMBOL_NONE && strcmp(program->entities[entity].name, "main") == 0;
}

static bool enters_unset(struct unset_table *table, const struct field_setters *setters, uint32_t function) {
    const struct program *program = table->program;
    struct map seen = {0};
    struct number_set open = {0};
    bool is_clean = true;
    vec_push(&open, function);
    map_put(&seen, function, 1);
    for (uint32_t i = 0; i < open.count && is_clean; i++) {
        uint32_t f = open.items[i], first = program->callers.first[f], end = program->callers.first[f + 1];
        if (is_main(program, f))
            continue;
        is_clean = first < end && open.count <= UNSET_CALLERS;
        for (uint32_t k = first; k < end && is_clean; k++) {
            uint32_t caller = program->callers.functions[k];
            is_clean = caller_is_clean(table, setters, caller, f);
            if (map_get_or_put(&seen, caller, 1) == MAP_NONE)
                vec_push(&open, caller);
        }
    }
    map_finish(&seen);
    vec_finish(&open);
    return is_clean;
}

static bool function_enters_unset(struct unset_table *table, const struct field_setters *setters, uint32_t function) {
    uint64_t key = map_key_pair(function, setters->number);
    uint32_t known = map_get(&table->answers, key);
    if (known == MAP_NONE) {
        known = enters_unset(table, setters, function);
        map_put(&table->answers, key, known);
    }
    return known != 0;
}

struct setters_table *unset_setters(struct unset_table *table) {
    return table->setters;
}

bool unset_sets_itself(struct unset_table *table, uint32_t function, uint32_t field) {
    return table && numbers_hold(&setters_doings(table->setters, function)->sets, field);
}

bool unset_at_call(struct unset_table *table, uint32_t function, const struct function *body, uint32_t call,
                   uint32_t field) {
    const struct field_setters *setters = table ? setters_of(table->setters, field) : NULL;
    if (!setters || !setters->is_decided || !function_enters_unset(table, setters, function))
        return false;
    struct arena arena;
    arena_init(&arena);
    struct question question = {table, setters, function, &arena};
    bool is_unset = !sets_before(&question, body->body, call);
    arena_finish(&arena);
    return is_unset;
}
