/* Decides how child processes start, end and talk. Tests: tests/unit/base/test_process.c */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    LOWEST_DESCRIPTOR = 3, /* above the standard ones */
    READ_STEP = 64 * 1024,
    SIZE_BYTES = 8,
    CODE_NOT_STARTED = 127,
};

static void close_if_open(int *descriptor) {
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}

static void close_pipe(int ends[2]) {
    close_if_open(&ends[0]);
    close_if_open(&ends[1]);
}

/* A close-on-exec pipe with both ends above the standard descriptors: when one of those is closed, the kernel hands
 * its number out, and the child's dup2() calls would overwrite each other's. Leaves -1, -1 on failure. */
static bool open_pipe(int ends[2]) {
    int low[2];
    ends[0] = ends[1] = -1;
    if (pipe2(low, O_CLOEXEC) != 0)
        return false;
    for (int i = 0; i < 2; i++) {
        ends[i] = low[i] >= LOWEST_DESCRIPTOR ? low[i] : fcntl(low[i], F_DUPFD_CLOEXEC, LOWEST_DESCRIPTOR);
        if (ends[i] != low[i])
            close(low[i]);
    }
    if (ends[0] >= 0 && ends[1] >= 0)
        return true;
    int reason = errno;
    close_pipe(ends);
    errno = reason;
    return false;
}

static ssize_t read_some(int descriptor, void *room, size_t size) {
    ssize_t count;
    do
        count = read(descriptor, room, size);
    while (count < 0 && errno == EINTR);
    return count;
}

static bool redirect_to_null(int descriptor) {
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (null < 0)
        return false;
    return null == descriptor ? fcntl(null, F_SETFD, 0) == 0 : dup2(null, descriptor) >= 0;
}

/* Runs in the child: only async-signal-safe calls. Never returns; a failure goes through `report` as an errno. */
NORETURN static void become(const char *const argv[], bool quiet, int input, int output, int report, pid_t parent) {
    sigset_t none;
    sigemptyset(&none);
    bool is_ready = prctl(PR_SET_PDEATHSIG, SIGKILL) == 0;
    /* The parent may have died before the line above took effect. */
    if (getppid() != parent)
        _exit(CODE_NOT_STARTED);
    signal(SIGPIPE, SIG_DFL);
    is_ready = is_ready && sigprocmask(SIG_SETMASK, &none, NULL) == 0;
    is_ready = is_ready && dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0;
    is_ready = is_ready && (!quiet || redirect_to_null(STDERR_FILENO));
    if (is_ready)
        execvp(argv[0], (char *const *)(uintptr_t)argv);
    int reason = errno;
    ssize_t written = write(report, &reason, sizeof reason);
    (void)written; /* nobody is left to tell */
    _exit(CODE_NOT_STARTED);
}

bool process_start(struct process *process, const char *const argv[], bool quiet, struct error *err) {
    int to_child[2] = {-1, -1};
    int from_child[2] = {-1, -1};
    int report[2] = {-1, -1}; /* closes by itself when exec succeeds */
    int reason = 0;
    *process = (struct process){.input = -1, .output = -1};
    pid_t parent = getpid();
    pid_t id = -1;
    if (open_pipe(to_child) && open_pipe(from_child) && open_pipe(report))
        id = fork();
    if (id == 0)
        become(argv, quiet, to_child[0], from_child[1], report[1], parent);
    if (id < 0) {
        reason = errno;
        goto done;
    }
    close_if_open(&report[1]);
    if (read_some(report[0], &reason, sizeof reason) != 0) {
        waitpid(id, NULL, 0);
        goto done;
    }
    *process = (struct process){.id = id, .input = to_child[1], .output = from_child[0]};
    to_child[1] = from_child[0] = -1;
done:
    close_pipe(to_child);
    close_pipe(from_child);
    close_pipe(report);
    return process->id != 0 || error_set(err, "cannot start %s: %s", argv[0], strerror(reason));
}

