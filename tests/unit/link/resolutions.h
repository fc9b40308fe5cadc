/* Whom calls run, as text: what the tests of link/resolve.h and link/overriders.h share. Sets are sorted by name, so
 * that the order of the units does not show. */
#ifndef TRIPCOUNT_TESTS_UNIT_LINK_RESOLUTIONS_H
#define TRIPCOUNT_TESTS_UNIT_LINK_RESOLUTIONS_H

#include "unit/link/linked.h"

#include "base/vec.h"

/* "each", of an instance "each{fn = ask_one}", of what stands for a library's function "<query>". */
static inline const char *name_in_full(struct linked *linked, uint32_t function) {
    const struct program_function *f = &linked->program.functions[function];
    const char *name = program_function_name(&linked->program, function);
    if (f->bound)
        return arena_printf(&linked->arena, f->is_stand_in ? "<%s>{%s}" : "%s{%s}", name, f->bound);
    return f->is_stand_in ? arena_printf(&linked->arena, "<%s>", name) : name;
}

static inline int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "ask_one ask_two medium"; "nobody" where the call leads to no function of the program. */
static inline const char *targets_in_full(struct linked *linked, struct targets targets) {
    static const char *const words[] = {
        [CONFIDENCE_LOW] = "low", [CONFIDENCE_MEDIUM] = "medium", [CONFIDENCE_HIGH] = "high"};
    const char **names = ARENA_ARRAY(&linked->arena, const char *, targets.count);
    struct buffer text = {0};
    if (targets.count == 0)
        return "nobody";
    for (uint32_t i = 0; i < targets.count; i++)
        names[i] = name_in_full(linked, targets.functions[i]);
    qsort(names, targets.count, sizeof *names, compare_texts);
    for (uint32_t i = 0; i < targets.count; i++)
        buffer_printf(&text, "%s ", names[i]);
    buffer_add_text(&text, words[targets.confidence]);
    const char *kept = arena_text(&linked->arena, buffer_text(&text), text.size);
    buffer_finish(&text);
    return kept;
}

static inline uint32_t function_in_full(struct linked *linked, const char *name) {
    for (uint32_t i = 0; i < linked->program.function_count; i++)
        if (strcmp(name_in_full(linked, i), name) == 0)
            return i;
    fail_msg("there is no function %s", name);
    return FUNCTION_NONE;
}

struct wanted_call {
    uint32_t index;
    const struct call *found;
};

static inline void find_call(struct region *region, void *context) {
    struct wanted_call *wanted = context;
    if (region->kind == REGION_CALL && region->call->index == wanted->index)
        wanted->found = region->call;
}

/* Whom the call, by its index, of the function runs. */
static inline const char *runs(struct linked *linked, const char *caller, uint32_t index) {
    struct error err = {0};
    struct wanted_call wanted = {.index = index};
    uint32_t number = function_in_full(linked, caller);
    const struct function *body = program_body(&linked->program, number, &err);
    assert_non_null(body);
    region_walk(body->body, find_call, &wanted);
    assert_non_null(wanted.found);
    return targets_in_full(linked, program_call_targets(&linked->program, number, wanted.found, &linked->arena));
}

#define assert_runs(linked, caller, index, text) assert_string_equal(runs(linked, caller, index), text)

/* All calls that are resolved to something, a line for each, in an order of their own. */
static inline const char *all_resolutions(struct linked *linked) {
    VEC(const char *) lines = {0};
    struct buffer text = {0};
    for (uint32_t f = 0; f < linked->program.function_count; f++)
        for (uint32_t i = 0; i < linked->program.functions[f].resolved_count; i++) {
            const struct resolved_call *call = &linked->program.functions[f].resolved[i];
            vec_push(&lines, arena_printf(&linked->arena, "%s %u: %s\n", name_in_full(linked, f), call->call,
                                          targets_in_full(linked, call->targets)));
        }
    if (lines.count > 0)
        qsort(lines.items, lines.count, sizeof *lines.items, compare_texts);
    for (uint32_t i = 0; i < lines.count; i++)
        buffer_add_text(&text, lines.items[i]);
    const char *kept = arena_text(&linked->arena, buffer_text(&text), text.size);
    vec_finish(&lines);
    buffer_finish(&text);
    return kept;
}

/* Both units of a program, linked in both orders, lead to the same. */
static inline void assert_order_is_no_matter(const char *first, const char *second) {
    struct linked one, other;
    struct buffer forth = {0}, back = {0};
    buffer_printf(&forth, "%s%s", first, second);
    buffer_printf(&back, "%s%s", second, first);
    linked_make(&one, forth.data);
    linked_make(&other, back.data);
    assert_string_not_equal(all_resolutions(&one), "");
    assert_string_equal(all_resolutions(&one), all_resolutions(&other));
    assert_int_equal(one.program.resolved_call_count, other.program.resolved_call_count);
    linked_finish(&one);
    linked_finish(&other);
    buffer_finish(&forth);
    buffer_finish(&back);
}

/* Symbols and bodies that most programs here are made of. */
#define QUERY              "(query function address-taken (header \"demo.h\" 1) (type \"int (int)\") (parameters 1))"
#define INT_FUNCTION(name) "(" name " function (type \"int (int)\"))"
#define ASKS(name)         "(function " name " @3:1 (parameters (x \"int\")) (body (call query @3:9 (x))))"
#define COMPUTES(name)     "(function " name " @4:1 (parameters (x \"int\")) (body (return x)))"

#endif
