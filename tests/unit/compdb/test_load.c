#include "helper.h"

#include <sys/stat.h>

static void check_file(struct fixture *fixture, const struct compdb_unit *unit, const char *name) {
    assert_string_equal(unit->file, path_join(&fixture->arena, fixture->folder, name));
}

/* No entry may be lost between the database and the counts. */
static void check_sum(const struct compdb *compdb) {
    uint32_t sum = compdb->unit_count + compdb->duplicate_count;
    for (int i = 0; i < COMPDB_LEFT_OUT_COUNT; i++)
        sum += compdb->left_out_count[i];
    assert_int_equal(compdb->entry_count, sum);
    assert_int_equal(compdb->left_out_count[COMPDB_TAKEN], 0);
}

static void test_forms(void **state) {
    struct fixture *fixture = *state;
    struct compdb compdb = fixture_load(
        fixture, "[\n"
                 "{\"directory\": \"sub/./x/..\", \"file\": \"../b.c\", \"command\": \"gcc -DS='a b' -c ../b.c\"},\n"
                 "{\"directory\": \".\", \"file\": \"a.c\", \"arguments\": [\"cc\", \"-DS=a b\", \"-c\", \"a.c\"],\n"
                 " \"command\": \"never read '\", \"output\": \"a.o\"},\n"
                 "{\"directory\": \"/q\", \"file\": \"/q/./c.cc\", \"command\": \"ccache g++ -c c.cc\"}]");
    check_sum(&compdb);
    assert_int_equal(compdb.entry_count, 3);
    assert_int_equal(compdb.unit_count, 3);
    assert_string_equal(compdb.directory, fixture->folder);
    assert_string_equal(compdb.path, path_join(&fixture->arena, fixture->folder, COMPDB_FILE_NAME));
    const struct compdb_unit *units = compdb.units;
    assert_string_equal(units[0].file, "/q/c.cc");
    assert_string_equal(units[0].directory, "/q");
    assert_string_equal(units[0].compiler, "g++");
    assert_int_equal(units[0].language, COMPDB_CXX);
    assert_int_equal(units[0].entry, 3);
    assert_int_equal(units[0].line, 5);
    check_file(fixture, &units[1], "a.c");
    assert_string_equal(units[1].directory, fixture->folder);
    assert_string_equal(unit_arguments(&fixture->arena, &units[1]), "-x|c|-D|S=a b");
    check_file(fixture, &units[2], "b.c");
    assert_string_equal(units[2].directory, path_join(&fixture->arena, fixture->folder, "sub"));
    assert_string_equal(unit_arguments(&fixture->arena, &units[2]), "-x|c|-D|S=a b");
    assert_int_equal(units[2].line, 2);
    assert_null(units[2].problem_text);
}

static void test_empty_list(void **state) {
    struct compdb compdb = fixture_load(*state, " [ ] ");
    assert_int_equal(compdb.entry_count, 0);
    assert_int_equal(compdb.unit_count, 0);
    assert_int_equal(compdb.compiler_count, 0);
}

static void test_byte_order_mark(void **state) {
    struct compdb compdb =
        fixture_load(*state, "\xEF\xBB\xBF[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"cc a.c\"}]");
    assert_int_equal(compdb.unit_count, 1);
}

static void test_several_commands(void **state) {
    static const char *const entries[] = {
        "{\"directory\": \".\", \"file\": \"b.c\", \"command\": \"gcc -DB -c b.c\"}",
        "{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"gcc -DB -o 1.o -c a.c\"}",
        "{\"directory\": \".\", \"file\": \"./a.c\", \"command\": \"gcc -DA -c a.c\"}",
        "{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"ccache gcc -Wall -DB -o 2.o -c a.c\"}",
        "{\"directory\": \"sub\", \"file\": \"../a.c\", \"command\": \"gcc -DA -c ../a.c\"}",
    };
    struct fixture *fixture = *state;
    /* Each order of the entries, rotated and turned round, gives the same units. */
    for (size_t i = 0; i < 2 * ARRAY_COUNT(entries); i++) {
        struct buffer text = {0};
        for (size_t k = 0; k < ARRAY_COUNT(entries); k++) {
            size_t at = (i + k) % ARRAY_COUNT(entries);
            at = i < ARRAY_COUNT(entries) ? at : ARRAY_COUNT(entries) - 1 - at;
            buffer_printf(&text, "%s%s\n", k == 0 ? "[" : ",", entries[at]);
        }
        buffer_add_char(&text, ']');
        struct compdb compdb = fixture_load(fixture, text.data);
        buffer_finish(&text);
        check_sum(&compdb);
        assert_int_equal(compdb.unit_count, 4);
        assert_int_equal(compdb.duplicate_count, 1);
        for (uint32_t k = 0; k < 3; k++) {
            check_file(fixture, &compdb.units[k], "a.c");
            assert_int_equal(compdb.units[k].index, k);
        }
        assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[0]), "-x|c|-D|A");
        assert_string_equal(compdb.units[0].directory, fixture->folder);
        assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[1]), "-x|c|-D|B");
        assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[2]), "-x|c|-D|A");
        check_file(fixture, &compdb.units[3], "b.c");
        assert_int_equal(compdb.units[3].index, 0);
    }
}

