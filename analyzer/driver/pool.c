/* Decides who reads what when, and what a dead or slow worker means. Tests: tests/unit/driver/test_worker.c */
#include "driver/pool.h"

#include "base/log.h"
#include "base/process.h"
#include "driver/worker.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { POLL_MS = 100, MOST_JOBS = 1024 };
#define DEFAULT_UNIT_SECONDS 120.0

struct pool {
    const struct plan *plan;
    const char *worker_path;
    double unit_seconds;
    pool_receive *receive;
    void *context;
    struct worker_files worker_files;
    struct arena arena;   /* of worker_files */
    struct arena scratch; /* of one result */

    struct worker *workers; /* [worker_count] */
    uint32_t worker_count;
    uint32_t *queue; /* units, in the order in which they are given out   [queue_count] */
    uint32_t queue_count;
    uint32_t queue_next;
    uint32_t done_count;
    uint32_t failed_count;
    double started_seconds;
    double expected_ns; /* of all units together */
    double done_ns;     /* of those that are done */
    const char *current;
};

uint32_t pool_job_count(const struct driver_options *options) {
    if (options->jobs > 0)
        return options->jobs < MOST_JOBS ? options->jobs : MOST_JOBS;
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return count > 0 ? (uint32_t)count : 1;
}

/* ---- the queue ---- */

static int compare_expected(const void *left, const void *right, void *context) {
    const struct plan_unit *units = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (units[a].expected_ns > units[b].expected_ns)
        return -1;
    if (units[a].expected_ns < units[b].expected_ns)
        return 1;
    return a < b ? -1 : a > b;
}

static void fill_queue(struct pool *pool) {
    const struct plan *plan = pool->plan;
    pool->queue = checked_alloc((uint64_t)plan->awaited_count + 1, sizeof *pool->queue);
    for (uint32_t i = 0; i < plan->unit_count; i++) {
        if (!plan->units[i].is_awaited)
            continue;
        pool->queue[pool->queue_count++] = i;
        pool->expected_ns += plan->units[i].expected_ns;
    }
    qsort_r(pool->queue, pool->queue_count, sizeof *pool->queue, compare_expected, plan->units);
}

/* ---- results ---- */

static void show_progress(struct pool *pool) {
    const struct driver_options *options = pool->plan->project->options;
    if (options->on_progress == NULL)
        return;
    double seconds = clock_seconds() - pool->started_seconds;
    double share = pool->expected_ns > 0 ? pool->done_ns / pool->expected_ns : 0;
    options->on_progress(
        &(struct driver_progress){
            .done = pool->done_count,
            .total = pool->queue_count,
            .failed = pool->failed_count,
            .current = pool->current,
            .seconds = seconds,
            .seconds_left = share > 0 ? seconds * (1 - share) / share : -1,
        },
        options->context);
}

static bool deliver(struct pool *pool, const struct pool_result *result, struct error *err) {
    pool->done_count++;
    pool->done_ns += pool->plan->units[result->unit].expected_ns;
    pool->failed_count += unit_status_is_failure(result->status) ? 1 : 0;
    bool is_good = pool->receive(result, pool->context, err);
    arena_reset(&pool->scratch);
    return is_good;
}

static bool deliver_failure(struct pool *pool, uint32_t unit, enum unit_status status, const char *message,
                            struct error *err) {
    struct pool_result result = {.unit = unit, .status = status, .message = message};
    return deliver(pool, &result, err);
}

/* The worker's answer, or one that cannot be one: that ends the worker, as the next answer could not be trusted. */
static bool take_answer(struct pool *pool, struct worker *worker, struct error *err) {
    struct job_result answer;
    struct error damage = {0};
    uint32_t unit = worker->unit;
    worker->unit = UNIT_NONE;
    bool is_good =
        job_result_decode(&pool->scratch, worker_message(worker), worker_message_size(worker), &answer, &damage);
    if (is_good && answer.unit != unit)
        is_good = error_set(&damage, "an answer for another unit");
    if (!is_good) {
        worker_stop(worker);
        const char *message = arena_printf(&pool->scratch, "the worker sent %s", damage.message);
        error_finish(&damage);
        return deliver_failure(pool, unit, UNIT_CRASH, message, err);
    }
    if (pool->worker_files.file_count == 0)
        worker_files_read(&pool->worker_files, &pool->arena, pool->worker_path, worker->process.id);
    struct pool_result result = {
        .unit = unit,
        .status = answer.status,
        .message = answer.message,
        .line_count = answer.line_count,
        .cpu_ns = answer.cpu_ns,
        .summary = answer.data_size > 0 ? answer.data : NULL,
        .summary_size = answer.data_size,
        .dependencies = answer.dependencies,
        .dependency_count = answer.dependency_count,
        .worker_files = &pool->worker_files,
    };
    is_good = deliver(pool, &result, err);
    worker_drop_message(worker);
    return is_good;
}

