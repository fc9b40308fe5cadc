/* tripcount-worker: reads translation units for the driver, one at a time, in a process that may die of them.
 *
 * Jobs come on standard input, results go to standard output (summary/job.h, base/process.h) until the input ends.
 * Only this program links libclang. Clang recurses as deep as its input is nested, so the work is done on a thread with
 * a large stack. It knows nothing of other units, of the database, or of limits in time: those are the driver's.
 *
 *   tripcount-worker             read jobs
 *   tripcount-worker --version   print clang's version
 *   tripcount-worker --probe     print whether clang's and the system's headers are found; exit code 1 when not
 *
 * A message that makes no sense ends the worker with exit code 70.
 * For tests, which need a worker that fails on a certain unit: TRIPCOUNT_WORKER_TEST_CRASH=TEXT aborts on a unit whose
 * file holds TEXT, TRIPCOUNT_WORKER_TEST_HANG=TEXT sleeps on it for ever.
 * Tests: tests/unit/worker/test_worker.c */
#include "base/log.h"
#include "base/process.h"
#include "worker/probe.h"
#include "worker/run_job.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum {
    CODE_GOOD = 0,
    CODE_BAD = 1,
    CODE_USAGE = 2,
    CODE_DEFECT = 70,
};
#define STACK_SIZE ((size_t)64 * 1024 * 1024)

struct channel {
    int jobs;
    int results;
    int exit_code;
};

static bool names_file(const char *variable, const char *file) {
    const char *text = getenv(variable);
    return text && text[0] != '\0' && strstr(file, text);
}

static void fail_for_tests(const struct job *job) {
    if (names_file("TRIPCOUNT_WORKER_TEST_CRASH", job->file))
        abort();
    while (names_file("TRIPCOUNT_WORKER_TEST_HANG", job->file))
        sleep(60);
}

/* Until the driver closes the pipe. */
static int serve(struct channel *channel) {
    struct frontend *frontend = frontend_create(&(struct frontend_options){0});
    struct buffer message = {0}, result = {0};
    struct arena arena; /* of one unit */
    struct error err = {0};
    int exit_code = CODE_GOOD;
    arena_init(&arena);
    while (exit_code == CODE_GOOD && message_read(channel->jobs, &message)) {
        struct job job;
        buffer_clear(&result);
        if (!job_decode(&arena, message.data, message.size, &job, &err)) {
            log_error("worker: %s", err.message);
            exit_code = CODE_DEFECT;
            break;
        }
        fail_for_tests(&job);
        run_job(frontend, &job, &arena, &result);
        if (!message_write(channel->results, result.data, result.size))
            exit_code = CODE_DEFECT; /* nobody is left to answer to */
        arena_reset(&arena);
    }
    error_finish(&err);
    arena_finish(&arena);
    buffer_finish(&message);
    buffer_finish(&result);
    frontend_destroy(frontend);
    return exit_code;
}

static void *serve_on_thread(void *argument) {
    struct channel *channel = argument;
    channel->exit_code = serve(channel);
    return NULL;
}

/* Moves the pipes away from the standard descriptors: whatever libclang prints or reads goes to standard error and
 * comes from nowhere, and cannot end up between the messages. */
static bool take_pipes(struct channel *channel) {
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    channel->jobs = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    channel->results = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (null < 0 || channel->jobs < 0 || channel->results < 0)
        return false;
    if (dup2(null, STDIN_FILENO) < 0)
        return false;
    return dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 || dup2(null, STDOUT_FILENO) >= 0;
}

static int serve_jobs(void) {
    struct channel channel = {.exit_code = CODE_DEFECT};
    pthread_attr_t attributes;
    pthread_t thread;
    if (isatty(STDIN_FILENO)) {
        log_error("tripcount-worker is started by tripcount and reads its jobs from a pipe");
        return CODE_USAGE;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!take_pipes(&channel)) {
        log_error("worker: cannot use its pipes: %s", strerror(errno));
        return CODE_DEFECT;
    }
    int reason = pthread_attr_init(&attributes);
    if (reason == 0)
        reason = pthread_attr_setstacksize(&attributes, STACK_SIZE);
    if (reason == 0)
        reason = pthread_create(&thread, &attributes, serve_on_thread, &channel);
    if (reason == 0)
        reason = pthread_join(thread, NULL);
    if (reason != 0)
        log_error("worker: cannot start a thread with a stack of 64 MiB: %s", strerror(reason));
    pthread_attr_destroy(&attributes);
    return channel.exit_code;
}

static int print(const struct buffer *text) {
    bool is_written = fputs(buffer_text(text), stdout) >= 0 && fflush(stdout) == 0;
    return is_written ? CODE_GOOD : CODE_BAD;
}

static int print_version(void) {
    struct buffer out = {0};
    struct arena arena;
    arena_init(&arena);
    buffer_printf(&out, "%s\n", frontend_version(&arena));
    int exit_code = print(&out);
    arena_finish(&arena);
    buffer_finish(&out);
    return exit_code;
}

static int print_probe(void) {
    struct buffer out = {0};
    bool is_good = probe_libclang(&out);
    int exit_code = print(&out);
    buffer_finish(&out);
    return is_good ? exit_code : CODE_BAD;
}

int main(int argc, char *argv[]) {
    if (argc == 1)
        return serve_jobs();
    if (argc == 2 && strcmp(argv[1], "--version") == 0)
        return print_version();
    if (argc == 2 && strcmp(argv[1], "--probe") == 0)
        return print_probe();
    log_error("usage: tripcount-worker [--version | --probe]");
    return CODE_USAGE;
}
