/* Units for tests, from text. The names of the files are relative to the source tree, where tests run. */
#ifndef TRIPCOUNT_TESTS_UNIT_IR_SAMPLE_H
#define TRIPCOUNT_TESTS_UNIT_IR_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "ir/text.h"

#include <string.h>

/* Holds every form that the grammar knows, with every field set away from its default somewhere. */
#define SAMPLE_EVERYTHING "tests/unit/ir/everything.region"

static inline void sample_load(const char *path, struct buffer *out) {
    struct error err = {0};
    if (!file_read(path, out, &err))
        fail_msg("%s", err.message);
}

static inline struct unit sample_read(struct arena *arena, const char *text) {
    struct error err = {0};
    struct unit unit;
    if (!unit_read(arena, "sample", text, strlen(text), &unit, &err))
        fail_msg("%s", err.message);
    return unit;
}

#endif
