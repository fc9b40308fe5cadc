#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "summary/job.h"

#include <string.h>

static const char *const arguments[] = {"-Iinclude", "-DX=\"a b\"", ""};
static const struct job job = {
    .unit = 4711,
    .task = JOB_DUMP_AST,
    .root = "/src",
    .file = "/src/a.c",
    .directory = "/src/build",
    .arguments = arguments,
    .argument_count = 3,
};

static const struct dependency dependencies[] = {
    {.path = "/src/a.c", .stamp = {120, -5, UINT64_MAX}, .digest = {UINT64_MAX, 1}},
    {.path = "/src/gone.h", .stamp = {.size = -1}, .is_absent = true},
};
static const struct job_result result = {
    .unit = UINT32_MAX,
    .status = UNIT_PARTIAL,
    .message = "/src/a.c:1:1: error: x",
    .data = "a\0b",
    .data_size = 3,
    .dependencies = dependencies,
    .dependency_count = 2,
    .cpu_ns = 123456789012,
    .peak_memory_kb = 84000,
    .clang_version = "clang version 19.1.7",
};

static void test_a_job_comes_back(void **state) {
    (void)state;
    struct buffer bytes = {0};
    struct arena arena;
    struct error err = {0};
    struct job again;
    arena_init(&arena);
    job_encode(&job, &bytes);
    assert_true(job_decode(&arena, bytes.data, bytes.size, &again, &err));
    buffer_finish(&bytes); /* nothing points into it */
    assert_int_equal(again.unit, 4711);
    assert_int_equal(again.task, JOB_DUMP_AST);
    assert_string_equal(again.root, "/src");
    assert_string_equal(again.file, "/src/a.c");
    assert_string_equal(again.directory, "/src/build");
    assert_int_equal(again.argument_count, 3);
    for (uint32_t i = 0; i < 3; i++)
        assert_string_equal(again.arguments[i], arguments[i]);
    arena_finish(&arena);
}

static void test_a_result_comes_back(void **state) {
    (void)state;
    struct buffer bytes = {0};
    struct arena arena;
    struct error err = {0};
    struct job_result again;
    arena_init(&arena);
    job_result_encode(&result, &bytes);
    assert_true(job_result_decode(&arena, bytes.data, bytes.size, &again, &err));
    assert_int_equal(again.unit, UINT32_MAX);
    assert_int_equal(again.status, UNIT_PARTIAL);
    assert_string_equal(again.message, result.message);
    assert_int_equal(again.data_size, 3);
    assert_memory_equal(again.data, "a\0b", 3);
    assert_int_equal(again.cpu_ns, 123456789012);
    assert_int_equal(again.peak_memory_kb, 84000);
    assert_string_equal(again.clang_version, "clang version 19.1.7");
    assert_int_equal(again.dependency_count, 2);
    for (uint32_t i = 0; i < 2; i++) {
        assert_string_equal(again.dependencies[i].path, dependencies[i].path);
        assert_true(file_stamp_is_equal(again.dependencies[i].stamp, dependencies[i].stamp));
        assert_true(digest_is_equal(again.dependencies[i].digest, dependencies[i].digest));
        assert_int_equal(again.dependencies[i].is_absent, dependencies[i].is_absent);
    }
    buffer_finish(&bytes);
    arena_finish(&arena);
}

static void test_a_result_without_anything(void **state) {
    (void)state;
    struct buffer bytes = {0};
    struct arena arena;
    struct error err = {0};
    struct job_result empty = {.status = UNIT_MISSING, .clang_version = ""}, again;
    arena_init(&arena);
    job_result_encode(&empty, &bytes);
    assert_true(job_result_decode(&arena, bytes.data, bytes.size, &again, &err));
    assert_null(again.message);
    assert_int_equal(again.data_size, 0);
    assert_int_equal(again.dependency_count, 0);
    buffer_finish(&bytes);
    arena_finish(&arena);
}

static bool decode(bool is_job, const char *data, size_t size, struct error *err) {
    struct arena arena;
    struct job some_job;
    struct job_result some_result;
    arena_init(&arena);
    bool is_good = is_job ? job_decode(&arena, data, size, &some_job, err)
                          : job_result_decode(&arena, data, size, &some_result, err);
    assert_true(arena.used_bytes < 400 * size + 4096);
    arena_finish(&arena);
    return is_good;
}

static void test_damage(void **state) {
    (void)state;
    for (int is_job = 0; is_job < 2; is_job++) {
        struct buffer bytes = {0};
        if (is_job)
            job_encode(&job, &bytes);
        else
            job_result_encode(&result, &bytes);
        for (size_t size = 0; size < bytes.size; size++) {
            struct error err = {0};
            assert_false(decode(is_job, bytes.data, size, &err));
            assert_non_null(err.message);
            error_finish(&err);
        }
        for (size_t i = 0; i < bytes.size; i++)
            for (unsigned bit = 0; bit < 8; bit++) {
                struct error err = {0};
                bytes.data[i] = (char)(bytes.data[i] ^ (char)(1U << bit));
                assert_true(decode(is_job, bytes.data, bytes.size, &err) == (err.message == NULL));
                error_finish(&err);
                bytes.data[i] = (char)(bytes.data[i] ^ (char)(1U << bit));
            }
        struct error err = {0};
        buffer_add_char(&bytes, 0);
        assert_false(decode(is_job, bytes.data, bytes.size, &err));
        assert_string_equal(err.message, is_job ? "a damaged job" : "a damaged result");
        error_finish(&err);
        buffer_finish(&bytes);
    }
}

static void test_messages_of_another_kind_and_version(void **state) {
    (void)state;
    struct buffer bytes = {0};
    struct error err = {0};
    job_encode(&job, &bytes);
    assert_false(decode(false, bytes.data, bytes.size, &err));
    assert_string_equal(err.message, "a message that is no result");
    error_finish(&err);
    bytes.data[1] = 9;
    assert_false(decode(true, bytes.data, bytes.size, &err));
    assert_string_equal(err.message, "a job of version 9; this program speaks version 1: command and worker are of "
                                     "different builds");
    error_finish(&err);
    buffer_finish(&bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_job_comes_back),
        cmocka_unit_test(test_a_result_comes_back),
        cmocka_unit_test(test_a_result_without_anything),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_messages_of_another_kind_and_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
