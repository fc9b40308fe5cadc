/* The table `file`: which contents units were made from. One row for each path and content, so that a unit that saw an
 * older content of a header is told apart from one that saw the newer.
 *
 * Must not know what units are. Tests: tests/unit/store/test_units.c */
#ifndef TRIPCOUNT_STORE_FILES_H
#define TRIPCOUNT_STORE_FILES_H

#include "base/intern.h"
#include "base/map.h"
#include "model/dependency.h"
#include "store/database.h"

/* What this connection knows of the table while it writes: a header that a hundred units share is looked up once. */
struct file_ids;

/* Call inside a write transaction, before the first file_ids_get of it: forgets all that another process may have
 * changed. */
NODISCARD bool file_ids_begin(struct store *store, struct error *err);
/* To be called when the transaction was rolled back. */
void file_ids_forget(struct store *store);
void file_ids_destroy(struct file_ids *ids); /* accepts NULL */

/* The row of this content of this file; made, or given the newer stamp, where that is needed. `scratch` takes what is
 * needed in between. */
NODISCARD bool file_ids_get(struct store *store, const struct dependency *file, struct arena *scratch, int64_t *id,
                            struct error *err);

/* All rows, in `arena`, paths absolute; `by_id` (empty before) gives the index of each id. */
NODISCARD bool files_load(struct store *store, struct arena *arena, struct dependency **files, uint32_t *file_count,
                          struct map *by_id, struct error *err);

/* Stores the stamps of contents that are known. */
NODISCARD bool files_save_stamps(struct store *store, const struct dependency *files, uint32_t file_count,
                                 struct error *err);

/* Removes the rows whose ids are not in `used`. */
NODISCARD bool files_remove_unused(struct store *store, const struct map *used, struct error *err);

#endif
