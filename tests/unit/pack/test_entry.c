/* One entry: its models, and combinations of keys that make no sense. */
#include "pack/entry.h"

#include "unit/pack/scratch.h"

static const struct model defaults = {MODEL_PLAIN, .library = "lib", .peer = "server", .url = "u",
                                      .origin = ORIGIN_PACK};

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
    assert_int_equal(model->cookie, ARGUMENT_NONE);
    assert_int_equal(model->tells, ARGUMENT_NONE);
    assert_int_equal(model->resets, ARGUMENT_NONE);
    assert_int_equal(model->ok_count, 0);
    assert_int_equal(model->page, 0);
    assert_int_equal(model->pause, PAUSE_NONE);
    assert_int_equal(model->language, LANGUAGE_NONE);
    assert_null(model->prefetch);
    assert_null(model->bulk);
    assert_null(model->advice);
}

static void test_cookies(void **state) {
    assert_int_equal(accept(*state, "{name: f, effect: send, cookie: return}", 1)->cookie, ARGUMENT_RESULT);
    assert_int_equal(accept(*state, "{name: f, effect: send, cookie: this}", 1)->cookie, ARGUMENT_THIS);
    assert_int_equal(accept(*state, "{name: f, effect: wait, cookie: 1}", 1)->cookie, 1);
    refuse(*state, "{name: f, effect: wait, cookie: return}",
           "1:33: 'cookie' of the effect 'wait' is the argument that says what is waited for, not 'return'");
    refuse(*state, "{name: f, effect: roundtrip, cookie: 1}",
           "1:38: 'cookie' goes with the effects 'send' and 'wait' only, not with 'roundtrip'");
    refuse(*state, "{name: f, effect: send, cookie: 64}",
           "1:33: 'cookie' must be the index of an argument, 0 to 63, or 'this' or 'return', not '64'");
}

static void test_what_tells(void **state) {
    const struct model *model = accept(*state, "{names: [f, g], effect: local, tells: 1, ok: [0, -1, 2147483647]}", 2);
    assert_int_equal(model[1].tells, 1);
    assert_int_equal(model[1].ok_count, 3);
    assert_int_equal(model[1].ok[0], 0);
    assert_int_equal(model[1].ok[1], -1);
    assert_int_equal(model[1].ok[2], INT32_MAX);
    assert_int_equal(accept(*state, "{name: f, effect: local, ok: [0, 2]}", 1)->ok[1], 2);
    refuse(*state, "{name: f, effect: send, ok: [0]}", "1:29: 'ok' goes with the effect 'local' only, not with 'send'");
    refuse(*state, "{name: f, effect: local, tells: 0}",
           "1:33: 'tells' needs 'ok', the results that mean success, as in 'ok: [0]'");
    refuse(*state, "{name: f, effect: wait, tells: 0, ok: [0]}",
           "1:32: 'tells' goes with the effect 'local' only, not with 'wait'");
    refuse(*state, "{name: f, effect: local, tells: return, ok: [0]}",
           "1:33: 'tells' must be the index of an argument, 0 to 63, or 'this', not 'return'");
    refuse(*state, "{name: f, effect: local, tells: 0, ok: 0}", "1:40: 'ok' must be a list, not a text");
    refuse(*state, "{name: f, effect: local, tells: 0, ok: []}", "1:40: 'ok' must not be empty");
    refuse(*state, "{name: f, effect: local, tells: 0, ok: [0, 1, 0]}", "1:47: 'ok' holds 0 twice");
    refuse(*state, "{name: f, effect: local, tells: 0, ok: [OK]}",
           "1:41: 'ok' must be a whole number from -2147483648 to 2147483647, not 'OK'");
    refuse(*state, "{name: f, effect: local, tells: 0, ok: [0, 2147483648]}",
           "1:44: 'ok' must be a whole number from -2147483648 to 2147483647, not '2147483648'");
}

