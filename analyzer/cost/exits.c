/* Exit maps. Tests: tests/unit/cost/test_value.c */
#include "cost/exits.h"

#include <string.h>

struct way way_join(const struct algebra *algebra, struct way a, struct way b) {
    if (!a.value || !b.value)
        return a.value ? a : b;
    return (struct way){value_join(algebra, a.value, b.value), facts_join(algebra->scratch, a.facts, b.facts)};
}

struct exits exits_next(const struct value *value, const struct facts *facts) {
    return exits_only(EXIT_NEXT, value, facts);
}

struct exits exits_only(enum exit_kind kind, const struct value *value, const struct facts *facts) {
    struct exits exits = {0};
    exits.by_kind[kind] = (struct way){value, facts};
    return exits;
}

struct exits exits_goto(const struct algebra *algebra, uint32_t label, const struct value *value,
                        const struct facts *facts) {
    struct goto_exit *one = ARENA_NEW(algebra->scratch, struct goto_exit);
    *one = (struct goto_exit){label, {value, facts}};
    return (struct exits){.gotos = one, .goto_count = 1};
}

static void merge_gotos(const struct algebra *algebra, struct exits *out, const struct exits *a,
                        const struct exits *b) {
    if (a->goto_count == 0 || b->goto_count == 0) {
        const struct exits *whole = a->goto_count ? a : b;
        out->gotos = whole->gotos;
        out->goto_count = whole->goto_count;
        return;
    }
    struct goto_exit *gotos = ARENA_ARRAY(algebra->scratch, struct goto_exit, a->goto_count + b->goto_count);
    uint32_t count = 0, i = 0, k = 0;
    while (i < a->goto_count || k < b->goto_count) {
        uint64_t x = i < a->goto_count ? a->gotos[i].label : UINT64_MAX;
        uint64_t y = k < b->goto_count ? b->gotos[k].label : UINT64_MAX;
        struct goto_exit one = {(uint32_t)(x < y ? x : y), {NULL, NULL}};
        if (x <= y)
            one.way = a->gotos[i++].way;
        if (y <= x)
            one.way = way_join(algebra, one.way, b->gotos[k++].way);
        gotos[count++] = one;
    }
    out->gotos = gotos;
    out->goto_count = count;
}

struct exits exits_join(const struct algebra *algebra, struct exits a, struct exits b) {
    struct exits out = {0};
    for (int i = 0; i < EXIT_COUNT; i++)
        out.by_kind[i] = way_join(algebra, a.by_kind[i], b.by_kind[i]);
    merge_gotos(algebra, &out, &a, &b);
    return out;
}

static struct way way_after(const struct algebra *algebra, const struct value *before, struct way way) {
    return (struct way){way.value ? value_sequence(algebra, before, way.value) : NULL, way.facts};
}

struct exits exits_sequence(const struct algebra *algebra, struct exits a, struct exits b) {
    const struct value *before = a.by_kind[EXIT_NEXT].value;
    if (!before)
        return a;
    struct exits after = {0};
    for (int i = 0; i < EXIT_COUNT; i++)
        after.by_kind[i] = way_after(algebra, before, b.by_kind[i]);
    struct goto_exit *gotos = ARENA_ARRAY(algebra->scratch, struct goto_exit, b.goto_count);
    for (uint32_t i = 0; i < b.goto_count; i++)
        gotos[i] = (struct goto_exit){b.gotos[i].label, way_after(algebra, before, b.gotos[i].way)};
    after.gotos = gotos;
    after.goto_count = b.goto_count;
    a.by_kind[EXIT_NEXT].value = NULL;
    return exits_join(algebra, a, after);
}

struct way exits_take_goto(const struct algebra *algebra, struct exits *exits, uint32_t label) {
    for (uint32_t i = 0; i < exits->goto_count; i++) {
        if (exits->gotos[i].label != label)
            continue;
        struct way way = exits->gotos[i].way;
        struct goto_exit *rest = ARENA_ARRAY(algebra->scratch, struct goto_exit, exits->goto_count);
        memcpy(rest, exits->gotos, i * sizeof *rest);
        memcpy(rest + i, exits->gotos + i + 1, (exits->goto_count - i - 1) * sizeof *rest);
        exits->gotos = rest;
        exits->goto_count--;
        return way;
    }
    return (struct way){NULL, NULL};
}

const struct value *exits_all(const struct algebra *algebra, const struct exits *exits) {
    const struct value *all = NULL;
    for (int i = 0; i < EXIT_COUNT; i++)
        all = value_join(algebra, all, exits->by_kind[i].value);
    for (uint32_t i = 0; i < exits->goto_count; i++)
        all = value_join(algebra, all, exits->gotos[i].way.value);
    return all;
}
