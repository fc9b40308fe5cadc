/* The programs that read units: where the worker is, and which libclang it has loaded.
 *
 * Their files are dependencies of every unit, so that another worker or libclang reads each unit again, and a run with
 * nothing to read needs neither. Tests: tests/unit/driver/test_worker_files.c */
#ifndef TRIPCOUNT_DRIVER_WORKER_FILES_H
#define TRIPCOUNT_DRIVER_WORKER_FILES_H

#include "base/arena.h"
#include "base/error.h"
#include "model/dependency.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define WORKER_FILES_MOST 2

struct worker_files {
    struct dependency files[WORKER_FILES_MOST];
    uint32_t file_count; /* 0: not looked at yet */
};

/* tripcount-worker beside the running executable, or in ../libexec/tripcount. */
NODISCARD bool worker_files_find(struct arena *arena, const char **path, struct error *err);

/* Reads which files a running worker was made from. What cannot be told is left out. */
void worker_files_read(struct worker_files *worker_files, struct arena *arena, const char *worker, pid_t process);

/* The libclang among the mapped files of /proc/PID/maps, as `text` has them; NULL when there is none. */
const char *worker_files_libclang(struct arena *arena, const char *text);

#endif
