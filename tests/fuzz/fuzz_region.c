/* Units as text. */
#include "fuzz/target.h"

#include "ir/text.h"

bool target_seed(const struct buffer *file, uint32_t number, struct buffer *out) {
    return target_seed_of_text(file, number, out);
}

bool target_run(const void *data, size_t size) {
    struct arena arena;
    struct error err = {0};
    struct unit *units;
    uint32_t count = 0;
    arena_init(&arena);
    bool is_good = unit_read_all(&arena, "input", data, size, &units, &count, &err);
    target_expect_error(is_good, &err, "input");
    target_expect_memory(arena.used_bytes, size);
    EXPECT(!is_good || count > 0, "read, and there is no unit");
    for (uint32_t i = 0; is_good && i < count; i++)
        target_expect_round_trips(&units[i]);
    arena_finish(&arena);
    return is_good;
}
