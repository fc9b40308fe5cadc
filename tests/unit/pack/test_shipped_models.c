/* What the shipped libraries say of cookies, pauses, failures and languages, each beside a look-alike that says another
 * thing. */
#include "pack/pack.h"

#include "base/attr.h"
#include "unit/pack/shipped.h"

#include <stdio.h>

/* The names of XCB follow rules; each row is a look-alike of the one before. */
static void test_xcb_families(void **state) {
    (void)state;
    static const struct {
        const char *name;
        enum effect effect;
        int32_t cookie;
    } known[] = {
        {"xcb_get_property", EFFECT_SEND, ARGUMENT_RESULT},
        {"xcb_get_property_unchecked", EFFECT_SEND, ARGUMENT_RESULT},
        {"xcb_get_property_reply", EFFECT_WAIT, 1},
        {"xcb_get_property_value", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_get_property_value_length", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_get_property_sizeof", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_query_tree_children_iterator", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_setup_roots_iterator", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_screen_next", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_map_window", EFFECT_SEND, ARGUMENT_NONE},
        {"xcb_map_window_checked", EFFECT_SEND, ARGUMENT_RESULT},
        {"xcb_request_check", EFFECT_WAIT, 1},
        {"xcb_randr_get_output_info", EFFECT_SEND, ARGUMENT_RESULT},
        {"xcb_randr_get_output_info_name", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_discard_reply", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_glx_vendor_private_with_reply", EFFECT_SEND, ARGUMENT_RESULT},
        {"xcb_dri3_buffer_from_pixmap_reply_fds", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_ewmh_get_wm_name", EFFECT_SEND, ARGUMENT_RESULT},
        {"xcb_ewmh_get_wm_name_unchecked", EFFECT_SEND, ARGUMENT_RESULT},
        {"xcb_ewmh_get_wm_name_reply", EFFECT_WAIT, 1},
        {"xcb_ewmh_get_wm_name_from_reply", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_ewmh_get_wm_icon_iterator", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_ewmh_get_wm_icon_reply_wipe", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_ewmh_set_wm_name", EFFECT_SEND, ARGUMENT_NONE},
        {"xcb_ewmh_set_wm_name_checked", EFFECT_SEND, ARGUMENT_RESULT},
        {"xcb_icccm_get_wm_class", EFFECT_SEND, ARGUMENT_RESULT},
        {"xcb_icccm_get_wm_class_reply", EFFECT_WAIT, 1},
        {"xcb_icccm_get_wm_class_from_reply", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_icccm_wm_hints_set_input", EFFECT_LOCAL, ARGUMENT_NONE},
        {"xcb_icccm_set_wm_hints", EFFECT_SEND, ARGUMENT_NONE},
    };
    struct pack_set *set = load();
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        struct model_query query = {.name = known[i].name, .header = "/usr/include/xcb/any.h"};
        const struct model *model = pack_match(set, &query);
        assert_non_null(model);
        if (model->effect != known[i].effect || model->cookie != known[i].cookie)
            fail_msg("%s: %s, cookie %d", known[i].name, effect_name(model->effect), (int)model->cookie);
    }
    assert_string_equal(match(set, "xcb_get_extension_data")->prefetch, "xcb_prefetch_extension_data");
    assert_true(match(set, "xcb_get_extension_data")->is_cached);
    pack_destroy(set);
}

/* The class declares what stands in the list, between spaces. */
struct declared {
    struct class_query query;
    const char *methods;
};

static bool declares(const struct class_query *query, const char *method) {
    char word[64];
    snprintf(word, sizeof word, " %s ", method);
    return strstr(((const struct declared *)query)->methods, word) != NULL;
}

static bool has_no_base(const struct class_query *query, const char *class) {
    (void)query;
    (void)class;
    return false;
}

/* Methods of generated classes, each beside look-alikes. */
static void test_generated_clients(void **state) {
    (void)state;
    static const char unary[] = " Put AsyncPut AsyncPutRaw PrepareAsyncPut PrepareAsyncPutRaw ";
    static const char get[] = " GetItem AsyncGetItem AsyncGetItemRaw PrepareAsyncGetItem PrepareAsyncGetItemRaw ";
    static const char stream[] = " List ListRaw AsyncList AsyncListRaw PrepareAsyncList PrepareAsyncListRaw ";
    static const char answered[] = " bar send_bar recv_bar ", oneway[] = " tell send_tell ";
    static const struct {
        const char *name, *methods;
        int effect; /* -1: no model */
    } known[] = {
        {"a::S::Stub::Put", unary, EFFECT_ROUNDTRIP},
        {"a::S::StubInterface::Put", unary, EFFECT_ROUNDTRIP},
        {"a::S::Stub::AsyncPut", unary, EFFECT_SEND},
        {"a::S::Stub::PrepareAsyncPut", unary, EFFECT_LOCAL},
        {"a::S::Stub::GetItem", get, EFFECT_ROUNDTRIP},
        {"a::S::Stub::AsyncGetItem", get, EFFECT_SEND},
        {"a::S::Stub::List", stream, EFFECT_SEND},
        {"a::S::Stub::AsyncList", stream, EFFECT_SEND},
        {"a::S::Stub::PrepareAsyncList", stream, EFFECT_LOCAL},
        {"a::S::Stub::Show", unary, -1},
        {"a::S::Service::Put", unary, -1},
        {"a::SClient::bar", answered, EFFECT_ROUNDTRIP},
        {"a::SClient::send_bar", answered, EFFECT_SEND},
        {"a::SClient::recv_bar", answered, EFFECT_WAIT},
        {"a::SConcurrentClient::send_bar", answered, EFFECT_SEND},
        {"a::SClient::tell", oneway, EFFECT_SEND},
        {"a::SClient::send_tell", oneway, EFFECT_SEND},
        {"a::SCobClient::bar", answered, EFFECT_SEND},
        {"a::SCobClient::recv_bar", answered, EFFECT_LOCAL},
        {"a::SMultiface::bar", answered, -1},
        {"a::SMultiface::bar", " bar ", EFFECT_LOCAL},
        {"a::SClient::recv_other", answered, -1},
        {"a::SClient::show", answered, -1},
        {"a::SServer::bar", answered, -1},
    };
    struct pack_set *set = load();
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        struct declared class = {{declares, has_no_base}, known[i].methods};
        struct model_query query = {.name = known[i].name, .header = "gen/S.h", .class = &class.query};
        const struct model *model = pack_match(set, &query);
        if ((model == NULL ? -1 : (int)model->effect) != known[i].effect)
            fail_msg("%s: %s", known[i].name, model == NULL ? "no model" : effect_name(model->effect));
    }
    pack_destroy(set);
}

/* Every stub holds an object of the class that takes callbacks: making one asks nothing. */
static void test_callback_stubs(void **state) {
    (void)state;
    static const char *const local[] = {"a::S::Stub::async::async", "a::S::Stub::async::~async",
                                        "a::S::Stub::async::stub",
                                        "a::S::StubInterface::async_interface::~async_interface"};
    struct pack_set *set = load();
    struct model_query query = {.name = "a::S::Stub::async::Put", .header = "gen/S.grpc.pb.h"};
    assert_int_equal(pack_match(set, &query)->effect, EFFECT_SEND);
    for (size_t i = 0; i < ARRAY_COUNT(local); i++) {
        query.name = local[i];
        const struct model *model = pack_match(set, &query);
        if (model != NULL && model->effect != EFFECT_LOCAL)
            fail_msg("%s: %s by %s", local[i], effect_name(model->effect), model->name);
    }
    pack_destroy(set);
}

static void test_known_pauses(void **state) {
    (void)state;
    static const struct {
        const char *name;
        enum pause pause;
    } known[] = {
        {"poll", PAUSE_EVENT},
        {"accept", PAUSE_EVENT},
        {"pthread_cond_wait", PAUSE_EVENT},
        {"usleep", PAUSE_TIME},
        {"getopt", PAUSE_INPUT},
        {"PQsocketPoll", PAUSE_EVENT},
        {"curl_multi_poll", PAUSE_EVENT},
        {"XNextEvent", PAUSE_EVENT},
        {"xcb_wait_for_event", PAUSE_EVENT},
        {"ev_run", PAUSE_EVENT},
        {"uv_run", PAUSE_EVENT},
        {"event_base_dispatch", PAUSE_EVENT},
        {"g_main_loop_run", PAUSE_EVENT},
        {"readline", PAUSE_INPUT},
        {"linenoise", PAUSE_INPUT},
        {"fgets", PAUSE_INPUT}, /* a file where it is not passed the standard input, which the call tells */
        {"system", PAUSE_COMMAND},
        {"XPending", PAUSE_ARRIVED},
        {"XCheckMaskEvent", PAUSE_ARRIVED},
        {"xcb_poll_for_event", PAUSE_ARRIVED},
        {"xcb_poll_for_queued_event", PAUSE_ARRIVED},
        /* None of these says that there is something to do. */
        {"memset", PAUSE_NONE},
        {"xcb_flush", PAUSE_NONE},
        {"xcb_poll_for_reply", PAUSE_NONE},
    };
    struct pack_set *set = load();
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        const struct model *model = match(set, known[i].name);
        assert_non_null(model);
        if (model->effect != EFFECT_LOCAL || model->pause != known[i].pause)
            fail_msg("%s: %s, pause %s", known[i].name, effect_name(model->effect), pause_name(model->pause));
    }
    static const char *const none[] = {"pread", "fwrite", "pthread_mutex_lock", "waitpid"};
    for (size_t i = 0; i < ARRAY_COUNT(none); i++)
        assert_null(match(set, none[i]));
    pack_destroy(set);
}

