/* What becomes of each compiler flag: the table that decides what reaches libclang.
 *
 * Everything that the table does not know is dropped. It lists what can change how a source is read, and what must be
 * known so that a value is not taken for a flag. Nothing that writes a file, loads code, starts a program or reads
 * further flags may be kept, and no gcc flag that clang refuses. Knows nothing about commands as a whole
 * (normalize.c). Tests: tests/unit/compdb/test_flag.c */
#ifndef TRIPCOUNT_COMPDB_FLAG_H
#define TRIPCOUNT_COMPDB_FLAG_H

#include <stdbool.h>

enum flag_shape {
    FLAG_EXACT,    /* the word alone */
    FLAG_JOINED,   /* the value is glued on: -std=c11 */
    FLAG_SEPARATE, /* the value is the next word: -target X */
    FLAG_EITHER    /* glued on, or else the next word: -Ix, -I x */
};

enum flag_action {
    FLAG_DROP,
    FLAG_KEEP,
    FLAG_KEEP_PATH,    /* kept, and its value is a path (for the digest) */
    FLAG_KEEP_INCLUDE, /* -include: kept in a form that never loads a precompiled header which lies beside */
    FLAG_LEVEL,        /* -O: kept for the levels that clang knows */
    FLAG_ARCH,         /* -arch: the first is kept, as one unit is parsed for one processor */
    FLAG_TARGET,       /* kept, and the compiler's name no longer decides */
    FLAG_LANGUAGE,     /* -x */
    FLAG_STANDARD,     /* -std=: kept when it fits the language */
    FLAG_OBJC,         /* -ObjC */
    FLAG_OBJCXX,       /* -ObjC++ */
    FLAG_DRIVER_MODE,  /* --driver-mode= */
    FLAG_DIRECTORY,    /* -working-directory */
    FLAG_FORWARD,      /* -Xclang, -Xpreprocessor: a flag behind it is kept when it is `forwarded` */
    FLAG_FORWARD_LIST, /* -Wp,: the same, comma between them */
    FLAG_REFUSE        /* -cc1: not a compiler's command line as it is known here */
};

struct flag_rule {
    const char *spelling;
    enum flag_shape shape;
    enum flag_action action;
    bool forwarded;
    /* What is written instead of the spelling when it is kept; NULL: the spelling. One that ends with "=" takes the
     * value glued on, any other in the next word, so that a value can never make another flag of it. */
    const char *written;
};

/* The rule with the longest spelling that fits `word`, or NULL: unknown, to be dropped. */
const struct flag_rule *flag_find(const char *word);

/* Whether the next word is the value. */
bool flag_takes_next_word(const struct flag_rule *rule, const char *word);

/* Whether `word`, as normalize.c writes it, has a path in the next word. */
bool flag_precedes_path(const char *word);

/* Whether `level` is what may stand behind -O for clang. */
bool flag_level_is_known(const char *level);

#endif
