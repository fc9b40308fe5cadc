/* See language.h. */
#include "compdb/language.h"

#include "base/path.h"

#include <string.h>
#include <strings.h>

struct language_row {
    const char *name;
    struct language_verdict verdict;
};

#define TAKEN(language)                                                                                                \
    { COMPDB_TAKEN, language }
#define LEFT_OUT(reason)                                                                                               \
    { reason, COMPDB_C }

/* Case counts here: .C is C++, .M is Objective-C++, .S is assembly that is preprocessed. */
static const struct language_row extensions[] = {
    {"c", TAKEN(COMPDB_C)},
    {"i", TAKEN(COMPDB_C)},
    {"cc", TAKEN(COMPDB_CXX)},
    {"cp", TAKEN(COMPDB_CXX)},
    {"cpp", TAKEN(COMPDB_CXX)},
    {"cxx", TAKEN(COMPDB_CXX)},
    {"c++", TAKEN(COMPDB_CXX)},
    {"C", TAKEN(COMPDB_CXX)},
    {"CC", TAKEN(COMPDB_CXX)},
    {"CPP", TAKEN(COMPDB_CXX)},
    {"CXX", TAKEN(COMPDB_CXX)},
    {"C++", TAKEN(COMPDB_CXX)},
    {"ii", TAKEN(COMPDB_CXX)},
    {"cppm", TAKEN(COMPDB_CXX)},
    {"ccm", TAKEN(COMPDB_CXX)},
    {"cxxm", TAKEN(COMPDB_CXX)},
    {"c++m", TAKEN(COMPDB_CXX)},
    {"ixx", TAKEN(COMPDB_CXX)},
    {"m", TAKEN(COMPDB_OBJC)},
    {"mi", TAKEN(COMPDB_OBJC)},
    {"mm", TAKEN(COMPDB_OBJCXX)},
    {"M", TAKEN(COMPDB_OBJCXX)},
    {"mii", TAKEN(COMPDB_OBJCXX)},
    {"h", {COMPDB_HEADER, COMPDB_C}},
    {"H", {COMPDB_HEADER, COMPDB_CXX}},
    {"hh", {COMPDB_HEADER, COMPDB_CXX}},
    {"hp", {COMPDB_HEADER, COMPDB_CXX}},
    {"hpp", {COMPDB_HEADER, COMPDB_CXX}},
    {"hxx", {COMPDB_HEADER, COMPDB_CXX}},
    {"h++", {COMPDB_HEADER, COMPDB_CXX}},
    {"inl", {COMPDB_HEADER, COMPDB_CXX}},
    {"ipp", {COMPDB_HEADER, COMPDB_CXX}},
    {"tcc", {COMPDB_HEADER, COMPDB_CXX}},
    {"tpp", {COMPDB_HEADER, COMPDB_CXX}},
};

/* Here case does not count. */
static const struct language_row other_extensions[] = {
    {"s", LEFT_OUT(COMPDB_ASSEMBLY)},    {"sx", LEFT_OUT(COMPDB_ASSEMBLY)},  {"asm", LEFT_OUT(COMPDB_ASSEMBLY)},
    {"nasm", LEFT_OUT(COMPDB_ASSEMBLY)}, {"cu", LEFT_OUT(COMPDB_GPU)},       {"cuh", LEFT_OUT(COMPDB_GPU)},
    {"hip", LEFT_OUT(COMPDB_GPU)},       {"cl", LEFT_OUT(COMPDB_GPU)},       {"f", LEFT_OUT(COMPDB_FORTRAN)},
    {"for", LEFT_OUT(COMPDB_FORTRAN)},   {"ftn", LEFT_OUT(COMPDB_FORTRAN)},  {"fpp", LEFT_OUT(COMPDB_FORTRAN)},
    {"f77", LEFT_OUT(COMPDB_FORTRAN)},   {"f90", LEFT_OUT(COMPDB_FORTRAN)},  {"f95", LEFT_OUT(COMPDB_FORTRAN)},
    {"f03", LEFT_OUT(COMPDB_FORTRAN)},   {"f08", LEFT_OUT(COMPDB_FORTRAN)},  {"f18", LEFT_OUT(COMPDB_FORTRAN)},
    {"rc", LEFT_OUT(COMPDB_RESOURCE)},   {"res", LEFT_OUT(COMPDB_RESOURCE)},
};