int process_wait(struct process *process) {
    if (process->id == 0)
        return 0;
    close_if_open(&process->input);
    close_if_open(&process->output);
    int status = 0;
    pid_t id;
    do
        id = waitpid(process->id, &status, 0);
    while (id < 0 && errno == EINTR);
    process->id = 0;
    /* With SIGCHLD ignored the kernel reaps for us and the status is lost: not known to be good. */
    return id < 0 ? CODE_NOT_STARTED << 8 : status;
}

void process_kill(struct process *process) {
    if (process->id == 0)
        return;
    kill(process->id, SIGKILL);
    process_wait(process);
}

bool process_capture(const char *const argv[], struct buffer *out, struct error *err) {
    struct process process;
    size_t size_before = out->size;
    if (!process_start(&process, argv, true, err))
        return false;
    close_if_open(&process.input);
    ssize_t count;
    do {
        char *room = buffer_reserve(out, READ_STEP);
        count = read_some(process.output, room, READ_STEP);
        if (count > 0)
            buffer_commit(out, (size_t)count);
    } while (count > 0);
    int status = process_wait(&process);
    if (count == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    out->size = size_before;
    out->data[size_before] = '\0';
    if (WIFSIGNALED(status))
        return error_set(err, "%s was ended by signal %d (%s)", argv[0], WTERMSIG(status), strsignal(WTERMSIG(status)));
    return error_set(err, "%s ended with exit code %d", argv[0], WEXITSTATUS(status));
}

static bool write_all(int descriptor, const char *data, size_t size) {
    while (size > 0) {
        ssize_t count = write(descriptor, data, size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        data += count;
        size -= (size_t)count;
    }
    return true;
}

bool message_write(int descriptor, const void *data, size_t size) {
    char header[SIZE_BYTES];
    uint64_t rest = size;
    for (int i = 0; i < SIZE_BYTES; i++, rest >>= 8)
        header[i] = (char)(unsigned char)(rest & 0xff);

    /* A broken pipe is an answer here, not the end of the process: the signal is held back while we write and taken
     * away if it came from us. */
    sigset_t pipe_only, before, pending;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    sigpending(&pending);
    bool was_pending = sigismember(&pending, SIGPIPE) == 1;
    sigprocmask(SIG_BLOCK, &pipe_only, &before);
    bool is_written = write_all(descriptor, header, sizeof header) && write_all(descriptor, data, size);
    if (!is_written && errno == EPIPE && !was_pending)
        sigtimedwait(&pipe_only, NULL, &(struct timespec){0});
    sigprocmask(SIG_SETMASK, &before, NULL);
    return is_written;
}

/* Appends exactly `size` bytes. The room grows with what arrives, so a damaged size costs no memory. */
static bool read_exactly(int descriptor, uint64_t size, struct buffer *out) {
    while (size > 0) {
        size_t step = size < READ_STEP ? (size_t)size : READ_STEP;
        char *room = buffer_reserve(out, step);
        ssize_t count = read_some(descriptor, room, step);
        if (count <= 0)
            return false;
        buffer_commit(out, (size_t)count);
        size -= (uint64_t)count;
    }
    return true;
}

bool message_read(int descriptor, struct buffer *out) {
    buffer_clear(out);
    uint64_t size = 0;
    bool is_read = read_exactly(descriptor, SIZE_BYTES, out);
    for (int i = SIZE_BYTES - 1; is_read && i >= 0; i--)
        size = size << 8 | (unsigned char)out->data[i];
    buffer_clear(out);
    is_read = is_read && read_exactly(descriptor, size, out);
    if (!is_read)
        buffer_clear(out);
    return is_read;
}

bool process_executable(struct buffer *out, struct error *err) {
    char path[4096]; /* PATH_MAX of Linux: the kernel gives no longer one */
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length < 0 || (size_t)length == sizeof path)
        return error_set(err, "cannot find the running executable: %s", strerror(length < 0 ? errno : ENAMETOOLONG));
    buffer_clear(out);
    buffer_add(out, path, (size_t)length);
    return true;
}
