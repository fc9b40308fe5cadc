/* Messages between the driver and its workers. */
#include "fuzz/target.h"

#include "summary/job.h"

#include <string.h>

/* The first seed is a job, all others are results with the file's units. */
bool target_seed(const struct buffer *file, uint32_t number, struct buffer *out) {
    static const char *const arguments[] = {"-x", "c", "-Iinclude", "-DX=\"a b\"", ""};
    static const struct dependency dependencies[] = {
        {.path = "/src/a.c", .stamp = {120, -5, UINT64_MAX}, .digest = {UINT64_MAX, 1}},
        {.path = "/src/gone.h", .stamp = {.size = -1}, .is_absent = true},
    };
    if (number == 0) {
        struct job job = {.unit = 300, .root = "/src", .file = "/src/a.c", .directory = "/src/build"};
        job.arguments = arguments;
        job.argument_count = ARRAY_COUNT(arguments);
        job_encode(&job, out);
        return true;
    }
    struct buffer summary = {0};
    bool is_there = target_seed_of_unit(file, number - 1, &summary);
    if (is_there) {
        struct job_result result = {.unit = number,
                                    .status = UNIT_PARTIAL,
                                    .message = "/src/a.c:1:1: error: x",
                                    .data = summary.data,
                                    .data_size = summary.size,
                                    .dependencies = dependencies,
                                    .dependency_count = ARRAY_COUNT(dependencies),
                                    .line_count = 12,
                                    .cpu_ns = 123456789012,
                                    .peak_memory_kb = 84000,
                                    .clang_version = "clang version 19.1.7"};
        job_result_encode(&result, out);
    }
    buffer_finish(&summary);
    return is_there;
}

static void expect_same(const struct buffer *first, const struct buffer *second) {
    EXPECT(first->size == second->size && memcmp(first->data, second->data, first->size) == 0,
           "a message changes when it is read and written");
}

static bool read_job(struct arena *arena, const void *data, size_t size, struct buffer *again) {
    struct job job;
    struct error err = {0};
    bool is_good = job_decode(arena, data, size, &job, &err);
    target_expect_error(is_good, &err, NULL);
    if (is_good)
        job_encode(&job, again);
    return is_good;
}

static bool read_result(struct arena *arena, const void *data, size_t size, struct buffer *again) {
    struct job_result result;
    struct error err = {0};
    bool is_good = job_result_decode(arena, data, size, &result, &err);
    target_expect_error(is_good, &err, NULL);
    if (is_good)
        job_result_encode(&result, again);
    return is_good;
}

bool target_run(const void *data, size_t size) {
    static bool (*const readers[])(struct arena *, const void *, size_t, struct buffer *) = {read_job, read_result};
    uint32_t good_count = 0;
    for (size_t i = 0; i < ARRAY_COUNT(readers); i++) {
        struct arena arena;
        struct buffer first = {0}, second = {0};
        arena_init(&arena);
        bool is_good = readers[i](&arena, data, size, &first);
        target_expect_memory(arena.used_bytes, size);
        if (is_good) {
            EXPECT(readers[i](&arena, first.data, first.size, &second), "what was accepted is not what is written");
            expect_same(&first, &second);
        }
        good_count += is_good;
        buffer_finish(&first);
        buffer_finish(&second);
        arena_finish(&arena);
    }
    EXPECT(good_count <= 1, "a message that is a job and a result");
    return good_count == 1;
}
