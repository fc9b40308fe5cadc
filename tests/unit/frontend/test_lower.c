/* Golden files of the lowering: every source in testdata/_lower is lowered and printed, and must be what stands in the
 * .region file beside it; it must also pass the verifier and come out of the reader as it went in. A first line with
 * "Arguments: -x" gives arguments for clang. TRIPCOUNT_BLESS=1 writes the .region files instead. */
#include "base/file.h"
#include "base/path.h"
#include "base/vec.h"
#include "frontend/frontend.h"
#include "ir/text.h"
#include "ir/verify.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER "testdata/_lower"

struct sources {
    const char **items;
    uint32_t count;
    uint32_t capacity;
};

static bool has_ending(const char *name, const char *ending) {
    size_t length = strlen(name), size = strlen(ending);

    return length > size && strcmp(name + length - size, ending) == 0;
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_sources(struct arena *arena, struct sources *sources) {
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (has_ending(entry->d_name, ".c") || has_ending(entry->d_name, ".cpp") || has_ending(entry->d_name, ".m"))
            vec_push(sources, arena_text(arena, entry->d_name, strlen(entry->d_name)));
    closedir(folder);
    assert_true(sources->count > 0);
    qsort(sources->items, sources->count, sizeof *sources->items, compare_names);
}

/* The word behind "Arguments:" in the first line. */
static const char *argument_of(struct arena *arena, const char *path) {
    struct buffer content = {0};
    struct error err = {0};
    const char *argument = NULL;

    assert_true(file_read(path, &content, &err));
    char *end = strchr(content.data, '\n');
    if (end != NULL)
        *end = '\0';
    const char *found = strstr(content.data, "Arguments: ");
    if (found != NULL)
        argument = arena_text(arena, found + 11, strcspn(found + 11, " *"));
    buffer_finish(&content);
    return argument;
}

static void print_lowered(struct frontend *frontend, struct arena *arena, const char *root, const char *name,
                          struct buffer *out) {
    const char *file = path_join(arena, root, name);
    const char *argument = argument_of(arena, file);
    struct frontend_command command = {
        .root = root,
        .file = file,
        .directory = root,
        .arguments = &argument,
        .argument_count = argument == NULL ? 0 : 1,
    };
    struct frontend_unit unit;
    struct error err = {0};

    frontend_lower(frontend, &command, arena, &unit);
    unit_print(&unit.unit, out);
    if (!unit_verify(&unit.unit, &err))
        fail_msg("%s: %s", name, err.message);
}

static void check_reader(struct arena *arena, const char *name, const struct buffer *text) {
    struct unit unit;
    struct error err = {0};
    struct buffer again = {0};

    if (!unit_read(arena, name, buffer_text(text), text->size, &unit, &err))
        fail_msg("%s: %s", name, err.message);
    unit_print(&unit, &again);
    assert_string_equal(buffer_text(text), buffer_text(&again));
    buffer_finish(&again);
}

/* The first line that differs says most. */
static void report_difference(const char *name, const char *expected, const char *actual) {
    uint32_t line = 1;
    size_t expected_size, actual_size;

    for (;; line++) {
        expected_size = strcspn(expected, "\n");
        actual_size = strcspn(actual, "\n");
        if (expected_size != actual_size || strncmp(expected, actual, expected_size) != 0 || *expected == '\0')
            break;
        if (expected[expected_size] == '\0' || actual[actual_size] == '\0')
            break;
        expected += expected_size + 1;
        actual += actual_size + 1;
    }
    fail_msg("%s: line %u of its .region\n  expected: %.*s\n  actual:   %.*s", name, line, (int)expected_size, expected,
             (int)actual_size, actual);
}

static void test_golden_files(void **state) {
    struct arena arena, unit_arena;
    struct sources sources = {0};
    struct frontend *frontend = frontend_create(NULL);
    bool is_blessing = getenv("TRIPCOUNT_BLESS") != NULL;

    (void)state;
    arena_init(&arena);
    list_sources(&arena, &sources);
    const char *root = path_join(&arena, path_current(&arena), FOLDER);
    for (uint32_t i = 0; i < sources.count; i++) {
        const char *name = sources.items[i];
        const char *stem = arena_text(&arena, name, (size_t)(strrchr(name, '.') - name));
        const char *golden = arena_printf(&arena, "%s/%s.region", root, stem);
        struct buffer actual = {0}, expected = {0};
        struct error err = {0};
        arena_init(&unit_arena);
        print_lowered(frontend, &unit_arena, root, name, &actual);
        check_reader(&unit_arena, name, &actual);
        if (is_blessing) {
            assert_true(file_write(golden, actual.data, actual.size, &err));
        } else if (!file_read(golden, &expected, &err)) {
            fail_msg("%s", err.message);
        } else if (strcmp(buffer_text(&expected), buffer_text(&actual)) != 0) {
            report_difference(name, buffer_text(&expected), buffer_text(&actual));
        }
        buffer_finish(&actual);
        buffer_finish(&expected);
        arena_finish(&unit_arena);
    }
    vec_free(sources.items);
    frontend_destroy(frontend);
    arena_finish(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_golden_files)};

    return cmocka_run_group_tests_name("frontend lower", tests, NULL, NULL);
}
