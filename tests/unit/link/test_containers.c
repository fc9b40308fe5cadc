/* Functions that are stored through a parameter, and called out of what a parameter leads to: containers that all of a
 * program uses, each with its own function; and what instances there are at most. */
#include "link/instance.h"

#include "unit/link/resolutions.h"

#define FN "int (*)(int)"
#define MAP                                                                                                            \
    "(map record (header \"map.h\" 1)) (map::cmp field (type \"" FN "\") (record map) (header \"map.h\" 2))"           \
    "(map_init function (type \"void (struct map *, " FN ")\") (header \"map.h\" 3) (parameters 2))"                   \
    "(map_get function (type \"int (struct map *)\") (header \"map.h\" 4) (parameters 1))"
#define MAP_RECORD "(record map (field map::cmp \"" FN "\"))"

/* The container: map->cmp = fn; map->cmp(1). */
#define MAP_UNIT                                                                                                       \
    "(unit \"map.c\" (symbols " MAP ")" MAP_RECORD                                                                     \
    "(function map_init @5:1 (parameters (map \"struct map *\") (fn \"" FN "\"))"                                      \
    " (body (assign @6:3 (field (deref map) map::cmp) fn)))"                                                           \
    "(function map_get @9:1 (parameters (map \"struct map *\"))"                                                       \
    " (body (call (through (field (deref map) map::cmp)) @10:3 (1) (pointee \"int (int)\"))))"                         \
    "(fact @6:3 (field (deref map) map::cmp) fn (in map_init)))"

static void add_user(struct buffer *text, const char *name, const char *body, const char *init, const char *more) {
    buffer_printf(
        text,
        "(unit \"%s.c\" (symbols " QUERY MAP "%s (%s_cmp function internal (type \"int (int)\"))"
        "(%s_init function) (%s_get function) (%s record) (%s::items field (type \"struct map\") (record %s)))"
        "(function %s_cmp @3:1 (parameters (x \"int\")) (body %s))"
        "(function %s_init @5:1 (parameters (o \"struct %s *\")) (body (call %s @6:3 ((address (field (deref o) "
        "%s::items)) &%s_cmp))))"
        "(function %s_get @8:1 (parameters (o \"struct %s *\")) (body (call map_get @9:3 ((address (field (deref "
        "o) %s::items))))))"
        "(fact (element &%s 1) &%s_cmp (in %s_init)))",
        name, more, name, name, name, name, name, name, name, body, name, name, init, name, name, name, name, name,
        init, name, name);
}

static void add_users(struct buffer *text, int count) {
    for (int i = 0; i < count; i++) {
        char name[20];
        snprintf(name, sizeof name, "u%d", i);
        add_user(text, name, "(return x)", "map_init", "");
    }
}

/* A map that asks the network compares so for its own users only. */
static void each_owner_has_its_own(void **state) {
    struct linked linked;
    struct buffer text = {0};
    (void)state;
    buffer_add_text(&text, MAP_UNIT);
    add_user(&text, "ids", "(call query @3:9 (x))", "map_init", "");
    add_users(&text, 40);
    linked_make(&linked, text.data);
    assert_runs(&linked, "ids_get", 0, "map_get{map->cmp = ids_cmp} high");
    assert_runs(&linked, "map_get{map->cmp = ids_cmp}", 0, "ids_cmp high");
    assert_runs(&linked, "map_get", 0, "nobody");
    for (int i = 0; i < 40; i++) {
        char name[20];
        snprintf(name, sizeof name, "u%d_get", i);
        assert_runs(&linked, name, 0, "map_get high");
        assert_false(linked.program.functions[linked_function(&linked, NULL, name)].is_in_cone);
    }
    assert_int_equal(linked.program.function_count - linked.program.own_count, 1);
    linked_finish(&linked);
    buffer_finish(&text);
}

