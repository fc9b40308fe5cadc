/* See compiler.h. */
#include "compdb/compiler.h"

#include "base/path.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* A program that runs the command behind it. Its own options begin with "-", its settings hold a "=". */
struct launcher {
    const char *name;
    const char *valued_options[4]; /* those whose value is the next word */
    bool takes_compiler_options;   /* without a compiler behind it, it means cc: "distcc -c a.c" */
};

static const struct launcher launchers[] = {
    {"ccache", {"--config-path"}, false},
    {"distcc", {NULL}, true},
    {"sccache", {NULL}, false},
    {"gomacc", {NULL}, false},
    {"icecc", {NULL}, true},
    {"rewrapper", {"-cfg", "--cfg"}, false},
    {"buildcache", {NULL}, false},
    {"cachepot", {NULL}, false},
    {"pump", {NULL}, false},
    {"env", {"-u", "--unset", "-C", "--chdir"}, false},
    {"nice", {"-n", "--adjustment"}, false},
    {"time", {"-f", "-o", "--format", "--output"}, false},
    {"libtool", {"--mode", "--tag"}, false},
    {"glibtool", {"--mode", "--tag"}, false},
    {"cmake", {NULL}, false}, /* cmake -E env, cmake -E time */
};

static const struct launcher *launcher_find(const char *word) {
    for (size_t i = 0; i < ARRAY_COUNT(launchers); i++)
        if (strcmp(path_base(word), launchers[i].name) == 0)
            return &launchers[i];
    return NULL;
}

static bool word_is_shell(const char *word) {
    static const char *const shells[] = {"sh", "bash", "dash", "ksh", "zsh"};
    for (size_t i = 0; i < ARRAY_COUNT(shells); i++)
        if (strcmp(path_base(word), shells[i]) == 0)
            return true;
    return false;
}

/* NAME=VALUE, for the environment or as a setting; a path may hold a "=", but behind a slash. */
static bool word_is_setting(const char *word) {
    size_t length = strcspn(word, "=/");
    return length > 0 && word[length] == '=';
}

static bool launcher_option_has_value(const struct launcher *launcher, const char *word) {
    for (size_t i = 0; i < ARRAY_COUNT(launcher->valued_options) && launcher->valued_options[i] != NULL; i++)
        if (strcmp(word, launcher->valued_options[i]) == 0)
            return true;
    return false;
}

/* Gives the index of the first word that is neither the launcher's at `index` nor one of its options. */
static uint32_t skip_launcher(const struct launcher *launcher, const struct words *words, uint32_t index) {
    for (index++; index < words->count; index++) {
        const char *word = words->items[index];
        if (strcmp(word, "--") == 0)
            return index + 1;
        if (word[0] != '-' && !word_is_setting(word))
            break;
        if (launcher_option_has_value(launcher, word))
            index++;
    }
    return index;
}

/* "C:\tools\cl.exe" and "/usr/bin/cl" -> "cl". */
static const char *compiler_base_name(struct arena *arena, const char *word) {
    const char *name = path_base(word);
    const char *backslash = strrchr(name, '\\');
    if (backslash != NULL && backslash[1] != '\0')
        name = backslash + 1;
    size_t length = strlen(name);
    if (length > 4 && strcasecmp(name + length - 4, ".exe") == 0)
        length -= 4;
    return arena_text(arena, name, length);
}

enum compiler_mode compiler_mode_of_name(const char *name) {
    /* Those whose name does not tell by "++". */
    static const char *const cxx_names[] = {"CC", "cxx", "icpc", "icpx", "mpicxx", "mpiCC", "mpicpc", "hipcc", "dpcpp"};
    if (strcasecmp(name, "cl") == 0 || strcasecmp(name, "icl") == 0 || strncasecmp(name, "clang-cl", 8) == 0)
        return COMPILER_CL;
    if (strstr(name, "++") != NULL)
        return COMPILER_CXX;
    for (size_t i = 0; i < ARRAY_COUNT(cxx_names); i++)
        if (strcmp(name, cxx_names[i]) == 0)
            return COMPILER_CXX;
    return COMPILER_C;
}

/* Processors that libclang is usually built for: with any other it would refuse the whole unit. */
static bool processor_is_known(const char *name, size_t length) {
    static const char *const processors[] = {
        "x86_64",  "i386",    "i486",      "i586",        "i686",   "aarch64", "aarch64_be", "arm",
        "armeb",   "armv6",   "armv7",     "armv7a",      "armv7l", "thumb",   "riscv32",    "riscv64",
        "powerpc", "ppc64le", "powerpc64", "powerpc64le", "mips",   "mipsel",  "mips64",     "mips64el",
        "s390x",   "sparc",   "sparc64",   "loongarch64", "avr",    "msp430",  "hexagon",    "wasm32",
    };
    for (size_t i = 0; i < ARRAY_COUNT(processors); i++)
        if (strlen(processors[i]) == length && strncmp(processors[i], name, length) == 0)
            return true;
    return false;
}

/* The triple that a cross compiler carries in its name: it decides sizes, macros and headers. */
static const char *target_of_name(struct arena *arena, const char *name) {
    static const char *const drivers[] = {"-gcc", "-g++", "-cc", "-c++", "-clang", "-cpp"};
    if (!processor_is_known(name, strcspn(name, "-")))
        return NULL;
    for (const char *dash = strchr(name, '-'); dash != NULL; dash = strchr(dash + 1, '-')) {
        for (size_t i = 0; i < ARRAY_COUNT(drivers); i++) {
            size_t length = strlen(drivers[i]);
            if (strncmp(dash, drivers[i], length) == 0 && !isalpha((unsigned char)dash[length]))
                return arena_text(arena, name, (size_t)(dash - name));
        }
    }
    return NULL;
}

bool compiler_find(struct arena *arena, const struct words *words, struct compiler_call *call, struct error *err) {
    uint32_t index = 0;
    while (index < words->count) {
        const char *word = words->items[index];
        /* libtool is a script, and often named with its shell. */
        if (word_is_shell(word) && index + 1 < words->count && launcher_find(words->items[index + 1]) != NULL) {
            index++;
            continue;
        }
        if (word_is_shell(word))
            return error_set(err, "the command is run by a shell (%s), which hides the compiler", path_base(word));
        const struct launcher *launcher = launcher_find(word);
        if (launcher != NULL && launcher->takes_compiler_options && index + 1 < words->count &&
            words->items[index + 1][0] == '-') {
            *call = (struct compiler_call){"cc", index + 1, COMPILER_C, NULL};
            return true;
        }
        if (launcher != NULL) {
            index = skip_launcher(launcher, words, index);
        } else if (word_is_setting(word)) {
            index++; /* "A=b gcc ..." */
        } else {
            const char *name = compiler_base_name(arena, word);
            if (name[0] == '\0' || name[0] == '-')
                return error_set(err, "the command holds no compiler (found \"%s\" in its place)", word);
            *call = (struct compiler_call){name, index + 1, compiler_mode_of_name(name), target_of_name(arena, name)};
            return true;
        }
    }
    return error_set(err, words->count == 0 ? "the command is empty" : "the command holds no compiler");
}
