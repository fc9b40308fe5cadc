/* See flag.h. */
#include "compdb/flag.h"

#include "base/attr.h"

#include <stddef.h>
#include <string.h>

#define DROP(spelling, shape)                                                                                          \
    { spelling, shape, FLAG_DROP, false, NULL }
#define KEEP(spelling, shape)                                                                                          \
    { spelling, shape, FLAG_KEEP, false, NULL }
#define FORWARDED(spelling, action)                                                                                    \
    { spelling, FLAG_EITHER, action, true, NULL }
#define PATH(spelling)                                                                                                 \
    { spelling, FLAG_EITHER, FLAG_KEEP_PATH, true, NULL }
#define ACT(spelling, shape, action)                                                                                   \
    { spelling, shape, action, false, NULL }
#define WRITE(spelling, shape, action, written)                                                                        \
    { spelling, shape, action, false, written }

/* Whole spellings. -f and -m flags without a value that are not here are looked up in the lists below. */
static const struct flag_rule flag_rules[] = {
    /* What the preprocessor sees. */
    FORWARDED("-D", FLAG_KEEP),
    FORWARDED("-U", FLAG_KEEP),
    PATH("-I"),
    PATH("-F"),
    PATH("-isystem"),
    PATH("-isystem-after"),
    PATH("-iquote"),
    PATH("-idirafter"),
    PATH("-iframework"),
    PATH("-iframeworkwithsysroot"),
    PATH("-iwithsysroot"),
    PATH("-cxx-isystem"),
    PATH("-stdlib++-isystem"),
    PATH("-isysroot"),
    FORWARDED("-imacros", FLAG_KEEP),
    FORWARDED("-iprefix", FLAG_KEEP),
    FORWARDED("-iwithprefix", FLAG_KEEP),
    FORWARDED("-iwithprefixbefore", FLAG_KEEP),
    FORWARDED("-include", FLAG_KEEP_INCLUDE),
    WRITE("--define-macro=", FLAG_JOINED, FLAG_KEEP, "-D"),
    WRITE("--define-macro", FLAG_SEPARATE, FLAG_KEEP, "-D"),
    WRITE("--undefine-macro=", FLAG_JOINED, FLAG_KEEP, "-U"),
    WRITE("--undefine-macro", FLAG_SEPARATE, FLAG_KEEP, "-U"),
    WRITE("--include-directory=", FLAG_JOINED, FLAG_KEEP_PATH, "-I"),
    WRITE("--include-directory", FLAG_SEPARATE, FLAG_KEEP_PATH, "-I"),
    WRITE("--include-directory-after=", FLAG_JOINED, FLAG_KEEP_PATH, "-idirafter"),
    WRITE("--include-directory-after", FLAG_SEPARATE, FLAG_KEEP_PATH, "-idirafter"),
    WRITE("--imacros=", FLAG_JOINED, FLAG_KEEP, "-imacros"),
    WRITE("--imacros", FLAG_SEPARATE, FLAG_KEEP, "-imacros"),
    WRITE("--include=", FLAG_JOINED, FLAG_KEEP_INCLUDE, "-include"),
    WRITE("--include", FLAG_SEPARATE, FLAG_KEEP_INCLUDE, "-include"),
    KEEP("-undef", FLAG_EXACT),
    KEEP("-nostdinc", FLAG_EXACT),
    KEEP("-nostdinc++", FLAG_EXACT),
    KEEP("-nostdlibinc", FLAG_EXACT),
    KEEP("-nobuiltininc", FLAG_EXACT),
    WRITE("--no-standard-includes", FLAG_EXACT, FLAG_KEEP, "-nostdinc"),
    KEEP("-trigraphs", FLAG_EXACT),
    WRITE("--trigraphs", FLAG_EXACT, FLAG_KEEP, "-trigraphs"),
    KEEP("-pthread", FLAG_EXACT),
    WRITE("-pthreads", FLAG_EXACT, FLAG_KEEP, "-pthread"),

    /* The language, its version, the machine. */
    ACT("-x", FLAG_EITHER, FLAG_LANGUAGE),
    ACT("--language=", FLAG_JOINED, FLAG_LANGUAGE),
    ACT("--language", FLAG_SEPARATE, FLAG_LANGUAGE),
    ACT("-ObjC", FLAG_EXACT, FLAG_OBJC),
    ACT("-ObjC++", FLAG_EXACT, FLAG_OBJCXX),
    WRITE("-std=", FLAG_JOINED, FLAG_STANDARD, "-std="),
    WRITE("--std=", FLAG_JOINED, FLAG_STANDARD, "-std="),
    WRITE("--std", FLAG_SEPARATE, FLAG_STANDARD, "-std="),
    KEEP("-ansi", FLAG_EXACT),
    WRITE("--ansi", FLAG_EXACT, FLAG_KEEP, "-ansi"),
    KEEP("-stdlib=", FLAG_JOINED),
    WRITE("--stdlib=", FLAG_JOINED, FLAG_KEEP, "-stdlib="),
    ACT("-O", FLAG_JOINED, FLAG_LEVEL),
    WRITE("-target", FLAG_SEPARATE, FLAG_TARGET, "--target="),
    WRITE("--target=", FLAG_JOINED, FLAG_TARGET, "--target="),
    WRITE("--target", FLAG_SEPARATE, FLAG_TARGET, "--target="),
    ACT("-arch", FLAG_SEPARATE, FLAG_ARCH),
    WRITE("--sysroot=", FLAG_JOINED, FLAG_KEEP_PATH, "--sysroot="),
    WRITE("--sysroot", FLAG_SEPARATE, FLAG_KEEP_PATH, "--sysroot="),
    KEEP("--gcc-toolchain=", FLAG_JOINED),
    WRITE("-gcc-toolchain", FLAG_SEPARATE, FLAG_KEEP, "--gcc-toolchain="),
    KEEP("--gcc-install-dir=", FLAG_JOINED),
    ACT("--driver-mode=", FLAG_JOINED, FLAG_DRIVER_MODE),
    ACT("-working-directory", FLAG_EITHER, FLAG_DIRECTORY),
    {"-fopenmp", FLAG_EXACT, FLAG_KEEP, true, NULL},

    /* Flags inside flags. */
    ACT("-Xclang", FLAG_SEPARATE, FLAG_FORWARD),
    ACT("-Xpreprocessor", FLAG_SEPARATE, FLAG_FORWARD),
    ACT("-Wp,", FLAG_JOINED, FLAG_FORWARD_LIST),
    ACT("-cc1", FLAG_JOINED, FLAG_REFUSE),
    DROP("-Xclang=", FLAG_JOINED),
    DROP("-X", FLAG_EITHER), /* -Xlinker X, -Xarch_host X: see flag_takes_next_word */

    /* Dropped, but the value must go with the flag. First what writes files ... */
    DROP("-o", FLAG_EITHER),
    DROP("--output", FLAG_SEPARATE),
    DROP("-MF", FLAG_EITHER),
    DROP("-MT", FLAG_EITHER),
    DROP("-MQ", FLAG_EITHER),
    DROP("-MJ", FLAG_EITHER),
    DROP("-serialize-diagnostics", FLAG_SEPARATE),
    DROP("--serialize-diagnostics", FLAG_SEPARATE),
    DROP("-index-store-path", FLAG_SEPARATE),
    DROP("-index-unit-output-path", FLAG_SEPARATE),
    DROP("-module-dependency-dir", FLAG_SEPARATE),
    DROP("-dependency-file", FLAG_SEPARATE),
    DROP("-dumpbase", FLAG_SEPARATE),
    DROP("-dumpbase-ext", FLAG_SEPARATE),
    DROP("-dumpdir", FLAG_SEPARATE),
    DROP("-aux-info", FLAG_SEPARATE),
    DROP("-auxbase", FLAG_SEPARATE),
    DROP("-auxbase-strip", FLAG_SEPARATE),
    DROP("--analyzer-output", FLAG_SEPARATE),
    /* ... what loads code or starts programs, or reads flags from a file ... */
    DROP("-include-pch", FLAG_SEPARATE),
    DROP("-mllvm", FLAG_SEPARATE),
    DROP("-mmlir", FLAG_SEPARATE),
    DROP("-load", FLAG_SEPARATE),
    DROP("-plugin", FLAG_SEPARATE),
    DROP("-add-plugin", FLAG_SEPARATE),
    DROP("-wrapper", FLAG_SEPARATE),
    DROP("-specs", FLAG_SEPARATE),
    DROP("--specs", FLAG_SEPARATE),
    DROP("--config", FLAG_SEPARATE),
    DROP("-B", FLAG_EITHER),
    DROP("--prefix", FLAG_SEPARATE),
    /* ... what names another compiler's folders (the frontend chooses its own), and redirects files ... */
    DROP("-resource-dir", FLAG_SEPARATE),
    DROP("-imultilib", FLAG_SEPARATE),
    DROP("-imultiarch", FLAG_SEPARATE),
    DROP("-ivfsoverlay", FLAG_EITHER),
    DROP("-vfsoverlay", FLAG_SEPARATE),
    DROP("--vfsoverlay", FLAG_SEPARATE),
    /* ... the linker, the assembler, debugging, tuning. */
    DROP("-L", FLAG_EITHER),
    DROP("--library-directory", FLAG_SEPARATE),
    DROP("-l", FLAG_EITHER),
    DROP("-T", FLAG_EITHER),
    DROP("-u", FLAG_EITHER),
    DROP("-z", FLAG_EITHER),
    DROP("-e", FLAG_EITHER),
    DROP("-R", FLAG_EITHER),
    DROP("-G", FLAG_EITHER),
    DROP("-A", FLAG_EITHER),
    DROP("-rpath", FLAG_SEPARATE),
    DROP("-soname", FLAG_SEPARATE),
    DROP("-framework", FLAG_SEPARATE),
    DROP("-weak_framework", FLAG_SEPARATE),
    DROP("-weak_library", FLAG_SEPARATE),
    DROP("-force_load", FLAG_SEPARATE),
    DROP("-filelist", FLAG_SEPARATE),
    DROP("-install_name", FLAG_SEPARATE),
    DROP("-compatibility_version", FLAG_SEPARATE),
    DROP("-current_version", FLAG_SEPARATE),
    DROP("-undefined", FLAG_SEPARATE),
    DROP("-bundle_loader", FLAG_SEPARATE),
    DROP("-exported_symbols_list", FLAG_SEPARATE),
    DROP("-export-symbols", FLAG_SEPARATE),
    DROP("--for-linker", FLAG_SEPARATE),
    DROP("--for-assembler", FLAG_SEPARATE),
    DROP("--param", FLAG_SEPARATE),
    DROP("-mthread-model", FLAG_SEPARATE),
    DROP("-fdebug-compilation-dir", FLAG_SEPARATE),
    DROP("-I-", FLAG_EXACT), /* clang knows it no more */
};