/* Of equal commands the first entry is named. */
static void test_duplicate_entry(void **state) {
    struct compdb compdb = fixture_load(*state, "[{\"directory\": \".\", \"file\": \"z.c\", \"command\": \"cc z.c\"},\n"
                                                "{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"cc a.c\"},\n"
                                                "{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"cc a.c\"}]");
    assert_int_equal(compdb.unit_count, 2);
    assert_int_equal(compdb.units[0].entry, 2);
    assert_int_equal(compdb.units[0].line, 2);
}

static void test_left_out(void **state) {
    struct fixture *fixture = *state;
    struct compdb compdb = fixture_load(
        fixture, "[{\"directory\": \".\", \"file\": \"a.S\", \"command\": \"gcc -c a.S\"},\n"
                 "{\"directory\": \".\", \"file\": \"b.s\", \"command\": \"as b.s\"},\n"
                 "{\"directory\": \".\", \"file\": \"a.cu\", \"command\": \"nvcc a.cu\"},\n"
                 "{\"directory\": \".\", \"file\": \"a.f90\", \"command\": \"gfortran a.f90\"},\n"
                 "{\"directory\": \".\", \"file\": \"a.rc\", \"command\": \"windres a.rc\"},\n"
                 "{\"directory\": \".\", \"file\": \"a.h\", \"command\": \"gcc a.h\"},\n"
                 "{\"directory\": \".\", \"file\": \"prog\", \"command\": \": && gcc a.o -o prog && :\"},\n"
                 "{\"directory\": \".\", \"file\": \"x.c\", \"command\": \"gcc -x assembler x.c\"},\n"
                 "{\"directory\": \".\", \"file\": \"x.inc\", \"command\": \"gcc -xc x.inc\"},\n"
                 "{\"directory\": \".\", \"file\": \"x.m\", \"command\": \"clang x.m\"}]");
    check_sum(&compdb);
    assert_int_equal(compdb.entry_count, 10);
    assert_int_equal(compdb.unit_count, 2);
    assert_int_equal(compdb.problem_count, 0);
    assert_int_equal(compdb.left_out_count[COMPDB_ASSEMBLY], 3);
    assert_int_equal(compdb.left_out_count[COMPDB_GPU], 1);
    assert_int_equal(compdb.left_out_count[COMPDB_FORTRAN], 1);
    assert_int_equal(compdb.left_out_count[COMPDB_RESOURCE], 1);
    assert_int_equal(compdb.left_out_count[COMPDB_HEADER], 1);
    assert_int_equal(compdb.left_out_count[COMPDB_OTHER], 1);
    assert_string_equal(path_base(compdb.left_out_example[COMPDB_ASSEMBLY]), "a.S");
    assert_null(compdb.left_out_example[COMPDB_TAKEN]);
    assert_int_equal(compdb.units[1].language, COMPDB_OBJC);
}

static void test_compilers(void **state) {
    struct compdb compdb =
        fixture_load(*state, "[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"/x/gcc a.c\"},\n"
                             "{\"directory\": \".\", \"file\": \"b.c\", \"command\": \"clang b.c\"},\n"
                             "{\"directory\": \".\", \"file\": \"c.c\", \"command\": \"ccache cc c.c\"},\n"
                             "{\"directory\": \".\", \"file\": \"d.c\", \"command\": \"/y/gcc d.c\"},\n"
                             "{\"directory\": \".\", \"file\": \"a.s\", \"command\": \"as a.s\"}]");
    assert_int_equal(compdb.compiler_count, 3);
    assert_string_equal(compdb.compilers[0].name, "gcc");
    assert_int_equal(compdb.compilers[0].entry_count, 2);
    assert_string_equal(compdb.compilers[1].name, "cc");
    assert_string_equal(compdb.compilers[2].name, "clang");
}