/* Nothing of the C library or an event loop is a peer: none may be counted. */
static void test_local_libraries(void **state) {
    (void)state;
    static const char *const local[] = {"glib",      "libc",     "libev",   "libevent", "libuv",
                                        "linenoise", "readline", "sqlite3", "std"};
    struct pack_set *set = load();
    uint32_t found = 0;
    for (uint32_t i = 0; i < pack_library_count(set); i++)
        for (size_t k = 0; k < ARRAY_COUNT(local); k++) {
            const struct library *library = pack_library(set, i);
            if (strcmp(library->name, local[k]) != 0)
                continue;
            found++;
            for (uint32_t m = 0; m < library->model_count; m++)
                assert_int_equal(library->models[m].effect, EFFECT_LOCAL);
        }
    assert_int_equal(found, ARRAY_COUNT(local));
    pack_destroy(set);
}

/* What calls what it is handed, each beside one that keeps it and calls it later, or not at all. */
static void test_known_iterators(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int32_t calls;
        enum call_turns turns;
        int32_t counts;
    } known[] = {
        {"qsort", 3, CALLS_SORTS, 1},
        {"bsearch", 4, CALLS_HALVES, 2},
        {"nftw", 1, CALLS_UNKNOWN, ARGUMENT_NONE},
        {"pthread_once", 1, CALLS_ONCE, ARGUMENT_NONE},
        {"thrd_create", ARGUMENT_NONE, CALLS_ONCE, ARGUMENT_NONE},
        {"g_list_foreach", 1, CALLS_ITEMS, 0},
        {"g_list_find_custom", 2, CALLS_FINDS, 0},
        {"g_node_traverse", 4, CALLS_FINDS, 0},
        {"g_ptr_array_extend", 2, CALLS_ITEMS, 1},
        {"g_qsort_with_data", 3, CALLS_SORTS, 1},
        {"g_main_loop_run", ARGUMENT_NONE, CALLS_ONCE, ARGUMENT_NONE},
        {"sqlite3_exec", 2, CALLS_UNKNOWN, ARGUMENT_NONE},
        {"sqlite3_update_hook", ARGUMENT_NONE, CALLS_ONCE, ARGUMENT_NONE},
        {"std::for_each", 2, CALLS_ITEMS, 0},
        {"std::any_of", 2, CALLS_FINDS, 0},
        {"std::for_each_n", 2, CALLS_NUMBER, 1},
        {"std::lower_bound", 3, CALLS_HALVES, 0},
        {"std::list::remove_if", 0, CALLS_ITEMS, ARGUMENT_THIS},
        {"std::invoke", 0, CALLS_ONCE, ARGUMENT_NONE},
        {"uv_walk", 1, CALLS_ITEMS, 0},
        {"uv_timer_start", ARGUMENT_NONE, CALLS_ONCE, ARGUMENT_NONE},
        {"event_base_foreach_event", 1, CALLS_FINDS, 0},
        {"event_new", ARGUMENT_NONE, CALLS_ONCE, ARGUMENT_NONE},
    };
    struct pack_set *set = load();
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        const struct model *model = match(set, known[i].name);
        if (model == NULL)
            fail_msg("no entry for %s", known[i].name);
        if (model->calls != known[i].calls || model->turns != known[i].turns || model->counts != known[i].counts)
            fail_msg("%s: calls %d %s of %d", known[i].name, (int)model->calls, call_turns_name(model->turns),
                     (int)model->counts);
    }
    static const char *const none[] = {"pthread_create", "atexit", "signal", "g_signal_connect", "std::thread::thread"};
    for (size_t i = 0; i < ARRAY_COUNT(none); i++)
        assert_null(match(set, none[i]));
    pack_destroy(set);
}

