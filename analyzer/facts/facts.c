/* Sorted arrays that are copied when they change. Tests: tests/unit/facts/test_facts.c */
#include "facts/facts.h"

#include <string.h>

const struct facts facts_none = {0};

static uint32_t place_of(const struct facts *facts, uint32_t variable) {
    uint32_t low = 0, high = facts->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (facts->items[middle].variable < variable)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct known *facts_value(const struct facts *facts, uint32_t variable) {
    uint32_t place = place_of(facts, variable);
    return place < facts->count && facts->items[place].variable == variable ? facts->items[place].value : NULL;
}

static struct facts *copy_of(struct arena *arena, const struct facts *facts) {
    struct facts *out = ARENA_NEW(arena, struct facts);
    *out = *facts;
    return out;
}

static bool is_local(const struct fact *fact) { return !(fact->variable & (FACT_PARAMETER | FACT_PATH)); }

/* What was set longest ago is needed least: of a local variable, where there is one. */
static const struct facts *without_oldest(struct arena *arena, const struct facts *facts) {
    const struct fact *oldest = facts->items;
    for (const struct fact *fact = oldest + 1; fact < facts->items + facts->count; fact++)
        if (is_local(fact) != is_local(oldest) ? is_local(fact) : fact->set < oldest->set)
            oldest = fact;
    return facts_assign(arena, facts, oldest->variable, (struct known){0});
}

const struct facts *facts_assign(struct arena *arena, const struct facts *facts, uint32_t variable,
                                 struct known value) {
    uint32_t place = place_of(facts, variable);
    bool is_held = place < facts->count && facts->items[place].variable == variable;
    bool is_kept = value.kind != KNOWN_NOTHING;
    if (!is_held && !is_kept)
        return facts;
    if (!is_held && facts->count == FACTS_LIMIT) {
        facts = without_oldest(arena, facts);
        place = place_of(facts, variable);
    }
    struct facts *out = copy_of(arena, facts);
    struct fact *items = ARENA_ARRAY(arena, struct fact, facts->count + 1);
    if (place) /* `items` of no facts is NULL */
        memcpy(items, facts->items, place * sizeof *items);
    if (is_kept) {
        struct known *known = ARENA_NEW(arena, struct known);
        *known = value;
        out->set = facts->set + 1;
        items[place] = (struct fact){variable, known, out->set};
    }
    uint32_t rest = place + is_held;
    if (rest < facts->count)
        memcpy(items + place + is_kept, facts->items + rest, (facts->count - rest) * sizeof *items);
    out->items = items;
    out->count = facts->count - is_held + is_kept;
    return out;
}

bool facts_hold(const struct facts *facts, const struct guard *condition) {
    for (uint32_t i = 0; i < facts->condition_count; i++)
        if (facts->conditions[i] == condition)
            return true;
    return false;
}

const struct facts *facts_with(struct arena *arena, const struct facts *facts, const struct guard *condition) {
    if (facts_hold(facts, condition))
        return facts;
    struct facts *out = copy_of(arena, facts);
    if (out->condition_count == FACTS_CONDITIONS) {
        memmove(out->conditions, out->conditions + 1, (FACTS_CONDITIONS - 1) * sizeof *out->conditions);
        memmove(out->is_early, out->is_early + 1, (FACTS_CONDITIONS - 1) * sizeof *out->is_early);
        out->condition_count--;
    }
    out->is_early[out->condition_count] = false;
    out->conditions[out->condition_count++] = condition;
    return out;
}

const struct facts *facts_with_conditions_of(struct arena *arena, const struct facts *facts,
                                             const struct facts *other) {
    struct facts *out = copy_of(arena, facts);
    memcpy(out->conditions, other->conditions, sizeof out->conditions);
    memcpy(out->is_early, other->is_early, sizeof out->is_early);
    out->condition_count = other->condition_count;
    return out;
}

const struct facts *facts_without_options(struct arena *arena, const struct facts *facts, const struct facts *before) {
    struct facts *out = copy_of(arena, facts);
    out->condition_count = 0;
    for (uint32_t i = 0; i < facts->condition_count; i++) {
        if (facts->conditions[i]->kind == GUARD_OPTION && !facts_hold(before, facts->conditions[i]))
            continue;
        out->is_early[out->condition_count] = facts->is_early[i];
        out->conditions[out->condition_count++] = facts->conditions[i];
    }
    return out->condition_count == facts->condition_count ? facts : out;
}

static bool is_early(const struct facts *facts, const struct guard *condition) {
    for (uint32_t i = 0; i < facts->condition_count; i++)
        if (facts->conditions[i] == condition)
            return facts->is_early[i];
    return false;
}

const struct facts *facts_early(struct arena *arena, const struct facts *facts, const struct facts *before) {
    struct facts *out = copy_of(arena, facts);
    for (uint32_t i = 0; i < facts->condition_count; i++)
        out->is_early[i] |= !facts_hold(before, facts->conditions[i]);
    return out;
}

const struct facts *facts_asked(struct arena *arena, const struct facts *facts, uint32_t asked) {
    if (facts->asked == asked)
        return facts;
    struct facts *out = ARENA_NEW(arena, struct facts);
    *out = *facts;
    out->asked = asked;
    return out;
}

const struct facts *facts_join(struct arena *arena, const struct facts *a, const struct facts *b) {
    if (a == b)
        return a;
    struct facts *out = ARENA_NEW(arena, struct facts);
    struct fact *items = ARENA_ARRAY(arena, struct fact, a->count);
    for (uint32_t i = 0; i < a->count; i++) {
        const struct known *other = facts_value(b, a->items[i].variable);
        if (!other)
            continue;
        struct known *both = ARENA_NEW(arena, struct known);
        *both = known_join(*a->items[i].value, *other);
        if (both->kind != KNOWN_NOTHING)
            items[out->count++] = (struct fact){a->items[i].variable, both, a->items[i].set};
    }
    out->set = a->set > b->set ? a->set : b->set;
    out->items = items;
    out->filters = a->filters < b->filters ? a->filters : b->filters;
    out->asked = a->asked < b->asked ? a->asked : b->asked;
    for (uint32_t i = 0; i < a->condition_count; i++) {
        if (!facts_hold(b, a->conditions[i]))
            continue;
        out->is_early[out->condition_count] = a->is_early[i] && is_early(b, a->conditions[i]);
        out->conditions[out->condition_count++] = a->conditions[i];
    }
    return out;
}