static const struct language_row option_names[] = {
    {"c", TAKEN(COMPDB_C)},
    {"c-header", TAKEN(COMPDB_C)},
    {"cpp-output", TAKEN(COMPDB_C)},
    {"c++", TAKEN(COMPDB_CXX)},
    {"c++-header", TAKEN(COMPDB_CXX)},
    {"c++-user-header", TAKEN(COMPDB_CXX)},
    {"c++-system-header", TAKEN(COMPDB_CXX)},
    {"c++-header-unit-header", TAKEN(COMPDB_CXX)},
    {"c++-module", TAKEN(COMPDB_CXX)},
    {"c++-cpp-output", TAKEN(COMPDB_CXX)},
    {"objective-c", TAKEN(COMPDB_OBJC)},
    {"objective-c-header", TAKEN(COMPDB_OBJC)},
    {"objective-c-cpp-output", TAKEN(COMPDB_OBJC)},
    {"objc-cpp-output", TAKEN(COMPDB_OBJC)},
    {"objective-c++", TAKEN(COMPDB_OBJCXX)},
    {"objective-c++-header", TAKEN(COMPDB_OBJCXX)},
    {"objective-c++-cpp-output", TAKEN(COMPDB_OBJCXX)},
    {"objc++-cpp-output", TAKEN(COMPDB_OBJCXX)},
    {"assembler", LEFT_OUT(COMPDB_ASSEMBLY)},
    {"assembler-with-cpp", LEFT_OUT(COMPDB_ASSEMBLY)},
    {"cu", LEFT_OUT(COMPDB_GPU)},
    {"cuda", LEFT_OUT(COMPDB_GPU)},
    {"cuda-cpp-output", LEFT_OUT(COMPDB_GPU)},
    {"hip", LEFT_OUT(COMPDB_GPU)},
    {"hip-cpp-output", LEFT_OUT(COMPDB_GPU)},
    {"cl", LEFT_OUT(COMPDB_GPU)},
    {"clcpp", LEFT_OUT(COMPDB_GPU)},
    {"f77", LEFT_OUT(COMPDB_FORTRAN)},
    {"f77-cpp-input", LEFT_OUT(COMPDB_FORTRAN)},
    {"f95", LEFT_OUT(COMPDB_FORTRAN)},
    {"f95-cpp-input", LEFT_OUT(COMPDB_FORTRAN)},
};

struct language_verdict language_of_file(const char *file) {
    const char *dot = strrchr(path_base(file), '.');
    if (dot != NULL) {
        for (size_t i = 0; i < ARRAY_COUNT(extensions); i++)
            if (strcmp(dot + 1, extensions[i].name) == 0)
                return extensions[i].verdict;
        for (size_t i = 0; i < ARRAY_COUNT(other_extensions); i++)
            if (strcasecmp(dot + 1, other_extensions[i].name) == 0)
                return other_extensions[i].verdict;
    }
    return (struct language_verdict){COMPDB_OTHER, COMPDB_C};
}

struct language_verdict language_of_option(const char *name) {
    for (size_t i = 0; i < ARRAY_COUNT(option_names); i++)
        if (strcmp(name, option_names[i].name) == 0)
            return option_names[i].verdict;
    return (struct language_verdict){COMPDB_OTHER, COMPDB_C};
}

enum compdb_language language_in_cxx_mode(enum compdb_language language) {
    switch (language) {
    case COMPDB_C:
        return COMPDB_CXX;
    case COMPDB_OBJC:
        return COMPDB_OBJCXX;
    case COMPDB_CXX:
    case COMPDB_OBJCXX:
        break;
    }
    return language;
}

const char *compdb_language_name(enum compdb_language language) {
    static const char *const names[] = {
        [COMPDB_C] = "c", [COMPDB_CXX] = "c++", [COMPDB_OBJC] = "objective-c", [COMPDB_OBJCXX] = "objective-c++"};
    return names[language];
}

const char *compdb_left_out_name(enum compdb_left_out reason) {
    static const char *const names[COMPDB_LEFT_OUT_COUNT] = {[COMPDB_TAKEN] = "taken",
                                                             [COMPDB_ASSEMBLY] = "assembly",
                                                             [COMPDB_GPU] = "GPU code (CUDA, HIP, OpenCL)",
                                                             [COMPDB_FORTRAN] = "Fortran",
                                                             [COMPDB_RESOURCE] = "resource scripts",
                                                             [COMPDB_HEADER] = "headers",
                                                             [COMPDB_OTHER] = "no C or C++ source"};
    return names[reason];
}