/* One caller says no more of its map than that it is one: there all comparators count, and the others' stay out. */
static void an_object_of_which_nothing_is_known(void **state) {
    struct linked linked;
    struct buffer text = {0};
    (void)state;
    buffer_add_text(&text, MAP_UNIT);
    add_user(&text, "ids", "(call query @3:9 (x))", "map_init", "");
    add_users(&text, 3);
    buffer_add_text(&text, "(unit \"any.c\" (symbols " MAP "(find_map function) (any function))"
                           "(function any @3:1 (body (call find_map @4:9) (call map_get @4:3 ($0)))))");
    linked_make(&linked, text.data);
    assert_runs(&linked, "any", 1, "map_get high");
    assert_runs(&linked, "map_get", 0, "ids_cmp u0_cmp u1_cmp u2_cmp low");
    assert_runs(&linked, "ids_get", 0, "map_get{map->cmp = ids_cmp} high");
    assert_runs(&linked, "u1_get", 0, "map_get{map->cmp = u1_cmp} high"); /* spared what any map holds */
    linked_finish(&linked);
    buffer_finish(&text);
}

#define WRAPPER(name, inner)                                                                                           \
    "(unit \"" name ".c\" (symbols " MAP "(" inner " function (header \"w.h\" 1)) (" name                              \
    " function (header \"w.h\" 1))) (function " name " @3:1 (parameters (m \"struct map *\") (f \"" FN "\"))"          \
    " (body (call " inner " @4:3 (m f)))) (fact (element &" inner " 1) f (in " name ")))"
#define WRAPPED(name) "(" name " function (header \"w.h\" 1))"

/* init1() calls map_init(), init2() calls init1(), ... */
static void stores_are_told_to_callers_of_callers(void **state) {
    struct linked linked;
    struct buffer text = {0};
    (void)state;
    buffer_add_text(
        &text, MAP_UNIT "(unit \"init1.c\" (symbols " MAP WRAPPED(
                   "init1") ")"
                            "(function init1 @3:1 (parameters (m \"struct map *\") (f \"" FN "\"))"
                            " (body (call map_init @4:3 (m f)))) (fact (element &map_init 1) f (in init1)))" WRAPPER(
                                "init2", "init1") WRAPPER("init3", "init2") WRAPPER("init4", "init3"));
    add_user(&text, "one", "(call query @3:9 (x))", "init1", WRAPPED("init1"));
    add_user(&text, "two", "(call query @3:9 (x))", "init2", WRAPPED("init2"));
    add_user(&text, "three", "(call query @3:9 (x))", "init3", WRAPPED("init3"));
    add_user(&text, "local", "", "init2", WRAPPED("init2"));
    linked_make(&linked, text.data);
    assert_runs(&linked, "one_get", 0, "map_get{map->cmp = one_cmp} high");
    assert_runs(&linked, "two_get", 0, "map_get{map->cmp = two_cmp} high");
    assert_runs(&linked, "three_get", 0, "map_get{map->cmp = three_cmp} high");
    assert_runs(&linked, "local_get", 0, "map_get high");
    linked_finish(&linked);
    buffer_finish(&text);
}

/* A map of the function itself, one at file scope, and one that a pointer leads to. */
static void variables_own_as_well(void **state) {
    struct linked linked;
    (void)state;
    linked_make(
        &linked,
        MAP_UNIT "(unit \"a.c\" (symbols " QUERY MAP INT_FUNCTION("ask") INT_FUNCTION(
            "compute") "(f function) (g function) (h function) (k function) (mine variable (type \"struct "
                       "map\")))" ASKS("ask") COMPUTES(
                           "compute") "(function f @5:1 (locals (m \"struct map\" address-taken)) (body"
                                      " (call map_init @6:3 ((address m) &ask)) (call map_get @7:3 ((address m)))))"
                                      "(function g @5:1 (locals (m \"struct map\" address-taken)) (body"
                                      " (call map_init @6:3 ((address m) &compute)) (call map_get @7:3 ((address "
                                      "m)))))"
                                      "(function h @5:1 (body (call map_init @6:3 ((address @mine) &ask)) (call "
                                      "map_get @7:3 ((address @mine)))))"
                                      "(function k @5:1 (locals (p \"struct map *\")) (body (declare p (address "
                                      "@mine)) (call map_get @7:3 (p))))"
                                      "(fact (element &map_init 1) &ask (in f)) (fact (element &map_init 1) "
                                      "&compute (in g))"
                                      "(fact (element &map_init 1) &ask (in h)))");
    assert_runs(&linked, "f", 1, "map_get{map->cmp = ask} high");
    assert_runs(&linked, "g", 1, "map_get high");
    assert_runs(&linked, "h", 1, "map_get{map->cmp = ask} high");
    assert_runs(&linked, "k", 0, "map_get{map->cmp = ask} high");
    linked_finish(&linked);
}

