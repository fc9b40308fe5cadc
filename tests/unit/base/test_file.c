#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each test runs in an empty directory of its own, as the current one. */
struct fixture {
    char before[4096];
    char directory[64];
};

static int start(void **state) {
    struct fixture *fixture = calloc(1, sizeof *fixture);
    *state = fixture;
    strcpy(fixture->directory, "/tmp/tripcount-file-XXXXXX");
    bool is_ready = getcwd(fixture->before, sizeof fixture->before) != NULL && mkdtemp(fixture->directory) != NULL;
    return is_ready && chdir(fixture->directory) == 0 ? 0 : -1;
}

static int stop(void **state) {
    struct fixture *fixture = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", fixture->directory);
    int status = chdir(fixture->before) == 0 ? system(command) : -1;
    free(fixture);
    return status;
}

static int count_entries(void) {
    DIR *directory = opendir(".");
    int count = 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}

static void write_text(const char *path, const char *text) {
    struct error err = {0};
    if (!file_write(path, text, strlen(text), &err))
        fail_msg("%s", err.message);
}

static void check_text(const char *path, const char *expected) {
    struct buffer content = {0};
    struct error err = {0};
    if (!file_read(path, &content, &err))
        fail_msg("%s", err.message);
    assert_string_equal(buffer_text(&content), expected);
    buffer_finish(&content);
}

static void test_written_is_read(void **state) {
    (void)state;
    write_text("a", "");
    check_text("a", "");
    write_text("a", "longer\n");
    check_text("a", "longer\n");
    write_text("a", "x");
    check_text("a", "x");
    assert_int_equal(count_entries(), 1);
}

static void test_bytes_of_every_kind_and_size(void **state) {
    (void)state;
    static const size_t sizes[] = {1, 63, 64, 65, 65535, 65536, 65537, 1000000};
    char *data = malloc(1000000);
    for (size_t i = 0; i < 1000000; i++)
        data[i] = (char)(i * 7 + i / 256);
    for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
        struct buffer content = {0};
        buffer_add_text(&content, "before");
        assert_true(file_write("data", data, sizes[i], NULL));
        assert_true(file_read("data", &content, NULL));
        assert_int_equal(content.size, 6 + sizes[i]);
        assert_memory_equal(content.data, "before", 6);
        assert_memory_equal(content.data + 6, data, sizes[i]);
        assert_int_equal(content.data[content.size], 0);
        buffer_finish(&content);
    }
    free(data);
}

static void test_file_made_up_by_the_kernel_is_read(void **state) {
    (void)state;
    struct buffer content = {0};
    assert_true(file_read("/proc/self/status", &content, NULL));
    assert_non_null(strstr(content.data, "Pid:"));
    buffer_finish(&content);
}

static void test_unreadable_says_which_and_why(void **state) {
    (void)state;
    struct buffer content = {0};
    struct error err = {0};
    buffer_add_text(&content, "kept");
    assert_false(file_read("missing.json", &content, &err));
    assert_string_equal(err.message, "cannot read missing.json: No such file or directory");
    error_finish(&err);
    assert_false(file_read(".", &content, &err));
    assert_string_equal(err.message, "cannot read .: Is a directory");
    error_finish(&err);
    assert_string_equal(content.data, "kept");
    assert_int_equal(content.size, 4);
    buffer_finish(&content);
}

static void test_unwritable_says_which_and_leaves_nothing(void **state) {
    (void)state;
    struct error err = {0};
    assert_false(file_write("missing/a", "x", 1, &err));
    assert_string_equal(err.message, "cannot write missing/a: No such file or directory");
    error_finish(&err);
    assert_false(file_write(".", "x", 1, &err));
    assert_string_equal(err.message, "cannot write .: Is a directory");
    error_finish(&err);
    assert_false(file_write("/dev/full", "x", 1, &err));
    assert_string_equal(err.message, "cannot write /dev/full: No space left on device");
    error_finish(&err);
    assert_int_equal(count_entries(), 0);
}

static void test_device_is_written_not_replaced(void **state) {
    (void)state;
    struct stat status;
    assert_true(file_write("/dev/null", "x", 1, NULL));
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
}