static void test_what_a_class_must_be(void **state) {
    const struct model *model =
        accept(*state,
               "{names: [\"*Client::*\", \"*T::*\"], derived_from: ns::Base, sibling: [\"send_*\", flush], "
               "no_sibling: \"recv_*\", effect: send}",
               2);
    assert_string_equal(model[1].derived_from, "ns::Base");
    assert_int_equal(model[1].sibling_count, 2);
    assert_string_equal(model[1].siblings[0], "send_*");
    assert_string_equal(model[1].siblings[1], "flush");
    assert_int_equal(model[1].stranger_count, 1);
    assert_string_equal(model[1].strangers[0], "recv_*");
    assert_null(accept(*state, "{name: \"C::*\", effect: send}", 1)->derived_from);
    assert_int_equal(accept(*state, "{name: \"C::get\", sibling: send_get, effect: send}", 1)->sibling_count, 1);
}

static void test_what_no_class_can_be(void **state) {
    refuse(*state, "{name: pay, derived_from: B, effect: send}",
           "1:8: 'derived_from' speaks of the class of a method: 'pay' names none; '*::pay' means any");
    refuse(*state, "{names: [\"C::*\", \"g*\"], no_sibling: x, effect: send}",
           "1:18: 'no_sibling' speaks of the class of a method: 'g*' names none; '*::g*' means any");
    refuse(*state, "{name: \"C::*\", derived_from: \"B*\", effect: send}",
           "1:30: 'derived_from: B*' must be the full name of one class, as in 'rpc::Proxy'");
    refuse(*state, "{name: \"C::*\", derived_from: \"::B\", effect: send}",
           "1:30: 'derived_from: ::B' must be the full name of one class, as in 'rpc::Proxy'");
    refuse(*state, "{name: \"C::*\", derived_from: [A, B], effect: send}",
           "1:30: 'derived_from' must be a text, not a list");
    refuse(*state, "{name: \"C::*\", sibling: \"C::send_*\", effect: send}",
           "1:25: 'sibling: C::send_*': the own name of a method of the same class, without '::'");
    refuse(*state, "{name: \"C::*\", sibling: \"a*b*\", effect: send}",
           "1:25: 'sibling: a*b*': a sibling's name holds at most one *, and no ?");
    refuse(*state, "{name: \"C::*\", sibling: \"a?\", effect: send}",
           "1:25: 'sibling: a?': a sibling's name holds at most one *, and no ?");
    refuse(*state, "{name: \"*::get\", sibling: \"send_*\", effect: send}",
           "1:8: 'sibling: send_*' needs a name whose last part holds one *, as in 'Client::*'; '*::get' does not");
    refuse(*state, "{names: [\"C::*\", \"C::*x*\"], no_sibling: \"send_*\", effect: send}",
           "1:18: 'no_sibling: send_*' needs a name whose last part holds one *, as in 'Client::*'; 'C::*x*' does not");
    refuse(*state, "{name: \"C::*\", sibling: [\"a*\", \"*\"], effect: send}",
           "1:32: 'sibling: *' is the method 'C::*' itself");
    refuse(*state, "{name: \"C::*\", sibling: [\"a*\", b], no_sibling: b, effect: send}",
           "1:48: 'b' stands under 'sibling' and under 'no_sibling'");
    refuse(*state, "{name: \"C::*\", sibling: [], effect: send}", "1:25: 'sibling' must not be empty");
    refuse(*state, "{name: \"C::*\", sibling: \"send()\", effect: send}",
           "1:25: 'send()': names are written without parameters");
}

