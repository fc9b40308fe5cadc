/* Whom virtual calls run. */
#include "link/overriders.h"

#include "unit/link/resolutions.h"

#define CLASS(name)          "(" name " record (type \"" name "\"))"
#define DERIVED(name, bases) "(" name " record (type \"" name "\") (overrides " bases "))"
#define METHOD(class, flags, more)                                                                                     \
    "(" class "::get function method virtual " flags " (record " class ") (type \"int (int)\") " more ")"
#define BODY(class, calls) "(function " class "::get @3:1 (parameters (x \"int\")) (body " calls "))"
#define REMOTE_QUERY       "(call query @3:9 (x))"

/* f() has an object and calls get() on it. */
#define CALLER(method, type, flags)                                                                                    \
    "(function f @20:1 (parameters (object \"" type "\")) (body (call " method " @21:3 " flags                         \
    " (1) (receiver object \"" type "\"))))"

#define THREE CLASS("Base") DERIVED("One", "Base") DERIVED("Two", "Base")
#define THREE_METHODS(base)                                                                                            \
    METHOD("Base", base, "") METHOD("One", "", "(overrides Base::get)") METHOD("Two", "", "(overrides Base::get)")

static void a_pure_base_runs_its_overriders(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.cc\" (symbols " QUERY " (f function)" THREE THREE_METHODS("pure") ")" BODY(
                             "One", REMOTE_QUERY) BODY("Two", "") CALLER("Base::get", "Base *", "dynamic") ")");
    assert_runs(&linked, "f", 0, "One::get Two::get medium");
    assert_true(linked.program.functions[linked_function(&linked, NULL, "f")].is_in_cone);
    linked_finish(&linked);
}

/* ... even where it has a body, which only a qualified call runs. */
static void a_pure_method_with_a_body_is_none(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.cc\" (symbols " QUERY " (f function)" THREE THREE_METHODS("pure") ")" BODY(
                             "Base", REMOTE_QUERY) BODY("One", "") CALLER("Base::get", "Base *", "dynamic") ")");
    assert_runs(&linked, "f", 0, "One::get medium"); /* Two::get has no body here */
    linked_finish(&linked);
}

static void one_overrider_of_a_pure_method_is_certain(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.cc\" (symbols (f function)" CLASS("Base") DERIVED("One", "Base")
                             METHOD("Base", "pure", "") METHOD("One", "", "(overrides Base::get)") ")" BODY("One", "")
                                 CALLER("Base::get", "Base *", "dynamic") ")");
    assert_runs(&linked, "f", 0, "One::get high");
    linked_finish(&linked);
}

static void a_method_with_a_body_is_one_of_them(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.cc\" (symbols " QUERY " (f function)" THREE THREE_METHODS("") ")" BODY("Base", "")
                             BODY("One", REMOTE_QUERY) BODY("Two", "") CALLER("Base::get", "Base &", "dynamic") ")");
    assert_runs(&linked, "f", 0, "Base::get One::get Two::get medium");
    linked_finish(&linked);
}

/* A call on an object whose type is final, or with a qualified name, is not dynamic. */
static void other_calls_are_direct(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.cc\" (symbols " QUERY " (f function)" THREE THREE_METHODS("") ")" BODY("Base", "")
                             BODY("One", REMOTE_QUERY) BODY("Two", "") CALLER("Base::get", "Base", "") ")");
    assert_runs(&linked, "f", 0, "Base::get high");
    linked_finish(&linked);
}

static void nobody_overrides_it(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.cc\" (symbols " QUERY " (f function)" THREE THREE_METHODS("") ")" BODY("Base", "")
                             BODY("One", REMOTE_QUERY) BODY("Two", "") CALLER("Two::get", "Two *", "dynamic") ")");
    assert_runs(&linked, "f", 0, "Two::get high");
    linked_finish(&linked);
}

#define DEEP                                                                                                           \
    CLASS("Base")                                                                                                      \
    DERIVED("Mid", "Base")                                                                                             \
    DERIVED("Low", "Mid")                                                                                              \
    DERIVED("Side", "Base")                                                                                            \
    METHOD("Base", "", "") METHOD("Low", "", "(overrides Base::get)") METHOD("Side", "", "(overrides Base::get)")

