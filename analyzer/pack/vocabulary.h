/* All tables of keys, for the test that compares them with the JSON Schemas below rules/.
 * Tests: tests/unit/pack/test_schema_files.c */
#ifndef TRIPCOUNT_PACK_VOCABULARY_H
#define TRIPCOUNT_PACK_VOCABULARY_H

#include "pack/schema.h"

extern const struct schema entry_schema;       /* entry.c */
extern const struct schema built_schema;       /* entry.c */
extern const struct schema library_schema;     /* library.c */
extern const struct schema status_schema;      /* library.c */
extern const struct schema config_schema;      /* config.c */
extern const struct schema turns_schema;       /* config.c */
extern const struct schema entry_point_schema; /* entry_point.c */
extern const struct schema check_page_schema;  /* check_page.c */
extern const struct schema check_help_schema;  /* check_page.c */

#endif