/* Names behind -f or -fno-. Only those that change which program the source is: its words, types, macros,
 * declarations. Code generation (-fno-strict-aliasing, -fno-tree-...) changes nothing that is read here, and half of it
 * clang refuses. In all four lists blanks stand between the names, and one that ends with
 * "=" or "-" takes a value glued on. */
static const char language_names[] =
    "access-control aligned-allocation aligned-new apple-pragma-pack application-extension asm asm-blocks "
    "blocks borland-extensions builtin char8_t constant-cfstrings coroutines cxx-exceptions declspec "
    "define-target-os-macros delayed-template-parsing digraphs dollars-in-identifiers elide-constructors "
    "exceptions experimental-library fast-math finite-math-only fixed-point gnu-keywords gnu89-inline "
    "lax-vector-conversions math-errno ms-compatibility ms-extensions objc-arc objc-arc-exceptions "
    "objc-exceptions objc-weak openmp openmp-simd operator-names pack-struct pascal-strings pic PIC pie PIE "
    "rtti short-enums short-wchar signed-char sized-deallocation stack-protector trigraphs unsigned-char "
    "xl-pragma-pack zvector";

/* The same, but with -f only. */
static const char language_values[] =
    "bracket-depth= constexpr-depth= constexpr-steps= freestanding gnuc-version= heinous-gnu-extensions "
    "hosted lax-vector-conversions= ms-compatibility-version= msc-version= new-alignment= next-runtime "
    "no-builtin- objc-runtime= openmp-version= operator-arrow-depth= pack-struct= stack-protector-all "
    "stack-protector-strong template-depth- template-depth=";

