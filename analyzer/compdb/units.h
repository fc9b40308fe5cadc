/* Gathers commands into the units of a database: one at a time in, then sorted, freed of equal ones and counted.
 *
 * Tests: tests/unit/compdb/test_load.c */
#ifndef TRIPCOUNT_COMPDB_UNITS_H
#define TRIPCOUNT_COMPDB_UNITS_H

#include "compdb/compdb.h"
#include "compdb/words.h"

struct unit_builder {
    struct arena *arena;  /* of the result */
    struct arena scratch; /* of one command */
    struct compdb *compdb;
    struct {
        struct compdb_unit *items;
        uint32_t count;
        uint32_t capacity;
    } units;
    struct {
        struct compdb_compiler *items;
        uint32_t count;
        uint32_t capacity;
    } compilers;
};

/* One entry as it was read. Either `command`, or `words`; neither is a problem of the unit. */
struct unit_entry {
    const char *file;      /* as written */
    const char *directory; /* absolute, normalised */
    const char *command;   /* for a shell; NULL: `words` */
    const struct words *words;
    bool has_compiler; /* false: the words are flags only, and a header is taken too */
    uint32_t line;
};

void unit_builder_init(struct unit_builder *builder, struct arena *arena, struct compdb *compdb);
void unit_builder_finish(struct unit_builder *builder);
void unit_builder_add(struct unit_builder *builder, const struct unit_entry *entry);
/* Fills units, counts and compilers of the database. */
void unit_builder_end(struct unit_builder *builder);

#endif