static bool is_ok(const struct model *model, int64_t value) {
    for (uint32_t i = 0; i < model->ok_count; i++)
        if (model->ok[i] == value)
            return true;
    return false;
}

static void test_known_failures(void **state) {
    (void)state;
    enum { PGRES_TUPLES_OK = 2, PGRES_FATAL_ERROR = 7, PGRES_PIPELINE_ABORTED = 11, REDIS_REPLY_ERROR = 6 };
    struct pack_set *set = load();
    const struct model *status = match(set, "PQresultStatus");
    assert_int_equal(status->tells, 0);
    assert_true(is_ok(status, PGRES_TUPLES_OK));
    assert_false(is_ok(status, PGRES_FATAL_ERROR));
    assert_false(is_ok(status, PGRES_PIPELINE_ABORTED));
    assert_int_equal(match(set, "mysql_errno")->tells, 0);
    assert_int_equal(match(set, "xcb_connection_has_error")->tells, 0);
    assert_int_equal(match(set, "memset")->resets, 0);
    assert_int_equal(match(set, "resetPQExpBuffer")->resets, 0);
    const struct status_field *type = pack_match_field(set, "redisReply", "type");
    assert_non_null(type);
    for (uint32_t i = 0; i < type->ok_count; i++)
        assert_int_not_equal(type->ok[i], REDIS_REPLY_ERROR);
    /* The end of the rows is no failure, and what a call that does not block returns is none either. */
    assert_int_equal(match(set, "PQgetCopyData")->failure, FAILURE_UNKNOWN);
    assert_int_equal(match(set, "mysql_next_result")->failure, FAILURE_UNKNOWN);
    assert_int_equal(match(set, "mysql_query_start")->failure, FAILURE_UNKNOWN);
    assert_int_equal(match(set, "PQexec")->language, LANGUAGE_SQL);
    assert_int_equal(match(set, "PQexecPrepared")->language, LANGUAGE_NONE);
    assert_int_equal(match(set, "PQprepare")->language, LANGUAGE_NONE);
    assert_int_equal(match(set, "redisAppendCommand")->language, LANGUAGE_REDIS);
    pack_destroy(set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_xcb_families),    cmocka_unit_test(test_generated_clients),
        cmocka_unit_test(test_callback_stubs),  cmocka_unit_test(test_known_pauses),
        cmocka_unit_test(test_known_iterators), cmocka_unit_test(test_known_failures),
        cmocka_unit_test(test_local_libraries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
