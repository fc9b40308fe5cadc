/* The one door to libclang: which versions are accepted, and what newer ones add.
 *
 * 17 (interface minor 64) is the first that gives the kinds of operators; without them every operator would have to be
 * found by reading tokens, which costs more than the whole lowering and is wrong inside macros. */
#ifndef TRIPCOUNT_FRONTEND_CLANG_COMPAT_H
#define TRIPCOUNT_FRONTEND_CLANG_COMPAT_H

#include <clang-c/Index.h>

#include <stdbool.h>

#if CINDEX_VERSION_MINOR < 64
#error "libclang 17 or newer is needed"
#endif

/* Statements and expressions are identified by the address of their node, declarations by that of their own. */
static inline const void *cursor_node(CXCursor cursor) {
    return clang_isDeclaration(cursor.kind) ? cursor.data[0] : cursor.data[1];
}

static inline bool cursor_is_same_node(CXCursor a, CXCursor b) { return cursor_node(a) == cursor_node(b); }

#endif
