/* Where a compilation database may lie, and how one is made. See compdb_find in compdb.h. */
#include "base/buffer.h"
#include "base/file.h"
#include "base/path.h"
#include "base/vec.h"
#include "compdb/compdb.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static const char advice[] = "How to make one:\n"
                             "  CMake: cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -B build, then -p build\n"
                             "  Meson: it is written into the build directory by itself\n"
                             "  make and others: bear -- make";

struct folder_names {
    const char **items;
    uint32_t count;
    uint32_t capacity;
};

static bool name_is_build_folder(const char *name) {
    static const char *const beginnings[] = {"build", "out", "cmake-build-"};
    for (size_t i = 0; i < ARRAY_COUNT(beginnings); i++)
        if (strncmp(name, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

static int compare_names(const void *left, const void *right) {
    const char *const *a = left;
    const char *const *b = right;
    return strcmp(*a, *b);
}

/* In byte order, so that "build" comes before "build-old" and the answer does not depend on the file system. */
static void list_build_folders(struct arena *arena, const char *directory, struct folder_names *names) {
    DIR *stream = opendir(directory);
    if (stream == NULL)
        return;
    for (const struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream))
        if (name_is_build_folder(entry->d_name) && file_is_directory(path_join(arena, directory, entry->d_name)))
            vec_push(names, arena_text(arena, entry->d_name, strlen(entry->d_name)));
    closedir(stream);
    if (names->count > 0)
        qsort(names->items, names->count, sizeof *names->items, compare_names);
}

static const char *database_in(struct arena *arena, const char *directory) {
    const char *path = path_join(arena, directory, COMPDB_FILE_NAME);
    return file_exists(path) && !file_is_directory(path) ? path : NULL;
}

/* The database in `directory` or its build folders, or NULL; appends where it looked. */
static const char *search_directory(struct arena *arena, const char *directory, struct buffer *looked) {
    struct folder_names names = {0};
    const char *found = database_in(arena, directory);
    buffer_printf(looked, "\n  %s", directory);
    if (found == NULL)
        list_build_folders(arena, directory, &names);
    for (uint32_t i = 0; found == NULL && i < names.count; i++) {
        const char *folder = path_join(arena, directory, names.items[i]);
        found = database_in(arena, folder);
        buffer_printf(looked, "\n  %s", folder);
    }
    vec_finish(&names);
    return found;
}

static bool find_given(struct arena *arena, const char *given, const char **path, struct error *err) {
    if (!file_exists(given))
        return error_set(err, "%s does not exist. %s", given, advice);
    if (!file_is_directory(given)) {
        *path = given;
        return true;
    }
    const char *found = database_in(arena, given);
    if (found == NULL)
        return error_set(err, "no %s in %s. %s", COMPDB_FILE_NAME, given, advice);
    *path = found;
    return true;
}

bool compdb_find(struct arena *arena, const char *start, const char *given, const char **path, struct error *err) {
    if (given != NULL)
        return find_given(arena, path_join(arena, start, given), path, err);
    struct buffer looked = {0};
    const char *found = NULL;
    const char *directory = path_normalize(arena, start);
    for (;;) {
        found = search_directory(arena, directory, &looked);
        const char *parent = path_directory(arena, directory);
        if (found != NULL || strcmp(parent, directory) == 0)
            break;
        directory = parent;
    }
    if (found != NULL)
        *path = found;
    else
        error_set(err, "no %s found. Looked in (and in build*, out* and cmake-build-* there):%s\n%s", COMPDB_FILE_NAME,
                  buffer_text(&looked), advice);
    buffer_finish(&looked);
    return found != NULL;
}
