/* A program made of units as text, linked and counted: what the tests of link, cost and rule share. */
#ifndef TRIPCOUNT_TESTS_UNIT_LINK_LINKED_H
#define TRIPCOUNT_TESTS_UNIT_LINK_LINKED_H

#include "ir/text.h"
#include "link/cone.h"
#include "link/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct linked {
    struct arena arena;
    struct interner interner;
    struct pack_set *packs;
    struct program program;
    struct buffer *summaries; /* of the units */
    struct program_input *inputs;
    uint32_t unit_count;
};

/* A library of its own: round trips, a wait for several sends, rows, local calls. */
#define SMALL_PACK                                                                                                     \
    "version: 1\n"                                                                                                     \
    "library: demo\n"                                                                                                  \
    "title: A demonstration\n"                                                                                         \
    "peer: demo\n"                                                                                                     \
    "headers: [demo.h]\n"                                                                                              \
    "functions:\n"                                                                                                     \
    "  - names: [query]\n"                                                                                             \
    "    effect: roundtrip\n"                                                                                          \
    "    request: 0\n"                                                                                                 \
    "    result: return\n"                                                                                             \
    "    bulk: query_many\n"                                                                                           \
    "    advice: \"ask once\"\n"                                                                                       \
    "  - names: [ask]\n"                                                                                               \
    "    effect: roundtrip\n"                                                                                          \
    "    failure: \"null\"\n"                                                                                          \
    "  - names: [ask_over]\n"                                                                                          \
    "    effect: roundtrip\n"                                                                                          \
    "    handle: 0\n"                                                                                                  \
    "  - names: [query_twice]\n"                                                                                       \
    "    effect: roundtrip\n"                                                                                          \
    "    roundtrips: 2\n"                                                                                              \
    "  - names: [\"other_*\"]\n"                                                                                       \
    "    effect: roundtrip\n"                                                                                          \
    "    peer: other\n"                                                                                                \
    "  - names: [append]\n"                                                                                            \
    "    effect: send\n"                                                                                               \
    "  - names: [get]\n"                                                                                               \
    "    effect: wait\n"                                                                                               \
    "  - names: [row_count]\n"                                                                                         \
    "    effect: local\n"                                                                                              \
    "    rows: 0\n"                                                                                                    \
    "  - names: [fetch_row]\n"                                                                                         \
    "    effect: local\n"                                                                                              \
    "    items: 0\n"                                                                                                   \
    "  - names: [value_of]\n"                                                                                          \
    "    effect: local\n"

static inline void linked_load_pack(struct linked *linked, const char *yaml) {
    char path[] = "/tmp/tripcount-pack-XXXXXX.yaml";
    struct error err = {0};
    int descriptor = mkstemps(path, 5);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, yaml, strlen(yaml)), (ssize_t)strlen(yaml));
    close(descriptor);
    bool ok = pack_load(linked->packs, path, &err);
    unlink(path);
    if (!ok)
        fail_msg("%s", err.message);
}

static inline void linked_init(struct linked *linked) {
    *linked = (struct linked){.packs = pack_create()};
    arena_init(&linked->arena);
    interner_init(&linked->interner);
}

static inline void linked_finish(struct linked *linked) {
    for (uint32_t i = 0; i < linked->unit_count; i++)
        buffer_finish(&linked->summaries[i]);
    free(linked->summaries);
    free(linked->inputs);
    pack_destroy(linked->packs);
    interner_finish(&linked->interner);
    arena_finish(&linked->arena);
}

/* Every unit of the text, through its bytes. */
static inline void linked_encode(struct linked *linked, const char *name, const char *text, size_t size) {
    struct error err = {0};
    struct arena scratch;
    struct unit *units;
    arena_init(&scratch);
    if (!unit_read_all(&scratch, name, text, size, &units, &linked->unit_count, &err))
        fail_msg("%s", err.message);
    linked->summaries = checked_alloc((uint64_t)linked->unit_count + 1, sizeof *linked->summaries);
    linked->inputs = checked_alloc((uint64_t)linked->unit_count + 1, sizeof *linked->inputs);
    for (uint32_t i = 0; i < linked->unit_count; i++) {
        linked->summaries[i] = (struct buffer){0};
        summary_encode(&units[i], &linked->summaries[i]);
        linked->inputs[i] = (struct program_input){arena_text(&linked->arena, units[i].path, strlen(units[i].path)),
                                                   linked->summaries[i].data, linked->summaries[i].size};
    }
    arena_finish(&scratch);
}

static inline void linked_link(struct linked *linked) {
    struct error err = {0};
    if (!program_link(&linked->program, &linked->arena, &linked->interner, linked->inputs, linked->unit_count,
                      linked->packs, &err))
        fail_msg("%s", err.message);
    program_find_cone(&linked->program);
}

/* The text's units with SMALL_PACK in force. */
static inline void linked_make(struct linked *linked, const char *text) {
    linked_init(linked);
    linked_load_pack(linked, SMALL_PACK);
    linked_encode(linked, "test", text, strlen(text));
    linked_link(linked);
}

/* The only function of that name in `file` (NULL: anywhere). */
static inline uint32_t linked_function(const struct linked *linked, const char *file, const char *name) {
    const struct program *program = &linked->program;
    for (uint32_t i = 0; i < program->function_count; i++)
        if (strcmp(program_function_name(program, i), name) == 0 &&
            (!file || strcmp(program->functions[i].file, file) == 0))
            return i;
    fail_msg("there is no function %s", name);
    return FUNCTION_NONE;
}

static inline uint32_t linked_entity(const struct linked *linked, const char *name) {
    for (uint32_t i = 0; i < linked->program.entity_count; i++)
        if (strcmp(linked->program.entities[i].name, name) == 0)
            return i;
    fail_msg("there is no entity %s", name);
    return SYMBOL_NONE;
}

#endif
