#include "driver/worker.h"

#include "driver/pool.h"
#include "tree.h"

#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { WAIT_MS = 20000 };

/* The next event other than WORKER_WAITS. */
static enum worker_event next_event(struct worker *worker) {
    for (;;) {
        struct pollfd descriptor = {.fd = worker->process.output, .events = POLLIN};
        assert_int_equal(poll(&descriptor, 1, WAIT_MS), 1);
        enum worker_event event = worker_read(worker);
        if (event != WORKER_WAITS)
            return event;
    }
}

static void start(struct worker *worker, const char *path) {
    struct error err = {0};
    worker_init(worker);
    assert_true(worker_start(worker, path, true, &err));
}

static const char *script(struct tree *tree, const char *text) {
    const char *path = tree_write(tree, "worker", text);
    assert_int_equal(chmod(path, 0700), 0);
    return path;
}

/* cat gives back each message as it is, however it cuts it up. */
static void messages_come_back_whole(void **state) {
    (void)state;
    struct worker worker;
    struct buffer message = {0};
    start(&worker, "/bin/cat");
    assert_int_equal(worker_read(&worker), WORKER_WAITS);
    for (size_t size = 0; size < 40000; size = size * 3 + 1) {
        buffer_clear(&message);
        for (size_t i = 0; i < size; i++)
            buffer_add_char(&message, (char)(i * 7));
        assert_true(worker_give(&worker, &message));
        assert_int_equal(next_event(&worker), WORKER_ANSWERED);
        assert_int_equal(worker_message_size(&worker), size);
        if (size > 0)
            assert_memory_equal(worker_message(&worker), message.data, size);
        worker_drop_message(&worker);
        assert_int_equal(worker_read(&worker), WORKER_WAITS);
    }
    buffer_finish(&message);
    worker_finish(&worker);
}

static void an_end_in_the_middle_is_an_end(void **state) {
    (void)state;
    struct tree tree;
    struct worker worker;
    tree_init(&tree);
    start(&worker, script(&tree, "#!/bin/sh\nprintf '\\011\\000\\000\\000\\000\\000\\000\\000half'\n"));
    assert_int_equal(next_event(&worker), WORKER_ENDED);
    worker_finish(&worker);
    tree_finish(&tree);
}

static void a_size_that_cannot_be_is_an_end(void **state) {
    (void)state;
    struct tree tree;
    struct worker worker;
    tree_init(&tree);
    start(&worker, script(&tree, "#!/bin/sh\nprintf '\\377\\377\\377\\377\\377\\377\\377\\377more'\ncat\n"));
    assert_int_equal(next_event(&worker), WORKER_ENDED);
    assert_int_equal(worker.process.id, 0);
    worker_finish(&worker);
    tree_finish(&tree);
}

static void stopping_twice_is_fine(void **state) {
    (void)state;
    struct worker worker;
    struct buffer message = {0};
    start(&worker, "/bin/cat");
    worker.unit = 3;
    worker_stop(&worker);
    assert_int_equal(worker.unit, UNIT_NONE);
    worker_stop(&worker);
    assert_false(worker_give(&worker, &message));
    worker_finish(&worker);
}

static void a_program_that_is_not_there(void **state) {
    (void)state;
    struct worker worker;
    struct error err = {0};
    worker_init(&worker);
    assert_false(worker_start(&worker, "/nowhere/at/all", true, &err));
    assert_non_null(strstr(err.message, "/nowhere/at/all"));
    error_finish(&err);
    worker_finish(&worker);
}

static void ends_are_described(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(worker_describe_end(&arena, SIGSEGV), "SIGSEGV");
    assert_string_equal(worker_describe_end(&arena, SIGKILL), "SIGKILL");
    assert_string_equal(worker_describe_end(&arena, SIGUSR1), "signal 10");
    assert_string_equal(worker_describe_end(&arena, 70 << 8), "exit code 70");
    assert_true(worker_could_not_load(127 << 8));
    assert_false(worker_could_not_load(126 << 8));
    assert_false(worker_could_not_load(SIGKILL));
    arena_finish(&arena);
}

static void jobs_are_bounded(void **state) {
    (void)state;
    assert_int_equal(pool_job_count(&(struct driver_options){.jobs = 3}), 3);
    assert_true(pool_job_count(&(struct driver_options){.jobs = UINT32_MAX}) < 10000);
    assert_true(pool_job_count(&(struct driver_options){0}) >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_come_back_whole),
        cmocka_unit_test(an_end_in_the_middle_is_an_end),
        cmocka_unit_test(a_size_that_cannot_be_is_an_end),
        cmocka_unit_test(stopping_twice_is_fine),
        cmocka_unit_test(a_program_that_is_not_there),
        cmocka_unit_test(ends_are_described),
        cmocka_unit_test(jobs_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
