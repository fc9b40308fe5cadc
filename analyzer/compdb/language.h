/* Which language a file is in: by its name, or by what -x says.
 *
 * Tests: tests/unit/compdb/test_language.c */
#ifndef TRIPCOUNT_COMPDB_LANGUAGE_H
#define TRIPCOUNT_COMPDB_LANGUAGE_H

#include "compdb/compdb.h"

struct language_verdict {
    enum compdb_left_out reason;
    /* Only meaningful for COMPDB_TAKEN, and for a header: what it would be if it were read alone. */
    enum compdb_language language;
};

struct language_verdict language_of_file(const char *file);
/* `name` as -x takes it; headers and preprocessed sources count as their language. */
struct language_verdict language_of_option(const char *name);

/* What a C++ compiler (g++, clang++) makes of a file that is C or Objective-C by its name. */
enum compdb_language language_in_cxx_mode(enum compdb_language language);

static inline bool language_is_cxx(enum compdb_language language) {
    return language == COMPDB_CXX || language == COMPDB_OBJCXX;
}

#endif
