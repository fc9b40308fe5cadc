/* Places where a header would be found before the one that was found: a unit changes when one of them appears.
 *
 * Seen from the command alone: the folder of the source, then the folders of -iquote, -I, -isystem and -idirafter. A
 * header that was found in one of these could stand in each one before. Which name the source wrote is not known, so a
 * place that holds a file already is left out. Tests: tests/unit/driver/test_shadows.c */
#ifndef TRIPCOUNT_DRIVER_SHADOWS_H
#define TRIPCOUNT_DRIVER_SHADOWS_H

#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"
#include "compdb/compdb.h"
#include "model/dependency.h"

/* More for one unit are left out: with hundreds of include folders they would outnumber all else. */
#define SHADOWS_MOST 4000

struct shadows {
    struct interner paths;
    struct map is_there; /* interned path -> 0 or 1; looked at once per run */
    VEC(struct dependency) found;
};

void shadows_init(struct shadows *shadows);
void shadows_finish(struct shadows *shadows);

/* Leaves in `found` what stands in front of `dependencies`, as absent ones; good until the next call. */
void shadows_find(struct shadows *shadows, const struct compdb_unit *command, const struct dependency *dependencies,
                  uint32_t dependency_count);

#endif
