/* Jobs and their results as bytes. Tests: tests/unit/summary/test_job.c */
#include "summary/job.h"

#include <string.h>

enum {
    MESSAGE_JOB = 'J',
    MESSAGE_RESULT = 'R',
    JOB_VERSION = 1,
    DEPENDENCY_SIZE_MIN = 7, /* bytes that one takes at least: bounds a damaged count */
    TASK_COUNT = JOB_DUMP_AST + 1,
};

static void add_header(char kind, struct buffer *out) {
    buffer_add_char(out, kind);
    buffer_add_char(out, JOB_VERSION);
}

static bool take_header(struct reader *reader, char kind, const char *what, struct error *err) {
    const char *header = reader_bytes(reader, 2);
    if (!header || header[0] != kind)
        return error_set(err, "a message that is no %s", what);
    if (header[1] != JOB_VERSION)
        return error_set(err,
                         "a %s of version %d; this program speaks version %d: command and worker are of different "
                         "builds",
                         what, (unsigned char)header[1], JOB_VERSION);
    return true;
}

/* NULL stays NULL. A text holds no zero byte: one would cut it for whoever reads it. */
static const char *take_text(struct reader *reader, struct arena *arena) {
    size_t size;
    const char *text = reader_string(reader, &size);
    if (!text)
        return NULL;
    if (memchr(text, '\0', size))
        reader->failed = true;
    return arena_text(arena, text, size);
}

/* A text that must be there. */
static const char *take_needed_text(struct reader *reader, struct arena *arena) {
    const char *text = take_text(reader, arena);
    if (!text)
        reader->failed = true;
    return text;
}

/* A count of things that take at least `least` bytes each: never more than can still follow. */
static uint32_t take_count(struct reader *reader, size_t least) {
    return reader_index(reader, (uint64_t)(reader->limit - reader->cursor) / least + 1);
}

static bool take_end(const struct reader *reader, const char *what, struct error *err) {
    if (reader->failed || reader->cursor != reader->limit)
        return error_set(err, "a damaged %s", what);
    return true;
}

void job_encode(const struct job *job, struct buffer *out) {
    add_header(MESSAGE_JOB, out);
    buffer_add_unsigned(out, job->unit);
    buffer_add_unsigned(out, (uint64_t)job->task);
    buffer_add_string(out, job->root);
    buffer_add_string(out, job->file);
    buffer_add_string(out, job->directory);
    buffer_add_unsigned(out, job->argument_count);
    for (uint32_t i = 0; i < job->argument_count; i++)
        buffer_add_string(out, job->arguments[i]);
}

bool job_decode(struct arena *arena, const void *data, size_t size, struct job *out, struct error *err) {
    struct reader reader = reader_of(data, size);
    struct job job = {0};
    if (!take_header(&reader, MESSAGE_JOB, "job", err))
        return false;
    job.unit = reader_index(&reader, (uint64_t)UINT32_MAX + 1);
    job.task = (enum job_task)reader_index(&reader, TASK_COUNT);
    job.root = take_needed_text(&reader, arena);
    job.file = take_needed_text(&reader, arena);
    job.directory = take_needed_text(&reader, arena);
    job.argument_count = take_count(&reader, 1);
    const char **arguments = ARENA_ARRAY(arena, const char *, job.argument_count);
    for (uint32_t i = 0; i < job.argument_count; i++)
        arguments[i] = take_needed_text(&reader, arena);
    job.arguments = arguments;
    if (!take_end(&reader, "job", err))
        return false;
    *out = job;
    return true;
}

static void add_dependency(const struct dependency *dependency, struct buffer *out) {
    buffer_add_string(out, dependency->path);
    buffer_add_signed(out, dependency->stamp.size);
    buffer_add_signed(out, dependency->stamp.modified_ns);
    buffer_add_unsigned(out, dependency->stamp.inode);
    buffer_add_unsigned(out, dependency->digest.high);
    buffer_add_unsigned(out, dependency->digest.low);
    buffer_add_unsigned(out, dependency->is_absent);
}

static void take_dependency(struct reader *reader, struct arena *arena, struct dependency *out) {
    out->path = take_needed_text(reader, arena);
    out->stamp.size = reader_signed(reader);
    out->stamp.modified_ns = reader_signed(reader);
    out->stamp.inode = reader_unsigned(reader);
    out->digest.high = reader_unsigned(reader);
    out->digest.low = reader_unsigned(reader);
    out->is_absent = reader_index(reader, 2) != 0;
}

void job_result_encode(const struct job_result *result, struct buffer *out) {
    add_header(MESSAGE_RESULT, out);
    buffer_add_unsigned(out, result->unit);
    buffer_add_unsigned(out, (uint64_t)result->status);
    buffer_add_string(out, result->message);
    buffer_add_unsigned(out, result->line_count);
    buffer_add_signed(out, result->cpu_ns);
    buffer_add_signed(out, result->peak_memory_kb);
    buffer_add_string(out, result->clang_version);
    buffer_add_unsigned(out, result->dependency_count);
    for (uint32_t i = 0; i < result->dependency_count; i++)
        add_dependency(&result->dependencies[i], out);
    buffer_add_unsigned(out, result->data_size);
    buffer_add(out, result->data, result->data_size);
}

bool job_result_decode(struct arena *arena, const void *data, size_t size, struct job_result *out, struct error *err) {
    struct reader reader = reader_of(data, size);
    struct job_result result = {0};
    if (!take_header(&reader, MESSAGE_RESULT, "result", err))
        return false;
    result.unit = reader_index(&reader, (uint64_t)UINT32_MAX + 1);
    result.status = (enum unit_status)reader_index(&reader, UNIT_STATUS_COUNT);
    result.message = take_text(&reader, arena);
    result.line_count = reader_index(&reader, (uint64_t)UINT32_MAX + 1);
    result.cpu_ns = reader_signed(&reader);
    result.peak_memory_kb = reader_signed(&reader);
    result.clang_version = take_needed_text(&reader, arena);
    result.dependency_count = take_count(&reader, DEPENDENCY_SIZE_MIN);
    struct dependency *dependencies = ARENA_ARRAY(arena, struct dependency, result.dependency_count);
    for (uint32_t i = 0; i < result.dependency_count; i++)
        take_dependency(&reader, arena, &dependencies[i]);
    result.dependencies = dependencies;
    uint64_t data_size = reader_unsigned(&reader);
    result.data = reader_bytes(&reader, data_size);
    result.data_size = data_size;
    if (!take_end(&reader, "result", err))
        return false;
    *out = result;
    return true;
}
