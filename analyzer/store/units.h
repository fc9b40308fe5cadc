/* Inside of the store: which files a unit was made from, as bytes in its row. */
#ifndef TRIPCOUNT_STORE_UNITS_H
#define TRIPCOUNT_STORE_UNITS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

/* Ids stand as steps from the one before: headers that are included together have near ids, and one byte is enough. */
void unit_files_encode(struct buffer *out, const int64_t *ids, uint32_t id_count);
/* `*id` is the id before (0 at first) and becomes the next. False at the end, and when `reader` has failed. */
bool unit_files_next(struct reader *reader, int64_t *id);

#endif
