#include "base/process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void test_child_reads_and_writes_through_pipes(void **state) {
    (void)state;
    struct process process;
    struct error err = {0};
    assert_true(process_start(&process, (const char *const[]){"cat", NULL}, false, &err));
    assert_true(process.id > 0);
    assert_true(message_write(process.input, "hello", 5));
    struct buffer answer = {0};
    buffer_add_text(&answer, "replaced");
    assert_true(message_read(process.output, &answer));
    assert_string_equal(answer.data, "hello");
    assert_int_equal(process_wait(&process), 0);
    assert_int_equal(process.id, 0);
    assert_int_equal(process.input, -1);
    assert_int_equal(process.output, -1);
    assert_int_equal(process_wait(&process), 0);
    process_kill(&process);
    buffer_finish(&answer);
}

static void test_missing_program_is_an_error(void **state) {
    (void)state;
    static const char *const names[] = {"no-such-program-here", "/no/such/program", "/"};
    static const char *const reasons[] = {"No such file or directory", "No such file or directory",
                                          "Permission denied"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct process process;
        struct error err = {0};
        assert_false(process_start(&process, (const char *const[]){names[i], NULL}, true, &err));
        assert_non_null(strstr(err.message, names[i]));
        assert_non_null(strstr(err.message, reasons[i]));
        assert_int_equal(process_wait(&process), 0);
        error_finish(&err);
    }
    /* No zombie is left behind. */
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static int count_descriptors(void) {
    int count = 0;
    for (int i = 0; i < 256; i++)
        count += fcntl(i, F_GETFD) >= 0;
    return count;
}

static void test_no_descriptor_is_left_or_inherited(void **state) {
    (void)state;
    int before = count_descriptors();
    struct buffer out = {0};
    struct process first;
    assert_true(process_start(&first, (const char *const[]){"cat", NULL}, true, NULL));
    /* The second child sees only the standard ones, not the pipes of the first; ls adds the one it reads with. */
    assert_true(process_capture((const char *const[]){"sh", "-c", "ls /proc/self/fd | wc -l", NULL}, &out, NULL));
    int inherited = 0;
    for (int i = 3; i < 256; i++) {
        int flags = fcntl(i, F_GETFD);
        inherited += flags >= 0 && (flags & FD_CLOEXEC) == 0;
    }
    assert_int_equal(atoi(out.data), 4 + inherited);
    assert_int_equal(process_wait(&first), 0);
    struct error err = {0};
    assert_false(process_capture((const char *const[]){"/no/such/program", NULL}, &out, &err));
    error_finish(&err);
    assert_int_equal(count_descriptors(), before);
    buffer_finish(&out);
}

static void test_status_is_that_of_the_child(void **state) {
    (void)state;
    struct process process;
    assert_true(process_start(&process, (const char *const[]){"sh", "-c", "exit 3", NULL}, false, NULL));
    int status = process_wait(&process);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
    assert_true(process_start(&process, (const char *const[]){"sh", "-c", "kill -SEGV $$", NULL}, false, NULL));
    status = process_wait(&process);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSEGV);
}

static void test_kill_ends_a_child_that_does_not_listen(void **state) {
    (void)state;
    struct process process;
    assert_true(process_start(&process, (const char *const[]){"sleep", "1000", NULL}, false, NULL));
    pid_t id = process.id;
    process_kill(&process);
    assert_int_equal(process.id, 0);
    assert_int_equal(kill(id, 0), -1);
    assert_int_equal(errno, ESRCH);
}

static void test_capture(void **state) {
    (void)state;
    struct buffer out = {0};
    struct error err = {0};
    buffer_add_text(&out, "> ");
    assert_true(process_capture((const char *const[]){"printf", "%s-%s", "a", "b", NULL}, &out, &err));
    assert_string_equal(out.data, "> a-b");
    const char *const large[] = {"sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x", NULL};
    assert_true(process_capture(large, &out, &err));
    assert_int_equal(out.size, 5 + 300000);
    out.size = 5;

    assert_false(
        process_capture((const char *const[]){"sh", "-c", "echo part; echo noise >&2; exit 2", NULL}, &out, &err));
    assert_string_equal(err.message, "sh ended with exit code 2");
    assert_string_equal(out.data, "> a-b");
    error_finish(&err);
    assert_false(process_capture((const char *const[]){"sh", "-c", "kill -9 $$", NULL}, &out, &err));
    assert_string_equal(err.message, "sh was ended by signal 9 (Killed)");
    error_finish(&err);
    /* The child's standard input is at its end, not ours. */
    assert_true(process_capture((const char *const[]){"cat", NULL}, &out, &err));
    assert_int_equal(out.size, 5);
    buffer_finish(&out);
}

static void test_broken_pipe_is_an_answer(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    assert_false(message_write(ends[1], "x", 1));
    close(ends[1]);
    sigset_t pending, now;
    sigpending(&pending);
    assert_int_equal(sigismember(&pending, SIGPIPE), 0);
    sigprocmask(SIG_SETMASK, NULL, &now);
    assert_int_equal(sigismember(&now, SIGPIPE), 0);
}