/* Mid inherits Base::get(): only what is derived from Mid can be there. */
static void the_static_type_narrows(void **state) {
    static const char *const types[] = {"Mid *", "const Mid &", "Mid", "Mid &&"};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
        struct linked linked;
        struct buffer text = {0};
        buffer_printf(&text,
                      "(unit \"a.cc\" (symbols (f function)" DEEP ")" BODY("Base", "") BODY("Low", "") BODY("Side", "")
                          CALLER("Base::get", "%s", "dynamic") ")",
                      types[i], types[i]);
        linked_make(&linked, text.data);
        assert_runs(&linked, "f", 0, "Base::get Low::get medium");
        linked_finish(&linked);
        buffer_finish(&text);
    }
}

/* A name that the program does not know as a class: an alias. */
static void an_unknown_type_does_not_narrow(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.cc\" (symbols (f function)" DEEP ")" BODY("Base", "") BODY("Low", "")
                             BODY("Side", "") CALLER("Base::get", "Alias *", "dynamic") ")");
    assert_runs(&linked, "f", 0, "Base::get Low::get Side::get medium");
    linked_finish(&linked);
}

#define WITH_CALL                                                                                                      \
    "(unit \"a.cc\" (symbols (f function) (Base record (header \"base.h\" 1)) (Mid record (usr \"c:a.cc@aN@S@Mid\")"   \
    " (overrides Base)) (Low record (overrides Mid))" METHOD("Base", "", "")                                           \
        METHOD("Low", "", "(overrides Base::get)") ")" BODY("Base", "") BODY("Low", "")                                \
            CALLER("Base::get", "Mid *", "dynamic") ")"
#define WITH_NAMESAKE                                                                                                  \
    "(unit \"b.cc\" (symbols (Base record (header \"base.h\" 1)) (Mid record (usr \"c:b.cc@aN@S@Mid\") (overrides "    \
    "Base))))"

/* Two classes of one name, each in its unit: the name does not say which of them is meant. */
static void a_name_of_two_classes_does_not_narrow(void **state) {
    static const char *const programs[] = {WITH_CALL WITH_NAMESAKE, WITH_NAMESAKE WITH_CALL};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(programs); i++) {
        struct linked linked;
        linked_make(&linked, programs[i]);
        assert_runs(&linked, "f", 0, "Base::get Low::get medium");
        linked_finish(&linked);
    }
}

/* Left and Right override, Both overrides both. */
static void a_diamond_is_counted_once(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.cc\" (symbols (f function)" CLASS("Base") DERIVED("Left", "Base") DERIVED("Right", "Base")
                    DERIVED("Both", "Left Right") METHOD("Base", "pure", "") METHOD("Left", "", "(overrides Base::get)")
                        METHOD("Right", "", "(overrides Base::get)")
                            METHOD("Both", "", "(overrides Left::get Right::get)") ")" BODY("Left", "")
                                BODY("Right", "") BODY("Both", "") CALLER("Base::get", "Base *", "dynamic") ")");
    assert_runs(&linked, "f", 0, "Both::get Left::get Right::get medium");
    struct overriders *overriders = overriders_new(&linked.program);
    uint32_t count;
    bool is_cut;
    const uint32_t *found = overriders_of(overriders, linked_entity(&linked, "Left::get"), "Right *", &count, &is_cut);
    assert_int_equal(count, 2);
    assert_int_equal(found[0], linked_entity(&linked, "Left::get")); /* the method itself comes first */
    assert_int_equal(found[1], linked_entity(&linked, "Both::get")); /* which is a Right as well */
    assert_false(is_cut);
    overriders_of(overriders, linked_entity(&linked, "Base::get"), NULL, &count, &is_cut);
    assert_int_equal(count, 4); /* each once */
    assert_true(overriders_exist(overriders, linked_entity(&linked, "Base::get")));
    assert_false(overriders_exist(overriders, linked_entity(&linked, "Both::get")));
    overriders_free(overriders);
    overriders_free(NULL);
    linked_finish(&linked);
}

#define BASE_UNIT                                                                                                      \
    "(unit \"a.cc\" (symbols (f function)" CLASS("Base")                                                               \
        METHOD("Base", "pure", "(header \"base.h\" 2)") ")" CALLER("Base::get", "Base *", "dynamic") ")"
#define DERIVED_UNIT                                                                                                   \
    "(unit \"b.cc\" (symbols " QUERY CLASS("Base") DERIVED("One", "Base") DERIVED("Two", "One")                        \
        METHOD("Base", "pure", "(header \"base.h\" 2)") METHOD("One", "", "(overrides Base::get)")                     \
            METHOD("Two", "", "(overrides One::get)") ")" BODY("One", REMOTE_QUERY) BODY("Two", "") ")"

