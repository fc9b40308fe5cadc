/* What the tests of compdb share: an arena, a folder of their own, a database made of a text. */
#ifndef TRIPCOUNT_TESTS_UNIT_COMPDB_HELPER_H
#define TRIPCOUNT_TESTS_UNIT_COMPDB_HELPER_H

#include "base/buffer.h"
#include "base/file.h"
#include "base/path.h"
#include "compdb/compdb.h"
#include "compdb/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define QUIET_TAIL "|-w|-Wno-error|-Wno-everything|-ferror-limit=0|-Qunused-arguments"

struct fixture {
    struct arena arena;
    char folder[64]; /* its own, without symbolic links in its path */
};

static inline int fixture_start(void **state) {
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    arena_init(&fixture->arena);
    strcpy(fixture->folder, "/tmp/compdb-test-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    *state = fixture;
    return 0;
}

static inline int fixture_stop(void **state) {
    struct fixture *fixture = *state;
    const char *command =
        arena_printf(&fixture->arena, "chmod -R u+rwx %s && rm -rf %s", fixture->folder, fixture->folder);
    assert_int_equal(system(command), 0);
    arena_finish(&fixture->arena);
    free(fixture);
    return 0;
}

/* Writes a file into the fixture's folder, its folders included, and gives its path. */
static inline const char *fixture_write(struct fixture *fixture, const char *name, const void *data, size_t size) {
    struct error err = {0};
    const char *path = path_join(&fixture->arena, fixture->folder, name);
    assert_true(file_make_directory(path_directory(&fixture->arena, path), &err));
    assert_true(file_write(path, data, size, &err));
    return path;
}

static inline const char *fixture_write_text(struct fixture *fixture, const char *name, const char *text) {
    return fixture_write(fixture, name, text, strlen(text));
}

static inline struct compdb fixture_load(struct fixture *fixture, const char *text) {
    struct compdb compdb = {0};
    struct error err = {0};
    const char *path = fixture_write_text(fixture, COMPDB_FILE_NAME, text);
    if (!compdb_load(&fixture->arena, path, &compdb, &err))
        fail_msg("%s", err.message);
    return compdb;
}

/* The message, without the fixture's folder in front. */
static inline const char *fixture_load_error(struct fixture *fixture, const void *data, size_t size) {
    struct compdb compdb = {0};
    struct error err = {0};
    const char *path = fixture_write(fixture, COMPDB_FILE_NAME, data, size);
    assert_false(compdb_load(&fixture->arena, path, &compdb, &err));
    assert_null(compdb.units);
    const char *message = arena_text(&fixture->arena, err.message, strlen(err.message));
    error_finish(&err);
    size_t length = strlen(fixture->folder);
    return strncmp(message, fixture->folder, length) == 0 ? message + length + 1 : message;
}

static inline const char *join_words(struct arena *arena, const char *const *words, uint32_t count) {
    struct buffer text = {0};
    for (uint32_t i = 0; i < count; i++)
        buffer_printf(&text, "%s%s", i > 0 ? "|" : "", words[i]);
    const char *joined = arena_text(arena, buffer_text(&text), text.size);
    buffer_finish(&text);
    return joined;
}

/* What is left of a unit's arguments without those that every unit has at its end. */
static inline const char *unit_arguments(struct arena *arena, const struct compdb_unit *unit) {
    if (unit->problem != COMPDB_FINE)
        fail_msg("%s: %s", unit->file, unit->problem_text);
    const char *joined = join_words(arena, unit->arguments, unit->argument_count);
    size_t length = strlen(joined);
    size_t tail = strlen(QUIET_TAIL);
    assert_true(length > tail);
    assert_string_equal(joined + length - tail, QUIET_TAIL);
    return arena_text(arena, joined, length - tail);
}

#define FIXTURE_TEST(function) cmocka_unit_test_setup_teardown(function, fixture_start, fixture_stop)

#endif
