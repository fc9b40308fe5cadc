/* Decides where a header could be found first. Tests: tests/unit/driver/test_shadows.c */
#include "driver/shadows.h"

#include "base/path.h"

#include <string.h>

enum { FOLDERS_MOST = 256 };

struct folders {
    const char *items[FOLDERS_MOST]; /* absolute, in the order of the search */
    uint32_t count;
};

void shadows_init(struct shadows *shadows) {
    *shadows = (struct shadows){0};
    interner_init(&shadows->paths);
}

void shadows_finish(struct shadows *shadows) {
    interner_finish(&shadows->paths);
    map_finish(&shadows->is_there);
    vec_finish(&shadows->found);
}

static void add_folder(struct folders *folders, const char *folder) {
    for (uint32_t i = 0; i < folders->count; i++)
        if (strcmp(folders->items[i], folder) == 0)
            return;
    if (folders->count < FOLDERS_MOST)
        folders->items[folders->count++] = folder;
}

static void list_folders(struct arena *arena, const struct compdb_unit *command, struct folders *folders) {
    static const char *const options[] = {"-iquote", "-I", "-isystem", "-idirafter"};
    folders->count = 0;
    add_folder(folders, path_directory(arena, command->file));
    for (size_t k = 0; k < ARRAY_COUNT(options); k++)
        for (uint32_t i = 0; i + 1 < command->argument_count; i++)
            if (strcmp(command->arguments[i], options[k]) == 0)
                add_folder(folders, path_join(arena, command->directory, command->arguments[i + 1]));
}

static bool file_is_there(struct shadows *shadows, const char *path) {
    uint32_t known = map_get(&shadows->is_there, map_key(path));
    if (known == MAP_NONE) {
        known = file_stamp_of(path).size >= 0 ? 1 : 0;
        map_put(&shadows->is_there, map_key(path), known);
    }
    return known == 1;
}

/* The first folder that holds the file, as the search would have found it; folders->count when none does. */
static uint32_t folder_of(const struct folders *folders, const char *path) {
    uint32_t index = 0;
    while (index < folders->count && !path_is_within(path, folders->items[index]))
        index++;
    return index;
}

void shadows_find(struct shadows *shadows, const struct compdb_unit *command, const struct dependency *dependencies,
                  uint32_t dependency_count) {
    struct arena scratch;
    struct folders folders;
    arena_init(&scratch);
    list_folders(&scratch, command, &folders);
    shadows->found.count = 0;
    /* The first dependency is the source itself. */
    for (uint32_t i = 1; i < dependency_count; i++) {
        uint32_t holder = dependencies[i].is_absent ? folders.count : folder_of(&folders, dependencies[i].path);
        if (holder == folders.count)
            continue;
        const char *name = path_from_root(&scratch, folders.items[holder], dependencies[i].path);
        for (uint32_t k = 0; k < holder && shadows->found.count < SHADOWS_MOST; k++) {
            const char *path = intern(&shadows->paths, path_join(&scratch, folders.items[k], name));
            if (!file_is_there(shadows, path))
                vec_push(&shadows->found, (struct dependency){.path = path, .stamp = {.size = -1}, .is_absent = true});
        }
    }
    arena_finish(&scratch);
}