static bool take_death(struct pool *pool, struct worker *worker, struct error *err) {
    uint32_t unit = worker->unit;
    int status = process_wait(&worker->process);
    worker_stop(worker);
    if (worker_could_not_load(status))
        return error_set(err, "%s does not start: is libclang installed? `tripcount doctor` tells more",
                         pool->worker_path);
    if (unit == UNIT_NONE)
        return true;
    const char *message =
        arena_printf(&pool->scratch, "the worker ended with %s", worker_describe_end(&pool->scratch, status));
    return deliver_failure(pool, unit, UNIT_CRASH, message, err);
}

static bool take_output(struct pool *pool, struct worker *worker, struct error *err) {
    switch (worker_read(worker)) {
    case WORKER_WAITS:
        return true;
    case WORKER_ANSWERED:
        return take_answer(pool, worker, err);
    case WORKER_ENDED:
        break;
    }
    return take_death(pool, worker, err);
}

/* ---- jobs ---- */

/* Units that no worker has to look at. */
static bool settle_without_worker(struct pool *pool, uint32_t unit, bool *is_settled, struct error *err) {
    const struct compdb_unit *command = pool->plan->units[unit].command;
    *is_settled = true;
    if (command->problem != COMPDB_FINE)
        return deliver_failure(pool, unit, UNIT_INVALID, command->problem_text, err);
    struct file_stamp stamp = file_stamp_of(command->file);
    if (stamp.size < 0) {
        struct dependency absent = {.path = command->file, .stamp = stamp, .is_absent = true};
        struct pool_result result = {
            .unit = unit,
            .status = UNIT_MISSING,
            .message = "there is no such file",
            .dependencies = &absent,
            .dependency_count = 1,
        };
        return deliver(pool, &result, err);
    }
    *is_settled = false;
    return true;
}

static bool give_job(struct pool *pool, struct worker *worker, uint32_t unit, struct error *err) {
    const struct plan_unit *planned = &pool->plan->units[unit];
    struct job job = {
        .unit = unit,
        .task = JOB_LOWER,
        .root = pool->plan->project->root,
        .file = planned->command->file,
        .directory = planned->command->directory,
        .arguments = planned->command->arguments,
        .argument_count = planned->command->argument_count,
    };
    struct buffer message = {0};
    job_encode(&job, &message);
    /* No process yet, or one that was killed while idle and has read nothing: start one, once. */
    bool is_started = true;
    bool is_given = worker_give(worker, &message);
    if (!is_given) {
        worker_stop(worker);
        is_started = worker_start(worker, pool->worker_path, !pool->plan->project->options->is_verbose, err);
        is_given = is_started && worker_give(worker, &message);
    }
    buffer_finish(&message);
    worker->unit = unit;
    worker->deadline = clock_seconds() + pool->unit_seconds;
    pool->current = planned->path;
    if (is_given || !is_started)
        return is_given;
    return take_death(pool, worker, err);
}

static bool give_jobs(struct pool *pool, struct error *err) {
    for (uint32_t i = 0; i < pool->worker_count; i++) {
        struct worker *worker = &pool->workers[i];
        while (worker->unit == UNIT_NONE && pool->queue_next < pool->queue_count) {
            uint32_t unit = pool->queue[pool->queue_next++];
            bool is_settled;
            if (!settle_without_worker(pool, unit, &is_settled, err))
                return false;
            if (!is_settled && !give_job(pool, worker, unit, err))
                return false;
        }
    }
    return true;
}

