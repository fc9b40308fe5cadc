/* One entry: its models, and combinations of keys that make no sense. */
#include "pack/entry.h"

#include "unit/pack/scratch.h"

static const struct model defaults = {.library = "lib", .peer = "server", .url = "u", .origin = ORIGIN_PACK};

static bool parse(struct scratch *scratch, const char *text, struct model_list *list, struct error *err) {
    struct yaml_node root;
    struct schema_source source = {.arena = &scratch->arena, .file = "f", .err = err};
    return yaml_read_text(&scratch->arena, "f", text, strlen(text), &root, err) &&
           entry_read(&source, &root, &defaults, list);
}

static const struct model *accept(struct scratch *scratch, const char *text, uint32_t count) {
    struct model_list list = {0};
    struct error err = {0};
    if (!parse(scratch, text, &list, &err))
        fail_msg("%s", err.message);
    assert_int_equal(list.count, count);
    return entry_keep(&scratch->arena, &list);
}

static void refuse(struct scratch *scratch, const char *text, const char *message) {
    struct model_list list = {0};
    struct error err = {0};
    assert_false(parse(scratch, text, &list, &err));
    assert_error_at(&err, "f", message);
    assert_int_equal(list.count, 0);
    vec_finish(&list);
}

static void test_all_keys(void **state) {
    const struct model *models =
        accept(*state,
               "names: [a, \"ns::b*\"]\nexcept: [ns::bc]\neffect: fetch\npeer: other\nroundtrips: 3\nhandle: this\n"
               "request: 1\nresult: return\nrows: 0\nitems: 2\naccess: cursor\nfailure: negative\nbulk: a_many\n"
               "advice: ask once\nurl: v\n",
               2);
    const struct model *model = &models[0];
    assert_string_equal(model->name, "a");
    assert_false(model->is_glob);
    assert_int_equal(model->except_count, 0);
    assert_string_equal(model->library, "lib");
    assert_string_equal(model->peer, "other");
    assert_int_equal(model->effect, EFFECT_FETCH);
    assert_int_equal(model->origin, ORIGIN_PACK);
    assert_int_equal(model->roundtrips, 3);
    assert_int_equal(model->handle, ARGUMENT_THIS);
    assert_int_equal(model->request, 1);
    assert_int_equal(model->result, ARGUMENT_RESULT);
    assert_int_equal(model->rows, 0);
    assert_int_equal(model->items, 2);
    assert_int_equal(model->access, ACCESS_CURSOR);
    assert_int_equal(model->failure, FAILURE_NEGATIVE);
    assert_string_equal(model->bulk, "a_many");
    assert_false(model->is_bulk);
    assert_string_equal(model->advice, "ask once");
    assert_string_equal(model->url, "v");
    assert_string_equal(model->file, "f");
    assert_int_equal(model->line, 1);
    assert_int_equal(model->column, 9);
    assert_true(models[1].is_glob);
    assert_int_equal(models[1].except_count, 1);
    assert_string_equal(models[1].except[0], "ns::bc");
    assert_int_equal(models[1].column, 12);
}

static void test_defaults(void **state) {
    const struct model *model = accept(*state, "{name: f, effect: local}", 1);
    assert_string_equal(model->peer, "server");
    assert_string_equal(model->url, "u");
    assert_int_equal(model->roundtrips, 1);
    assert_int_equal(model->handle, ARGUMENT_NONE);
    assert_int_equal(model->request, ARGUMENT_NONE);
    assert_int_equal(model->result, ARGUMENT_NONE);
    assert_int_equal(model->rows, ARGUMENT_NONE);
    assert_int_equal(model->items, ARGUMENT_NONE);
    assert_int_equal(model->access, ACCESS_UNKNOWN);
    assert_int_equal(model->failure, FAILURE_UNKNOWN);
    assert_null(model->bulk);
    assert_null(model->advice);
}

