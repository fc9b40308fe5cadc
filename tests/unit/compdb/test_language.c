#include "helper.h"

#include "compdb/language.h"

static void test_files(void **state) {
    (void)state;
    static const struct {
        const char *file;
        enum compdb_left_out reason;
        enum compdb_language language;
    } cases[] = {
        {"/p/a.c", COMPDB_TAKEN, COMPDB_C},          {"/p/a.C", COMPDB_TAKEN, COMPDB_CXX},
        {"/p/a.cc", COMPDB_TAKEN, COMPDB_CXX},       {"/p/a.cpp", COMPDB_TAKEN, COMPDB_CXX},
        {"/p/a.cxx", COMPDB_TAKEN, COMPDB_CXX},      {"/p/a.c++", COMPDB_TAKEN, COMPDB_CXX},
        {"/p/a.cppm", COMPDB_TAKEN, COMPDB_CXX},     {"/p/a.i", COMPDB_TAKEN, COMPDB_C},
        {"/p/a.ii", COMPDB_TAKEN, COMPDB_CXX},       {"/p/a.m", COMPDB_TAKEN, COMPDB_OBJC},
        {"/p/a.mm", COMPDB_TAKEN, COMPDB_OBJCXX},    {"/p/a.M", COMPDB_TAKEN, COMPDB_OBJCXX},
        {"/p/x.y/a.b.c", COMPDB_TAKEN, COMPDB_C},    {"/p/a.h", COMPDB_HEADER, COMPDB_C},
        {"/p/a.hpp", COMPDB_HEADER, COMPDB_CXX},     {"/p/a.s", COMPDB_ASSEMBLY, COMPDB_C},
        {"/p/a.S", COMPDB_ASSEMBLY, COMPDB_C},       {"/p/a.asm", COMPDB_ASSEMBLY, COMPDB_C},
        {"/p/a.cu", COMPDB_GPU, COMPDB_C},           {"/p/a.hip", COMPDB_GPU, COMPDB_C},
        {"/p/a.f90", COMPDB_FORTRAN, COMPDB_C},      {"/p/a.F90", COMPDB_FORTRAN, COMPDB_C},
        {"/p/a.f", COMPDB_FORTRAN, COMPDB_C},        {"/p/a.rc", COMPDB_RESOURCE, COMPDB_C},
        {"/p/a.rs", COMPDB_OTHER, COMPDB_C},         {"/p/a.swift", COMPDB_OTHER, COMPDB_C},
        {"/p/a.o", COMPDB_OTHER, COMPDB_C},          {"/p/Makefile", COMPDB_OTHER, COMPDB_C},
        {"/p/x.c/Makefile", COMPDB_OTHER, COMPDB_C},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct language_verdict verdict = language_of_file(cases[i].file);
        if (verdict.reason != cases[i].reason || verdict.language != cases[i].language)
            fail_msg("%s: %d %d", cases[i].file, (int)verdict.reason, (int)verdict.language);
    }
}

static void test_options(void **state) {
    (void)state;
    /* What is written for a language is read as that language. */
    for (int i = COMPDB_C; i <= COMPDB_OBJCXX; i++) {
        struct language_verdict verdict = language_of_option(compdb_language_name((enum compdb_language)i));
        assert_int_equal(verdict.reason, COMPDB_TAKEN);
        assert_int_equal(verdict.language, i);
    }
    assert_int_equal(language_of_option("c++-header").language, COMPDB_CXX);
    assert_int_equal(language_of_option("cpp-output").language, COMPDB_C);
    assert_int_equal(language_of_option("assembler-with-cpp").reason, COMPDB_ASSEMBLY);
    assert_int_equal(language_of_option("cuda").reason, COMPDB_GPU);
    assert_int_equal(language_of_option("cu").reason, COMPDB_GPU);
    assert_int_equal(language_of_option("f95").reason, COMPDB_FORTRAN);
    /* Compiled code is never loaded. */
    assert_int_equal(language_of_option("ir").reason, COMPDB_OTHER);
    assert_int_equal(language_of_option("ast").reason, COMPDB_OTHER);
    assert_int_equal(language_of_option("").reason, COMPDB_OTHER);
}

static void test_names(void **state) {
    (void)state;
    for (int i = 0; i < COMPDB_LEFT_OUT_COUNT; i++) {
        assert_non_null(compdb_left_out_name((enum compdb_left_out)i));
        assert_true(strlen(compdb_left_out_name((enum compdb_left_out)i)) > 0);
    }
    assert_string_equal(compdb_language_name(COMPDB_OBJCXX), "objective-c++");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_files), cmocka_unit_test(test_options),
                                       cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
