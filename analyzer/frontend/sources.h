/* The files of one unit: from libclang's handles to the unit's file table, their bytes, and places in them.
 *
 * Every place is where the code EXPANDS: code out of a macro stands where a person sees the macro used. Where its text
 * stands is asked for separately. Files enter the table when something in them is mentioned; the main file is 0.
 * Must not know of symbols or regions. Tests: tests/unit/frontend, testdata/_lower/macro_*.c */
#ifndef TRIPCOUNT_FRONTEND_SOURCES_H
#define TRIPCOUNT_FRONTEND_SOURCES_H

#include "base/arena.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"
#include "frontend/clang_compat.h"
#include "ir/unit.h"

struct source_text {
    const char *bytes; /* NULL: not read by clang */
    size_t size;
};

/* What the front end keeps of a file beside the unit's own entry. */
struct source_entry {
    CXFile handle;
    struct source_text text;
    const uint32_t *line_offsets; /* made when first asked for   [line_count] */
    uint32_t line_count;
};

struct sources {
    struct arena *arena; /* the unit's */
    CXTranslationUnit unit;
    const char *root;
    const char *directory;
    struct interner paths; /* scratch: finds the entry of a path that has several handles */
    struct map by_handle;
    struct map by_path;
    VEC(struct source_file) files;
    VEC(struct source_entry) entries; /* beside `files` */
    CXFile last_handle;
    uint32_t last_file;
};

/* A place with the byte offset in its file; `file` is SYMBOL_NONE where there is none. */
struct place {
    struct location location;
    uint32_t offset;
};

void sources_init(struct sources *sources, struct arena *arena, CXTranslationUnit unit, const char *root,
                  const char *directory);
void sources_finish(struct sources *sources);

/* Absolute and normalised, in `arena`. */
const char *sources_path(const struct sources *sources, struct arena *arena, CXFile handle);

/* Before any other file: it is number 0. */
uint32_t sources_add_main(struct sources *sources, CXFile handle);
struct source_text sources_text(struct sources *sources, uint32_t file);
bool sources_is_system(const struct sources *sources, uint32_t file);

struct place sources_expansion(struct sources *sources, CXSourceLocation location);
struct place sources_spelling(struct sources *sources, CXSourceLocation location);

/* The line without its end; NULL behind the last one. */
const char *sources_line(struct sources *sources, uint32_t file, uint32_t line, size_t *length);
uint32_t sources_line_count(struct sources *sources, uint32_t file);
/* Line and column of a byte. */
struct location sources_locate(struct sources *sources, uint32_t file, uint32_t offset);

/* The identifier that stands at the place: the name of the macro when `place` is where something expands. "" if none.
 */
const char *sources_identifier(struct sources *sources, struct place place);

#endif
