/* .tripcount.yaml: the project's own facts. Closed vocabulary, errors with file, line and column.
 * Tests: tests/unit/pack/test_config.c */
#ifndef TRIPCOUNT_PACK_CONFIG_H
#define TRIPCOUNT_PACK_CONFIG_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "model/effect.h"

#include <stdbool.h>
#include <stdint.h>

/* turns: loops of a function whose formula is `turns` run `at_most` times. */
struct turns_entry {
    const char *function;
    const char *turns; /* "orders->n", "turns@load:2" */
    int64_t at_most;
    const char *because; /* NULL: nobody said */
    uint32_t line;
    uint32_t column;
};

struct config {
    const char *path;      /* NULL: none was found, everything is at its default */
    const char *directory; /* of the file: the project's root */
    const struct model *models;
    uint32_t model_count;
    const char *const *exclude; /* globs: units that are not analysed */
    uint32_t exclude_count;
    const char *const *allow_failed; /* globs: units that may fail without exit code 3 */
    uint32_t allow_failed_count;
    struct peer_latency {
        const char *peer;
        const char *profile;
    } * latencies;
    uint32_t latency_count;
    const struct turns_entry *turns;
    uint32_t turns_count;
    struct entry_point {
        const char *name;          /* "place order" */
        const char *function;      /* qualified, without parameters */
        int64_t per_second;        /* 0: not said */
        int64_t latency_budget_ms; /* 0: not said */
        uint32_t line;             /* of its entry, for messages */
        uint32_t column;
    } * entry_points;
    uint32_t entry_point_count;
    /* Keys of PRODUCT that this version reads but does not use yet: each is told once as a warning. */
    const char *const *unused_keys;
    uint32_t unused_key_count;
    struct digest digest;
};

/* `path` NULL: looked for as .tripcount.yaml from `start` upward; not finding one is no error. */
NODISCARD bool config_load(struct arena *arena, const char *path, const char *start, struct config *out,
                           struct error *err);

#endif
