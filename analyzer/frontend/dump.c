#include "frontend/dump.h"

#include "base/arena.h"
#include "frontend/cursor.h"

struct dump {
    struct arena arena;
    struct buffer *out;
    int depth;
};

#define DUMP_DEPTH_LIMIT 400

static enum CXChildVisitResult dump_cursor(CXCursor cursor, CXCursor parent, CXClientData data) {
    struct dump *dump = data;
    CXSourceLocation location = clang_getCursorLocation(cursor);
    unsigned line, column;

    (void)parent;
    if (dump->depth == 0 && clang_Location_isInSystemHeader(location))
        return CXChildVisit_Continue;
    CXString kind = clang_getCursorKindSpelling(clang_getCursorKind(cursor));
    CXCursor referenced = clang_getCursorReferenced(cursor);
    clang_getExpansionLocation(location, NULL, &line, &column, NULL);
    buffer_printf(dump->out, "%*s%s '%s' %u:%u", dump->depth * 2, "", clang_getCString(kind),
                  cursor_spelling(&dump->arena, cursor), line, column);
    if (!clang_Cursor_isNull(referenced) && !clang_equalCursors(referenced, cursor))
        buffer_printf(dump->out, " -> %s", cursor_usr(&dump->arena, referenced));
    if (clang_isExpression(clang_getCursorKind(cursor)))
        buffer_printf(dump->out, " <%s>", type_raw_text(&dump->arena, clang_getCursorType(cursor)));
    buffer_add_char(dump->out, '\n');
    clang_disposeString(kind);
    arena_reset(&dump->arena);
    if (dump->depth < DUMP_DEPTH_LIMIT) {
        dump->depth++;
        clang_visitChildren(cursor, dump_cursor, dump);
        dump->depth--;
    }
    return CXChildVisit_Continue;
}

void dump_ast(CXTranslationUnit unit, struct buffer *out) {
    struct dump dump = {.out = out};

    arena_init(&dump.arena);
    clang_visitChildren(clang_getTranslationUnitCursor(unit), dump_cursor, &dump);
    arena_finish(&dump.arena);
}
