/* The worker as a process: what it answers, and how it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/intern.h"
#include "base/path.h"
#include "base/process.h"
#include "summary/job.h"
#include "summary/summary.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
    struct arena arena;
    char directory[64];
    struct process worker;
    struct buffer message;
};

static void start_worker(struct fixture *fixture) {
    const char *const argv[] = {TRIPCOUNT_WORKER_PATH, NULL};
    struct error err = {0};
    if (!process_start(&fixture->worker, argv, true, &err))
        fail_msg("%s", err.message);
}

static int setup(void **state) {
    struct fixture *fixture = checked_alloc(1, sizeof *fixture);
    *fixture = (struct fixture){.directory = "/tmp/tripcount-test-XXXXXX"};
    arena_init(&fixture->arena);
    assert_non_null(mkdtemp(fixture->directory));
    start_worker(fixture);
    *state = fixture;
    return 0;
}

static int teardown(void **state) {
    struct fixture *fixture = *state;
    static const char *const names[] = {"a.c", "b.c", "crash.c", "deep.c"};
    process_kill(&fixture->worker);
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        unlink(path_join(&fixture->arena, fixture->directory, names[i]));
    rmdir(fixture->directory);
    buffer_finish(&fixture->message);
    arena_finish(&fixture->arena);
    free(fixture);
    return 0;
}

static void write_source(struct fixture *fixture, const char *name, const char *text) {
    struct error err = {0};
    if (!file_write(path_join(&fixture->arena, fixture->directory, name), text, strlen(text), &err))
        fail_msg("%s", err.message);
}

static bool give(struct fixture *fixture, uint32_t unit, enum job_task task, const char *name) {
    static const char *const arguments[] = {"-DLIMIT=3"};
    struct buffer bytes = {0};
    struct job job = {
        .unit = unit,
        .task = task,
        .root = fixture->directory,
        .file = path_join(&fixture->arena, fixture->directory, name),
        .directory = fixture->directory,
        .arguments = arguments,
        .argument_count = 1,
    };
    job_encode(&job, &bytes);
    bool is_given = message_write(fixture->worker.input, bytes.data, bytes.size);
    buffer_finish(&bytes);
    return is_given;
}

static struct job_result take(struct fixture *fixture) {
    struct job_result result;
    struct error err = {0};
    if (!message_read(fixture->worker.output, &fixture->message))
        fail_msg("the worker gave no answer");
    if (!job_result_decode(&fixture->arena, fixture->message.data, fixture->message.size, &result, &err))
        fail_msg("%s", err.message);
    return result;
}

static struct job_result ask(struct fixture *fixture, uint32_t unit, enum job_task task, const char *name) {
    assert_true(give(fixture, unit, task, name));
    struct job_result result = take(fixture);
    assert_int_equal(result.unit, unit);
    return result;
}

static void test_a_unit_is_lowered(void **state) {
    struct fixture *fixture = *state;
    struct interner interner;
    struct summary summary;
    struct function function;
    struct error err = {0};
    write_source(fixture, "a.c",
                 "int get(int);\nint f(void) {\n  int n = 0;\n"
                 "  for (int i = 0; i < LIMIT; i++)\n    n += get(i);\n  return n;\n}\n");
    struct job_result result = ask(fixture, 7, JOB_LOWER, "a.c");
    assert_int_equal(result.status, UNIT_OK);
    assert_null(result.message);
    assert_non_null(strstr(result.clang_version, "clang version "));
    assert_true(result.cpu_ns > 0);
    assert_true(result.peak_memory_kb > 1000);
    assert_int_equal(result.line_count, 7);
    assert_true(result.dependency_count >= 1);
    assert_string_equal(path_base(result.dependencies[0].path), "a.c");
    assert_false(result.dependencies[0].is_absent);

    interner_init(&interner);
    if (!summary_open(&fixture->arena, &interner, result.data, result.data_size, &summary, &err))
        fail_msg("%s", err.message);
    assert_string_equal(summary.skeleton.path, "a.c");
    assert_int_equal(summary.function_count, 1);
    assert_true(summary_function(&summary, 0, &fixture->arena, &function, &err));
    assert_int_equal(function.loop_count, 1);
    assert_int_equal(function.call_count, 1);
    assert_int_equal(summary.functions[0].loop_callee_count, 1);
    interner_finish(&interner);
}

static void test_a_worker_does_many_units(void **state) {
    struct fixture *fixture = *state;
    size_t first_size = 0;
    write_source(fixture, "a.c", "void g(void);\nvoid f(void) { g(); }\n");
    write_source(fixture, "b.c", "void f(void) { undeclared_type *x = 0; }\n");
    for (uint32_t i = 0; i < 20; i++) {
        struct job_result result = ask(fixture, i, JOB_LOWER, i % 2 == 0 ? "a.c" : "b.c");
        if (i % 2 == 0) {
            assert_int_equal(result.status, UNIT_OK);
            first_size = i == 0 ? result.data_size : first_size;
            assert_int_equal(result.data_size, first_size);
        } else {
            assert_int_equal(result.status, UNIT_PARTIAL);
            assert_non_null(result.message);
        }
    }
}

static void test_what_cannot_be_read_is_a_status(void **state) {
    struct fixture *fixture = *state;
    struct job_result result = ask(fixture, 1, JOB_LOWER, "gone.c");
    assert_int_equal(result.status, UNIT_MISSING);
    assert_int_equal(result.data_size, 0);
    assert_non_null(result.message);
    result = ask(fixture, 2, JOB_DUMP_AST, "gone.c");
    assert_true(unit_status_is_failure(result.status));
    assert_non_null(result.message);
    write_source(fixture, "a.c", "int x;\n");
    assert_int_equal(ask(fixture, 3, JOB_LOWER, "a.c").status, UNIT_OK);
}

static void test_the_tree_as_text(void **state) {
    struct fixture *fixture = *state;
    write_source(fixture, "a.c", "int some_function(void) { return 1; }\n");
    struct job_result result = ask(fixture, 1, JOB_DUMP_AST, "a.c");
    assert_int_equal(result.status, UNIT_OK);
    assert_true(result.data_size > 0);
    assert_non_null(memmem(result.data, result.data_size, "some_function", strlen("some_function")));
}

/* Far deeper than people write: what is too deep is left out, and the worker lives. */
static void test_deep_sources(void **state) {
    struct fixture *fixture = *state;
    struct buffer text = {0};
    buffer_add_text(&text, "int g(int);\nint f(int n) {\n  if (n == 0) return g(0);\n");
    for (int i = 1; i < 3000; i++)
        buffer_printf(&text, "  else if (n == %d) return g(%d);\n", i, i);
    buffer_add_text(&text, "  return 0");
    for (int i = 0; i < 3000; i++)
        buffer_printf(&text, " + g(%d)", i);
    buffer_add_text(&text, ";\n}\nint h(void) { return g(1); }\n");
    write_source(fixture, "deep.c", buffer_text(&text));
    struct job_result result = ask(fixture, 1, JOB_LOWER, "deep.c");
    assert_false(unit_status_is_failure(result.status));

    struct interner interner;
    struct summary summary;
    struct unit unit;
    struct error err = {0};
    interner_init(&interner);
    if (!summary_open(&fixture->arena, &interner, result.data, result.data_size, &summary, &err) ||
        !summary_unit(&summary, &fixture->arena, &unit, &err))
        fail_msg("%s", err.message);
    assert_int_equal(unit.function_count, 2);
    assert_int_equal(unit.functions[1].call_count, 1);
    interner_finish(&interner);
    buffer_finish(&text);
}

