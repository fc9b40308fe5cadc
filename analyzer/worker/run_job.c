/* What a worker does for one job: lower, check, encode. Tests: tests/unit/worker/test_worker.c */
#include "worker/run_job.h"

#include "ir/verify.h"
#include "summary/summary.h"

#include <sys/resource.h>

static int64_t used_cpu_ns(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    int64_t seconds = (int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
    int64_t microseconds = (int64_t)usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    return seconds * 1000000000 + microseconds * 1000;
}

static int64_t peak_memory_kb(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* What does not hold together would be refused when it is read, with all of its unit. It is a defect of the lowering: a
 * debug build stops there, others leave the function out and say so. */
static void drop_bad_functions(struct unit *unit, struct arena *arena) {
    for (uint32_t i = 0; i < unit->function_count; i++) {
        struct function *function = &unit->functions[i];
        struct error err = {0};
        if (function_verify(unit, function, &err))
            continue;
#ifndef NDEBUG
        BUG("the lowering of %s made a bad function: %s", unit->path, err.message);
#endif
        function->body = NULL;
        function->call_count = function->loop_count = 0;
        function->flags |= FUNCTION_INCOMPLETE;
        unit->status = UNIT_PARTIAL;
        if (!unit->message)
            unit->message = arena_printf(arena, "a defect of tripcount: %s", err.message);
        error_finish(&err);
    }
}

static void lower(struct frontend *frontend, const struct job *job, struct arena *arena, struct job_result *result,
                  struct buffer *data) {
    struct frontend_command command = {
        .root = job->root,
        .file = job->file,
        .directory = job->directory,
        .arguments = job->arguments,
        .argument_count = job->argument_count,
    };
    struct frontend_unit lowered = {0};
    struct error err = {0};
    frontend_lower(frontend, &command, arena, &lowered);
    struct unit *unit = &lowered.unit;
    result->dependencies = lowered.dependencies;
    result->dependency_count = lowered.dependency_count;
    result->line_count = unit->line_count;
    if (unit_status_is_failure(unit->status)) {
        result->status = unit->status;
        result->message = unit->message;
        return;
    }
    if (!unit_verify_skeleton(unit, &err)) {
#ifndef NDEBUG
        BUG("the lowering of %s made a bad unit: %s", job->file, err.message);
#endif
        result->status = UNIT_ERROR;
        result->message = arena_printf(arena, "a defect of tripcount: %s", err.message);
        error_finish(&err);
        return;
    }
    drop_bad_functions(unit, arena);
    result->status = unit->status;
    result->message = unit->message;
    summary_encode(unit, data);
}

static void dump_ast(struct frontend *frontend, const struct job *job, struct arena *arena, struct job_result *result,
                     struct buffer *data) {
    struct frontend_command command = {
        .root = job->root,
        .file = job->file,
        .directory = job->directory,
        .arguments = job->arguments,
        .argument_count = job->argument_count,
    };
    struct error err = {0};
    result->status = UNIT_OK;
    if (!frontend_dump_ast(frontend, &command, data, &err)) {
        buffer_clear(data);
        result->status = UNIT_ERROR;
        result->message = arena_printf(arena, "%s", err.message);
    }
    error_finish(&err);
}

void run_job(struct frontend *frontend, const struct job *job, struct arena *arena, struct buffer *out) {
    static void (*const tasks[])(struct frontend * frontend, const struct job *job, struct arena *arena,
                                 struct job_result *result, struct buffer *data) = {
        [JOB_LOWER] = lower,
        [JOB_DUMP_AST] = dump_ast,
    };
    struct job_result result = {.unit = job->unit};
    struct buffer data = {0};
    int64_t cpu_before = used_cpu_ns();
    tasks[job->task](frontend, job, arena, &result, &data);
    result.data = buffer_text(&data);
    result.data_size = data.size;
    result.cpu_ns = used_cpu_ns() - cpu_before;
    result.peak_memory_kb = peak_memory_kb();
    result.clang_version = frontend_version(arena);
    job_result_encode(&result, out);
    buffer_finish(&data);
}
