/* Decides what a path looks like as text. Tests: tests/unit/base/test_path.c */
#include "base/path.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the last part of `text[0 .. length-1]` begins. */
static size_t last_part(const char *text, size_t length) {
    while (length > 0 && text[length - 1] != '/')
        length--;
    return length;
}

/* Takes the last part away for a "..", or says that there is none to take: at the root, or behind another "..". */
static bool drop_part(const char *text, size_t *length, size_t root_length) {
    if (*length == root_length)
        return false;
    size_t start = last_part(text, *length);
    if (*length - start == 2 && text[start] == '.' && text[start + 1] == '.')
        return false;
    *length = start > root_length ? start - 1 : root_length;
    return true;
}

const char *path_normalize(struct arena *arena, const char *path) {
    /* Never longer than the input, except that "" becomes ".". */
    char *text = arena_alloc(arena, strlen(path) + 2);
    size_t root_length = path[0] == '/' ? 1 : 0;
    size_t length = root_length;
    memset(text, '/', root_length);
    for (const char *cursor = path; *cursor != '\0';) {
        size_t part = strcspn(cursor, "/");
        bool is_parent = part == 2 && cursor[0] == '.' && cursor[1] == '.';
        bool is_self = part == 0 || (part == 1 && cursor[0] == '.');
        bool is_kept = !is_self && !(is_parent && (drop_part(text, &length, root_length) || root_length == 1));
        if (is_kept) {
            if (length > root_length)
                text[length++] = '/';
            memcpy(text + length, cursor, part);
            length += part;
        }
        cursor += part;
        cursor += *cursor == '/';
    }
    if (length == 0)
        text[length++] = '.';
    text[length] = '\0';
    return text;
}

const char *path_join(struct arena *arena, const char *directory, const char *path) {
    if (path_is_absolute(path) || directory[0] == '\0')
        return path_normalize(arena, path);
    return path_normalize(arena, arena_printf(arena, "%s/%s", directory, path));
}

const char *path_directory(struct arena *arena, const char *path) {
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    length = last_part(path, length);
    if (length == 0)
        return arena_text(arena, ".", 1);
    while (length > 1 && path[length - 1] == '/')
        length--;
    return arena_text(arena, path, length);
}

const char *path_base(const char *path) { return path + last_part(path, strlen(path)); }

bool path_is_absolute(const char *path) { return path[0] == '/'; }

bool path_is_within(const char *path, const char *directory) {
    if (strcmp(directory, ".") == 0)
        return !path_is_absolute(path) && strcmp(path, "..") != 0 && strncmp(path, "../", 3) != 0;
    size_t length = strlen(directory);
    if (strncmp(path, directory, length) != 0)
        return false;
    return path[length] == '\0' || path[length] == '/' || (length == 1 && directory[0] == '/');
}

const char *path_from_root(struct arena *arena, const char *root, const char *path) {
    size_t length = strlen(path);
    if (!path_is_within(path, root))
        return arena_text(arena, path, length);
    size_t skipped = strlen(root);
    skipped += path[skipped] == '/';
    if (skipped == length)
        return arena_text(arena, ".", 1);
    return arena_text(arena, path + skipped, length - skipped);
}

int path_common_depth(const char *a, const char *b) {
    if (path_is_absolute(a) != path_is_absolute(b))
        return 0;
    size_t start = path_is_absolute(a) ? 1 : 0;
    int depth = 0;
    for (size_t i = start; a[i] != '\0' && a[i] == b[i]; i++)
        depth += a[i] == '/';
    return depth;
}

const char *path_current(struct arena *arena) {
    char *text = getcwd(NULL, 0);
    /* The directory may have been deleted: this name still means it, and opening anything in it fails as it should. */
    const char *current = text != NULL ? text : "/proc/self/cwd";
    current = arena_text(arena, current, strlen(current));
    free(text);
    return current;
}