static void test_resets_and_pauses(void **state) {
    assert_int_equal(accept(*state, "{name: f, effect: local, resets: 0}", 1)->resets, 0);
    assert_int_equal(accept(*state, "{name: f, effect: local, pause: time}", 1)->pause, PAUSE_TIME);
    assert_int_equal(accept(*state, "{name: f, effect: local, pause: input}", 1)->pause, PAUSE_INPUT);
    assert_int_equal(accept(*state, "{name: f, effect: local, pause: arrived}", 1)->pause, PAUSE_ARRIVED);
    assert_int_equal(accept(*state, "{name: f, effect: local, pause: command}", 1)->pause, PAUSE_COMMAND);
    assert_int_equal(accept(*state, "{name: f, effect: local, pause: none}", 1)->pause, PAUSE_NONE);
    refuse(*state, "{name: f, effect: roundtrip, pause: event}",
           "1:37: 'pause' goes with the effect 'local' only, not with 'roundtrip'");
    refuse(*state, "{name: f, effect: local, pause: events}",
           "1:33: 'pause' cannot be 'events'; did you mean 'event'?");
}

static void test_pages_and_prefetch(void **state) {
    assert_int_equal(accept(*state, "{name: f, effect: roundtrip, page: 1}", 1)->page, 1);
    assert_int_equal(accept(*state, "{name: f, effect: fetch, page: 1000}", 1)->page, 1000);
    assert_string_equal(accept(*state, "{name: f, effect: roundtrip, prefetch: g}", 1)->prefetch, "g");
    assert_string_equal(accept(*state, "{name: f, effect: send, after: g}", 1)->after, "g");
    refuse(*state, "{name: f, effect: wait, after: g}",
           "1:32: 'after' goes with the effects 'roundtrip' and 'send' only, not with 'wait'");
    refuse(*state, "{name: f, effect: roundtrip, page: 0}",
           "1:36: 'page' must be a whole number from 1 to 1000000, not '0'");
    refuse(*state, "{name: f, effect: send, page: 1}",
           "1:31: 'page' goes with the effects 'roundtrip', 'wait' and 'fetch' only, not with 'send'");
    refuse(*state, "{name: f, effect: wait, prefetch: g}",
           "1:35: 'prefetch' goes with the effect 'roundtrip' only, not with 'wait'");
}

static void test_cached(void **state) {
    assert_true(accept(*state, "{name: f, effect: roundtrip, cached: true}", 1)->is_cached);
    assert_false(accept(*state, "{name: f, effect: roundtrip, cached: false}", 1)->is_cached);
    assert_false(accept(*state, "{name: f, effect: roundtrip}", 1)->is_cached);
    refuse(*state, "{name: f, effect: roundtrip, cached: yes}", "1:38: 'cached' must be true or false, not 'yes'");
    refuse(*state, "{name: f, effect: roundtrip, cached: 'true'}", "1:38: 'cached' must be true or false, not 'true'");
    refuse(*state, "{name: f, effect: wait, cached: true}",
           "1:33: 'cached' goes with the effect 'roundtrip' only, not with 'wait'");
}

static void test_step(void **state) {
    assert_true(accept(*state, "{name: f, effect: wait, step: true}", 1)->is_step);
    assert_false(accept(*state, "{name: f, effect: wait}", 1)->is_step);
    refuse(*state, "{name: f, effect: send, step: true}",
           "1:31: 'step' goes with the effect 'wait' only, not with 'send'");
}

static void test_unpipelined(void **state) {
    assert_true(accept(*state, "{name: f, effect: send, unpipelined: true}", 1)->is_unpipelined);
    assert_false(accept(*state, "{name: f, effect: send}", 1)->is_unpipelined);
    refuse(*state, "{name: f, effect: local, unpipelined: true}",
           "1:39: 'unpipelined' goes with the effects 'roundtrip', 'send', 'wait' and 'fetch' only, not with 'local'");
}

static void test_cancels(void **state) {
    assert_true(accept(*state, "{name: f, effect: connect, cancels: true}", 1)->is_cancel);
    assert_true(accept(*state, "{name: f, effect: roundtrip, blocking: true}", 1)->is_blocking);
    assert_false(accept(*state, "{name: f, effect: roundtrip}", 1)->is_blocking);
    assert_false(accept(*state, "{name: f, effect: roundtrip, cancels: false}", 1)->is_cancel);
    assert_false(accept(*state, "{name: f, effect: connect}", 1)->is_cancel);
    refuse(*state, "{name: f, effect: connect, cancels: 1}", "1:37: 'cancels' must be true or false, not '1'");
    refuse(*state, "{name: f, effect: send, cancels: true}",
           "1:34: 'cancels' goes with the effects 'roundtrip' and 'connect' only, not with 'send'");
}

