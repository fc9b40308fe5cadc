/* Which word of a command is the compiler, behind the launchers in front of it, and what its name says.
 *
 * Tests: tests/unit/compdb/test_compiler.c */
#ifndef TRIPCOUNT_COMPDB_COMPILER_H
#define TRIPCOUNT_COMPDB_COMPILER_H

#include "compdb/words.h"

enum compiler_mode {
    COMPILER_C,   /* gcc, clang, cc: the file's name decides */
    COMPILER_CXX, /* g++, clang++, c++: C files are C++ */
    COMPILER_CL   /* cl, clang-cl: another command line, which is not understood here */
};

struct compiler_call {
    const char *name;        /* base name, in the arena */
    uint32_t first_argument; /* index of the word behind the compiler */
    enum compiler_mode mode;
    const char *target; /* the triple in front of the name ("aarch64-linux-gnu-gcc"), or NULL */
};

/* Fails when the words end before a compiler. */
NODISCARD bool compiler_find(struct arena *arena, const struct words *words, struct compiler_call *call,
                             struct error *err);

enum compiler_mode compiler_mode_of_name(const char *name);

#endif
