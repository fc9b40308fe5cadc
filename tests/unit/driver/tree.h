/* A directory that a test fills and that goes with it. */
#ifndef TRIPCOUNT_TESTS_DRIVER_TREE_H
#define TRIPCOUNT_TESTS_DRIVER_TREE_H

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "base/process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

struct tree {
    struct arena arena;
    const char *root; /* absolute */
};

static inline void tree_init(struct tree *tree) {
    char name[] = "/tmp/tripcount-driver-XXXXXX";
    arena_init(&tree->arena);
    assert_non_null(mkdtemp(name));
    char *real = realpath(name, NULL);
    assert_non_null(real);
    tree->root = arena_text(&tree->arena, real, strlen(real));
    free(real);
}

static inline void tree_finish(struct tree *tree) {
    const char *const command[] = {"rm", "-rf", tree->root, NULL};
    struct buffer out = {0};
    struct error err = {0};
    assert_true(process_capture(command, &out, &err));
    buffer_finish(&out);
    arena_finish(&tree->arena);
}

static inline const char *tree_path(struct tree *tree, const char *name) {
    return path_join(&tree->arena, tree->root, name);
}

static inline const char *tree_write(struct tree *tree, const char *name, const char *text) {
    const char *path = tree_path(tree, name);
    struct error err = {0};
    assert_true(file_make_directory(path_directory(&tree->arena, path), &err));
    assert_true(file_write(path, text, strlen(text), &err));
    return path;
}

static inline void tree_make_folder(struct tree *tree, const char *name) {
    struct error err = {0};
    assert_true(file_make_directory(tree_path(tree, name), &err));
}

#endif
