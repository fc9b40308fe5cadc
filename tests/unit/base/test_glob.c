#include "base/glob.h"

#include "base/attr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

struct match_case {
    const char *pattern, *text;
    bool matches;
};

static void test_names(void **state) {
    (void)state;
    static const struct match_case cases[] = {
        {"PQexec", "PQexec", true},
        {"PQexec", "PQexecParams", false},
        {"PQexec*", "PQexec", true},
        {"PQexec*", "PQexecParams", true},
        {"*", "", true},
        {"", "", true},
        {"", "a", false},
        {"?", "", false},
        {"?", "a", true},
        {"a?c", "abc", true},
        {"*Command", "redisCommand", true},
        {"*Command", "redisCommandArgv", false},
        {"a*b*c", "axxbyybzzc", true},
        {"a*b*c", "axxbyyb", false},
        {"db::*::get", "db::cache::get", true},
        {"*a/b", "x/a/b", true},
        {"[a]", "a", false},
        {"[a]", "[a]", true},
        {"**", "anything", true},
        {"\\*", "*", false},
        {"\\*", "\\xyz", true},
        {"operator*", "operator*", true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(glob_matches_name(cases[i].pattern, cases[i].text), cases[i].matches);
}

static void check_paths(const struct match_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (glob_matches_path(cases[i].pattern, cases[i].text) != cases[i].matches)
            fail_msg("%s against %s: expected %s", cases[i].pattern, cases[i].text,
                     cases[i].matches ? "a match" : "none");
    }
}

static void test_pattern_without_slash_matches_at_any_depth(void **state) {
    (void)state;
    static const struct match_case cases[] = {
        {"a.c", "a.c", true},
        {"a.c", "src/a.c", true},
        {"a.c", "src/ba.c", false},
        {"*.c", "src/deep/a.c", true},
        {"*.c", "src/a.cc", false},
        {"third_party", "third_party/x/y.c", true},
        {"build", "src/build/a.c", true},
        {"build", "rebuild/a.c", false},
        {"test_*", "src/test_a/b.c", true},
        {"?.c", "src/a.c", true},
        {"?.c", "src/ab.c", false},
        {"", "a.c", false},
        {"**", "src/a.c", true},
        {"*", "src/a.c", true},
    };
    check_paths(cases, ARRAY_COUNT(cases));
}

static void test_pattern_with_slash_is_anchored(void **state) {
    (void)state;
    static const struct match_case cases[] = {
        {"src/a.c", "src/a.c", true},   {"src/a.c", "x/src/a.c", false}, {"/a.c", "a.c", true},
        {"/a.c", "src/a.c", false},     {"src/*.c", "src/a.c", true},    {"src/*.c", "src/x/a.c", false},
        {"src/x", "src/x/y/z.c", true}, {"src/x", "src/xy.c", false},    {"src/*", "src/x/y.c", true},
        {"src/a?c", "src/a/c", false},  {"src/?", "src/x/y.c", true},    {"/", "a.c", false},
        {"/*.c", "a.c", true},          {"/*.c", "src/a.c", false},
    };
    check_paths(cases, ARRAY_COUNT(cases));
}

static void test_pattern_ending_in_a_slash_means_a_directory(void **state) {
    (void)state;
    static const struct match_case cases[] = {
        {"build/", "build/a.c", true},
        {"build/", "x/build/a.c", true},
        {"build/", "build", false},
        {"build/", "src/build", false},
        {"/build/", "x/build/a.c", false},
        {"src/x/", "src/x/a.c", true},
        {"src/x/", "src/x", false},
        {"*/", "a/b.c", true},
        {"*/", "b.c", false},
        {"build/", "build/", true},
    };
    check_paths(cases, ARRAY_COUNT(cases));
}

static void test_double_star_crosses_slashes(void **state) {
    (void)state;
    static const struct match_case cases[] = {
        {"**/a.c", "a.c", true},         {"**/a.c", "x/y/a.c", true},          {"**/a.c", "x/ba.c", false},
        {"src/**/a.c", "src/a.c", true}, {"src/**/a.c", "src/x/y/a.c", true},  {"src/**/a.c", "src/xa.c", false},
        {"src/**", "src/a.c", true},     {"src/**", "src/x/a.c", true},        {"src/**", "src", false},
        {"src/**", "srcs/a.c", false},   {"**/x/**", "a/x/b", true},           {"**/x/**", "x/b", true},
        {"**/x/**", "a/xx/b", false},    {"a/**b", "a/x/y/b", true},           {"a/**/b/**/c", "a/b/b/c/c", true},
        {"a/**/*.c", "a/x/y.c", true},   {"a/**/*x/*.c", "a/bx/cx/d.c", true}, {"a/***/b", "a/x/y/b", true},
        {"/**/a", "x/a", true},
    };
    check_paths(cases, ARRAY_COUNT(cases));
}

static void test_classes_and_escapes(void **state) {
    (void)state;
    static const struct match_case cases[] = {
        {"[a-c].c", "b.c", true},     {"[a-c].c", "d.c", false},
        {"[!a-c].c", "d.c", true},    {"[^a-c].c", "b.c", false},
        {"[]].c", "].c", true},       {"[!]].c", "].c", false},
        {"[a-].c", "-.c", true},      {"[a", "[a", false},
        {"[a", "a", false},           {"[", "[", false},
        {"[]", "]", false},           {"x[!a]y/z", "x/y/z", false},
        {"x[/]y/z", "x/y/z", false},  {"\\*.c", "*.c", true},
        {"\\*.c", "a.c", false},      {"\\[a]", "[a]", true},
        {"[\\]]", "]", true},         {"a\\", "a\\", true},
        {"[z-a]", "m", false},        {"[\x80-\xff]", "\xc3", true},
        {"*[0-9].c", "a1b2.c", true},
    };
    check_paths(cases, ARRAY_COUNT(cases));
}

/* The meaning of stars and question marks, written the slow way; `**` between slashes may be no directory at all. */
static bool slow_match(const char *pattern, const char *start, const char *text) {
    if (*pattern == '\0')
        return *text == '\0';
    if (pattern[0] == '*' && pattern[1] == '*') {
        const char *behind = pattern + strspn(pattern, "*");
        bool is_directories = (pattern == start || pattern[-1] == '/') && *behind == '/';
        if (!is_directories) {
            for (const char *end = text;; end++) {
                if (slow_match(behind, start, end))
                    return true;
                if (*end == '\0')
                    return false;
            }
        }
        if (slow_match(behind + 1, start, text))
            return true;
        for (const char *slash = strchr(text, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
            if (slow_match(behind + 1, start, slash + 1))
                return true;
        }
        return false;
    }
    if (*pattern == '*') {
        for (const char *end = text;; end++) {
            if (slow_match(pattern + 1, start, end))
                return true;
            if (*end == '\0' || *end == '/')
                return false;
        }
    }
    bool is_one = *text != '\0' && (*pattern == *text || (*pattern == '?' && *text != '/'));
    return is_one && slow_match(pattern + 1, start, text + 1);
}

static bool slow_match_path(const char *pattern, const char *path) {
    char text[16];
    for (size_t length = 1; length <= strlen(path); length++) {
        if (path[length] != '\0' && path[length] != '/')
            continue;
        memcpy(text, path, length);
        text[length] = '\0';
        if (slow_match(pattern, pattern, text))
            return true;
    }
    return false;
}

/* Writes the number in the letters given, least first, "x/" before it so that a pattern is anchored. */
static void spell(unsigned number, const char *letters, char *out) {
    unsigned base = (unsigned)strlen(letters);
    *out++ = 'x';
    *out++ = '/';
    for (; number > 0; number = (number - 1) / base)
        *out++ = letters[(number - 1) % base];
    *out = '\0';
}

static bool is_plain_path(const char *path) { return strstr(path, "//") == NULL && path[strlen(path) - 1] != '/'; }

static void test_all_short_patterns_agree_with_the_definition(void **state) {
    (void)state;
    enum { PATTERN_COUNT = 3906, PATH_COUNT = 364 }; /* up to 5 of "ab*?/", up to 5 of "ab/" */
    unsigned compared = 0;
    for (unsigned p = 1; p < PATTERN_COUNT; p++) {
        char pattern[16];
        spell(p, "ab*?/", pattern);
        if (!is_plain_path(pattern))
            continue;
        for (unsigned t = 1; t < PATH_COUNT; t++) {
            char path[16];
            spell(t, "ab/", path);
            if (!is_plain_path(path))
                continue;
            compared++;
            if (glob_matches_path(pattern, path) != slow_match_path(pattern, path))
                fail_msg("%s against %s", pattern, path);
        }
    }
    assert_true(compared > 300000);
}

static void test_hostile_patterns_take_no_time(void **state) {
    (void)state;
    char pattern[2048] = "";
    char text[20001];
    for (int i = 0; i < 200; i++)
        strcat(pattern, i % 2 == 0 ? "**/*a" : "*a");
    strcat(pattern, "b");
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    clock_t start = clock();
    assert_false(glob_matches_path(pattern, text));
    assert_false(glob_matches_name(pattern, text));
    assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_pattern_without_slash_matches_at_any_depth),
        cmocka_unit_test(test_pattern_with_slash_is_anchored),
        cmocka_unit_test(test_pattern_ending_in_a_slash_means_a_directory),
        cmocka_unit_test(test_double_star_crosses_slashes),
        cmocka_unit_test(test_classes_and_escapes),
        cmocka_unit_test(test_all_short_patterns_agree_with_the_definition),
        cmocka_unit_test(test_hostile_patterns_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
