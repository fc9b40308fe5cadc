#include "frontend/resource.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "frontend/clang_compat.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

static bool holds_headers(struct arena *arena, const char *directory) {
    return file_exists(path_join(arena, directory, "include/stddef.h"));
}

/* "19" of "clang version 19.1.7". */
static const char *major_version(struct arena *arena) {
    CXString version = clang_getClangVersion();
    const char *text = clang_getCString(version);
    const char *found = text == NULL ? NULL : strstr(text, "version ");
    const char *major = found == NULL ? "" : arena_text(arena, found + 8, strspn(found + 8, "0123456789"));

    clang_disposeString(version);
    return major;
}

/* The directory of the shared library that has libclang's functions, links followed. */
static const char *library_directory(struct arena *arena) {
    CXIndex (*function)(int, int) = clang_createIndex;
    void *address;
    Dl_info info;

    memcpy(&address, &function, sizeof address);
    if (dladdr(address, &info) == 0 || info.dli_fname == NULL)
        return NULL;
    char *real = realpath(info.dli_fname, NULL);
    const char *directory = real == NULL ? NULL : path_directory(arena, arena_text(arena, real, strlen(real)));
    free(real);
    return directory;
}

char *resource_directory_find(void) {
    struct arena arena;
    arena_init(&arena);
    const char *major = major_version(&arena);
    const char *beside = library_directory(&arena);
    const char *candidates[] = {
        beside == NULL ? "" : arena_printf(&arena, "%s/clang/%s", beside, major),
        beside == NULL ? "" : arena_printf(&arena, "%s/../lib/clang/%s", beside, major),
        arena_printf(&arena, "/usr/lib/llvm-%s/lib/clang/%s", major, major),
        arena_printf(&arena, "/usr/lib/clang/%s", major),
        arena_printf(&arena, "/usr/lib64/clang/%s", major),
        arena_printf(&arena, "/usr/local/lib/clang/%s", major),
    };
    char *result = NULL;

    for (size_t i = 0; i < ARRAY_COUNT(candidates) && result == NULL; i++)
        if (candidates[i][0] != '\0' && holds_headers(&arena, candidates[i]))
            result = checked_duplicate(path_normalize(&arena, candidates[i]));
    arena_finish(&arena);
    return result;
}
