#include "helper.h"

#include "compdb/normalize.h"

/* What "/p/a.c" is given for a command, or why it gets nothing. */
static const char *normalized_file(struct arena *arena, const char *file, const char *text) {
    static const char *const problems[] = {"fine", "bad command", "bad response file", "unsupported"};
    struct words words = {0};
    struct error err = {0};
    struct compiler_call call = {0};
    struct compdb_unit unit = {.file = file};
    enum compdb_left_out left_out = COMPDB_TAKEN;
    const char *result = NULL;
    assert_true(words_split_shell(arena, text, &words, &err));
    assert_true(compiler_find(arena, &words, &call, &err));
    unit.compiler = call.name;
    struct command command = {.words = &words,
                              .first_argument = call.first_argument,
                              .mode = call.mode,
                              .target = call.target,
                              .directory = "/p",
                              .file = file};
    if (!normalize_command(arena, &command, &unit, &left_out, &err)) {
        result = arena_printf(arena, "%s: %s", problems[unit.problem], err.message);
        error_finish(&err);
    } else if (left_out != COMPDB_TAKEN) {
        result = compdb_left_out_name(left_out);
    } else {
        result = unit_arguments(arena, &unit);
        if (strcmp(unit.directory, "/p") != 0)
            result = arena_printf(arena, "%s in %s", result, unit.directory);
    }
    vec_finish(&words);
    return result;
}

static void check_all(struct fixture *fixture, const char *file, const char *const cases[][2], size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *result = normalized_file(&fixture->arena, file, cases[i][0]);
        if (strcmp(result, cases[i][1]) != 0)
            fail_msg("%s:\n  \"%s\", not\n  \"%s\"", cases[i][0], result, cases[i][1]);
    }
}

#define CHECK_ALL(state, file, cases) check_all(*(state), file, cases, ARRAY_COUNT(cases))

static void test_kept(void **state) {
    static const char *const cases[][2] = {
        {"gcc -c a.c", "-x|c"},
        {"gcc -DA -Iinc -DB=1 -U C -I ../x a.c", "-x|c|-D|A|-I|inc|-D|B=1|-U|C|-I|../x"},
        {"gcc -isystem s -iquoteq -idirafter d -isystem-after e a.c",
         "-x|c|-isystem|s|-iquote|q|-idirafter|d|-isystem-after|e"},
        {"gcc --include-directory=x --define-macro A --undefine-macro=B --sysroot /s --std=c11 a.c",
         "-x|c|-I|x|-D|A|-U|B|--sysroot=/s|-std=c11"},
        {"gcc -O2 -O -Os -O99x -pthread -m32 -fPIC a.c", "-x|c|-O2|-O|-Os|-pthread|-m32|-fPIC"},
        {"clang -target arm-none-eabi -arch arm64 -arch x86_64 a.c", "-x|c|--target=arm-none-eabi|-arch|arm64"},
        {"gcc -imacros m.h -D 'X=a b' a.c", "-x|c|-imacros|m.h|-D|X=a b"},
        {"gcc -I- -I - -I '' -D '' a.c", "-x|c"},
        {"gcc -I", "-x|c"},
        {"gcc -include '' --target= -std= a.c", "-x|c"},
        {"gcc -nostdinc -undef -ansi --trigraphs a.c", "-x|c|-nostdinc|-undef|-ansi|-trigraphs"},
        {"gcc -DA x.o libx.a other.c -DB a.c", "-x|c|-D|A|-D|B"},
        {"gcc -DA -- -DB a.c", "-x|c|-D|A"},
    };
    CHECK_ALL(state, "/p/a.c", cases);
}