/* Names behind -m or -mno-: what the machine has (macros and intrinsics), and how wide its types are. Not -mtune
 * (changes nothing here), not -mabi and the many that only gcc knows. */
static const char machine_names[] =
    "3dnow 3dnowa adx aes altivec amx-bf16 amx-int8 amx-tile atomics avx avx2 avx512bf16 avx512bitalg "
    "avx512bw avx512cd avx512dq avx512f avx512fp16 avx512ifma avx512vbmi avx512vbmi2 avx512vl avx512vnni "
    "avx512vp2intersect avx512vpopcntdq avxifma avxvnni bmi bmi2 bulk-memory cldemote clflushopt clwb clzero "
    "crc crc32 crypto cx16 enqcmd f16c float128 fma fma4 fsgsbase fxsr gfni htm invpcid lasx lsx lwp lzcnt "
    "mmx movbe movdir64b movdiri ms-bitfields msa mwaitx pclmul pku popcnt power8-vector power9-vector "
    "prfchw rdpid rdrnd rdseed rtm sahf serialize sgx sha shstk simd128 soft-float sse sse2 sse3 sse4 sse4.1 "
    "sse4.2 sse4a ssse3 tbm thumb vaes vpclmulqdq vsx vx waitpkg wbnoinvd x87 xop xsave xsavec xsaveopt "
    "xsaves zvector";

