#include "base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What is printed on standard error from begin to end. */
struct capture {
    FILE *file;
    int saved;
    char text[4096];
};

static void capture_begin(struct capture *capture) {
    capture->file = tmpfile();
    assert_non_null(capture->file);
    fflush(stderr);
    capture->saved = dup(STDERR_FILENO);
    dup2(fileno(capture->file), STDERR_FILENO);
}

static void capture_end(struct capture *capture) {
    fflush(stderr);
    dup2(capture->saved, STDERR_FILENO);
    close(capture->saved);
    rewind(capture->file);
    size_t size = fread(capture->text, 1, sizeof capture->text - 1, capture->file);
    capture->text[size] = '\0';
    fclose(capture->file);
}

static void print_all(struct capture *capture) {
    capture_begin(capture);
    log_error("one %d", 1);
    log_warning("two");
    log_info("three");
    log_debug("four");
    capture_end(capture);
}

static void test_level_at_start_is_warning(void **state) {
    (void)state;
    struct capture capture;
    print_all(&capture);
    assert_string_equal(capture.text, "tripcount: error: one 1\ntripcount: warning: two\n");
    assert_true(log_is_on(LOG_WARNING));
    assert_false(log_is_on(LOG_INFO));
}

static void test_level_lets_through_what_is_as_grave(void **state) {
    (void)state;
    struct capture capture;
    log_set_level(LOG_DEBUG);
    print_all(&capture);
    assert_string_equal(capture.text, "tripcount: error: one 1\ntripcount: warning: two\n"
                                      "tripcount: info: three\ntripcount: debug: four\n");
    log_set_level(LOG_ERROR);
    print_all(&capture);
    assert_string_equal(capture.text, "tripcount: error: one 1\n");
    log_set_level(LOG_WARNING);
}

static void test_long_line_is_whole(void **state) {
    (void)state;
    struct capture capture;
    capture_begin(&capture);
    log_error("%3000d", 7);
    capture_end(&capture);
    assert_int_equal(strlen(capture.text), strlen("tripcount: error: ") + 3000 + 1);
    assert_non_null(strstr(capture.text, " 7\n"));
}

static void test_clock_counts_from_the_start_of_the_process(void **state) {
    (void)state;
    double first = clock_seconds();
    assert_true(first >= 0);
    assert_true(first < 60); /* not since boot, not since 1970 */
    nanosleep(&(struct timespec){.tv_nsec = 30000000}, NULL);
    double passed = clock_seconds() - first;
    assert_true(passed > 0.029);
    assert_true(passed < 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_level_at_start_is_warning),
        cmocka_unit_test(test_level_lets_through_what_is_as_grave),
        cmocka_unit_test(test_long_line_is_whole),
        cmocka_unit_test(test_clock_counts_from_the_start_of_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
