/* Files that a test writes and reads again, and messages that begin with their names. */
#ifndef TRIPCOUNT_TESTS_UNIT_PACK_SCRATCH_H
#define TRIPCOUNT_TESTS_UNIT_PACK_SCRATCH_H

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <unistd.h>

struct scratch {
    struct arena arena;
    char directory[64];
};

static inline int scratch_setup(void **state) {
    struct scratch *scratch = checked_alloc(1, sizeof *scratch);
    arena_init(&scratch->arena);
    strcpy(scratch->directory, "/tmp/tripcount-pack-XXXXXX");
    *state = scratch;
    return mkdtemp(scratch->directory) != NULL ? 0 : -1;
}

static inline void scratch_remove(struct arena *arena, const char *directory) {
    DIR *entries = opendir(directory);
    for (const struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        const char *path = arena_printf(arena, "%s/%s", directory, entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (file_is_directory(path))
            scratch_remove(arena, path);
        else
            unlink(path);
    }
    if (entries != NULL)
        closedir(entries);
    rmdir(directory);
}

static inline int scratch_teardown(void **state) {
    struct scratch *scratch = *state;
    scratch_remove(&scratch->arena, scratch->directory);
    arena_finish(&scratch->arena);
    free(scratch);
    return 0;
}

static inline const char *scratch_path(struct scratch *scratch, const char *name) {
    return arena_printf(&scratch->arena, "%s/%s", scratch->directory, name);
}

/* Makes the folders that `name` needs. Gives the path. */
static inline const char *scratch_write(struct scratch *scratch, const char *name, const char *text) {
    struct error err = {0};
    const char *path = scratch_path(scratch, name);
    assert_true(file_make_directory(path_directory(&scratch->arena, path), &err));
    assert_true(file_write(path, text, strlen(text), &err));
    return path;
}

/* The message is `file`, a colon and `rest`; empties `err`. */
static inline void assert_error_at(struct error *err, const char *file, const char *rest) {
    size_t length = strlen(file);
    assert_non_null(err->message);
    if (strncmp(err->message, file, length) != 0 || err->message[length] != ':')
        fail_msg("'%s' does not begin with '%s:'", err->message, file);
    assert_string_equal(err->message + length + 1, rest);
    error_finish(err);
}

static inline void assert_error(struct error *err, const char *message) {
    assert_non_null(err->message);
    assert_string_equal(err->message, message);
    error_finish(err);
}

#define SCRATCH_TEST(function) cmocka_unit_test_setup_teardown(function, scratch_setup, scratch_teardown)

#endif