static void overriders_of_other_units_count(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, BASE_UNIT DERIVED_UNIT);
    assert_runs(&linked, "f", 0, "One::get Two::get medium");
    linked_finish(&linked);
    assert_order_is_no_matter(BASE_UNIT, DERIVED_UNIT);
}

static void mocks_are_no_overriders(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, BASE_UNIT DERIVED_UNIT "(unit \"test/mock.cc\" (symbols " CLASS("Base") DERIVED("Mock", "Base")
                             METHOD("Base", "pure", "(header \"base.h\" 2)")
                                 METHOD("Mock", "", "(overrides Base::get)") ")" BODY("Mock", "") ")");
    assert_runs(&linked, "f", 0, "One::get Two::get medium");
    linked_finish(&linked);
}

/* Only a damaged unit says so. */
static void methods_that_override_one_another_end(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.cc\" (symbols (f function)" DERIVED("One", "Two") DERIVED("Two", "One")
                             METHOD("One", "", "(overrides Two::get)")
                                 METHOD("Two", "", "(overrides One::get)") ")" BODY("One", "") BODY("Two", "")
                                     CALLER("One::get", "One *", "dynamic") ")");
    assert_runs(&linked, "f", 0, "One::get Two::get medium");
    linked_finish(&linked);
}

static void add_classes(struct buffer *symbols, struct buffer *bodies, int count) {
    for (int i = 0; i < count; i++) {
        buffer_printf(symbols,
                      "(C%d record (overrides Base)) (C%d::get function method virtual (record C%d)"
                      " (type \"int (int)\") (overrides Base::get))",
                      i, i, i);
        buffer_printf(bodies, "(function C%d::get @3:1 (parameters (x \"int\")) (body))", i);
    }
}

static void five_thousand_overriders(void **state) {
    struct linked linked;
    struct buffer text = {0}, bodies = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.cc\" (symbols (f function)" CLASS("Base") METHOD("Base", "pure", ""));
    add_classes(&text, &bodies, 5000);
    buffer_printf(&text, ") %s" CALLER("Base::get", "Base *", "dynamic") ")", bodies.data);
    linked_make(&linked, text.data);
    const struct resolved_call *call = program_resolved(&linked.program, linked_function(&linked, NULL, "f"), 0);
    assert_non_null(call);
    assert_int_equal(call->targets.count, 5000);
    assert_int_equal(linked.program.function_count, 5001);
    linked_finish(&linked);
    buffer_finish(&text);
    buffer_finish(&bodies);
}

static void more_than_the_limit_are_cut(void **state) {
    struct linked linked;
    struct buffer text = {0}, bodies = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.cc\" (symbols (f function)" CLASS("Base") METHOD("Base", "pure", ""));
    add_classes(&text, &bodies, OVERRIDERS_LIMIT + 10);
    buffer_add_text(&text, "))");
    linked_make(&linked, text.data);
    struct overriders *overriders = overriders_new(&linked.program);
    uint32_t count;
    bool is_cut;
    overriders_of(overriders, linked_entity(&linked, "Base::get"), NULL, &count, &is_cut);
    assert_int_equal(count, OVERRIDERS_LIMIT);
    assert_true(is_cut);
    overriders_free(overriders);
    linked_finish(&linked);
    buffer_finish(&text);
    buffer_finish(&bodies);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pure_base_runs_its_overriders),
        cmocka_unit_test(a_pure_method_with_a_body_is_none),
        cmocka_unit_test(one_overrider_of_a_pure_method_is_certain),
        cmocka_unit_test(a_method_with_a_body_is_one_of_them),
        cmocka_unit_test(other_calls_are_direct),
        cmocka_unit_test(nobody_overrides_it),
        cmocka_unit_test(the_static_type_narrows),
        cmocka_unit_test(an_unknown_type_does_not_narrow),
        cmocka_unit_test(a_name_of_two_classes_does_not_narrow),
        cmocka_unit_test(a_diamond_is_counted_once),
        cmocka_unit_test(overriders_of_other_units_count),
        cmocka_unit_test(mocks_are_no_overriders),
        cmocka_unit_test(methods_that_override_one_another_end),
        cmocka_unit_test(five_thousand_overriders),
        cmocka_unit_test(more_than_the_limit_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
