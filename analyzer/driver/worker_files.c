/* Decides which files stand for "the version of everything". Tests: tests/unit/driver/test_worker_files.c */
#include "driver/worker_files.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/path.h"
#include "base/process.h"
#include "driver/plan.h"

#include <string.h>
#include <unistd.h>

#define WORKER_NAME "tripcount-worker"

bool worker_files_find(struct arena *arena, const char **path, struct error *err) {
    struct buffer executable = {0};
    if (!process_executable(&executable, err)) {
        buffer_finish(&executable);
        return false;
    }
    const char *folder = path_directory(arena, buffer_text(&executable));
    const char *places[] = {
        path_join(arena, folder, WORKER_NAME),
        path_join(arena, folder, "../libexec/tripcount/" WORKER_NAME),
    };
    buffer_finish(&executable);
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        if (access(places[i], X_OK) == 0) {
            *path = places[i];
            return true;
        }
    }
    return error_set(err, "%s is missing, which reads the sources. It belongs to %s or %s; install tripcount again",
                     WORKER_NAME, places[0], places[1]);
}

/* "libclang.so.1", "libclang-19.so.19"; not "libclang-cpp.so.19" and not "libclang_rt.asan.so". */
static bool is_libclang(const char *name) {
    size_t length = strlen("libclang");
    if (strncmp(name, "libclang", length) != 0)
        return false;
    const char *rest = name + length;
    if (*rest == '-')
        rest += 1 + strspn(rest + 1, "0123456789.");
    return strncmp(rest, ".so", 3) == 0 || (rest > name + length && strncmp(rest - 1, ".so", 3) == 0);
}

const char *worker_files_libclang(struct arena *arena, const char *text) {
    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        const char *path = memchr(line, '/', length);
        if (path != NULL) {
            const char *copy = arena_text(arena, path, length - (size_t)(path - line));
            if (is_libclang(path_base(copy)))
                return copy;
        }
        line += length + (line[length] == '\n');
    }
    return NULL;
}

static void add_file(struct worker_files *worker_files, const char *path) {
    struct dependency file = {.path = path, .stamp = file_stamp_of(path)};
    if (file.stamp.size >= 0 && plan_digest_file(path, &file.digest))
        worker_files->files[worker_files->file_count++] = file;
}

void worker_files_read(struct worker_files *worker_files, struct arena *arena, const char *worker, pid_t process) {
    struct buffer maps = {0};
    struct error ignored = {0};
    *worker_files = (struct worker_files){0};
    add_file(worker_files, worker);
    if (file_read(arena_printf(arena, "/proc/%ld/maps", (long)process), &maps, &ignored)) {
        const char *libclang = worker_files_libclang(arena, buffer_text(&maps));
        if (libclang != NULL)
            add_file(worker_files, libclang);
    }
    error_finish(&ignored);
    buffer_finish(&maps);
}