static void test_bulk(void **state) {
    assert_true(accept(*state, "{name: f, effect: roundtrip, bulk: true}", 1)->is_bulk);
    assert_null(accept(*state, "{name: f, effect: roundtrip, bulk: true}", 1)->bulk);
    assert_false(accept(*state, "{name: f, effect: roundtrip, bulk: false}", 1)->is_bulk);
    assert_string_equal(accept(*state, "{name: f, effect: roundtrip, bulk: 'true'}", 1)->bulk, "true");
    refuse(*state, "{name: f, effect: roundtrip, bulk: [a]}", "1:36: 'bulk' must be a text, not a list");
}

static void test_names(void **state) {
    refuse(*state, "{effect: local}", "1:1: a function's entry needs the key 'name' or 'names'");
    refuse(*state, "{name: f, names: [g], effect: local}", "1:18: 'name' and 'names' do not go together");
    refuse(*state, "{name: [f, g], effect: local}", "1:8: 'name' must be a text; several are 'names: [a, b]'");
    refuse(*state, "{name: f(int), effect: local}", "1:8: 'f(int)': names are written without parameters");
    refuse(*state, "name: f, g\neffect: local\n", "1:7: 'f, g': a name holds no ','; several names are a list: [a, b]");
    refuse(*state, "{name: 1, effect: local}", "1:8: '1' is no name of a function");
    refuse(*state, "{name: '', effect: local}", "1:8: 'name' must not be empty");
    refuse(*state, "{name: f, except: g, effect: local}", "1:19: 'except' needs a name with * or ? that it narrows");
    refuse(*state, "{name: f*, except: [g(x)], effect: local}", "1:21: 'g(x)': names are written without parameters");
    refuse(*state, "{name: f}", "1:1: a function's entry needs the key 'effect'");
    accept(*state, "{name: \"T::operator()\", effect: local}", 1);
    accept(*state, "{name: \"T::operator bool\", effect: local}", 1);
}

static void test_patterns(void **state) {
    (void)state;
    assert_true(entry_is_glob("redis*Connect*"));
    assert_true(entry_is_glob("f?"));
    assert_true(entry_is_glob("*"));
    assert_true(entry_is_glob("ns::*::operator*"));
    assert_true(entry_is_glob("my_operator*"));
    assert_false(entry_is_glob("redisConnect"));
    assert_false(entry_is_glob("operator*"));
    assert_false(entry_is_glob("T::operator*="));
    assert_false(entry_is_glob("T::operator->*"));
}

static void test_keys_that_do_not_go_together(void **state) {
    refuse(*state, "{name: f, effect: local, roundtrips: 2}",
           "1:38: 'roundtrips' does not go with the effect 'local', which waits for nobody");
    refuse(*state, "{name: f, effect: send, roundtrips: 2}",
           "1:37: 'roundtrips' does not go with the effect 'send', which waits for nobody");
    refuse(*state, "{name: f, effect: roundtrip, items: 0}",
           "1:37: 'items' goes with the effects 'fetch' and 'local' only, not with 'roundtrip'");
    accept(*state, "{name: f, effect: connect, roundtrips: 1000000}", 1);
    accept(*state, "{name: f, effect: local, items: 0}", 1);
    refuse(*state, "{name: f, effect: connect, roundtrips: 1000001}",
           "1:40: 'roundtrips' must be a whole number from 1 to 1000000, not '1000001'");
}

static void test_words(void **state) {
    refuse(*state, "{name: f, effect: roundtirp}", "1:19: 'effect' cannot be 'roundtirp'; did you mean 'roundtrip'?");
    refuse(*state, "{name: f, effect: local, access: reed}", "1:34: 'access' cannot be 'reed'; did you mean 'read'?");
    refuse(*state, "{name: f, efect: local}",
           "1:11: unknown key 'efect' in a function's entry; did you mean 'effect'?");
    refuse(*state, "{name: f, effect: local, failure: sometimes}",
           "1:35: 'failure' cannot be 'sometimes'; the known ones are: unknown, null, negative, nonzero, zero, status, "
           "throws, never");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_all_keys), SCRATCH_TEST(test_defaults), SCRATCH_TEST(test_bulk),
        SCRATCH_TEST(test_names),    SCRATCH_TEST(test_patterns), SCRATCH_TEST(test_keys_that_do_not_go_together),
        SCRATCH_TEST(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