/* Commands as build systems write them. */
static void test_dropped(void **state) {
    static const char *const cases[][2] = {
        {"gcc -DA -o a.o -oa.o --output a.o --output=a.o -c -S -E -DB a.c", "-x|c|-D|A|-D|B"},
        {"gcc -M -MM -MD -MMD -MFa.d -MF a.d -MT a.o -MQ a.o -MG -MP -MJ a.json -DB a.c", "-x|c|-D|B"},
        {"gcc -Wall -Wextra -Werror -Wno-error=x -w -pedantic -g3 -ggdb -pipe -p -pg -DB a.c", "-x|c|-D|B"},
        {"clang --serialize-diagnostics a.dia -Xclang -serialize-diagnostics -Xclang a.dia -DB a.c", "-x|c|-D|B"},
        {"clang -fplugin=x.so -fpass-plugin=x.so -Xclang -load -Xclang x.so -Xclang -add-plugin -Xclang x -Xclang "
         "-plugin-arg-x -Xclang y -Xclang -plugin -Xclang x -DB a.c",
         "-x|c|-D|B"},
        {"clang -fmodules -fmodules-cache-path=x -fmodule-output=x -index-store-path x -DB a.c", "-x|c|-D|B"},
        {"gcc -save-temps=obj -fprofile-arcs -ftest-coverage --coverage -fcrash-diagnostics-dir=x -DB a.c",
         "-x|c|-D|B"},
        {"clang -Xclang -dependency-file -Xclang a.d -Xclang -MT -Xclang a.o -gsplit-dwarf -ftime-trace=x -DB a.c",
         "-x|c|-D|B"},
        {"clang -emit-llvm -flto=thin -Winvalid-pch -include-pch a.pch -Xclang -include-pch -Xclang a.pch -DB a.c",
         "-x|c|-D|B"},
        {"gcc -lfoo -l foo -L/x -L x -Wl,-rpath,x -shared -static -rdynamic -z now -znow -Xlinker -Dx -DB a.c",
         "-x|c|-D|B"},
        {"gcc -fno-tree-vectorize -fno-ipa-sra -fconserve-stack -mabi=lp64 -fvar-tracking -Wa,-x --param a=1 "
         "--param=a=1 -fcallgraph-info -fdump-tree-all -mpreferred-stack-boundary=3 -fno-gcse -specs=x -DB a.c",
         "-x|c|-D|B"},
        {"clang -mllvm -Dx -mllvm=-x -B. -B x -wrapper x -resource-dir x --config x.cfg -DB a.c", "-x|c|-D|B"},
        {"clang -Xarch_x86_64 -DNO -Xanalyzer -DNO -Xassembler -DNO -DB a.c", "-x|c|-D|B"},
    };
    CHECK_ALL(state, "/p/a.c", cases);
}

static void test_forwarded(void **state) {
    static const char *const cases[][2] = {
        {"gcc -Wp,-DX,-UY,-Iinc a.c", "-x|c|-D|X|-U|Y|-I|inc"},
        {"gcc -Wp,-D,X,-I,inc a.c", "-x|c|-D|X|-I|inc"},
        {"gcc -Wp,-MD,a.d -Wp,-MMD,a.d -Wp,-MT,x,-DX -Wp, -Wp,-D a.c", "-x|c|-D|X"},
        {"clang -Xclang -DX -Xclang -include -Xclang x.h a.c", "-x|c|-D|X|-Xclang|-include|-Xclang|x.h"},
        {"clang -Xpreprocessor -fopenmp -Xpreprocessor -DX a.c", "-x|c|-fopenmp|-D|X"},
        {"clang -Xclang -fopenmp -Xclang -disable-llvm-passes a.c", "-x|c|-fopenmp"},
        /* A value whose -Xclang is missing is no value. */
        {"clang -Xclang -load -DX -Xclang x.so a.c", "-x|c|-D|X"},
        {"clang -Xclang -D a.c -Xclang", "-x|c"},
        {"clang -Xclang -Xclang -Xclang -load -Xclang -o -Xclang x a.c", "-x|c"},
        {"clang -Xclang -x -Xclang c++ -Xclang -cc1 -Xclang @x a.c", "-x|c"},
    };
    CHECK_ALL(state, "/p/a.c", cases);
}

/* A word that reaches libclang as a value must be one for libclang too, and the other way round. */
static void test_disguised(void **state) {
    static const char *const cases[][2] = {
        {"gcc -D -fplugin=x.so a.c", "-x|c|-D|-fplugin=x.so"},
        {"gcc -I -include-pch -isystem -after a.c", "-x|c|-I|-include-pch|-isystem|-after"},
        {"gcc -include -pch a.c", "-x|c|-Xclang|-include|-Xclang|-pch"},
        {"gcc -std= -fplugin=x.so -std= a.c", "-x|c"},
        {"gcc -o -fplugin=x.so -DA a.c", "-x|c|-D|A"},
        {"gcc -unknown -fplugin=x.so -DA a.c", "-x|c|-D|A"},
        {"gcc --target= -load a.c", "-x|c"},
        {"gcc -x -fplugin=x.so a.c", "no C or C++ source"},
        {"gcc -working-directory -fplugin=x.so a.c", "-x|c in /p/-fplugin=x.so"},
    };
    CHECK_ALL(state, "/p/a.c", cases);
}

static void test_include(void **state) {
    static const char *const cases[][2] = {
        {"gcc -include x.h -includey.h --include=z.h a.c",
         "-x|c|-Xclang|-include|-Xclang|x.h|-Xclang|-include|-Xclang|y.h|-Xclang|-include|-Xclang|z.h"},
        /* CMake, clang: the precompiled header goes, the header itself stays. */
        {"clang -Winvalid-pch -Xclang -include-pch -Xclang /b/x.pch -Xclang -include -Xclang /b/x.h a.c",
         "-x|c|-Xclang|-include|-Xclang|/b/x.h"},
        {"clang -Winvalid-pch -Xclang -emit-pch -Xclang -include -Xclang /b/x.h -x c-header -o x.pch -c a.c",
         "-x|c|-Xclang|-include|-Xclang|/b/x.h"},
    };
    CHECK_ALL(state, "/p/a.c", cases);
}

