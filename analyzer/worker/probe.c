/* Looks whether libclang finds its own headers and the system's, by reading two programs of one line.
 * Tests: tests/unit/worker/test_worker.c */
#include "worker/probe.h"

#include "base/file.h"
#include "base/path.h"
#include "frontend/frontend.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Reads `text` as a C file in `directory`. */
static bool parse(struct frontend *frontend, struct arena *arena, const char *directory, const char *text,
                  const char **message) {
    struct error err = {0};
    struct frontend_unit unit = {0};
    const char *file = path_join(arena, directory, "probe.c");
    struct frontend_command command = {.root = directory, .file = file, .directory = directory};
    if (!file_write(file, text, strlen(text), &err)) {
        *message = arena_printf(arena, "%s", err.message);
        error_finish(&err);
        return false;
    }
    frontend_lower(frontend, &command, arena, &unit);
    unlink(file);
    *message = unit.unit.message ? unit.unit.message : unit_status_name(unit.unit.status);
    return unit.unit.status == UNIT_OK;
}

static bool probe_headers(struct frontend *frontend, struct arena *arena, struct buffer *out) {
    static const char *const headers[] = {"stddef.h", "stdio.h"};
    const char *parent = getenv("TMPDIR");
    bool is_good = true;
    char *directory = checked_duplicate(
        arena_printf(arena, "%s/tripcount-probe-XXXXXX", parent && parent[0] != '\0' ? parent : P_tmpdir));
    if (!mkdtemp(directory)) {
        buffer_printf(out, "headers: cannot make a directory for a test file, %s: %s\n", directory, strerror(errno));
        free(directory);
        return false;
    }
    for (size_t i = 0; i < ARRAY_COUNT(headers); i++) {
        const char *message;
        const char *text = arena_printf(arena, "#include <%s>\nsize_t probe(void) { return 0; }\n", headers[i]);
        bool is_found = parse(frontend, arena, directory, text, &message);
        buffer_printf(out, "<%s>: %s\n", headers[i], is_found ? "found" : message);
        is_good = is_good && is_found;
    }
    rmdir(directory);
    free(directory);
    return is_good;
}

bool probe_libclang(struct buffer *out) {
    struct arena arena;
    arena_init(&arena);
    struct frontend *frontend = frontend_create(&(struct frontend_options){0});
    const char *resources = frontend_resource_directory(frontend);
    buffer_printf(out, "libclang: %s\n", frontend_version(&arena));
    buffer_printf(out, "resource directory: %s\n", resources ? resources : "not found");
    bool is_good = probe_headers(frontend, &arena, out) && resources;
    frontend_destroy(frontend);
    arena_finish(&arena);
    return is_good;
}
