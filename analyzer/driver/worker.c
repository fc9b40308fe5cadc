/* Decides how whole messages come out of a pipe that never blocks. Tests: tests/unit/driver/test_worker.c */
#include "driver/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_STEP = 64 * 1024, SIZE_BYTES = 8, CODE_NOT_LOADED = 127 };
/* A summary is far smaller; a size like this is damage. */
#define LARGEST_MESSAGE (UINT64_C(1) << 32)

void worker_init(struct worker *worker) {
    *worker = (struct worker){.process = {.input = -1, .output = -1}, .unit = UNIT_NONE};
}

void worker_finish(struct worker *worker) {
    worker_stop(worker);
    buffer_finish(&worker->received);
}

bool worker_start(struct worker *worker, const char *path, bool quiet, struct error *err) {
    const char *const arguments[] = {path, NULL};
    buffer_clear(&worker->received);
    if (!process_start(&worker->process, arguments, quiet, err))
        return false;
    int flags = fcntl(worker->process.output, F_GETFL);
    if (flags >= 0 && fcntl(worker->process.output, F_SETFL, flags | O_NONBLOCK) == 0)
        return true;
    error_set(err, "cannot read from %s: %s", path, strerror(errno));
    process_kill(&worker->process);
    return false;
}

void worker_stop(struct worker *worker) {
    process_kill(&worker->process);
    worker->unit = UNIT_NONE;
    buffer_clear(&worker->received);
}

bool worker_give(struct worker *worker, const struct buffer *message) {
    return worker->process.id != 0 && message_write(worker->process.input, message->data, message->size);
}

/* Little endian, as message_write has it. */
static uint64_t announced_size(const struct worker *worker) {
    uint64_t size = 0;
    for (int i = SIZE_BYTES - 1; i >= 0; i--)
        size = size << 8 | (unsigned char)worker->received.data[i];
    return size;
}

enum worker_event worker_read(struct worker *worker) {
    for (;;) {
        bool is_announced = worker->received.size >= SIZE_BYTES;
        uint64_t size = is_announced ? announced_size(worker) : 0;
        if (size > LARGEST_MESSAGE) {
            process_kill(&worker->process);
            return WORKER_ENDED;
        }
        if (is_announced && worker->received.size >= SIZE_BYTES + size)
            return WORKER_ANSWERED;
        char *room = buffer_reserve(&worker->received, READ_STEP);
        ssize_t count = read(worker->process.output, room, READ_STEP);
        if (count > 0)
            buffer_commit(&worker->received, (size_t)count);
        else if (count == 0 || (errno != EINTR && errno != EAGAIN))
            return WORKER_ENDED;
        else if (errno == EAGAIN)
            return WORKER_WAITS;
    }
}

const void *worker_message(const struct worker *worker) { return worker->received.data + SIZE_BYTES; }

size_t worker_message_size(const struct worker *worker) { return (size_t)announced_size(worker); }

/* It has one job at a time, so nothing can stand behind the message. */
void worker_drop_message(struct worker *worker) { buffer_clear(&worker->received); }

bool worker_could_not_load(int wait_status) {
    return WIFEXITED(wait_status) && WEXITSTATUS(wait_status) == CODE_NOT_LOADED;
}

const char *worker_describe_end(struct arena *arena, int wait_status) {
    static const struct {
        int number;
        const char *name;
    } signals[] = {
        {SIGSEGV, "SIGSEGV"}, {SIGABRT, "SIGABRT"}, {SIGKILL, "SIGKILL"}, {SIGBUS, "SIGBUS"},   {SIGILL, "SIGILL"},
        {SIGFPE, "SIGFPE"},   {SIGTERM, "SIGTERM"}, {SIGINT, "SIGINT"},   {SIGXCPU, "SIGXCPU"}, {SIGTRAP, "SIGTRAP"},
    };
    if (!WIFSIGNALED(wait_status))
        return arena_printf(arena, "exit code %d", WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : wait_status);
    for (size_t i = 0; i < ARRAY_COUNT(signals); i++)
        if (signals[i].number == WTERMSIG(wait_status))
            return signals[i].name;
    return arena_printf(arena, "signal %d", WTERMSIG(wait_status));
}