static void test_language(void **state) {
    assert_int_equal(accept(*state, "{name: f, effect: send, request: 1, language: sql}", 1)->language, LANGUAGE_SQL);
    /* An entry's own word holds beside its access. */
    const struct model *model =
        accept(*state, "{name: f, effect: send, request: 1, access: write, language: redis}", 1);
    assert_int_equal(model->language, LANGUAGE_REDIS);
    refuse(*state, "{name: f, effect: roundtrip, language: sql}",
           "1:40: 'language' needs 'request', the argument that holds the text");
    refuse(*state, "{name: f, effect: send, request: 1, language: SQL}",
           "1:47: 'language' cannot be 'SQL'; the known ones are: none, sql, redis, names, built");
    refuse(*state, "{name: f, effect: send, language: built}",
           "1:35: 'language' needs 'request', the argument that holds the object");
}

static void test_builds(void **state) {
    const struct model *model = accept(*state,
                                       "{name: f, effect: local, builds: [{argument: 1, value: 161, access: cursor,"
                                       " page: 1}, {argument: 0, value: -3, access: write}]}",
                                       1);
    assert_int_equal(model->built_count, 2);
    assert_int_equal(model->builds[0].argument, 1);
    assert_int_equal(model->builds[0].value, 161);
    assert_int_equal(model->builds[0].access, ACCESS_CURSOR);
    assert_int_equal(model->builds[0].page, 1);
    assert_int_equal(model->builds[1].value, -3);
    assert_int_equal(model->builds[1].page, 0);
    assert_int_equal(accept(*state, "{name: f, effect: local}", 1)->built_count, 0);
    refuse(*state, "{name: f, effect: local, builds: []}", "1:34: 'builds' must not be empty");
    refuse(*state, "{name: f, effect: local, builds: {argument: 0}}", "1:34: 'builds' must be a list, not a mapping");
    refuse(*state, "{name: f, effect: local, builds: [{argument: 0, access: read}]}",
           "1:35: a request that is built needs the key 'value'");
    refuse(*state, "{name: f, effect: local, builds: [{argument: 0, value: 1}]}",
           "1:35: a request that is built needs the key 'access' or 'page'");
    refuse(*state, "{name: f, effect: local, builds: [{argument: 64, value: 1, page: 1}]}",
           "1:46: 'argument' must be a whole number from 0 to 63, not '64'");
    refuse(*state,
           "{name: f, effect: local, builds: [{argument: 0, value: 1, page: 1}, {argument: 0, value: 1, page: 2}]}",
           "1:90: 'value' 1 of argument 0 is described twice");
    refuse(*state, "{name: f, effect: send, builds: [{argument: 0, value: 1, page: 1}]}",
           "1:33: 'builds' goes with the effect 'local' only, not with 'send'");
}

