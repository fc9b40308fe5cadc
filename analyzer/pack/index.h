/* Models by name. Tests: tests/unit/pack/test_pack.c */
#ifndef TRIPCOUNT_PACK_INDEX_H
#define TRIPCOUNT_PACK_INDEX_H

#include "base/error.h"
#include "base/map.h"
#include "base/vec.h"
#include "model/effect.h"

#include <stdbool.h>
#include <stdint.h>

struct model_index {
    struct map first; /* of a name's hash to the first entry with that hash */
    VEC(struct index_entry {
        const struct model *model;
        uint32_t next; /* entry with the same hash, or MAP_NONE */
    })
    entries;
    VEC(struct index_glob {
        const struct model *model;
        uint32_t prefix_length; /* characters before the first star */
        const char *part;       /* characters between the first star and the next: most names hold them nowhere */
        uint32_t part_length;
        uint32_t literal_length; /* characters that are not stars: more of them say more */
    })
    globs;
    VEC(struct index_glob) of_classes; /* entries that tell the method's class, exact names among them */
};

void index_finish(struct model_index *index);

/* The model must outlive the index. A second one of the same name is an error. */
NODISCARD bool index_add(struct model_index *index, const struct model *model, struct error *err);

/* Constant time; NULL when no entry has exactly this name. */
const struct model *index_exact(const struct model_index *index, const char *name);

/* The most telling pattern that means `name` (the first of equals), or NULL. With a `header` only those whose `headers`
 * hold it. Linear in the number of patterns. */
const struct model *index_glob(const struct model_index *index, const char *name, const char *header);

/* The most telling entry that means the method and whose conditions its class fulfils, or NULL. Linear in the number of
 * such entries; the class is only asked of where the name fits. */
struct model_query;
const struct model *index_of_class(const struct model_index *index, const struct model_query *query);

/* Whether one of the model's `headers` is the end of the path `header`. */
bool index_holds_header(const struct model *model, const char *header);

#endif
