/* A source in a folder of its own, lowered. For tests that make up their input. */
#ifndef TRIPCOUNT_TESTS_FRONTEND_SOURCE_FILE_H
#define TRIPCOUNT_TESTS_FRONTEND_SOURCE_FILE_H

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "frontend/frontend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct workspace {
    struct arena arena;
    struct frontend *frontend;
    const char *root;
};

static inline void workspace_begin(struct workspace *workspace) {
    char name[] = "/tmp/tripcount-frontend-XXXXXX";

    arena_init(&workspace->arena);
    assert_non_null(mkdtemp(name));
    workspace->root = arena_text(&workspace->arena, name, strlen(name));
    workspace->frontend = frontend_create(NULL);
}

static inline void workspace_end(struct workspace *workspace) {
    const char *command = arena_printf(&workspace->arena, "rm -rf '%s'", workspace->root);

    assert_int_equal(system(command), 0);
    frontend_destroy(workspace->frontend);
    arena_finish(&workspace->arena);
}

static inline const char *workspace_write(struct workspace *workspace, const char *name, const char *text) {
    const char *path = path_join(&workspace->arena, workspace->root, name);
    struct error err = {0};

    assert_true(file_make_directory(path_directory(&workspace->arena, path), &err));
    assert_true(file_write(path, text, strlen(text), &err));
    return path;
}

/* `arguments` ends with NULL. */
static inline struct frontend_unit workspace_lower(struct workspace *workspace, const char *name,
                                                   const char *const *arguments) {
    struct frontend_unit unit;
    uint32_t count = 0;

    while (arguments != NULL && arguments[count] != NULL)
        count++;
    struct frontend_command command = {
        .root = workspace->root,
        .file = path_join(&workspace->arena, workspace->root, name),
        .directory = workspace->root,
        .arguments = arguments,
        .argument_count = count,
    };
    frontend_lower(workspace->frontend, &command, &workspace->arena, &unit);
    return unit;
}

#endif
