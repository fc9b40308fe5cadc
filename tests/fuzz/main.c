/* Runs a target over its seeds and over what mutate.h makes of them, in a process of its own, so that the input that
 * ends it is known and kept. The same on every machine and with every compiler: what libFuzzer finds beyond it becomes
 * a unit test. */
#include "fuzz/mutate.h"
#include "fuzz/target.h"

#include "base/file.h"
#include "base/path.h"
#include "base/vec.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { INPUT_SECONDS = 5 };

static const char usage[] = "usage: fuzz_NAME [--count N] [--keep DIR] FILE...   N inputs made of seeds\n"
                            "       fuzz_NAME --input FILE                      the bytes of one file\n"
                            "       fuzz_NAME --write DIR FILE...               the seeds as files, for libFuzzer\n";

struct task {
    const char *name;  /* of the program */
    uint32_t count;    /* inputs; the seeds at least */
    const char *keep;  /* where an input is written that ends the target */
    const char *input; /* or NULL */
    const char *write; /* or NULL */
    char **files;
    uint32_t file_count;
};

NORETURN static void fail(const char *what, const char *detail) {
    fprintf(stderr, "%s%s%s\n", what, detail[0] != '\0' ? ": " : "", detail);
    exit(2);
}

static bool parse_arguments(int count, char **arguments, struct task *task) {
    *task = (struct task){.name = path_base(arguments[0]), .keep = "."};
    int i = 1;
    for (; i + 1 < count && strncmp(arguments[i], "--", 2) == 0; i += 2) {
        const char *value = arguments[i + 1];
        if (strcmp(arguments[i], "--count") == 0)
            task->count = (uint32_t)strtoul(value, NULL, 10);
        else if (strcmp(arguments[i], "--keep") == 0)
            task->keep = value;
        else if (strcmp(arguments[i], "--input") == 0)
            task->input = value;
        else if (strcmp(arguments[i], "--write") == 0)
            task->write = value;
        else
            return false;
    }
    task->files = arguments + i;
    task->file_count = (uint32_t)(count - i);
    return (task->input != NULL) != (task->file_count > 0);
}

static void read_file(const char *path, struct buffer *out) {
    struct error err = {0};
    if (!file_read(path, out, &err))
        fail(err.message, "");
}

static void read_seeds(const struct task *task, struct seeds *seeds) {
    struct buffer file = {0};
    for (uint32_t i = 0; i < task->file_count; i++) {
        buffer_clear(&file);
        read_file(task->files[i], &file);
        struct buffer seed = {0};
        for (uint32_t number = 0; target_seed(&file, number, &seed); number++) {
            vec_push(seeds, seed);
            seed = (struct buffer){0};
        }
        buffer_finish(&seed);
    }
    buffer_finish(&file);
    if (seeds->count == 0)
        fail("no seeds", task->name);
}

static void finish_seeds(struct seeds *seeds) {
    for (uint32_t i = 0; i < seeds->count; i++)
        buffer_finish(&seeds->items[i]);
    vec_finish(seeds);
}

static const char *write_input(const char *directory, const char *name, uint32_t number, const struct buffer *input,
                               struct buffer *path) {
    struct error err = {0};
    buffer_clear(path);
    buffer_printf(path, "%s/%s-%u", directory, name, number);
    if (!file_make_directory(directory, &err) || !file_write(buffer_text(path), buffer_text(input), input->size, &err))
        fail(err.message, "");
    return buffer_text(path);
}

static void write_seeds(const struct task *task, const struct seeds *seeds) {
    struct buffer path = {0};
    for (uint32_t i = 0; i < seeds->count; i++)
        write_input(task->write, task->name, i, &seeds->items[i], &path);
    buffer_finish(&path);
}

/* In a block of its own size, so that a read behind it is seen. */
static bool run_input(const struct buffer *input) {
    void *copy = checked_alloc(input->size, 1);
    if (input->size > 0)
        memcpy(copy, input->data, input->size);
    bool is_accepted = target_run(copy, input->size);
    free(copy);
    return is_accepted;
}

/* Where the child is; the parent reads it when the child is no more. */
struct progress {
    uint32_t number; /* of the input that is being run */
    uint32_t accepted_seeds;
    uint32_t accepted;
};

static void run_inputs(const struct seeds *seeds, uint32_t count, struct progress *progress) {
    struct buffer input = {0};
    for (; progress->number < count; progress->number++) {
        mutate(seeds, progress->number, &input);
        alarm(INPUT_SECONDS);
        bool is_accepted = run_input(&input);
        progress->accepted += is_accepted;
        progress->accepted_seeds += is_accepted && progress->number < seeds->count;
    }
    buffer_finish(&input);
}

/* What is told of a child that did not end well. */
static void report(const struct task *task, const struct seeds *seeds, uint32_t count, uint32_t number, int status) {
    struct buffer input = {0}, path = {0};
    const char *how = "ended";
    if (WIFSIGNALED(status))
        how = WTERMSIG(status) == SIGALRM ? "took too long" : strsignal(WTERMSIG(status));
    if (number < count) {
        mutate(seeds, number, &input);
        write_input(task->keep, task->name, number, &input, &path);
        fprintf(stderr, "%s: input %u of %u: %s; again with: %s --input %s\n", task->name, number, count, how,
                task->name, buffer_text(&path));
    } else {
        fprintf(stderr, "%s: after all %u inputs: %s (a leak?)\n", task->name, count, how);
    }
    buffer_finish(&input);
    buffer_finish(&path);
}

static int run_in_child(const struct task *task, struct seeds *seeds, uint32_t count) {
    struct progress *progress = mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int status = 0;
    if (progress == MAP_FAILED)
        fail("mmap", strerror(errno));
    fflush(NULL);
    pid_t child = fork();
    if (child < 0)
        fail("fork", strerror(errno));
    if (child == 0) {
        run_inputs(seeds, count, progress);
        finish_seeds(seeds);
        exit(0); /* and leaks are looked for */
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            fail("waitpid", strerror(errno));
    bool is_good = WIFEXITED(status) && WEXITSTATUS(status) == 0 && progress->number == count;
    if (!is_good)
        report(task, seeds, count, progress->number, status);
    printf("%s: %u of %u seeds and %u of %u inputs accepted\n", task->name, progress->accepted_seeds, seeds->count,
           progress->accepted, progress->number);
    /* Inputs that are all refused at once would test little. */
    is_good = is_good && progress->accepted_seeds > 0 && progress->accepted > progress->accepted_seeds;
    munmap(progress, sizeof *progress);
    return is_good ? 0 : 1;
}

int main(int argument_count, char **arguments) {
    struct task task;
    struct seeds seeds = {0};
    int code = 0;
    if (!parse_arguments(argument_count, arguments, &task)) {
        fputs(usage, stderr);
        return 2;
    }
    if (task.input != NULL) {
        struct buffer input = {0};
        read_file(task.input, &input);
        printf("%s: %s\n", task.input, run_input(&input) ? "accepted" : "refused");
        buffer_finish(&input);
        return 0;
    }
    read_seeds(&task, &seeds);
    if (task.write != NULL)
        write_seeds(&task, &seeds);
    else
        code = run_in_child(&task, &seeds, task.count > seeds.count ? task.count : seeds.count);
    finish_seeds(&seeds);
    return code;
}
