/* The AST of a unit as text: what `tripcount dump ast` prints. */
#ifndef TRIPCOUNT_FRONTEND_DUMP_H
#define TRIPCOUNT_FRONTEND_DUMP_H

#include "base/buffer.h"
#include "frontend/clang_compat.h"

/* Declarations outside of system headers with everything inside them, as libclang shows it: one cursor per line with
 * its kind, name, place, and what it refers to. */
void dump_ast(CXTranslationUnit unit, struct buffer *out);

#endif