static void test_messages_keep_their_bounds(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct buffer message = {0};
    assert_true(message_write(ends[1], "a\0b", 3));
    assert_true(message_write(ends[1], NULL, 0));
    assert_true(message_write(ends[1], "last", 4));
    close(ends[1]);
    assert_true(message_read(ends[0], &message));
    assert_int_equal(message.size, 3);
    assert_memory_equal(message.data, "a\0b", 4);
    assert_true(message_read(ends[0], &message));
    assert_int_equal(message.size, 0);
    assert_true(message_read(ends[0], &message));
    assert_string_equal(message.data, "last");
    assert_false(message_read(ends[0], &message));
    assert_int_equal(message.size, 0);
    close(ends[0]);
    buffer_finish(&message);
}

static void test_message_larger_than_a_pipe(void **state) {
    (void)state;
    enum { SIZE = 3000000 };
    struct process process;
    assert_true(process_start(&process, (const char *const[]){"cat", NULL}, false, NULL));
    char *data = malloc(SIZE);
    for (size_t i = 0; i < SIZE; i++)
        data[i] = (char)(i * 31 + i / 1000);
    /* cat answers while we still write: a second process has to do one of the two. */
    pid_t id = fork();
    assert_true(id >= 0);
    if (id == 0)
        _exit(message_write(process.input, data, SIZE) ? 0 : 1);
    struct buffer answer = {0};
    assert_true(message_read(process.output, &answer));
    assert_int_equal(answer.size, SIZE);
    assert_memory_equal(answer.data, data, SIZE);
    int status = 1;
    assert_int_equal(waitpid(id, &status, 0), id);
    assert_int_equal(status, 0);
    assert_int_equal(process_wait(&process), 0);
    buffer_finish(&answer);
    free(data);
}

static void test_cut_and_damaged_messages_fail(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
    } cases[] = {
        {"\3\0\0\0\0\0\0", 7},
        {"\3\0\0\0\0\0\0\0ab", 10},
        {"\xff\xff\xff\xff\xff\xff\xff\xff"
         "ab",
         10}, /* the size of a damaged message must not be believed */
        {"\0\0\0\0\0\1\0\0ab", 10},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        assert_int_equal(write(ends[1], cases[i].bytes, cases[i].size), cases[i].size);
        close(ends[1]);
        struct buffer message = {0};
        assert_false(message_read(ends[0], &message));
        assert_int_equal(message.size, 0);
        assert_true(message.capacity < 1000000);
        close(ends[0]);
        buffer_finish(&message);
    }
}

static void test_child_dies_with_its_parent(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t parent = fork();
    assert_true(parent >= 0);
    if (parent == 0) {
        /* The sleeping child keeps the pipe open; its death is seen as the end of file. */
        struct process process;
        bool is_started = process_start(&process, (const char *const[]){"sleep", "1000", NULL}, false, NULL);
        _exit(is_started ? 0 : 1);
    }
    close(ends[1]);
    int status = 1;
    assert_int_equal(waitpid(parent, &status, 0), parent);
    assert_int_equal(status, 0);
    alarm(20); /* instead of waiting 1000 seconds: ends this test with a failure */
    char byte;
    assert_int_equal(read(ends[0], &byte, 1), 0);
    alarm(0);
    close(ends[0]);
}

static void test_closed_standard_descriptors_do_no_harm(void **state) {
    (void)state;
    pid_t id = fork();
    assert_true(id >= 0);
    if (id == 0) {
        close(STDIN_FILENO);
        close(STDOUT_FILENO);
        struct buffer out = {0};
        bool is_good = process_capture((const char *const[]){"sh", "-c", "cat; echo fine", NULL}, &out, NULL) &&
                       strcmp(out.data, "fine\n") == 0;
        buffer_finish(&out);
        _exit(is_good ? 0 : 1);
    }
    int status = 1;
    assert_int_equal(waitpid(id, &status, 0), id);
    assert_int_equal(status, 0);
}

static void test_executable_is_this_test(void **state) {
    (void)state;
    struct buffer path = {0};
    struct error err = {0};
    assert_true(process_executable(&path, &err));
    assert_int_equal(path.data[0], '/');
    assert_non_null(strstr(path.data, "unit_base_process"));
    assert_int_equal(access(path.data, X_OK), 0);
    buffer_finish(&path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_child_reads_and_writes_through_pipes),
        cmocka_unit_test(test_missing_program_is_an_error),
        cmocka_unit_test(test_no_descriptor_is_left_or_inherited),
        cmocka_unit_test(test_status_is_that_of_the_child),
        cmocka_unit_test(test_kill_ends_a_child_that_does_not_listen),
        cmocka_unit_test(test_capture),
        cmocka_unit_test(test_broken_pipe_is_an_answer),
        cmocka_unit_test(test_messages_keep_their_bounds),
        cmocka_unit_test(test_message_larger_than_a_pipe),
        cmocka_unit_test(test_cut_and_damaged_messages_fail),
        cmocka_unit_test(test_child_dies_with_its_parent),
        cmocka_unit_test(test_closed_standard_descriptors_do_no_harm),
        cmocka_unit_test(test_executable_is_this_test),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
