#include "frontend/sources.h"

#include "base/buffer.h"
#include "base/path.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void sources_init(struct sources *sources, struct arena *arena, CXTranslationUnit unit, const char *root,
                  const char *directory) {
    *sources = (struct sources){.arena = arena, .unit = unit, .root = root, .directory = directory};
    interner_init(&sources->paths);
    sources->last_file = SYMBOL_NONE;
}

void sources_finish(struct sources *sources) {
    interner_finish(&sources->paths);
    map_finish(&sources->by_handle);
    map_finish(&sources->by_path);
    vec_finish(&sources->files);
    vec_finish(&sources->entries);
}

/* ".." after a link leads to where the link points, not to the folder that holds it: clang finds the headers of C++
 * through /bin/../lib/gcc/..., where /bin and /lib are links on many systems. Only the disk can tell. */
static const char *follow_links(struct arena *arena, const char *directory, const char *text) {
    struct buffer joined = {0};
    if (!path_is_absolute(text))
        buffer_printf(&joined, "%s/", directory);
    buffer_add_text(&joined, text);
    char *found = realpath(buffer_text(&joined), NULL);
    const char *path = found ? arena_text(arena, found, strlen(found)) : path_join(arena, directory, text);
    free(found);
    buffer_finish(&joined);
    return path;
}

const char *sources_path(const struct sources *sources, struct arena *arena, CXFile handle) {
    CXString name = clang_getFileName(handle);
    const char *text = clang_getCString(name) == NULL ? "" : clang_getCString(name);
    const char *path = strstr(text, "/../") != NULL ? follow_links(arena, sources->directory, text)
                                                    : path_join(arena, sources->directory, text);

    clang_disposeString(name);
    return path;
}

static uint32_t add_file(struct sources *sources, CXFile handle, const char *path, const CXSourceLocation *inside) {
    struct source_entry *entry = vec_add(&sources->entries);
    struct source_file *file = vec_add(&sources->files);

    entry->handle = handle;
    entry->text.bytes = clang_getFileContents(sources->unit, handle, &entry->text.size);
    file->path = path_from_root(sources->arena, sources->root, path);
    /* Asking for a place in the file by offset would cost more than all else here. */
    if (inside != NULL && clang_Location_isInSystemHeader(*inside))
        file->flags |= FILE_SYSTEM;
    if (sources->files.count == 1)
        file->flags |= FILE_MAIN;
    return sources->files.count - 1;
}

static uint32_t find_file(struct sources *sources, CXFile handle, const CXSourceLocation *inside) {
    if (handle == NULL)
        return SYMBOL_NONE;
    if (handle == sources->last_handle)
        return sources->last_file;
    uint32_t file = map_get(&sources->by_handle, map_key(handle));
    if (file == MAP_NONE) {
        const char *path = intern(&sources->paths, sources_path(sources, sources->arena, handle));
        file = map_get(&sources->by_path, map_key(path));
        if (file == MAP_NONE) {
            file = add_file(sources, handle, path, inside);
            map_put(&sources->by_path, map_key(path), file);
        }
        map_put(&sources->by_handle, map_key(handle), file);
    }
    sources->last_handle = handle;
    sources->last_file = file;
    return file;
}

uint32_t sources_add_main(struct sources *sources, CXFile handle) { return find_file(sources, handle, NULL); }

struct source_text sources_text(struct sources *sources, uint32_t file) {
    return file < sources->entries.count ? sources->entries.items[file].text : (struct source_text){0};
}

bool sources_is_system(const struct sources *sources, uint32_t file) {
    return file >= sources->files.count || (sources->files.items[file].flags & FILE_SYSTEM) != 0;
}

struct place sources_expansion(struct sources *sources, CXSourceLocation location) {
    struct place place = {0};
    CXFile handle = NULL;

    clang_getExpansionLocation(location, &handle, &place.location.line, &place.location.column, &place.offset);
    place.location.file = find_file(sources, handle, &location);
    if (place.location.file == SYMBOL_NONE)
        place.location = (struct location){0};
    return place;
}

struct place sources_spelling(struct sources *sources, CXSourceLocation location) {
    struct place place = {0};
    CXFile handle = NULL;

    clang_getSpellingLocation(location, &handle, &place.location.line, &place.location.column, &place.offset);
    place.location.file = find_file(sources, handle, &location);
    if (place.location.file == SYMBOL_NONE)
        place.location = (struct location){0};
    return place;
}

/* Counts once, fills once: a file is only cut into lines when one of them is asked for. */
static void index_lines(struct sources *sources, struct source_entry *entry) {
    const char *limit = entry->text.bytes + entry->text.size;
    uint32_t count = 1;

    for (const char *at = entry->text.bytes; (at = memchr(at, '\n', (size_t)(limit - at))) != NULL; at++)
        count++;
    uint32_t *offsets = ARENA_ARRAY(sources->arena, uint32_t, count);
    uint32_t line = 1;
    for (const char *at = entry->text.bytes; (at = memchr(at, '\n', (size_t)(limit - at))) != NULL; at++)
        offsets[line++] = (uint32_t)(at - entry->text.bytes) + 1;
    /* A newline at the end ends the last line, it does not start another. */
    if (entry->text.size > 0 && limit[-1] == '\n')
        count--;
    entry->line_offsets = offsets;
    entry->line_count = count;
}

static struct source_entry *entry_with_lines(struct sources *sources, uint32_t file) {
    if (file >= sources->entries.count)
        return NULL;
    struct source_entry *entry = &sources->entries.items[file];
    if (entry->line_offsets == NULL && entry->text.bytes != NULL)
        index_lines(sources, entry);
    return entry->line_offsets == NULL ? NULL : entry;
}

uint32_t sources_line_count(struct sources *sources, uint32_t file) {
    const struct source_entry *entry = entry_with_lines(sources, file);

    return entry == NULL ? 0 : entry->line_count;
}

const char *sources_line(struct sources *sources, uint32_t file, uint32_t line, size_t *length) {
    const struct source_entry *entry = entry_with_lines(sources, file);

    *length = 0;
    if (entry == NULL || line == 0 || line > entry->line_count)
        return NULL;
    const char *begin = entry->text.bytes + entry->line_offsets[line - 1];
    const char *limit = entry->text.bytes + entry->text.size;
    const char *end = memchr(begin, '\n', (size_t)(limit - begin));
    *length = (size_t)((end == NULL ? limit : end) - begin);
    return begin;
}

struct location sources_locate(struct sources *sources, uint32_t file, uint32_t offset) {
    const struct source_entry *entry = entry_with_lines(sources, file);

    if (entry == NULL)
        return (struct location){0};
    uint32_t low = 0, high = entry->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (entry->line_offsets[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return (struct location){.file = file, .line = low + 1, .column = offset - entry->line_offsets[low] + 1};
}

const char *sources_identifier(struct sources *sources, struct place place) {
    struct source_text text = sources_text(sources, place.location.file);
    size_t end = place.offset;

    if (place.location.line == 0 || text.bytes == NULL)
        return "";
    while (end < text.size && (isalnum((unsigned char)text.bytes[end]) || text.bytes[end] == '_'))
        end++;
    return arena_text(sources->arena, text.bytes + place.offset, end - place.offset);
}
