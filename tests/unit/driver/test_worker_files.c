#include "driver/worker_files.h"

#include "tree.h"

static void expect_libclang(const char *maps, const char *expected) {
    struct arena arena;
    arena_init(&arena);
    const char *found = worker_files_libclang(&arena, maps);
    if (expected == NULL)
        assert_null(found);
    else
        assert_string_equal(found, expected);
    arena_finish(&arena);
}

static void libclang_is_found_in_maps(void **state) {
    (void)state;
    expect_libclang("7f00-7f01 r--p 00000000 08:01 42    /usr/lib/libc.so.6\n"
                    "7f02-7f03 r-xp 00000000 08:01 43    /usr/lib/llvm-19/lib/libclang-19.so.19\n",
                    "/usr/lib/llvm-19/lib/libclang-19.so.19");
    expect_libclang("1-2 r--p 0 0 1 /opt/with space/libclang.so.1\n", "/opt/with space/libclang.so.1");
    expect_libclang("1-2 r--p 0 0 1 /a/libclang-17.0.6.so", "/a/libclang-17.0.6.so");
}

static void others_are_not_taken_for_it(void **state) {
    (void)state;
    expect_libclang("", NULL);
    expect_libclang("1-2 rw-p 00000000 00:00 0    [heap]\n\n", NULL);
    expect_libclang("1-2 r--p 0 0 1 /a/libclang-cpp.so.19\n1-2 r--p 0 0 1 /a/libclang_rt.asan.so\n", NULL);
    expect_libclang("1-2 r--p 0 0 1 /libclang-19.so.19/other.so\n", NULL);
    expect_libclang("1-2 r--p 0 0 1 /a/mylibclang.so\n", NULL);
}

static void files_of_a_process_are_read(void **state) {
    (void)state;
    struct tree tree;
    struct worker_files worker_files;
    tree_init(&tree);
    const char *worker = tree_write(&tree, "worker", "a program");
    worker_files_read(&worker_files, &tree.arena, worker, getpid());
    assert_int_equal(worker_files.file_count, 1); /* this test has no libclang */
    assert_string_equal(worker_files.files[0].path, worker);
    struct digest digest = digest_of("a program", strlen("a program"));
    assert_true(digest_is_equal(worker_files.files[0].digest, digest));
    worker_files_read(&worker_files, &tree.arena, tree_path(&tree, "nowhere"), -1);
    assert_int_equal(worker_files.file_count, 0);
    tree_finish(&tree);
}

static void a_missing_worker_is_an_error(void **state) {
    (void)state;
    struct tree tree;
    struct error err = {0};
    const char *path = NULL;
    tree_init(&tree);
    assert_false(worker_files_find(&tree.arena, &path, &err));
    assert_non_null(strstr(err.message, "tripcount-worker"));
    assert_null(path);
    error_finish(&err);
    tree_finish(&tree);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libclang_is_found_in_maps),
        cmocka_unit_test(others_are_not_taken_for_it),
        cmocka_unit_test(files_of_a_process_are_read),
        cmocka_unit_test(a_missing_worker_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
