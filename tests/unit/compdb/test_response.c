#include "helper.h"

#include "compdb/response.h"

#include <sys/stat.h>

static bool expand(struct fixture *fixture, const char *word, struct words *out, struct error *err) {
    struct words in = {0};
    vec_push(&in, "cc");
    vec_push(&in, word);
    vec_push(&in, "end");
    bool ok = response_expand(&fixture->arena, fixture->folder, &in, out, err);
    vec_finish(&in);
    return ok;
}

static void check(struct fixture *fixture, const char *word, const char *expected) {
    struct words out = {0};
    struct error err = {0};
    if (!expand(fixture, word, &out, &err))
        fail_msg("%s: %s", word, err.message);
    assert_string_equal(join_words(&fixture->arena, out.items, out.count), expected);
    vec_finish(&out);
}

static void check_error(struct fixture *fixture, const char *word, const char *expected, const char *name) {
    struct words out = {0};
    struct error err = {0};
    assert_false(expand(fixture, word, &out, &err));
    if (strstr(err.message, expected) == NULL || strstr(err.message, name) == NULL)
        fail_msg("\"%s\" does not say \"%s\" of %s", err.message, expected, name);
    error_finish(&err);
    vec_finish(&out);
}

static void test_expand(void **state) {
    struct fixture *fixture = *state;
    fixture_write_text(fixture, "a.rsp", "-Ia '-Db c'\n-O2");
    fixture_write_text(fixture, "empty.rsp", "");
    fixture_write_text(fixture, "sub/outer.rsp", "-Dfirst @sub/inner.rsp @a.rsp -Dlast");
    fixture_write_text(fixture, "sub/inner.rsp", "-Dinner");
    check(fixture, "@a.rsp", "cc|-Ia|-Db c|-O2|end");
    check(fixture, "@empty.rsp", "cc|end");
    check(fixture, "@sub/outer.rsp", "cc|-Dfirst|-Dinner|-Ia|-Db c|-O2|-Dlast|end");
    check(fixture, arena_printf(&fixture->arena, "@%s/a.rsp", fixture->folder), "cc|-Ia|-Db c|-O2|end");
}

static void test_other_words(void **state) {
    struct fixture *fixture = *state;
    check(fixture, "@", "cc|@|end");
    check(fixture, "@rpath/libx.dylib", "cc|@rpath/libx.dylib|end");
    check(fixture, "@loader_path/..", "cc|@loader_path/..|end");
    check(fixture, "-Wl,@x", "cc|-Wl,@x|end");
}

static void test_unreadable(void **state) {
    struct fixture *fixture = *state;
    check_error(fixture, "@none.rsp", "is missing", "none.rsp");
    fixture_write_text(fixture, "outer.rsp", "@none.rsp");
    check_error(fixture, "@outer.rsp", "is missing", "none.rsp");
    check_error(fixture, "@.", "is not a file", fixture->folder);
    fixture_write(fixture, "zero.rsp", "-Da\0b", 5);
    check_error(fixture, "@zero.rsp", "zero byte", "zero.rsp");
    const char *fifo = path_join(&fixture->arena, fixture->folder, "fifo");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    check_error(fixture, "@fifo", "is not a file", "fifo");
    const char *large = fixture_write_text(fixture, "large.rsp", "x");
    assert_int_equal(truncate(large, RESPONSE_SIZE_LIMIT + 1), 0);
    check_error(fixture, "@large.rsp", "larger than", "large.rsp");
    const char *closed = fixture_write_text(fixture, "closed.rsp", "-Dx");
    assert_int_equal(chmod(closed, 0), 0);
    if (access(closed, R_OK) != 0) /* not for root, who may read everything */
        check_error(fixture, "@closed.rsp", "cannot be read", "closed.rsp");
}

static void test_cycle(void **state) {
    struct fixture *fixture = *state;
    fixture_write_text(fixture, "self.rsp", "-Da @./self.rsp");
    check_error(fixture, "@self.rsp", "includes itself", "self.rsp");
    fixture_write_text(fixture, "one.rsp", "@two.rsp");
    fixture_write_text(fixture, "two.rsp", "@one.rsp");
    check_error(fixture, "@one.rsp", "includes itself", "one.rsp");
}

static void test_depth(void **state) {
    struct fixture *fixture = *state;
    for (int i = 1; i < RESPONSE_DEPTH_LIMIT + 1; i++)
        fixture_write_text(fixture, arena_printf(&fixture->arena, "%d.rsp", i),
                           arena_printf(&fixture->arena, "@%d.rsp", i + 1));
    fixture_write_text(fixture, arena_printf(&fixture->arena, "%d.rsp", RESPONSE_DEPTH_LIMIT + 1), "-Ddeep");
    check_error(fixture, "@1.rsp", "nested deeper", "17.rsp");
    check(fixture, "@2.rsp", "cc|-Ddeep|end");
}

/* Each file names the next one ten times: without a limit 10^15 words. */
static void test_explosion(void **state) {
    struct fixture *fixture = *state;
    for (int i = 0; i < RESPONSE_DEPTH_LIMIT - 1; i++) {
        struct buffer text = {0};
        for (int k = 0; k < 10; k++)
            buffer_printf(&text, "@%d.rsp\n", i + 1);
        fixture_write(fixture, arena_printf(&fixture->arena, "%d.rsp", i), text.data, text.size);
        buffer_finish(&text);
    }
    fixture_write_text(fixture, arena_printf(&fixture->arena, "%d.rsp", RESPONSE_DEPTH_LIMIT - 1), "-Dx");
    check_error(fixture, "@0.rsp", "more than 1000 response files", "");
}

static void test_word_limit(void **state) {
    struct fixture *fixture = *state;
    struct buffer text = {0};
    for (int i = 0; i < RESPONSE_WORD_LIMIT; i++)
        buffer_add_text(&text, "x ");
    fixture_write(fixture, "many.rsp", text.data, text.size);
    buffer_finish(&text);
    check_error(fixture, "@many.rsp", "more than 1000000 words", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {FIXTURE_TEST(test_expand),     FIXTURE_TEST(test_other_words),
                                       FIXTURE_TEST(test_unreadable), FIXTURE_TEST(test_cycle),
                                       FIXTURE_TEST(test_depth),      FIXTURE_TEST(test_explosion),
                                       FIXTURE_TEST(test_word_limit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
