/* One file of rules/libraries. Its keys are in rules/README.md. Tests: tests/unit/pack/test_library.c */
#ifndef TRIPCOUNT_PACK_LIBRARY_H
#define TRIPCOUNT_PACK_LIBRARY_H

#include "base/arena.h"
#include "base/error.h"
#include "pack/pack.h"

#include <stdbool.h>

/* All texts and models live in the arena. */
NODISCARD bool library_read(struct arena *arena, const char *path, struct library *out, struct error *err);

/* Words of `latency`, by index. */
const char *library_latency_word(unsigned index);

#endif
