/* No stage of the analyzer: a target that fails, which shows that failures are seen. Its test passes when they are. */
#include "fuzz/target.h"

bool target_seed(const struct buffer *file, uint32_t number, struct buffer *out) {
    return target_seed_of_text(file, number, out);
}

/* No seed is that short; one that is cut may be. */
bool target_run(const void *data, size_t size) {
    (void)data;
    EXPECT(size > 400, "an input of %zu bytes", size);
    return true;
}
