/* Allocators are known by their names. Tests: testdata/call-in-loop/analysis_made.c */
#include "facts/fresh.h"

#include <string.h>

struct fresh_search {
    const struct unit *unit;
    const struct function *body;
    const char **names; /* of what each call calls; NULL: through a pointer   [call_count] */
    bool *is_fresh;     /* [local_count] */
};

static void find_names(struct region *region, void *context) {
    struct fresh_search *search = context;
    if (region->kind == REGION_CALL && region->call->symbol != SYMBOL_NONE &&
        region->call->index < search->body->call_count)
        search->names[region->call->index] = search->unit->symbols[region->call->symbol].name;
}

static bool allocates(const struct fresh_search *search, const struct expr *value) {
    const char *name =
        value->kind == EXPR_CALL && value->index < search->body->call_count ? search->names[value->index] : NULL;
    return name && strstr(name, "alloc") && !strstr(name, "realloc");
}

static void find_fresh(struct region *region, void *context) {
    struct fresh_search *search = context;
    if (region->kind != REGION_ASSIGN || region->assign.target->kind != EXPR_LOCAL || !region->assign.value ||
        region->assign.target->index >= search->body->local_count)
        return;
    int64_t value;
    bool is_nothing = expr_is_constant(region->assign.value, &value) && value == 0;
    if (!is_nothing && !allocates(search, region->assign.value))
        search->is_fresh[region->assign.target->index] = false;
}

const bool *fresh_locals(const struct unit *unit, const struct function *body, struct arena *arena) {
    struct fresh_search search = {unit, body, ARENA_ARRAY(arena, const char *, body->call_count),
                                  ARENA_ARRAY(arena, bool, body->local_count)};
    for (uint32_t i = 0; i < body->local_count; i++)
        search.is_fresh[i] = !(body->locals[i].flags & (LOCAL_STATIC | LOCAL_ADDRESS_TAKEN | LOCAL_CAPTURED));
    region_walk(body->body, find_names, &search);
    region_walk(body->body, find_fresh, &search);
    return search.is_fresh;
}