/* One bad command is that unit's problem, and nobody else's. */
static void test_problems(void **state) {
    struct fixture *fixture = *state;
    fixture_write_text(fixture, "sub/good.rsp", "-DFROM_FILE");
    struct compdb compdb =
        fixture_load(fixture, "[{\"directory\": \"sub\", \"file\": \"a.c\", \"command\": \"gcc @good.rsp -c a.c\"},\n"
                              "{\"directory\": \"sub\", \"file\": \"b.c\", \"command\": \"gcc @none.rsp -c b.c\"},\n"
                              "{\"directory\": \".\", \"file\": \"c.c\", \"command\": \"gcc 'c.c\"},\n"
                              "{\"directory\": \".\", \"file\": \"d.c\"},\n"
                              "{\"directory\": \".\", \"file\": \"e.c\", \"arguments\": []},\n"
                              "{\"directory\": \".\", \"file\": \"f.c\", \"command\": \"\"},\n"
                              "{\"directory\": \".\", \"file\": \"g.c\", \"command\": \"cl.exe /c g.c\"},\n"
                              "{\"directory\": \".\", \"file\": \"h.c\", \"command\": \"clang -cc1 h.c\"},\n"
                              "{\"directory\": \".\", \"file\": \"i\\nj.c\", \"command\": \"gcc -c 'i\\nj.c'\"},\n"
                              "{\"directory\": \".\", \"file\": \"k.c\", \"command\": \"cd x && gcc k.c\"}]");
    static const struct {
        enum compdb_problem problem;
        const char *text;
    } expected[] = {
        {COMPDB_BAD_COMMAND, "quote that is not closed"},
        {COMPDB_BAD_COMMAND, "neither \"command\" nor \"arguments\""},
        {COMPDB_BAD_COMMAND, "the command is empty"},
        {COMPDB_BAD_COMMAND, "the command is empty"},
        {COMPDB_UNSUPPORTED, "command lines of cl are not supported"},
        {COMPDB_UNSUPPORTED, "-cc1"},
        {COMPDB_BAD_COMMAND, "line break"},
        {COMPDB_BAD_COMMAND, "more than one shell command"},
        {COMPDB_FINE, NULL},
        {COMPDB_BAD_RESPONSE_FILE, "/sub/none.rsp is missing"},
    };
    check_sum(&compdb);
    assert_int_equal(compdb.unit_count, ARRAY_COUNT(expected));
    assert_int_equal(compdb.problem_count, 9);
    assert_int_equal(compdb.response_problem_count, 1);
    for (uint32_t i = 0; i < compdb.unit_count; i++) {
        const struct compdb_unit *unit = &compdb.units[i];
        assert_int_equal(unit->problem, expected[i].problem);
        if (unit->problem == COMPDB_FINE)
            continue;
        assert_int_equal(unit->argument_count, 0);
        if (strstr(unit->problem_text, expected[i].text) == NULL)
            fail_msg("%s: \"%s\" does not say \"%s\"", unit->file, unit->problem_text, expected[i].text);
    }
    assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[8]), "-x|c|-D|FROM_FILE");
}

/* Two entries that cannot be read for the same reason are one unit; for two reasons they are two. */
static void test_equal_problems(void **state) {
    struct compdb compdb =
        fixture_load(*state, "[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"gcc @1.rsp\"},"
                             "{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"gcc @2.rsp\"},"
                             "{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"gcc @1.rsp\"}]");
    check_sum(&compdb);
    assert_int_equal(compdb.unit_count, 2);
    assert_int_equal(compdb.problem_count, 2);
    assert_int_equal(compdb.duplicate_count, 1);
    assert_int_equal(compdb.units[1].index, 1);
    assert_int_equal(compdb.units[1].entry, 2);
}

static void test_missing(void **state) {
    struct fixture *fixture = *state;
    fixture_write_text(fixture, "a.c", "");
    struct compdb compdb =
        fixture_load(fixture, "[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"cc a.c\"},\n"
                              "{\"directory\": \".\", \"file\": \"b.c\", \"command\": \"cc b.c\"},\n"
                              "{\"directory\": \".\", \"file\": \"a.s\", \"command\": \"as a.s\"}]");
    assert_int_equal(compdb_count_missing(&compdb), 1);
}

