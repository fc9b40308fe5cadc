/* Decides what a path or a place of the command line means in a result. Tests: tests/integration/test_cli.py */
#include "base/file.h"
#include "base/log.h"
#include "base/path.h"
#include "cmd/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *select_from_root(const struct command_line *line, const char *root, const char *path) {
    return path_from_root(line->arena, root, path_join(line->arena, path_current(line->arena), path));
}

static bool is_selected(const char *file, const char *const *paths, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (path_is_within(file, paths[i]))
            return true;
    return false;
}

bool select_paths(const struct command_line *line, const char *root, struct result *result) {
    if (line->operand_count == 0 || line->has_flags)
        return true;
    const char **paths = ARENA_ARRAY(line->arena, const char *, line->operand_count);
    for (uint32_t i = 0; i < line->operand_count; i++) {
        if (!file_exists(line->operands[i])) {
            log_error("%s: there is no such file or directory; a PATH says which findings to show", line->operands[i]);
            return false;
        }
        paths[i] = select_from_root(line, root, line->operands[i]);
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < result->finding_count; i++) {
        const char *file = result->findings[i].place.file;
        if (file == NULL || !is_selected(file, paths, line->operand_count))
            continue;
        result->findings[kept] = result->findings[i];
        result->findings[kept++].number = i + 1;
    }
    result->finding_count = kept;
    return true;
}

/* A number of at most 9 digits behind the colon, up to the end of the text or another colon. */
static bool read_line_number(const char *text, uint32_t *line) {
    char *end = NULL;
    if (text[0] < '1' || text[0] > '9')
        return false;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (errno != 0 || value > UINT32_MAX || (*end != '\0' && *end != ':'))
        return false;
    *line = (uint32_t)value;
    return true;
}

bool select_place(struct arena *arena, const char *text, const char **file, uint32_t *line) {
    for (const char *colon = strchr(text, ':'); colon != NULL; colon = strchr(colon + 1, ':')) {
        if (colon == text || !read_line_number(colon + 1, line))
            continue;
        *file = arena_text(arena, text, (size_t)(colon - text));
        return true;
    }
    return false;
}
