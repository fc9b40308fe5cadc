/* One command line in, what libclang is given for it out.
 *
 * Walks the words once and asks flag.h what becomes of each. Tests: tests/unit/compdb/test_normalize.c */
#ifndef TRIPCOUNT_COMPDB_NORMALIZE_H
#define TRIPCOUNT_COMPDB_NORMALIZE_H

#include "compdb/compdb.h"
#include "compdb/compiler.h"
#include "compdb/words.h"

struct command {
    const struct words *words; /* response files expanded */
    uint32_t first_argument;   /* behind the compiler */
    enum compiler_mode mode;
    const char *target;    /* what the compiler's name says, or NULL */
    const char *directory; /* absolute, normalised */
    const char *file;      /* absolute, normalised */
    bool may_be_header;    /* a header is taken too */
};

/* Fills directory, arguments, argument_count and language of `unit`, or says in `left_out` why the command gives no
 * unit. False for a command that is refused: then `unit->problem` is set. */
NODISCARD bool normalize_command(struct arena *arena, const struct command *command, struct compdb_unit *unit,
                                 enum compdb_left_out *left_out, struct error *err);

#endif
