#include "helper.h"

#include "compdb/compiler.h"

/* "name/mode/target first-argument" of a command that is split at blanks. */
static const char *found(struct arena *arena, const char *command) {
    static const char *const modes[] = {[COMPILER_C] = "c", [COMPILER_CXX] = "c++", [COMPILER_CL] = "cl"};
    struct words words = {0};
    struct error err = {0};
    struct compiler_call call = {0};
    const char *text = NULL;
    assert_true(words_split_shell(arena, command, &words, &err));
    if (compiler_find(arena, &words, &call, &err)) {
        assert_true(call.first_argument <= words.count);
        text = arena_printf(arena, "%s/%s/%s %s", call.name, modes[call.mode], call.target != NULL ? call.target : "",
                            call.first_argument < words.count ? words.items[call.first_argument] : "-");
    } else {
        text = arena_text(arena, err.message, strlen(err.message));
        error_finish(&err);
    }
    vec_finish(&words);
    return text;
}

static void check_all(struct fixture *fixture, const char *const cases[][2], size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *text = found(&fixture->arena, cases[i][0]);
        if (strcmp(text, cases[i][1]) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", cases[i][0], text, cases[i][1]);
    }
}

static void test_launchers(void **state) {
    static const char *const cases[][2] = {
        {"gcc -c", "gcc/c/ -c"},
        {"gcc", "gcc/c/ -"},
        {"/usr/bin/gcc -c", "gcc/c/ -c"},
        {"ccache gcc -c", "gcc/c/ -c"},
        {"/opt/bin/ccache /opt/bin/gcc -c", "gcc/c/ -c"},
        {"ccache debug=true log_file=/x/y gcc -c", "gcc/c/ -c"},
        {"ccache --config-path /x gcc -c", "gcc/c/ -c"},
        {"ccache distcc gcc -c", "gcc/c/ -c"},
        {"distcc -c a.c", "cc/c/ -c"},
        {"pump distcc g++ -c", "g++/c++/ -c"},
        {"sccache clang -c", "clang/c/ -c"},
        {"/goma/gomacc /llvm/bin/clang++ -c", "clang++/c++/ -c"},
        {"icecc gcc -c", "gcc/c/ -c"},
        {"env A=b gcc -c", "gcc/c/ -c"},
        {"/usr/bin/env -i -u X A=/b/c D= ccache gcc -c", "gcc/c/ -c"},
        {"env -C /x -- gcc -c", "gcc/c/ -c"},
        {"A=b CCACHE_DIR=/x ccache gcc -c", "gcc/c/ -c"},
        {"libtool --tag=CC --mode=compile gcc -c", "gcc/c/ -c"},
        {"../libtool --silent --tag CC --mode compile ccache gcc -c", "gcc/c/ -c"},
        {"/bin/sh ./libtool --mode=compile --tag=CXX g++ -c", "g++/c++/ -c"},
        {"nice -n 5 time -f %e gcc -c", "gcc/c/ -c"},
        {"cmake -E env A=b gcc -c", "gcc/c/ -c"},
        {"rewrapper -cfg=/x -exec_strategy=remote clang -c", "clang/c/ -c"},
        {"rewrapper -cfg /x clang -c", "clang/c/ -c"},
        {"/usr/lib/ccache/gcc -c", "gcc/c/ -c"},
    };
    check_all(*state, cases, ARRAY_COUNT(cases));
}

static void test_none(void **state) {
    static const char *const cases[][2] = {
        {"", "the command is empty"},
        {"ccache", "the command holds no compiler"},
        {"ccache A=b", "the command holds no compiler"},
        {"env -u", "the command holds no compiler"},
        {"-c a.c", "the command holds no compiler (found \"-c\" in its place)"},
        {"''", "the command holds no compiler (found \"\" in its place)"},
        {"sh -c 'gcc -c a.c'", "the command is run by a shell (sh), which hides the compiler"},
        {"/bin/bash x.sh", "the command is run by a shell (bash), which hides the compiler"},
    };
    check_all(*state, cases, ARRAY_COUNT(cases));
}

static void test_names(void **state) {
    static const char *const cases[][2] = {
        {"gcc-13", "gcc-13/c/ -"},
        {"g++-12.2", "g++-12.2/c++/ -"},
        {"clang++-19", "clang++-19/c++/ -"},
        {"c++", "c++/c++/ -"},
        {"mpicxx", "mpicxx/c++/ -"},
        {"CC", "CC/c++/ -"},
        {"cc", "cc/c/ -"},
        {"tcc", "tcc/c/ -"},
        {"cl", "cl/cl/ -"},
        {"'C:\\vs\\CL.EXE'", "CL/cl/ -"},
        {"clang-cl", "clang-cl/cl/ -"},
        {"clang-cl-19", "clang-cl-19/cl/ -"},
        {"clang.exe", "clang/c/ -"},
    };
    check_all(*state, cases, ARRAY_COUNT(cases));
}

static void test_targets(void **state) {
    static const char *const cases[][2] = {
        {"aarch64-linux-gnu-gcc", "aarch64-linux-gnu-gcc/c/aarch64-linux-gnu -"},
        {"/x/arm-none-eabi-g++-12", "arm-none-eabi-g++-12/c++/arm-none-eabi -"},
        {"x86_64-w64-mingw32-g++-posix", "x86_64-w64-mingw32-g++-posix/c++/x86_64-w64-mingw32 -"},
        {"aarch64-linux-android21-clang++", "aarch64-linux-android21-clang++/c++/aarch64-linux-android21 -"},
        {"riscv64-unknown-elf-cc", "riscv64-unknown-elf-cc/c/riscv64-unknown-elf -"},
        {"xtensa-esp32-elf-gcc", "xtensa-esp32-elf-gcc/c/ -"}, /* libclang would refuse the unit */
        {"afl-gcc", "afl-gcc/c/ -"},
        {"arm-linux-gnueabihf-ccomp", "arm-linux-gnueabihf-ccomp/c/ -"},
    };
    check_all(*state, cases, ARRAY_COUNT(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {FIXTURE_TEST(test_launchers), FIXTURE_TEST(test_none), FIXTURE_TEST(test_names),
                                       FIXTURE_TEST(test_targets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
