/* One entry of a pack's `functions:` or a project's `models:`: some names and what calling them does.
 * Tests: tests/unit/pack/test_entry.c */
#ifndef TRIPCOUNT_PACK_ENTRY_H
#define TRIPCOUNT_PACK_ENTRY_H

#include "base/vec.h"
#include "model/effect.h"
#include "pack/schema.h"

#include <stdbool.h>

struct model_list {
    struct model *items;
    uint32_t count;
    uint32_t capacity;
};

/* Adds one model for each name of the entry. `defaults` holds what the file says for all: library, peer, url, headers,
 * origin, language. The texts live in the source's arena, the list on the heap. */
NODISCARD bool entry_read(struct schema_source *source, const struct yaml_node *node, const struct model *defaults,
                          struct model_list *out);

/* A list of entries. `what` names it in messages. */
NODISCARD bool entry_read_list(struct schema_source *source, const struct yaml_node *node, const char *what,
                               const struct model *defaults, struct model_list *out);

/* The list's models in the arena; frees the list. */
const struct model *entry_keep(struct arena *arena, struct model_list *list);

/* Words of `language`, by index. */
const char *entry_language_word(unsigned index);

/* Whether a name is a pattern: the stars of `operator*` and its like are none. */
bool entry_is_glob(const char *name);

#endif
