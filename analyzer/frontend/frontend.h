/* From a command to a lowered unit: parse with libclang, lower cursors to region trees.
 *
 * The only folder that includes clang-c; only the worker links it. Not reentrant per `struct frontend`; one unit at a
 * time. A file that cannot be parsed is a status of the unit, never an error of the call.
 * Tests: testdata/_lower (golden), tests/unit/frontend. */
#ifndef TRIPCOUNT_FRONTEND_FRONTEND_H
#define TRIPCOUNT_FRONTEND_FRONTEND_H

#include "base/arena.h"
#include "base/error.h"
#include "ir/unit.h"
#include "model/dependency.h"

struct frontend;

struct frontend_options {
    const char *resource_directory; /* of clang's own headers; NULL: found beside libclang */
};

struct frontend *frontend_create(const struct frontend_options *options);
void frontend_destroy(struct frontend *frontend);

struct frontend_command {
    const char *root;             /* absolute: paths in the unit are relative to it */
    const char *file;             /* absolute */
    const char *directory;        /* absolute: what relative paths in the arguments are relative to */
    const char *const *arguments; /* normalised (compdb), without compiler and source file */
    uint32_t argument_count;
};

struct frontend_unit {
    struct unit unit;
    struct dependency *dependencies; /* the main file first */
    uint32_t dependency_count;
};

/* All of `out` lives in `arena`. Clang's own version of the unit is freed before the call returns. */
void frontend_lower(struct frontend *frontend, const struct frontend_command *command, struct arena *arena,
                    struct frontend_unit *out);

/* "clang version 19.1.7": part of each unit's content key. */
const char *frontend_version(struct arena *arena);

/* For doctor: the directory of clang's own headers that will be used, or NULL. */
const char *frontend_resource_directory(const struct frontend *frontend);

/* Top level of the AST as text, for `tripcount dump ast`. */
NODISCARD bool frontend_dump_ast(struct frontend *frontend, const struct frontend_command *command, struct buffer *out,
                                 struct error *err);

#endif