static void test_calls(void **state) {
    const struct model *model =
        accept(*state, "{names: [f, g], effect: local, calls: 2, turns: items, counts: 0, passes: [item, 1, this]}", 2);
    assert_int_equal(model[1].calls, 2);
    assert_int_equal(model[1].turns, CALLS_ITEMS);
    assert_int_equal(model[1].counts, 0);
    assert_int_equal(model[1].pass_count, 3);
    assert_int_equal(model[1].passes[0], PASS_ITEM);
    assert_int_equal(model[1].passes[1], 1);
    assert_int_equal(model[1].passes[2], ARGUMENT_THIS);
    model = accept(*state, "{name: f, effect: local, calls: 0}", 1);
    assert_int_equal(model->turns, CALLS_ONCE);
    assert_int_equal(model->counts, ARGUMENT_NONE);
    assert_int_equal(model->pass_count, 0);
    assert_int_equal(accept(*state, "{name: f, effect: local}", 1)->calls, ARGUMENT_NONE);
    /* What else is known of the function stays. */
    model = accept(*state, "{name: f, effect: local, calls: 0, turns: unknown, failure: nonzero, pause: time}", 1);
    assert_int_equal(model->turns, CALLS_UNKNOWN);
    assert_int_equal(model->failure, FAILURE_NONZERO);
    assert_int_equal(model->pause, PAUSE_TIME);
    static const char *const counted[] = {"number", "items", "finds", "halves", "sorts"};
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        struct scratch *scratch = *state;
        accept(scratch,
               arena_printf(&scratch->arena, "{name: f, effect: local, calls: 1, turns: %s, counts: 0}", counted[i]),
               1);
        refuse(scratch, arena_printf(&scratch->arena, "{name: f, effect: local, calls: 1, turns: %s}", counted[i]),
               arena_printf(&scratch->arena, "1:43: 'turns: %s' needs 'counts', the argument that it speaks of",
                            counted[i]));
    }
    refuse(*state, "{name: f, effect: roundtrip, calls: 0}",
           "1:37: 'calls' goes with the effect 'local' only, not with 'roundtrip'");
    refuse(*state, "{name: f, effect: local, calls: return}",
           "1:33: 'calls' must be the index of an argument, 0 to 63, or 'this', not 'return'");
    refuse(*state, "{name: f, effect: local, turns: items, counts: 0}",
           "1:33: 'turns' needs 'calls', the argument that is the function");
    refuse(*state, "{name: f, effect: local, counts: 0}",
           "1:34: 'counts' needs 'calls', the argument that is the function");
    refuse(*state, "{name: f, effect: local, passes: [item]}",
           "1:34: 'passes' needs 'calls' or 'completes', the argument that is the function");
    refuse(*state, "{name: f, effect: local, calls: 1, counts: 0}", "1:44: 'counts' does not go with 'turns: once'");
    refuse(*state, "{name: f, effect: local, calls: 1, turns: unknown, counts: 0}",
           "1:60: 'counts' does not go with 'turns: unknown'");
    refuse(*state, "{name: f, effect: local, calls: 1, turns: item, counts: 0}",
           "1:43: 'turns' cannot be 'item'; did you mean 'items'?");
    refuse(*state, "{name: f, effect: local, calls: 1, passes: item}", "1:44: 'passes' must be a list, not a text");
    refuse(*state, "{name: f, effect: local, calls: 1, passes: [items]}",
           "1:45: 'passes' must be the index of an argument, 0 to 63, or 'this' or 'item', not 'items'");
    refuse(*state, "{name: f, effect: local, calls: 1, passes: [item, return]}",
           "1:51: 'passes' must be the index of an argument, 0 to 63, or 'this' or 'item', not 'return'");
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
        SCRATCH_TEST(test_all_keys),
        SCRATCH_TEST(test_defaults),
        SCRATCH_TEST(test_bulk),
        SCRATCH_TEST(test_names),
        SCRATCH_TEST(test_patterns),
        SCRATCH_TEST(test_keys_that_do_not_go_together),
        SCRATCH_TEST(test_words),
        SCRATCH_TEST(test_cookies),
        SCRATCH_TEST(test_what_tells),
        SCRATCH_TEST(test_language),
        SCRATCH_TEST(test_builds),
        SCRATCH_TEST(test_calls),
        SCRATCH_TEST(test_cached),
        SCRATCH_TEST(test_cancels),
        SCRATCH_TEST(test_step),
        SCRATCH_TEST(test_unpipelined),
        SCRATCH_TEST(test_what_a_class_must_be),
        SCRATCH_TEST(test_what_no_class_can_be),
        SCRATCH_TEST(test_resets_and_pauses),
        SCRATCH_TEST(test_pages_and_prefetch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