static void test_the_end_of_input_ends_the_worker(void **state) {
    struct fixture *fixture = *state;
    int status = process_wait(&fixture->worker);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_a_bad_message_ends_the_worker(void **state) {
    struct fixture *fixture = *state;
    assert_true(message_write(fixture->worker.input, "nonsense", 8));
    assert_false(message_read(fixture->worker.output, &fixture->message));
    int status = process_wait(&fixture->worker);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 70);
}

static void test_a_crash_on_demand(void **state) {
    struct fixture *fixture = *state;
    process_kill(&fixture->worker);
    setenv("TRIPCOUNT_WORKER_TEST_CRASH", "crash.c", 1);
    start_worker(fixture);
    unsetenv("TRIPCOUNT_WORKER_TEST_CRASH");
    write_source(fixture, "a.c", "int x;\n");
    write_source(fixture, "crash.c", "int x;\n");
    assert_int_equal(ask(fixture, 1, JOB_LOWER, "a.c").status, UNIT_OK);
    assert_true(give(fixture, 2, JOB_LOWER, "crash.c"));
    assert_false(message_read(fixture->worker.output, &fixture->message));
    int status = process_wait(&fixture->worker);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

static void test_a_hang_on_demand(void **state) {
    struct fixture *fixture = *state;
    process_kill(&fixture->worker);
    setenv("TRIPCOUNT_WORKER_TEST_HANG", "a.c", 1);
    start_worker(fixture);
    unsetenv("TRIPCOUNT_WORKER_TEST_HANG");
    write_source(fixture, "a.c", "int x;\n");
    write_source(fixture, "b.c", "int x;\n");
    assert_int_equal(ask(fixture, 1, JOB_LOWER, "b.c").status, UNIT_OK);
    assert_true(give(fixture, 2, JOB_LOWER, "a.c"));
    usleep(300000); /* far longer than the unit would take */
    assert_int_equal(waitpid(fixture->worker.id, NULL, WNOHANG), 0);
}

static void test_version_and_probe(void **state) {
    (void)state;
    static const char *const version[] = {TRIPCOUNT_WORKER_PATH, "--version", NULL};
    static const char *const probe[] = {TRIPCOUNT_WORKER_PATH, "--probe", NULL};
    static const char *const unknown[] = {TRIPCOUNT_WORKER_PATH, "--verbose", NULL};
    struct buffer out = {0};
    struct error err = {0};
    assert_true(process_capture(version, &out, &err));
    assert_int_equal(strncmp(out.data, "clang version ", strlen("clang version ")), 0);
    buffer_clear(&out);
    assert_true(process_capture(probe, &out, &err));
    assert_non_null(strstr(out.data, "resource directory: /"));
    assert_non_null(strstr(out.data, "<stddef.h>: found\n"));
    assert_non_null(strstr(out.data, "<stdio.h>: found\n"));
    assert_false(process_capture(unknown, &out, &err));
    error_finish(&err);
    buffer_finish(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_unit_is_lowered, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_worker_does_many_units, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_read_is_a_status, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_tree_as_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_deep_sources, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_end_of_input_ends_the_worker, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_bad_message_ends_the_worker, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_crash_on_demand, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_hang_on_demand, setup, teardown),
        cmocka_unit_test(test_version_and_probe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