static void test_link_and_permissions_stay(void **state) {
    (void)state;
    struct stat status;
    write_text("real", "old");
    assert_int_equal(chmod("real", 0640), 0);
    assert_int_equal(symlink("real", "link"), 0);
    write_text("link", "new");
    check_text("real", "new");
    assert_int_equal(lstat("link", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(stat("real", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    mode_t before = umask(027);
    write_text("fresh", "x");
    umask(before);
    assert_int_equal(stat("fresh", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
}

static void test_open_reader_keeps_the_old_content(void **state) {
    (void)state;
    write_text("a", "old");
    int descriptor = open("a", O_RDONLY);
    write_text("a", "new and longer");
    char text[16] = "";
    assert_int_equal(read(descriptor, text, sizeof text - 1), 3);
    assert_string_equal(text, "old");
    close(descriptor);
}

static void test_leftover_of_a_killed_writer_is_no_obstacle(void **state) {
    (void)state;
    char name[64];
    snprintf(name, sizeof name, "a.%ld-0.tmp", (long)getpid());
    int descriptor = open(name, O_WRONLY | O_CREAT, 0600);
    assert_true(descriptor >= 0);
    close(descriptor);
    write_text("a", "x");
    check_text("a", "x");
}

static void test_stamp_tells_changes(void **state) {
    (void)state;
    struct file_stamp none = file_stamp_of("a");
    assert_int_equal(none.size, -1);
    assert_true(file_stamp_is_equal(none, file_stamp_of("b")));
    write_text("a", "1234");
    struct file_stamp first = file_stamp_of("a");
    assert_int_equal(first.size, 4);
    assert_true(first.modified_ns > INT64_C(1500000000) * 1000000000);
    assert_true(file_stamp_is_equal(first, file_stamp_of("a")));
    assert_false(file_stamp_is_equal(first, none));
    /* Same size: only the inode and the time can tell. */
    write_text("a", "5678");
    assert_false(file_stamp_is_equal(first, file_stamp_of("a")));
    struct file_stamp second = file_stamp_of("a");
    struct timespec times[2] = {{1, 1}, {second.modified_ns / 1000000000, second.modified_ns % 1000000000 + 1}};
    assert_int_equal(utimensat(AT_FDCWD, "a", times, 0), 0);
    assert_false(file_stamp_is_equal(second, file_stamp_of("a")));
}

static void test_directories(void **state) {
    (void)state;
    struct error err = {0};
    assert_false(file_exists("x"));
    assert_true(file_make_directory("x/y//z/", NULL));
    assert_true(file_is_directory("x/y/z"));
    assert_true(file_make_directory("x/y/z", NULL));
    assert_true(file_make_directory("/", NULL));
    assert_true(file_exists("x"));
    write_text("x/file", "");
    assert_true(file_exists("x/file"));
    assert_false(file_is_directory("x/file"));
    assert_false(file_make_directory("x/file", &err));
    assert_string_equal(err.message, "cannot make the directory x/file: Not a directory");
    error_finish(&err);
    assert_false(file_make_directory("x/file/deeper", &err));
    assert_string_equal(err.message, "cannot make the directory x/file/deeper: Not a directory");
    error_finish(&err);
    assert_false(file_make_directory("", &err));
    error_finish(&err);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_written_is_read, start, stop),
        cmocka_unit_test_setup_teardown(test_bytes_of_every_kind_and_size, start, stop),
        cmocka_unit_test_setup_teardown(test_file_made_up_by_the_kernel_is_read, start, stop),
        cmocka_unit_test_setup_teardown(test_unreadable_says_which_and_why, start, stop),
        cmocka_unit_test_setup_teardown(test_unwritable_says_which_and_leaves_nothing, start, stop),
        cmocka_unit_test_setup_teardown(test_device_is_written_not_replaced, start, stop),
        cmocka_unit_test_setup_teardown(test_link_and_permissions_stay, start, stop),
        cmocka_unit_test_setup_teardown(test_open_reader_keeps_the_old_content, start, stop),
        cmocka_unit_test_setup_teardown(test_leftover_of_a_killed_writer_is_no_obstacle, start, stop),
        cmocka_unit_test_setup_teardown(test_stamp_tells_changes, start, stop),
        cmocka_unit_test_setup_teardown(test_directories, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
