/* Child processes with pipes, and whole messages over a pipe.
 * Tests: tests/unit/base/test_process.c */
#ifndef TRIPCOUNT_BASE_PROCESS_H
#define TRIPCOUNT_BASE_PROCESS_H

#include "base/buffer.h"
#include "base/error.h"

#include <stdbool.h>
#include <sys/types.h>

struct process {
    pid_t id;   /* 0: none */
    int input;  /* we write, the child reads on its standard input; -1 when closed */
    int output; /* the child's standard output; -1 when closed */
};

/* Starts argv[0] (a path, or a name looked up in PATH) with pipes at standard input and output; standard error is
 * ours unless `quiet`, then it goes to /dev/null. The child dies when this process dies. Our ends are close-on-exec.
 * After a failure `*process` is none, which process_wait and process_kill accept. */
NODISCARD bool process_start(struct process *process, const char *const argv[], bool quiet, struct error *err);

/* Closes both pipes and reaps. Gives the wait status as waitpid(2) does. */
int process_wait(struct process *process);
/* SIGKILL, then process_wait. */
void process_kill(struct process *process);

/* Runs to the end and appends what it prints on standard output to `out`. False when it cannot be started or does not
 * exit with 0; `out` is then as before. Its standard error is dropped. */
NODISCARD bool process_capture(const char *const argv[], struct buffer *out, struct error *err);

/* A message is its size (8 bytes, little endian) and its bytes. Both block; false on end of file or a broken pipe (no
 * SIGPIPE is raised). Reading replaces what `out` holds, and leaves it empty on failure. */
NODISCARD bool message_write(int descriptor, const void *data, size_t size);
NODISCARD bool message_read(int descriptor, struct buffer *out);

/* The path of the running executable, in `out`. */
NODISCARD bool process_executable(struct buffer *out, struct error *err);

#endif
