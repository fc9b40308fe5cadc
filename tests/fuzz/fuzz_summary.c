/* Summaries: what a damaged database or another build may hold. */
#include "fuzz/target.h"

#include "base/intern.h"
#include "summary/summary.h"

bool target_seed(const struct buffer *file, uint32_t number, struct buffer *out) {
    return target_seed_of_unit(file, number, out);
}

/* Every function alone, as linking reads them; gives how many are good. */
static uint32_t read_functions(const struct summary *summary, struct arena *arena) {
    uint32_t good_count = 0;
    for (uint32_t i = 0; i < summary->function_count; i++) {
        struct error err = {0};
        struct function function;
        bool is_good = summary_function(summary, i, arena, &function, &err);
        target_expect_error(is_good, &err, NULL);
        if (is_good)
            EXPECT(function.local_count == summary->functions[i].local_count, "function %u has %u locals, not %u", i,
                   function.local_count, summary->functions[i].local_count);
        good_count += is_good;
    }
    return good_count;
}

bool target_run(const void *data, size_t size) {
    struct arena arena;
    struct interner interner;
    struct error err = {0};
    struct summary summary;
    struct unit unit;
    arena_init(&arena);
    interner_init(&interner);
    bool is_whole = false;
    bool is_open = summary_open(&arena, &interner, data, size, &summary, &err);
    target_expect_error(is_open, &err, NULL);
    target_expect_memory(arena.used_bytes, size);
    if (is_open) {
        uint32_t good_count = read_functions(&summary, &arena);
        is_whole = summary_unit(&summary, &arena, &unit, &err);
        target_expect_error(is_whole, &err, NULL);
        EXPECT(is_whole == (good_count == summary.function_count), "%u of %u functions are good", good_count,
               summary.function_count);
        /* The functions were read twice. */
        target_expect_memory(arena.used_bytes, 2 * size);
        if (is_whole)
            target_expect_round_trips(&unit);
    }
    interner_finish(&interner);
    arena_finish(&arena);
    return is_whole;
}