static void test_language(void **state) {
    static const char *const c_cases[][2] = {
        {"g++ -c a.c", "-x|c++"},
        {"clang++-19 -c a.c", "-x|c++"},
        {"g++ -x c a.c", "-x|c"},
        {"gcc -xc++ a.c", "-x|c++"},
        {"gcc a.c -x c++", "-x|c"},
        {"gcc -x c++ -x none a.c", "-x|c"},
        {"gcc -x c++ b.cc -x c a.c -x none", "-x|c"},
        {"gcc -x c++ sub/a.c -x c /p/a.c", "-x|c"},
        {"gcc -x c++ /p/a.c -x c sub/a.c", "-x|c++"},
        {"gcc -x c++ -c link/to/a.c -x c", "-x|c++"},
        {"clang --driver-mode=g++ -c a.c", "-x|c++"},
        {"clang++ --driver-mode=gcc -c a.c", "-x|c"},
        {"clang -ObjC a.c", "-x|objective-c"},
        {"clang -ObjC++ a.c", "-x|objective-c++"},
        {"clang --language=objective-c++ a.c", "-x|objective-c++"},
        {"gcc -x assembler-with-cpp a.c", "assembly"},
        {"clang -x cuda a.c", "GPU code (CUDA, HIP, OpenCL)"},
        {"clang -target amdgcn-amd-amdhsa -mcpu=native a.c", "GPU code (CUDA, HIP, OpenCL)"},
        {"clang -x ir a.c", "no C or C++ source"},
    };
    static const char *const cxx_cases[][2] = {{"gcc -c a.cc", "-x|c++"}, {"g++ -c a.cc", "-x|c++"}};
    static const char *const objc_cases[][2] = {{"clang a.m", "-x|objective-c"}, {"clang++ a.m", "-x|objective-c++"}};
    static const char *const other_cases[][2] = {{"gcc -x c -c a.inc", "-x|c"}, {"gcc -c a.inc", "no C or C++ source"}};
    static const char *const header_cases[][2] = {{"gcc -c a.h", "headers"}, {"gcc -x c++ a.h", "-x|c++"}};
    CHECK_ALL(state, "/p/a.c", c_cases);
    CHECK_ALL(state, "/p/a.cc", cxx_cases);
    CHECK_ALL(state, "/p/a.m", objc_cases);
    CHECK_ALL(state, "/p/a.inc", other_cases);
    CHECK_ALL(state, "/p/a.h", header_cases);
}

/* gcc warns and goes on, clang stops. */
static void test_wrong_standard(void **state) {
    static const char *const cases[][2] = {
        {"gcc -std=gnu99 -std=c++17 -fgnu89-inline a.c", "-x|c|-std=gnu99|-fgnu89-inline"},
        {"g++ -std=gnu99 -std=c++17 -fgnu89-inline a.c", "-x|c++|-std=c++17"},
    };
    CHECK_ALL(state, "/p/a.c", cases);
}

static void test_target(void **state) {
    static const char *const cases[][2] = {
        {"aarch64-linux-gnu-gcc -DA -c a.c", "-x|c|--target=aarch64-linux-gnu|-D|A"},
        {"aarch64-linux-gnu-gcc --target=arm-none-eabi -c a.c", "-x|c|--target=arm-none-eabi"},
    };
    CHECK_ALL(state, "/p/a.c", cases);
}

static void test_directory(void **state) {
    static const char *const cases[][2] = {
        {"clang -working-directory sub -c ../a.c", "-x|c in /p/sub"},
        {"clang -working-directory=/q a.c", "-x|c in /q"},
    };
    CHECK_ALL(state, "/p/a.c", cases);
}

static void test_refused(void **state) {
    static const char *const cases[][2] = {
        {"clang -cc1 -triple x a.c",
         "unsupported: a -cc1 command is not supported: give the command of the compiler driver"},
        {"clang -cc1as a.c", "unsupported: a -cc1as command is not supported: give the command of the compiler driver"},
        {"cl /c a.c", "unsupported: command lines of cl are not supported, only those of gcc and clang"},
        {"clang-cl /c a.c", "unsupported: command lines of clang-cl are not supported, only those of gcc and clang"},
        {"clang --driver-mode=cl /c a.c",
         "unsupported: the driver mode \"cl\" is not supported, only command lines of gcc and clang"},
        {"clang -D -cc1 a.c", "-x|c|-D|-cc1"},
    };
    CHECK_ALL(state, "/p/a.c", cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {FIXTURE_TEST(test_kept),           FIXTURE_TEST(test_dropped),
                                       FIXTURE_TEST(test_forwarded),      FIXTURE_TEST(test_disguised),
                                       FIXTURE_TEST(test_include),        FIXTURE_TEST(test_language),
                                       FIXTURE_TEST(test_target),         FIXTURE_TEST(test_refused),
                                       FIXTURE_TEST(test_wrong_standard), FIXTURE_TEST(test_directory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
