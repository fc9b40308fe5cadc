/* Compilation databases in, one normalised and safe command per translation unit out.
 *
 * Decides which entries are units, what libclang is given for each, and in which order the units stand. A database may
 * come from anybody, so a flag is only passed on when a table says that it can do nothing but change how the source is
 * read (flag.h): nothing that writes a file, loads code or starts a program gets through. Knows nothing about libclang
 * itself and never looks whether a source exists (compdb_count_missing does). Tests: tests/unit/compdb */
#ifndef TRIPCOUNT_COMPDB_COMPDB_H
#define TRIPCOUNT_COMPDB_COMPDB_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stdint.h>

#define COMPDB_FILE_NAME "compile_commands.json"

enum compdb_language { COMPDB_C, COMPDB_CXX, COMPDB_OBJC, COMPDB_OBJCXX };

/* Why an entry gives no unit. */
enum compdb_left_out {
    COMPDB_TAKEN, /* it gives one */
    COMPDB_ASSEMBLY,
    COMPDB_GPU, /* CUDA, HIP, OpenCL; C or C++ that is compiled for a GPU */
    COMPDB_FORTRAN,
    COMPDB_RESOURCE,
    COMPDB_HEADER, /* read through the files that include it */
    COMPDB_OTHER,  /* any other language, or none that the name or the command tells */
    COMPDB_LEFT_OUT_COUNT
};

enum compdb_problem {
    COMPDB_FINE,
    COMPDB_BAD_COMMAND,       /* no command, an open quote, no compiler in it, a path that holds a line break */
    COMPDB_BAD_RESPONSE_FILE, /* missing, unreadable, includes itself, too deep, too large */
    COMPDB_UNSUPPORTED        /* cl and its like, -cc1 */
};

struct compdb_unit {
    const char *file;      /* absolute, normalised */
    const char *directory; /* absolute, normalised: where relative paths in `arguments` start */
    const char *compiler;  /* its base name; "" when none was found */

    /* For libclang: without the compiler and without the source. `arguments[0 .. argument_count-1]`; "-x LANGUAGE"
     * comes first, then what was kept in the order it had (a glued value of -I, -D and their like stands in a word of
     * its own), then switches that silence warnings. Empty for a unit with a problem. */
    const char *const *arguments;
    uint32_t argument_count;
    enum compdb_language language;

    enum compdb_problem problem;
    const char *problem_text; /* one sentence; NULL when there is no problem */

    uint32_t index; /* among the commands of this file, from 0 */
    uint32_t entry; /* which entry of the database, from 1; the first of equal ones */
    uint32_t line;  /* where that entry begins; 0 without a database */
};

struct compdb_compiler {
    const char *name;
    uint32_t entry_count;
};

struct compdb {
    const char *path;      /* of the database, absolute; NULL without one */
    const char *directory; /* the folder it lies in; without one, where the command was given */

    struct compdb_unit *units; /* by file (byte order), then index */
    uint32_t unit_count;

    /* entry_count = unit_count + duplicate_count + the sum of left_out_count: no entry is lost. */
    uint32_t entry_count;
    uint32_t duplicate_count; /* entries with the file and the normalised command of another one */
    uint32_t left_out_count[COMPDB_LEFT_OUT_COUNT];
    const char *left_out_example[COMPDB_LEFT_OUT_COUNT]; /* the first file left out for this reason, or NULL */
    uint32_t problem_count;                              /* units with any problem */
    uint32_t response_problem_count;                     /* units with COMPDB_BAD_RESPONSE_FILE */

    struct compdb_compiler *compilers; /* most entries first, then by name */
    uint32_t compiler_count;
};

/* Finds a database: `given` when it is not NULL (a folder that holds one, or the file), else in `start` and each of its
 * parents, and there in build*, out* and cmake-build-* ("build" first, then by name). `start` is absolute; a relative
 * `given` starts there. The error names every place and tells how a database is made. */
NODISCARD bool compdb_find(struct arena *arena, const char *start, const char *given, const char **path,
                           struct error *err);

/* Reads a database. What is wrong with the file as a whole is an error with its place (FILE:LINE:COLUMN); what is wrong
 * with one command is a problem of that unit. Everything in `compdb` lives in `arena`. O(size + n log n). */
NODISCARD bool compdb_load(struct arena *arena, const char *path, struct compdb *compdb, struct error *err);

/* `analyze FILE... -- FLAGS...`: a unit for each of `files[0 .. file_count-1]`, all with the same flags. `directory` is
 * absolute; relative files and flags start there. A file that is named here may be a header. */
NODISCARD bool compdb_single(struct arena *arena, const char *directory, const char *const files[], uint32_t file_count,
                             const char *const flags[], uint32_t flag_count, struct compdb *compdb, struct error *err);

/* A key of all that the unit hands to the frontend. Paths within `root` (absolute, normalised) count relative to it, so
 * that another checkout at another place has the same key. */
struct digest compdb_unit_digest(const struct compdb_unit *unit, const char *root);

/* How many units have no source on the disk. Reads the disk, once per unit. */
uint32_t compdb_count_missing(const struct compdb *compdb);

const char *compdb_language_name(enum compdb_language language); /* as -x takes it */
const char *compdb_left_out_name(enum compdb_left_out reason);   /* "assembly", "Fortran"; for people */

#endif