/* The same, but with -m only. */
static const char machine_values[] =
    "16 32 64 arch= arm big-endian cpu= dll float-abi= fpu= general-regs-only hard-float ios-version-min= "
    "iphoneos-version-min= kernel little-endian long-double-128 long-double-64 long-double-80 "
    "macos-version-min= macosx-version-min= targetos= threads unicode windows x32";

static bool name_is_listed(const char *name, const char *names) {
    while (*names != '\0') {
        size_t length = strcspn(names, " ");
        char last = names[length - 1];
        bool takes_value = last == '=' || last == '-';
        if (strncmp(name, names, length) == 0 && (name[length] != '\0') == takes_value)
            return true;
        names += length;
        names += *names == ' ';
    }
    return false;
}

static const struct flag_rule *find_listed(const char *word) {
    static const struct flag_rule kept = KEEP("", FLAG_EXACT);
    const char *name = word + 2;
    const char *positive = strncmp(name, "no-", 3) == 0 ? name + 3 : name;
    bool is_kept = word[1] == 'm' ? name_is_listed(positive, machine_names) || name_is_listed(name, machine_values)
                                  : name_is_listed(positive, language_names) || name_is_listed(name, language_values);
    return is_kept ? &kept : NULL;
}

static bool rule_fits(const struct flag_rule *rule, const char *word) {
    bool is_prefix = rule->shape == FLAG_JOINED || rule->shape == FLAG_EITHER;
    return is_prefix ? strncmp(word, rule->spelling, strlen(rule->spelling)) == 0 : strcmp(word, rule->spelling) == 0;
}

const struct flag_rule *flag_find(const char *word) {
    const struct flag_rule *best = NULL;
    if (word[0] != '-' || word[1] == '\0')
        return NULL;
    for (size_t i = 0; i < ARRAY_COUNT(flag_rules); i++) {
        const struct flag_rule *rule = &flag_rules[i];
        if (rule->spelling[1] == word[1] && rule_fits(rule, word) &&
            (best == NULL || strlen(rule->spelling) > strlen(best->spelling)))
            best = rule;
    }
    if (best == NULL && (word[1] == 'f' || word[1] == 'm'))
        best = find_listed(word);
    return best;
}

bool flag_takes_next_word(const struct flag_rule *rule, const char *word) {
    /* -Xlinker X, -Xarch_host X: the name is glued on, and still a word follows. */
    if (strcmp(rule->spelling, "-X") == 0)
        return true;
    return rule->shape == FLAG_SEPARATE || (rule->shape == FLAG_EITHER && strcmp(word, rule->spelling) == 0);
}

bool flag_precedes_path(const char *word) {
    const struct flag_rule *rule = flag_find(word);
    return rule != NULL && rule->action == FLAG_KEEP_PATH && strcmp(word, rule->spelling) == 0;
}

bool flag_level_is_known(const char *level) {
    if (strcmp(level, "s") == 0 || strcmp(level, "z") == 0 || strcmp(level, "g") == 0 || strcmp(level, "fast") == 0)
        return true;
    return level[strspn(level, "0123456789")] == '\0' && strlen(level) <= 2;
}
