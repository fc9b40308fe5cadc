/* One translation unit after lowering: symbol table, functions with region trees, facts for the linker.
 *
 * A unit is a pure function of its sources and flags: paths are relative to the project's root (absolute only outside
 * of it), there are no times. Everything lives in the arena of whoever made the unit. Lists that name the same thing
 * keep the order of the source. Packed into bytes and back by summary/summary.h, into text and back by ir/text.h. */
#ifndef TRIPCOUNT_IR_UNIT_H
#define TRIPCOUNT_IR_UNIT_H

#include "ir/region.h"
#include "model/symbol.h"
#include "model/unit_status.h"

#include <stdbool.h>
#include <stdint.h>

/* Regions and expressions may stand inside each other this deep; the text reader, the verifier and the decoder refuse
 * more, because every stage walks them by recursion. The encoder cuts what is deeper (summary/summary.h). */
#define UNIT_DEPTH_LIMIT 1000

enum file_flag {
    FILE_SYSTEM = 1 << 0, /* found through a system include path */
    FILE_MAIN = 1 << 1,
};

struct source_file {
    const char *path; /* relative to the root, "/" as separator; absolute outside of it */
    uint32_t flags;   /* enum file_flag */
};

enum local_flag {
    LOCAL_STATIC = 1 << 0,
    LOCAL_ADDRESS_TAKEN = 1 << 1, /* its address leaves: it may change without an assignment that we see */
    LOCAL_REFERENCE = 1 << 2,     /* C++ reference */
    LOCAL_CAPTURED = 1 << 3,      /* a lambda or block takes it by reference */
};

struct local {
    const char *name; /* unique in its function: a second `i` is "i.2" */
    const char *type; /* canonical; for arrays with the bound: "int[8]" */
    uint32_t flags;   /* enum local_flag */
    uint32_t line;
};

enum function_flag {
    FUNCTION_INCOMPLETE = 1 << 0,  /* its extent holds an error: calls may be missing */
    FUNCTION_GLOBAL_INIT = 1 << 1, /* not a function: the dynamic initialisers of the unit's globals */
};

struct function {
    uint32_t symbol;          /* SYMBOL_NONE for FUNCTION_GLOBAL_INIT */
    uint32_t flags;           /* enum function_flag */
    struct location location; /* of its name */
    uint32_t end_line;
    struct local *parameters; /* LOCAL_ADDRESS_TAKEN applies too */
    uint32_t parameter_count;
    struct local *locals;
    uint32_t local_count;
    const char *const *labels; /* names */
    uint32_t label_count;
    struct region *body;
    uint32_t call_count;
    uint32_t loop_count;
};

struct record {
    uint32_t symbol;
    int64_t size;        /* bytes; negative where unknown */
    uint32_t destructor; /* symbol, or SYMBOL_NONE */
    struct record_field {
        uint32_t symbol;
        const char *type;
        int64_t size; /* bytes; negative where unknown */
    } * fields;
    uint32_t field_count;
};

/* A place that may hold functions, for the solver that resolves indirect calls. `from` flows into `to`; both are rooted
 * at something that is known over the whole program. What a function is given as its argument k (from 0) is
 * (element &f k), what it returns is (deref &f): f need not be in this unit. What a lambda has captured for its
 * parameter k where it was made, is (element &f k + CAPTURED_ARGUMENTS): those who call it by a pointer pass none. */
#define CAPTURED_ARGUMENTS 256
struct pointer_fact {
    const struct expr *to;   /* GLOBAL, FIELD (of anything), ELEMENT, PARAMETER/LOCAL (with function), CALL never */
    const struct expr *from; /* FUNCTION, or a place as above */
    uint32_t function;       /* index in `functions` that PARAMETER and LOCAL refer to; SYMBOL_NONE at file scope */
    const char *type;        /* prototype of the pointer: "int (void *)" */
    struct location location;
};

/* // NOLINT(tripcount-...) and friends, as written. */
enum suppression_kind { SUPPRESS_LINE, SUPPRESS_NEXT_LINE, SUPPRESS_BEGIN, SUPPRESS_END };
struct suppression {
    struct location location; /* of the comment */
    enum suppression_kind kind;
    const char *rules;  /* what stands in the parentheses, white space trimmed */
    const char *reason; /* behind ":", or "" */
};

/* // tripcount: n <= 8 (shards) */
struct bound_comment {
    struct location location;
    const char *text; /* "n <= 8 (shards)" */
};

struct missing_include {
    struct location location;
    const char *name; /* as written: "foo/bar.h" */
};

/* Hash of a source line without its white space: what keeps a finding's identity when lines move. */
struct line_hash {
    uint32_t file;
    uint32_t line;
    uint64_t hash;
};

struct unit {
    const char *path; /* of the main file, as in files[] */
    enum unit_status status;
    const char *message; /* first error, "FILE:LINE:COLUMN: text"; NULL when there is none */
    uint32_t error_count;
    uint32_t line_count; /* of the main file */
    struct source_file *files;
    uint32_t file_count;
    struct symbol *symbols;
    uint32_t symbol_count;
    struct function *functions;
    uint32_t function_count;
    struct record *records;
    uint32_t record_count;
    struct pointer_fact *pointer_facts;
    uint32_t pointer_fact_count;
    struct suppression *suppressions;
    uint32_t suppression_count;
    struct bound_comment *bounds;
    uint32_t bound_count;
    struct missing_include *missing_includes;
    uint32_t missing_include_count;
    struct line_hash *line_hashes; /* of lines with calls, loops and function names */
    uint32_t line_hash_count;
};

#endif
