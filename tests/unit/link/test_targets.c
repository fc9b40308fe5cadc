/* Which definition a call binds to when one database holds many programs. */
#include "unit/link/linked.h"

/* The files that `name`, called from unit `unit`, may be defined in, joined by spaces. */
static const char *bound(struct linked *linked, const char *unit, const char *name, enum confidence *confidence) {
    uint32_t number = UINT32_MAX;
    for (uint32_t i = 0; i < linked->program.unit_count; i++)
        if (strcmp(linked->program.units[i].path, unit) == 0)
            number = i;
    assert_int_not_equal(number, UINT32_MAX);
    struct targets targets = program_targets(&linked->program, number, linked_entity(linked, name), &linked->arena);
    struct buffer text = {0};
    for (uint32_t i = 0; i < targets.count; i++)
        buffer_printf(&text, "%s%s", i ? " " : "", linked->program.functions[targets.functions[i]].file);
    const char *kept = arena_text(&linked->arena, buffer_text(&text), text.size);
    buffer_finish(&text);
    *confidence = targets.confidence;
    return kept;
}

static void assert_bound(struct linked *linked, const char *unit, const char *name, const char *files,
                         enum confidence confidence) {
    enum confidence found;
    assert_string_equal(bound(linked, unit, name, &found), files);
    assert_int_equal(found, confidence);
}

#define DEFINES(path, name) "(unit \"" path "\" (symbols (" name " function)) (function " name " @3:1 (body)))"
#define CALLS(path, name)                                                                                              \
    "(unit \"" path "\" (symbols (" name " function (header \"f.h\" 1)) (caller function))"                            \
    " (function caller (body (call " name "))))"

static void twenty_programs_keep_their_own(void **state) {
    struct buffer text = {0};
    struct linked linked;
    (void)state;
    for (int i = 0; i < 20; i++)
        buffer_printf(&text,
                      "(unit \"bin/p%d/main.c\" (symbols (main function) (usage function (header \"u.h\" 1)))"
                      " (function main @3:1 (body (call usage))))"
                      "(unit \"bin/p%d/usage.c\" (symbols (usage function (header \"u.h\" 1)))"
                      " (function usage @3:1 (body)))",
                      i, i);
    linked_make(&linked, text.data);
    assert_int_equal(linked.program.entities[linked_entity(&linked, "main")].definition_count, 20);
    for (int i = 0; i < 20; i++) {
        char unit[40], file[40];
        snprintf(unit, sizeof unit, "bin/p%d/main.c", i);
        snprintf(file, sizeof file, "bin/p%d/usage.c", i);
        assert_bound(&linked, unit, "usage", file, CONFIDENCE_HIGH);
        assert_bound(&linked, unit, "main", unit, CONFIDENCE_HIGH);
    }
    linked_finish(&linked);
    buffer_finish(&text);
}

static void the_nearest_directory_wins(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, DEFINES("src/a/f.c", "f") DEFINES("src/b/f.c", "f") DEFINES("lib/f.c", "f")
                             CALLS("src/a/x/y.c", "f") CALLS("src/c/y.c", "f") CALLS("lib/y.c", "f") CALLS("y.c", "f"));
    assert_bound(&linked, "src/a/x/y.c", "f", "src/a/f.c", CONFIDENCE_HIGH);
    assert_bound(&linked, "src/c/y.c", "f", "src/a/f.c src/b/f.c", CONFIDENCE_MEDIUM);
    assert_bound(&linked, "lib/y.c", "f", "lib/f.c", CONFIDENCE_HIGH);
    assert_bound(&linked, "y.c", "f", "src/a/f.c src/b/f.c lib/f.c", CONFIDENCE_MEDIUM);
    linked_finish(&linked);
}

static void tests_and_mocks_are_no_targets(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, DEFINES("src/test/f.c", "f") DEFINES("lib/f.c", "f") CALLS("src/y.c", "f")
                             CALLS("src/test/y.c", "f") DEFINES("mock/g.c", "g") CALLS("src/z.c", "g"));
    assert_bound(&linked, "src/y.c", "f", "lib/f.c", CONFIDENCE_HIGH);
    assert_bound(&linked, "src/test/y.c", "f", "src/test/f.c", CONFIDENCE_HIGH);
    assert_bound(&linked, "src/z.c", "g", "", CONFIDENCE_HIGH);
    linked_finish(&linked);
}

/* Forty units include the header: each calls its own copy; a unit without one sees a single function. */
static void a_header_is_one_target(void **state) {
    struct buffer text = {0};
    struct linked linked;
    (void)state;
    for (int i = 0; i < 40; i++)
        buffer_printf(&text,
                      "(unit \"u%d.c\" (files \"u%d.c\" \"f.h\") (symbols (f function inline (header \"f.h\" 1)))"
                      " (function f @f.h:3:1 (body)))",
                      i, i);
    buffer_add_text(&text, CALLS("z.c", "f"));
    linked_make(&linked, text.data);
    for (uint32_t unit = 0; unit < 40; unit++) {
        struct targets targets = program_targets(&linked.program, unit, linked_entity(&linked, "f"), &linked.arena);
        assert_int_equal(targets.count, 1);
        assert_int_equal(linked.program.functions[targets.functions[0]].unit, unit);
    }
    assert_bound(&linked, "z.c", "f", "f.h", CONFIDENCE_HIGH);
    linked_finish(&linked);
    buffer_finish(&text);
}

static void nobody_defines_it(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, CALLS("a.c", "outside"));
    assert_bound(&linked, "a.c", "outside", "", CONFIDENCE_HIGH);
    linked_finish(&linked);
}

#define DEFINES_TYPED(path, name, type)                                                                                \
    "(unit \"" path "\" (symbols (" name " function (type \"" type "\"))) (function " name " @3:1 (body)))"
#define CALLS_TYPED(path, name, type)                                                                                  \
    "(unit \"" path "\" (symbols (" name " function (header \"f.h\" 1) (type \"" type "\")) (caller function))"        \
    " (function caller (body (call " name "))))"

/* A server's extension and its client may give one name to two functions. */
static void the_prototype_tells(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, DEFINES_TYPED("server.c", "pause", "unsigned long (struct call_info *)")
                             DEFINES_TYPED("client.c", "pause", "_Bool (struct pg_conn *, _Bool)")
                                 DEFINES_TYPED("sub/client.c", "stop", "int (int)")
                                     DEFINES_TYPED("lib/server.c", "stop", "int (char *)")
                                         CALLS_TYPED("a.c", "pause", "_Bool (struct pg_conn *, _Bool)")
                                             CALLS_TYPED("b.c", "pause", "int (void)") CALLS("c.c", "pause")
                                                 CALLS_TYPED("sub/d.c", "stop", "int (char *)"));
    assert_bound(&linked, "a.c", "pause", "client.c", CONFIDENCE_HIGH);
    assert_bound(&linked, "b.c", "pause", "server.c client.c", CONFIDENCE_MEDIUM); /* none fits */
    assert_bound(&linked, "c.c", "pause", "server.c client.c", CONFIDENCE_MEDIUM); /* declared without */
    assert_bound(&linked, "sub/d.c", "stop", "lib/server.c", CONFIDENCE_HIGH);     /* though the other is nearer */
    linked_finish(&linked);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twenty_programs_keep_their_own),
        cmocka_unit_test(the_nearest_directory_wins),
        cmocka_unit_test(tests_and_mocks_are_no_targets),
        cmocka_unit_test(a_header_is_one_target),
        cmocka_unit_test(nobody_defines_it),
        cmocka_unit_test(the_prototype_tells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