static void test_wrong_shape(void **state) {
    static const char *const cases[][2] = {
        {"{\"a\": 1}", "compile_commands.json:1:1: a compilation database is a list of entries"},
        {"[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"cc\"},\n  7]",
         "compile_commands.json:2:3: entry 2 is not an object"},
        {"[\n\n {\"directory\": \".\", \"command\": \"cc\"}]", "compile_commands.json:3:2: entry 1 has no \"file\""},
        {"[{\"directory\": \".\", \"file\": \"\"}]", "compile_commands.json:1:2: entry 1 has no \"file\""},
        {"[{\"directory\": \".\", \"file\": [\"a.c\"]}]",
         "compile_commands.json:1:2: entry 1 has a \"file\" that is not a text"},
        {"[{\"directory\": null, \"file\": \"a.c\"}]",
         "compile_commands.json:1:2: entry 1 has a \"directory\" that is not a text"},
        {"[{\"file\": \"a.c\", \"command\": \"cc\"}]", "compile_commands.json:1:2: entry 1 has no \"directory\""},
        {"[{\"directory\": \".\", \"file\": \"a.c\", \"command\": [\"cc\"]}]",
         "compile_commands.json:1:2: entry 1 has a \"command\" that is not a text"},
        {"[{\"directory\": \".\", \"file\": \"a.c\", \"arguments\": \"cc\"}]",
         "compile_commands.json:1:2: entry 1 has \"arguments\" that are not a list"},
        {"[{\"directory\": \".\", \"file\": \"a.c\", \"arguments\": [\"cc\", 1]}]",
         "compile_commands.json:1:2: entry 1 has something in \"arguments\" that is not a text"},
        {"[{\"file\": \"a\\u0000.c\"}]", "compile_commands.json:1:"},
        {"[{]", "compile_commands.json:1:3: not valid JSON"},
        {"", "compile_commands.json is empty"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const char *message = fixture_load_error(fixture, cases[i][0], strlen(cases[i][0]));
        if (strncmp(message, cases[i][1], strlen(cases[i][1])) != 0)
            fail_msg("\"%s\" does not begin with \"%s\"", message, cases[i][1]);
    }
}

static void check_unreadable(struct fixture *fixture, const char *path) {
    struct compdb compdb = {0};
    struct error err = {0};
    assert_false(compdb_load(&fixture->arena, path, &compdb, &err));
    assert_non_null(strstr(err.message, path));
    error_finish(&err);
}

static void test_unreadable(void **state) {
    struct fixture *fixture = *state;
    check_unreadable(fixture, path_join(&fixture->arena, fixture->folder, "none.json"));
    check_unreadable(fixture, fixture->folder);
    const char *closed = fixture_write_text(fixture, "closed.json", "[]");
    assert_int_equal(chmod(closed, 0), 0);
    if (access(closed, R_OK) != 0) /* not for root, who may read everything */
        check_unreadable(fixture, closed);
}

static void test_relative_path(void **state) {
    struct fixture *fixture = *state;
    struct compdb compdb = {0};
    struct error err = {0};
    fixture_write_text(fixture, "b/" COMPDB_FILE_NAME,
                       "[{\"directory\": \"\", \"file\": \"a.c\", \"command\": \"cc a.c\"}]");
    const char *before = path_current(&fixture->arena);
    assert_int_equal(chdir(fixture->folder), 0);
    assert_true(compdb_load(&fixture->arena, "b/" COMPDB_FILE_NAME, &compdb, &err));
    assert_int_equal(chdir(before), 0);
    check_file(fixture, &compdb.units[0], "b/a.c");
}

int main(void) {
    const struct CMUnitTest tests[] = {FIXTURE_TEST(test_forms),           FIXTURE_TEST(test_empty_list),
                                       FIXTURE_TEST(test_byte_order_mark), FIXTURE_TEST(test_several_commands),
                                       FIXTURE_TEST(test_duplicate_entry), FIXTURE_TEST(test_left_out),
                                       FIXTURE_TEST(test_compilers),       FIXTURE_TEST(test_problems),
                                       FIXTURE_TEST(test_missing),         FIXTURE_TEST(test_equal_problems),
                                       FIXTURE_TEST(test_wrong_shape),     FIXTURE_TEST(test_unreadable),
                                       FIXTURE_TEST(test_relative_path)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
