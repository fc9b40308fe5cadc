/* Whose word counts for a function: the project's, the pack that knows the header, its own body, the bare name. */
#include "unit/link/linked.h"

#define QUERY(header) "(symbols (query function (header \"" header "\" 1)) (f function))"
#define CALL          "(function f (body (call query (1))))"

static const struct model *model_of(const struct linked *linked, const char *name) {
    return linked->program.entities[linked_entity(linked, name)].model;
}

static void link_with(struct linked *linked, const char *text, const struct model *own) {
    struct error err = {0};
    linked_init(linked);
    linked_load_pack(linked, SMALL_PACK);
    if (own)
        assert_true(pack_add_models(linked->packs, own, 1, &err));
    linked_encode(linked, "test", text, strlen(text));
    linked_link(linked);
}

static void a_pack_knows_bare_names(void **state) {
    struct linked linked;
    (void)state;
    link_with(&linked, "(unit \"a.c\" " QUERY("compat.h") CALL ")", NULL);
    assert_non_null(model_of(&linked, "query"));
    assert_null(model_of(&linked, "f"));
    linked_finish(&linked);
}

/* A project's own function that shares a library function's name. */
static void a_body_beats_the_bare_name(void **state) {
    struct linked linked;
    (void)state;
    link_with(&linked,
              "(unit \"a.c\" " QUERY("own.h") CALL
              ")"
              "(unit \"b.c\" (symbols (query function (header \"own.h\" 1))) (function query (body)))",
              NULL);
    assert_null(model_of(&linked, "query"));
    assert_false(linked.program.functions[linked_function(&linked, NULL, "f")].is_in_cone);
    linked_finish(&linked);
}

/* hiredis built inside redis' tree still is hiredis. */
static void a_header_beats_the_body(void **state) {
    struct linked linked;
    (void)state;
    link_with(&linked,
              "(unit \"a.c\" " QUERY("deps/demo.h") CALL
              ")"
              "(unit \"deps/demo.c\" (symbols (query function (header \"deps/demo.h\" 1)))"
              " (function query (body)))",
              NULL);
    assert_non_null(model_of(&linked, "query"));
    assert_true(linked.program.functions[linked_function(&linked, NULL, "f")].is_in_cone);
    linked_finish(&linked);
}

static void a_project_beats_all(void **state) {
    static const struct model own = {MODEL_PLAIN,
                                     .name = "f",
                                     .library = "project",
                                     .peer = "core",
                                     .effect = EFFECT_ROUNDTRIP,
                                     .origin = ORIGIN_PROJECT,
                                     .file = ".tripcount.yaml"};
    struct linked linked;
    (void)state;
    link_with(&linked,
              "(unit \"a.c\" (symbols (f function) (g function))"
              " (function f (body)) (function g (body (call f))))",
              &own);
    assert_ptr_equal(model_of(&linked, "f"), &own);
    /* A model is a leaf: nobody calls its body. */
    assert_true(linked.program.functions[linked_function(&linked, NULL, "g")].is_in_cone);
    assert_false(linked.program.functions[linked_function(&linked, NULL, "f")].is_in_cone);
    linked_finish(&linked);
}

/* A mock of a library function does not make it a function of the project. */
static void a_mock_is_no_body(void **state) {
    struct linked linked;
    (void)state;
    link_with(&linked,
              "(unit \"a.c\" " QUERY("compat.h") CALL
              ")"
              "(unit \"tests/mock_demo.c\" (symbols (query function (header \"compat.h\" 1)))"
              " (function query (body)))",
              NULL);
    assert_non_null(model_of(&linked, "query"));
    linked_finish(&linked);
}

static void a_static_function_is_the_project_s(void **state) {
    struct linked linked;
    (void)state;
    link_with(&linked,
              "(unit \"a.c\" (symbols (query function internal) (f function)) (function query (body)) " CALL ")", NULL);
    assert_null(model_of(&linked, "query"));
    linked_finish(&linked);
}

static void only_functions_have_models(void **state) {
    struct linked linked;
    (void)state;
    link_with(&linked, "(unit \"a.c\" (symbols (query variable) (s record) (`s::get` field (record s)) (get record)))",
              NULL);
    for (uint32_t i = 0; i < linked.program.entity_count; i++)
        assert_null(linked.program.entities[i].model);
    linked_finish(&linked);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pack_knows_bare_names),    cmocka_unit_test(a_body_beats_the_bare_name),
        cmocka_unit_test(a_header_beats_the_body),    cmocka_unit_test(a_project_beats_all),
        cmocka_unit_test(a_mock_is_no_body),          cmocka_unit_test(a_static_function_is_the_project_s),
        cmocka_unit_test(only_functions_have_models),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
