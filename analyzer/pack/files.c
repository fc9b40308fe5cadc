/* Decides which files of a directory are read, and in which order. Tests: tests/unit/pack/test_pack.c */
#include "pack/files.h"

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct path_list {
    const char **items;
    uint32_t count;
    uint32_t capacity;
};

static int compare(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static bool collect(struct arena *arena, const char *path, DIR *directory, struct path_list *list, struct error *err) {
    for (const struct dirent *entry; errno = 0, (entry = readdir(directory)) != NULL;) {
        const char *name = entry->d_name;
        if (name[0] == '.')
            continue;
        if (text_ends_with(name, ".yml"))
            return error_set(err, "%s/%s: files of rules end with .yaml: rename it", path, name);
        if (!text_ends_with(name, ".yaml"))
            continue;
        const char *file = path_join(arena, path, name);
        if (!file_is_directory(file))
            vec_push(list, file);
    }
    return errno == 0 || error_set(err, "cannot read %s: %s", path, strerror(errno));
}

bool yaml_files(struct arena *arena, const char *path, const char *const **paths, uint32_t *count, struct error *err) {
    struct path_list list = {0};
    bool ok = false;
    DIR *directory = NULL;
    if (!file_is_directory(path)) {
        vec_push(&list, arena_text(arena, path, strlen(path)));
    } else {
        directory = opendir(path);
        if (directory == NULL) {
            error_set(err, "cannot read %s: %s", path, strerror(errno));
            goto done;
        }
        if (!collect(arena, path, directory, &list, err))
            goto done;
    }
    if (list.count == 0) {
        error_set(err, "%s: no *.yaml file is in it", path);
        goto done;
    }
    qsort(list.items, list.count, sizeof *list.items, compare);
    const char **kept = ARENA_ARRAY(arena, const char *, list.count);
    memcpy(kept, list.items, sizeof *kept * list.count);
    *paths = kept;
    *count = list.count;
    ok = true;
done:
    if (directory != NULL)
        closedir(directory);
    vec_finish(&list);
    return ok;
}