static void the_order_of_units_changes_nothing(void **state) {
    struct buffer users = {0};
    (void)state;
    add_user(&users, "ids", "(call query @3:9 (x))", "map_init", "");
    add_users(&users, 3);
    assert_order_is_no_matter(MAP_UNIT, users.data);
    buffer_finish(&users);
}

/* --- limits ------------------------------------------------------------------------------------------------------ */

#define CALLERS (INSTANCE_LIMIT + 6)

/* All that goes past the limit shares one that is handed what the parameter may hold anywhere. */
static void instances_of_a_parameter_are_limited(void **state) {
    struct linked linked;
    struct buffer text = {0}, bodies = {0};
    char all[40];
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " QUERY "(each function (type \"void (" FN ")\"))");
    for (int i = 0; i < CALLERS; i++) {
        buffer_printf(&text, "(ask%d function (type \"int (int)\")) (r%d function)", i, i);
        buffer_printf(&bodies,
                      "(function ask%d @3:1 (body (call query @3:9 (1)))) (function r%d @4:1 (body (call each @4:9 "
                      "(&ask%d)))) (fact (element &each 0) &ask%d (in r%d))",
                      i, i, i, i, i);
    }
    buffer_printf(&text,
                  ") (function each @5:1 (parameters (fn \"" FN "\")) (body (call (through fn) @6:3 (1) (pointee \"int "
                  "(int)\")))) %s)",
                  bodies.data);
    linked_make(&linked, text.data);
    assert_int_equal(linked.program.function_count - linked.program.own_count, INSTANCE_LIMIT + 1);
    assert_runs(&linked, "r0", 0, "each{fn = ask0} high");
    snprintf(all, sizeof all, "each{fn = ask%d} high", INSTANCE_LIMIT - 1);
    char last[20];
    snprintf(last, sizeof last, "r%d", INSTANCE_LIMIT - 1);
    assert_runs(&linked, last, 0, all);
    snprintf(all, sizeof all, "each{fn = ask0 or %d others} high", CALLERS - 1);
    for (int i = INSTANCE_LIMIT; i < CALLERS; i++) {
        snprintf(last, sizeof last, "r%d", i);
        assert_runs(&linked, last, 0, all);
    }
    const struct resolved_call *call = program_resolved(&linked.program, linked.program.function_count - 1, 0);
    assert_int_equal(call->targets.count, CALLERS);
    assert_int_equal(call->targets.confidence, CONFIDENCE_MEDIUM);
    linked_finish(&linked);
    buffer_finish(&text);
    buffer_finish(&bodies);
}

/* ... and what any object holds, where it hangs on an object: a map past the limit asks as well. */
static void instances_of_a_field_are_limited(void **state) {
    struct linked linked;
    struct buffer text = {0};
    char name[20];
    (void)state;
    buffer_add_text(&text, MAP_UNIT);
    for (int i = 0; i < CALLERS; i++) {
        snprintf(name, sizeof name, "u%d", i);
        add_user(&text, name, "(call query @3:9 (x))", "map_init", "");
    }
    linked_make(&linked, text.data);
    assert_int_equal(linked.program.function_count - linked.program.own_count, INSTANCE_LIMIT + 1);
    for (int i = 0; i < CALLERS; i++) {
        snprintf(name, sizeof name, "u%d_get", i);
        assert_true(linked.program.functions[linked_function(&linked, NULL, name)].is_in_cone);
    }
    const struct resolved_call *call = program_resolved(&linked.program, linked.program.function_count - 1, 0);
    assert_int_equal(call->targets.count, CALLERS);
    linked_finish(&linked);
    buffer_finish(&text);
}

/* --- iterators of libraries -------------------------------------------------------------------------------------- */

#define SORTING_PACK                                                                                                   \
    "version: 1\n"                                                                                                     \
    "library: sorting\n"                                                                                               \
    "title: What calls what it is handed\n"                                                                            \
    "peer: none\n"                                                                                                     \
    "headers: [sorting.h]\n"                                                                                           \
    "functions:\n"                                                                                                     \
    "  - names: [sort]\n"                                                                                              \
    "    effect: local\n"                                                                                              \
    "    calls: 1\n"                                                                                                   \
    "    turns: number\n"                                                                                              \
    "    counts: 0\n"                                                                                                  \
    "    passes: [item]\n"

static void make_with_sorting(struct linked *linked, const char *text) {
    linked_init(linked);
    linked_load_pack(linked, SMALL_PACK);
    linked_load_pack(linked, SORTING_PACK);
    linked_encode(linked, "test", text, strlen(text));
    linked_link(linked);
}

#define SORT(parameters)                                                                                               \
    "(sort function (header \"sorting.h\" 1) (type \"void (int, " FN ")\") (parameters " parameters "))"

static void iterators_of_libraries_are_handed_functions(void **state) {
    struct linked linked;
    (void)state;
    make_with_sorting(
        &linked,
        "(unit \"a.c\" (symbols " QUERY SORT("2") INT_FUNCTION("ask") INT_FUNCTION(
            "compute") "(r1 function) (r2 function) (r3 function (type \"int (" FN ")\")) (r4 function))" ASKS("ask")
            COMPUTES("compute") "(function r1 @5:1 (body (call sort @6:3 (9 &ask))))"
                                "(function r2 @5:1 (body (call sort @6:3 (9 &compute))))"
                                "(function r3 @5:1 (parameters (fn \"" FN "\")) (body (call sort @6:3 (9 fn))))"
                                "(function r4 @5:1 (body (call r3 @6:3 (&ask))))"
                                "(fact (element &sort 1) &ask (in r1)) (fact (element &sort 1) &compute (in r2))"
                                "(fact (element &sort 1) fn (in r3)) (fact (element &r3 0) &ask (in r4)))");
    assert_runs(&linked, "r1", 0, "<sort>{ask} high");
    assert_runs(&linked, "<sort>{ask}", 0, "ask high");
    assert_runs(&linked, "r2", 0, "nobody");
    assert_runs(&linked, "r4", 0, "r3{fn = ask} high");
    assert_runs(&linked, "r3{fn = ask}", 0, "<sort>{ask} high");
    linked_finish(&linked);
}

/* Declared with fewer parameters than the pack knows: nothing is known of the others. */
static void an_iterator_without_a_prototype_is_none(void **state) {
    struct linked linked;
    (void)state;
    make_with_sorting(&linked, "(unit \"a.c\" (symbols " QUERY SORT("1") INT_FUNCTION("ask") "(r1 function))" ASKS(
                                   "ask") "(function r1 @5:1 (body (call sort @6:3 (9 &ask)))))");
    assert_runs(&linked, "r1", 0, "nobody");
    linked_finish(&linked);
}

static void instances_of_iterators_are_limited(void **state) {
    struct linked linked;
    struct buffer text = {0}, bodies = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " QUERY SORT("2"));
    for (int i = 0; i < CALLERS; i++) {
        buffer_printf(&text, "(ask%d function (type \"int (int)\")) (r%d function)", i, i);
        buffer_printf(&bodies,
                      "(function ask%d @3:1 (body (call query @3:9 (1)))) (function r%d @4:1 (body (call sort @4:9 "
                      "(9 &ask%d)))) (fact (element &sort 1) &ask%d (in r%d))",
                      i, i, i, i, i);
    }
    buffer_printf(&text, ") %s)", bodies.data);
    make_with_sorting(&linked, text.data);
    assert_int_equal(linked.program.function_count - linked.program.own_count, INSTANCE_LIMIT + 2);
    const struct resolved_call *call = program_resolved(&linked.program, linked.program.function_count - 1, 0);
    assert_int_equal(call->targets.count, CALLERS);
    linked_finish(&linked);
    buffer_finish(&text);
    buffer_finish(&bodies);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_owner_has_its_own),
        cmocka_unit_test(an_object_of_which_nothing_is_known),
        cmocka_unit_test(stores_are_told_to_callers_of_callers),
        cmocka_unit_test(variables_own_as_well),
        cmocka_unit_test(the_order_of_units_changes_nothing),
        cmocka_unit_test(instances_of_a_parameter_are_limited),
        cmocka_unit_test(instances_of_a_field_are_limited),
        cmocka_unit_test(iterators_of_libraries_are_handed_functions),
        cmocka_unit_test(an_iterator_without_a_prototype_is_none),
        cmocka_unit_test(instances_of_iterators_are_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
