/* Pages of checks: what they must say, and how they are printed. */
#include "pack/check_page.h"

#include "unit/pack/scratch.h"

#define TOP  "version: 1\nid: a-check\ngroup: names\ntitle: a title\nseverity: note\n"
#define HELP "help: {what: w, why: \"y\\n\\nz\", example: e, fix: f, switch_off: s}\n"

static void refuse(struct scratch *scratch, const char *name, const char *text, const char *message) {
    struct check_page page;
    struct error err = {0};
    const char *path = scratch_write(scratch, name, text);
    assert_false(check_page_load(&scratch->arena, path, &page, &err));
    assert_error_at(&err, path, message);
}

static struct check_page accept(struct scratch *scratch, const char *message) {
    struct check_page page;
    struct error err = {0};
    const char *text = arena_printf(&scratch->arena, TOP "message: \"%s\"\n" HELP, message);
    if (!check_page_load(&scratch->arena, scratch_write(scratch, "a-check.yaml", text), &page, &err))
        fail_msg("%s", err.message);
    return page;
}

static void test_page(void **state) {
    struct check_page page = accept(*state, "m");
    assert_string_equal(page.id, "a-check");
    assert_int_equal(page.group, GROUP_NAMES);
    assert_int_equal(page.severity, SEVERITY_NOTE);
    assert_string_equal(page.title, "a title");
    assert_string_equal(page.message, "m");
    struct buffer out = {0};
    check_page_print(&page, &out);
    assert_string_equal(buffer_text(&out),
                        "a-check (group names, note): a title\n\nWhat it flags\n  w\n\nWhy it matters\n"
                        "  y\n\n  z\n\nExample\n  e\n\nHow to fix it\n  f\n\nHow to switch it off\n  s\n");
    buffer_finish(&out);
}

static void assert_message(struct scratch *scratch, const char *template, struct check_values values,
                           const char *expected) {
    struct check_page page = accept(scratch, template);
    struct buffer out = {0};
    check_page_message(&page, &values, &out);
    assert_string_equal(buffer_text(&out), expected);
    buffer_finish(&out);
}

static void test_message(void **state) {
    struct check_values all = {"get", "PQexec", "postgresql", "n", "2 * n", "100 ms from n = 100"};
    struct check_values none = {0};
    const char *template = "{call}() {callee} {peer} {turns}: {roundtrips}[, {break_even}]!";
    assert_message(*state, template, all, "get() PQexec postgresql n: 2 * n, 100 ms from n = 100!");
    assert_message(*state, template, none, "?() ? ? ?: ?!");
    assert_message(*state, "[{call}]", none, "");
    assert_message(*state, "[a][ b {peer}]", none, "a");
    assert_message(*state, "no placeholder", none, "no placeholder");
}

static void test_wrong_messages(void **state) {
    static const struct {
        const char *template;
        const char *complaint;
    } cases[] = {
        {"{peers}", "6:10: 'message' holds {peers}, which is no placeholder; did you mean {peer}?"},
        {"{x}", "6:10: 'message' holds {x}, which is no placeholder"},
        {"{}", "6:10: 'message' holds {}, which is no placeholder"},
        {"a {peer", "6:10: 'message' holds a '{' without its partner"},
        {"a [b", "6:10: 'message' holds a '[' without its partner"},
        {"a ]b", "6:10: 'message' holds a ']' without its partner"},
        {"[a [b]]", "6:10: 'message' holds a '[' without its partner"},
        {"[{peer]}", "6:10: 'message' holds a '{' without its partner"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scratch *scratch = *state;
        refuse(scratch, "a-check.yaml", arena_printf(&scratch->arena, TOP "message: '%s'\n" HELP, cases[i].template),
               cases[i].complaint);
    }
}

static void test_refused(void **state) {
    refuse(*state, "b.yaml", TOP "message: m\n" HELP, "2:5: the page of 'a-check' must be called a-check.yaml");
    refuse(*state, "a-check.yaml", "version: 1\nid: A\ngroup: names\ntitle: t\nseverity: note\nmessage: m\n" HELP,
           "2:5: 'id' is made of lower-case letters and hyphens, not 'A'");
    refuse(*state, "a-check.yaml", "version: 1\nid: -a\ngroup: names\ntitle: t\nseverity: note\nmessage: m\n" HELP,
           "2:5: 'id' is made of lower-case letters and hyphens, not '-a'");
    refuse(*state, "a-check.yaml", TOP HELP, "1:1: a check's page needs the key 'message'");
    refuse(*state, "a-check.yaml", TOP "message: m\nhelp: {what: w, why: y, example: e, fix: f}\n",
           "7:7: 'help' needs the key 'switch_off'");
    refuse(*state, "a-check.yaml", TOP "message: m\nhelp: {waht: w}\n",
           "7:8: unknown key 'waht' in 'help'; did you mean 'what'?");
    refuse(*state, "a-check.yaml", TOP "message: m\nhelp: text\n", "7:7: 'help' must be a mapping, not a text");
    refuse(*state, "a-check.yaml", "version: 1\nid: a-check\ngroup: defualt\n",
           "3:8: 'group' cannot be 'defualt'; did you mean 'default'?");
    refuse(*state, "a-check.yaml", "version: 1\nid: a-check\nseverity: fatal\n",
           "3:11: 'severity' cannot be 'fatal'; the known ones are: note, warning, error");
}

static void test_all(void **state) {
    struct scratch *scratch = *state;
    const struct check_page *pages;
    uint32_t count;
    struct error err = {0};
    scratch_write(scratch, "p/a-check.yaml", TOP "message: m\n" HELP);
    scratch_write(scratch, "p/b.yaml",
                  "version: 1\nid: b\ngroup: default\ntitle: t\nseverity: error\nmessage: m\n" HELP);
    assert_true(check_page_load_all(&scratch->arena, scratch_path(scratch, "p"), &pages, &count, &err));
    assert_int_equal(count, 2);
    assert_string_equal(pages[0].id, "a-check");
    assert_string_equal(pages[1].id, "b");
    scratch_write(scratch, "p/c.yaml", "version: 1\n");
    assert_false(check_page_load_all(&scratch->arena, scratch_path(scratch, "p"), &pages, &count, &err));
    assert_error_at(&err, scratch_path(scratch, "p/c.yaml"), "1:1: a check's page needs the key 'id'");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_page),    SCRATCH_TEST(test_message), SCRATCH_TEST(test_wrong_messages),
        SCRATCH_TEST(test_refused), SCRATCH_TEST(test_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