static bool stop_late_ones(struct pool *pool, struct error *err) {
    double now = clock_seconds();
    for (uint32_t i = 0; i < pool->worker_count; i++) {
        struct worker *worker = &pool->workers[i];
        if (worker->unit == UNIT_NONE || now < worker->deadline)
            continue;
        uint32_t unit = worker->unit;
        worker_stop(worker);
        const char *message = arena_printf(&pool->scratch, "stopped after %g s", pool->unit_seconds);
        if (!deliver_failure(pool, unit, UNIT_TIMEOUT, message, err))
            return false;
    }
    return true;
}

/* Waits until a worker says something, but not so long that the bar stands still or a limit is missed. */
static bool wait_for_output(struct pool *pool, struct pollfd *descriptors, struct error *err) {
    for (uint32_t i = 0; i < pool->worker_count; i++)
        descriptors[i] = (struct pollfd){
            .fd = pool->workers[i].unit == UNIT_NONE ? -1 : pool->workers[i].process.output,
            .events = POLLIN,
        };
    int count = poll(descriptors, pool->worker_count, POLL_MS);
    if (count < 0 && errno != EINTR)
        return error_set(err, "cannot wait for workers: %s", strerror(errno));
    /* Before anything is made of dead workers: Ctrl-C of a terminal ends them too. */
    if (project_is_cancelled(pool->plan->project, err))
        return false;
    for (uint32_t i = 0; count > 0 && i < pool->worker_count; i++)
        if (descriptors[i].revents != 0 && !take_output(pool, &pool->workers[i], err))
            return false;
    return stop_late_ones(pool, err);
}

static bool run_queue(struct pool *pool, struct error *err) {
    struct pollfd *descriptors = checked_alloc(pool->worker_count, sizeof *descriptors);
    bool is_good = true;
    while (is_good && pool->done_count < pool->queue_count) {
        is_good = give_jobs(pool, err);
        show_progress(pool);
        if (is_good && pool->done_count < pool->queue_count)
            is_good = wait_for_output(pool, descriptors, err);
    }
    free(descriptors);
    return is_good;
}

bool pool_run(const struct plan *plan, pool_receive *receive, void *context, struct error *err) {
    const struct driver_options *options = plan->project->options;
    struct pool pool = {
        .plan = plan,
        .unit_seconds = options->unit_seconds > 0 ? options->unit_seconds : DEFAULT_UNIT_SECONDS,
        .receive = receive,
        .context = context,
        .started_seconds = clock_seconds(),
    };
    bool is_good = false;
    arena_init(&pool.arena);
    arena_init(&pool.scratch);
    fill_queue(&pool);
    if (!worker_files_find(&pool.arena, &pool.worker_path, err))
        goto done;
    uint32_t jobs = pool_job_count(options);
    pool.worker_count = jobs < pool.queue_count ? jobs : pool.queue_count;
    pool.workers = checked_alloc((uint64_t)pool.worker_count + 1, sizeof *pool.workers);
    for (uint32_t i = 0; i < pool.worker_count; i++)
        worker_init(&pool.workers[i]);
    is_good = run_queue(&pool, err);
    for (uint32_t i = 0; i < pool.worker_count; i++)
        worker_finish(&pool.workers[i]);
done:
    free(pool.workers);
    free(pool.queue);
    arena_finish(&pool.arena);
    arena_finish(&pool.scratch);
    return is_good;
}

bool pool_run_job(const struct project *project, const struct job *job, struct arena *arena, struct job_result *out,
                  struct error *err) {
    const char *path = NULL;
    if (!worker_files_find(arena, &path, err))
        return false;
    const char *const arguments[] = {path, NULL};
    struct process process;
    struct buffer message = {0};
    struct buffer answer = {0};
    job_encode(job, &message);
    bool is_good = process_start(&process, arguments, !project->options->is_verbose, err);
    if (is_good &&
        (!message_write(process.input, message.data, message.size) || !message_read(process.output, &answer))) {
        const char *end = worker_describe_end(arena, process_wait(&process));
        is_good = error_set(err, "%s: the worker ended with %s", job->file, end);
    }
    /* The data of the answer points into its bytes: they go to the arena with it. */
    if (is_good) {
        const char *kept = arena_text(arena, buffer_text(&answer), answer.size);
        is_good = job_result_decode(arena, kept, answer.size, out, err);
    }
    process_kill(&process);
    buffer_finish(&message);
    buffer_finish(&answer);
    return is_good;
}
