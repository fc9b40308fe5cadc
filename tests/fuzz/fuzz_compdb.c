/* Compilation databases: what they say may come from anybody. */
#include "fuzz/target.h"

#include "base/path.h"
#include "compdb/compdb.h"

#include <string.h>

bool target_seed(const struct buffer *file, uint32_t number, struct buffer *out) {
    return target_seed_of_text(file, number, out);
}

/* What a flag of clang's may begin with that does more than change how a source is read. Written down here once more,
 * apart from the table in compdb/flag.c, so that a slip there is seen. */
static const char *const harmful_flags[] = {
    "-o",        "--output",  "-MF",        "-MJ",
    "-MD",       "-MMD",      "-M",         "-save-temps",
    "-fplugin",  "-fpass-",   "-load",      "-add-",
    "-plugin",   "-mllvm",    "-include-",  "--serialize-",
    "-fmodules", "--config",  "-specs",     "-B",
    "-wrapper",  "-cc1",      "-index-",    "-emit-",
    "-fcache",   "-fdebug",   "-fprofile",  "-E",
    "-S",        "-c",        "-analyze",   "-gen-",
    "-ftime-",   "-fproc-",   "-dump",      "-Wl,",
    "-Wp,",      "-Wa,",      "-resource-", "-ivfsoverlay",
    "-fsanit",   "-opt-",     "-cfg",       "-no-canonical",
    "-###",      "--version", "-print-",    "-module-",
};

/* Flags that take the word behind them, as clang reads them. */
static bool takes_next_word(const char *word) {
    static const char *const flags[] = {"-x",
                                        "-D",
                                        "-U",
                                        "-I",
                                        "-F",
                                        "-isystem",
                                        "-iquote",
                                        "-idirafter",
                                        "-isysroot",
                                        "-iframework",
                                        "-isystem-after",
                                        "-iframeworkwithsysroot",
                                        "-iwithprefix",
                                        "-iwithsysroot",
                                        "-imacros",
                                        "-iprefix",
                                        "-iwithprefixbefore",
                                        "-cxx-isystem",
                                        "-arch",
                                        "-stdlib++-isystem"};
    for (size_t i = 0; i < ARRAY_COUNT(flags); i++)
        if (strcmp(word, flags[i]) == 0)
            return true;
    return false;
}

static void expect_harmless(const struct compdb_unit *unit) {
    for (uint32_t i = 0; i < unit->argument_count; i++) {
        const char *word = unit->arguments[i];
        EXPECT(word[0] == '-' && word[1] != '\0', "%s is no flag (entry %u)", word, unit->entry);
        EXPECT(strcmp(word, "--") != 0, "flags end at word %u of entry %u", i, unit->entry);
        if (strcmp(word, "-Xclang") == 0) {
            /* The one way through the driver: -Xclang -include -Xclang FILE. */
            EXPECT(i + 3 < unit->argument_count && strcmp(unit->arguments[i + 1], "-include") == 0 &&
                       strcmp(unit->arguments[i + 2], "-Xclang") == 0,
                   "-Xclang %s (entry %u)", i + 1 < unit->argument_count ? unit->arguments[i + 1] : "", unit->entry);
            i += 3;
            continue;
        }
        if (takes_next_word(word)) {
            EXPECT(++i < unit->argument_count, "%s is without its value (entry %u)", word, unit->entry);
            continue;
        }
        for (size_t k = 0; k < ARRAY_COUNT(harmful_flags); k++)
            EXPECT(strncmp(word, harmful_flags[k], strlen(harmful_flags[k])) != 0, "%s got through (entry %u)", word,
                   unit->entry);
    }
}

static void expect_unit(const struct compdb_unit *unit, const struct compdb_unit *before) {
    EXPECT(path_is_absolute(unit->file) && path_is_absolute(unit->directory), "%s in %s", unit->file, unit->directory);
    EXPECT((unit->problem == COMPDB_FINE) == (unit->problem_text == NULL),
           "a problem without its text, or the reverse");
    EXPECT(unit->problem == COMPDB_FINE || unit->argument_count == 0, "a command with a problem is used");
    EXPECT(strpbrk(unit->file, "\r\n") == NULL || unit->problem != COMPDB_FINE, "a line break in %s", unit->file);
    bool is_same_file = before != NULL && strcmp(before->file, unit->file) == 0;
    EXPECT(before == NULL || strcmp(before->file, unit->file) <= 0, "%s stands behind %s", unit->file, before->file);
    EXPECT(unit->index == (is_same_file ? before->index + 1 : 0), "command %u of %s", unit->index, unit->file);
    expect_harmless(unit);
    EXPECT(digest_is_equal(compdb_unit_digest(unit, "/"), compdb_unit_digest(unit, "/")), "two keys of one unit");
    (void)compdb_unit_digest(unit, unit->directory);
}

static void expect_database(const struct compdb *compdb) {
    uint32_t problem_count = 0, entry_count = compdb->unit_count + compdb->duplicate_count;
    for (uint32_t i = 0; i < compdb->unit_count; i++) {
        expect_unit(&compdb->units[i], i > 0 ? &compdb->units[i - 1] : NULL);
        problem_count += compdb->units[i].problem != COMPDB_FINE;
    }
    for (unsigned i = 0; i < COMPDB_LEFT_OUT_COUNT; i++) {
        entry_count += compdb->left_out_count[i];
        EXPECT((compdb->left_out_count[i] > 0) == (compdb->left_out_example[i] != NULL), "no example of %s",
               compdb_left_out_name((enum compdb_left_out)i));
    }
    EXPECT(entry_count == compdb->entry_count, "%u of %u entries are accounted for", entry_count, compdb->entry_count);
    EXPECT(problem_count == compdb->problem_count, "%u problems, told %u", problem_count, compdb->problem_count);
}

bool target_run(const void *data, size_t size) {
    struct target_file file;
    struct arena arena;
    struct error err = {0};
    struct compdb compdb;
    arena_init(&arena);
    target_file_open(&file, data, size);
    bool is_good = compdb_load(&arena, file.path, &compdb, &err);
    /* Of a file without anything in it there is no place to tell. */
    bool is_empty = err.message != NULL && strstr(err.message, " is empty") != NULL;
    target_expect_error(is_good, &err, is_empty ? NULL : file.path);
    target_expect_memory(arena.used_bytes, size);
    if (is_good)
        expect_database(&compdb);
    target_file_close(&file);
    arena_finish(&arena);
    return is_good;
}
