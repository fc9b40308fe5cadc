/* Entry points that a project names: what users wait for. Private to pack/config.c.
 * Tests: tests/unit/pack/test_entry_point.c */
#ifndef TRIPCOUNT_PACK_ENTRY_POINT_H
#define TRIPCOUNT_PACK_ENTRY_POINT_H

#include "pack/config.h"
#include "pack/schema.h"

/* `entry_points:`, a mapping of names to entries. Fills entry_points of the config, in the order of the file. */
NODISCARD bool entry_points_read(struct schema_source *source, const struct yaml_node *node, struct config *config);

#endif
