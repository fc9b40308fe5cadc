#include "helper.h"

/* The digest of one file of the checkout at `root`; every ROOT in the flags is that place. */
static struct digest digest_at(struct arena *arena, const char *root, const char *directory, const char *file,
                               const char *flags) {
    struct compdb compdb = {0};
    struct words words = {0};
    struct error err = {0};
    struct buffer text = {0};
    for (const char *c = flags; *c != '\0'; c++) {
        if (strncmp(c, "ROOT", 4) == 0) {
            buffer_add_text(&text, root);
            c += 3;
        } else {
            buffer_add_char(&text, *c);
        }
    }
    assert_true(words_split_shell(arena, buffer_text(&text), &words, &err));
    assert_true(
        compdb_single(arena, path_join(arena, root, directory), &file, 1, words.items, words.count, &compdb, &err));
    assert_int_equal(compdb.unit_count, 1);
    vec_finish(&words);
    buffer_finish(&text);
    return compdb_unit_digest(&compdb.units[0], root);
}

static void test_same_elsewhere(void **state) {
    static const char *const flags[] = {
        "",
        "-DA -std=c11",
        "-IROOT/include -I../include -isystem ROOT",
        "-DDIR='\"ROOT/share\"' -DNAME=ROOT -include ROOT/x.h",
        "--sysroot=ROOT/sys -I /usr/include/x",
        "@ROOT/none.rsp",
    };
    struct fixture *fixture = *state;
    struct arena *arena = &fixture->arena;
    for (size_t i = 0; i < ARRAY_COUNT(flags); i++) {
        struct digest here = digest_at(arena, "/one/checkout", "build", "../a.c", flags[i]);
        struct digest there = digest_at(arena, "/an/other/place", "build", "../a.c", flags[i]);
        if (!digest_is_equal(here, there))
            fail_msg("%s: another checkout has another digest", flags[i]);
    }
}

static void test_different(void **state) {
    /* Neighbours differ in one thing each; no two may be equal. */
    static const struct {
        const char *root;
        const char *directory;
        const char *file;
        const char *flags;
    } cases[] = {
        {"/r", "b", "/r/a.c", ""},
        {"/r", "c", "/r/a.c", ""},
        {"/r", "b", "/r/a2.c", ""},
        {"/r", "b", "/r/a.c", "-DA"},
        {"/r", "b", "/r/a.c", "-DA -DB"},
        {"/r", "b", "/r/a.c", "-DB -DA"},
        {"/r", "b", "/r/a.c", "-DAB"},
        {"/r", "b", "/r/a.c", "-UA"},
        {"/r", "b", "/r/a.c", "-x c++"},
        {"/r", "b", "/r/a.c", "-Iinc"},
        {"/r", "b", "/r/a.c", "-I../inc"},
        {"/r", "b", "/r/a.c", "-I/other/inc"},
        {"/r", "b", "/r/a.c", "-I/r2/inc"},
        {"/r", "b", "/r/a.c", "-I/x/r/inc"},
        {"/r", "b", "/r/a.c", "-DX=/r/inc"},
        {"/r", "b", "/r/a.c", "-DX=/r2/inc"},
        {"/r", "b", "/r/a.c", "-DX=/x/r/inc"},
        /* What stands for the root must not be what a flag may hold. */
        {"/r", "b", "/r/a.c", "-DX=\1\2/inc"},
        {"/r", "b", "/r/a.c", "-DX=\1/inc"},
        {"/r", "b", "/r/a.c", "@none"},
        {"/r", "b", "/r/a.c", "@none2"},
        /* A relative path that leaves the checkout means another folder there. */
        {"/r", "b", "/r/a.c", "-I../../inc"},
        {"/s/r", "b", "/s/r/a.c", "-I../../inc"},
    };
    struct fixture *fixture = *state;
    struct digest digests[ARRAY_COUNT(cases)];
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        digests[i] = digest_at(&fixture->arena, cases[i].root, cases[i].directory, cases[i].file, cases[i].flags);
        for (size_t k = 0; k < i; k++)
            if (digest_is_equal(digests[i], digests[k]))
                fail_msg("%s %s %s = %s %s %s", cases[i].directory, cases[i].file, cases[i].flags, cases[k].directory,
                         cases[k].file, cases[k].flags);
    }
}

/* Where a name only holds the root's text, nothing is relative: the same at any root. */
static void test_outside(void **state) {
    struct fixture *fixture = *state;
    struct compdb compdb = {0};
    struct error err = {0};
    const char *file = "/z/a.c";
    const char *const flags[] = {"-I/opt/src/inc", "-DP=/opt/src/x"};
    assert_true(compdb_single(&fixture->arena, "/z", &file, 1, flags, 2, &compdb, &err));
    assert_true(
        digest_is_equal(compdb_unit_digest(&compdb.units[0], "/src"), compdb_unit_digest(&compdb.units[0], "/q")));
}

/* What the normalisation drops must not count. */
static void test_equal_commands(void **state) {
    struct fixture *fixture = *state;
    struct arena *arena = &fixture->arena;
    struct digest plain = digest_at(arena, "/r", "b", "/r/a.c", "-DA -I inc");
    assert_true(digest_is_equal(plain, digest_at(arena, "/r", "b", "/r/a.c", "-D A -Wall -o x -Iinc -c -MD -MF y")));
    assert_true(digest_is_equal(plain, digest_at(arena, "/r", "b", "../a.c", "-DA -I/r/b/inc")));
}

int main(void) {
    const struct CMUnitTest tests[] = {FIXTURE_TEST(test_same_elsewhere), FIXTURE_TEST(test_different),
                                       FIXTURE_TEST(test_outside), FIXTURE_TEST(test_equal_commands)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
