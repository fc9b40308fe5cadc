/* What the driver and a worker say to each other: one message per job, one per result, in the order of the jobs.
 *
 * A message is sent with message_write() of base/process.h; its first byte tells job from result, its second the
 * version, so that a worker of another build is told apart from damage. Bytes are untrusted on both sides.
 * Tests: tests/unit/summary/test_job.c */
#ifndef TRIPCOUNT_SUMMARY_JOB_H
#define TRIPCOUNT_SUMMARY_JOB_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "model/dependency.h"
#include "model/unit_status.h"

enum job_task {
    JOB_LOWER,    /* read the unit; the result's data is its summary (summary/summary.h) */
    JOB_DUMP_AST, /* the result's data is the top level of clang's tree as text */
};

struct job {
    uint32_t unit; /* the driver's number, comes back with the result */
    enum job_task task;
    const char *root;             /* absolute: paths in the summary are relative to it */
    const char *file;             /* absolute */
    const char *directory;        /* absolute: what relative paths in the arguments are relative to */
    const char *const *arguments; /* normalised (compdb), without compiler and source file   [argument_count] */
    uint32_t argument_count;
};

struct job_result {
    uint32_t unit;
    enum unit_status status; /* UNIT_OK .. UNIT_ERROR: a worker cannot tell of its own crash or timeout */
    const char *message;     /* the first error; NULL when there is none */
    const char *data;        /* of the task; empty unless it could be done */
    size_t data_size;
    const struct dependency *dependencies; /* the main file first   [dependency_count] */
    uint32_t dependency_count;
    uint32_t line_count;       /* of the main file; 0 where it could not be read */
    int64_t cpu_ns;            /* user and system time that this job took */
    int64_t peak_memory_kb;    /* of the worker since it started */
    const char *clang_version; /* "clang version 19.1.7" */
};

void job_encode(const struct job *job, struct buffer *out);
/* Texts and arrays live in `arena`; `data` may go away. */
NODISCARD bool job_decode(struct arena *arena, const void *data, size_t size, struct job *out, struct error *err);

void job_result_encode(const struct job_result *result, struct buffer *out);
/* `out->data` points into `data`, which must outlive it; the rest lives in `arena`. */
NODISCARD bool job_result_decode(struct arena *arena, const void *data, size_t size, struct job_result *out,
                                 struct error *err);

#endif
