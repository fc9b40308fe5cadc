/* Lines of source files for reports: the file that was asked for last is kept. Tests: tests/integration/test_output.py
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "cmd/command.h"

#include <stdlib.h>
#include <string.h>

struct source_lines {
    struct arena arena; /* of the names */
    const char *root;
    const char *file; /* that `content` is of; NULL: none yet */
    struct buffer content;
    struct buffer line;
};

struct source_lines *source_lines_create(const char *root) {
    struct source_lines *lines = checked_alloc(1, sizeof *lines);
    *lines = (struct source_lines){0};
    arena_init(&lines->arena);
    lines->root = arena_text(&lines->arena, root, strlen(root));
    return lines;
}

void source_lines_destroy(struct source_lines *lines) {
    if (lines == NULL)
        return;
    arena_finish(&lines->arena);
    buffer_finish(&lines->content);
    buffer_finish(&lines->line);
    free(lines);
}

static void read_file(struct source_lines *lines, const char *file) {
    struct error ignored = {0};
    if (lines->file != NULL && strcmp(lines->file, file) == 0)
        return;
    lines->file = arena_text(&lines->arena, file, strlen(file));
    buffer_clear(&lines->content);
    /* A file that cannot be read has no lines. */
    if (!file_read(path_join(&lines->arena, lines->root, file), &lines->content, &ignored))
        error_finish(&ignored);
}

static const char *read_line(void *context, const char *file, uint32_t number) {
    struct source_lines *lines = context;
    read_file(lines, file);
    const char *cursor = buffer_text(&lines->content);
    const char *limit = cursor + lines->content.size;
    for (uint32_t i = 1; i < number && cursor < limit; i++) {
        const char *end = memchr(cursor, '\n', (size_t)(limit - cursor));
        cursor = end != NULL ? end + 1 : limit;
    }
    if (number == 0 || cursor >= limit)
        return NULL;
    const char *end = memchr(cursor, '\n', (size_t)(limit - cursor));
    size_t length = (size_t)((end != NULL ? end : limit) - cursor);
    length -= length > 0 && cursor[length - 1] == '\r';
    buffer_clear(&lines->line);
    buffer_add(&lines->line, cursor, length);
    return buffer_text(&lines->line);
}

struct report_source source_lines_reader(struct source_lines *lines) {
    return (struct report_source){.line = read_line, .context = lines};
}
