#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void test_error_carries_one_message(void **state) {
    (void)state;
    struct error err = {0};
    assert_false(error_set(&err, "cannot read %s: %d", "a.c", 7));
    assert_string_equal(err.message, "cannot read a.c: 7");
    error_finish(&err);
    assert_null(err.message);
    error_finish(&err);
    error_finish(NULL);
}

static void test_error_without_receiver_is_dropped(void **state) {
    (void)state;
    assert_false(error_set(NULL, "dropped %d", 1));
    assert_false(error_set_at(NULL, "a.yaml", 1, 2, "dropped"));
}

static void test_error_place_leaves_out_what_is_not_known(void **state) {
    (void)state;
    static const struct {
        uint32_t line, column;
        const char *expected;
    } cases[] = {
        {3, 14, "a.yaml:3:14: unknown key \"x\""},
        {3, 0, "a.yaml:3: unknown key \"x\""},
        {0, 0, "a.yaml: unknown key \"x\""},
        {0, 14, "a.yaml: unknown key \"x\""},
        {UINT32_MAX, 1, "a.yaml:4294967295:1: unknown key \"x\""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct error err = {0};
        assert_false(error_set_at(&err, "a.yaml", cases[i].line, cases[i].column, "unknown key \"%s\"", "x"));
        assert_string_equal(err.message, cases[i].expected);
        error_finish(&err);
    }
}

/* Runs `action` in a child, takes what it prints on standard error, and gives its wait status. */
static int run_in_child(void (*action)(void), char *printed, size_t size) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t id = fork();
    assert_true(id >= 0);
    if (id == 0) {
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        /* The test framework's own handler must not catch what the child does to itself. */
        signal(SIGABRT, SIG_DFL);
        action();
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    ssize_t count;
    while (length + 1 < size && (count = read(ends[0], printed + length, size - length - 1)) > 0)
        length += (size_t)count;
    printed[length] = '\0';
    close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(id, &status, 0), id);
    return status;
}

static void report_bug(void) { BUG("the sky is %s", "green"); }

static void test_bug_names_its_place_and_aborts(void **state) {
    (void)state;
    char printed[512];
    int status = run_in_child(report_bug, printed, sizeof printed);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
    assert_non_null(strstr(printed, "test_error.c:"));
    assert_non_null(strstr(printed, "the sky is green\n"));
}

static void report_twice(void) {
    struct error err = {0};
    error_set(&err, "first");
    error_set(&err, "second");
}

static void test_second_error_over_first_is_a_bug(void **state) {
    (void)state;
    char printed[512];
    int status = run_in_child(report_twice, printed, sizeof printed);
    assert_true(WIFSIGNALED(status));
    assert_non_null(strstr(printed, "\"second\" over \"first\""));
}

static void allocate_overflow(void) { free(checked_alloc(UINT64_MAX / 2, 3)); }
static void allocate_too_much(void) { free(checked_alloc(UINT64_MAX / 2 + 1, 1)); }
static void reallocate_overflow(void) { free(checked_realloc(NULL, UINT64_C(1) << 32, UINT64_C(1) << 32)); }

static void test_no_memory_exits_with_70(void **state) {
    (void)state;
    void (*const actions[])(void) = {die_out_of_memory, allocate_overflow, allocate_too_much, reallocate_overflow};
    for (size_t i = 0; i < ARRAY_COUNT(actions); i++) {
        char printed[512];
        int status = run_in_child(actions[i], printed, sizeof printed);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 70);
        assert_string_equal(printed, "tripcount: out of memory\n");
    }
}

static void test_allocation_of_nothing_is_a_block(void **state) {
    (void)state;
    char *block = checked_alloc(0, 8);
    assert_non_null(block);
    block = checked_realloc(block, 4, 2);
    memcpy(block, "1234567", 8);
    block = checked_realloc(block, 100, 8);
    assert_string_equal(block, "1234567");
    free(block);
    char *copy = checked_duplicate("");
    assert_string_equal(copy, "");
    free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error_carries_one_message),
        cmocka_unit_test(test_error_without_receiver_is_dropped),
        cmocka_unit_test(test_error_place_leaves_out_what_is_not_known),
        cmocka_unit_test(test_bug_names_its_place_and_aborts),
        cmocka_unit_test(test_second_error_over_first_is_a_bug),
        cmocka_unit_test(test_no_memory_exits_with_70),
        cmocka_unit_test(test_allocation_of_nothing_is_a_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
