/* The libraries that are shipped: they load, they say what is known of single functions, and where the library's
 * headers are installed they name each function of them. */
#include "pack/pack.h"

#include "base/attr.h"
#include "pack/check_page.h"
#include "unit/pack/prototypes.h"
#include "unit/pack/shipped.h"

#include <glob.h>

static void test_load(void **state) {
    struct scratch *scratch = *state;
    struct pack_set *set = load();
    assert_true(pack_library_count(set) >= 11);
    for (uint32_t i = 0; i < pack_library_count(set); i++) {
        const struct library *library = pack_library(set, i);
        /* The file is called after the library, so that a person finds it. */
        assert_string_equal(library->file, arena_printf(&scratch->arena, LIBRARIES "/%s.yaml", library->name));
        assert_non_null(library->url);
        for (uint32_t k = 0; k < library->model_count; k++) {
            const struct model *model = &library->models[k];
            if (model->bulk != NULL && match(set, model->bulk) == NULL)
                fail_msg("%s:%u: there is no function '%s'", model->file, model->line, model->bulk);
            if (model->prefetch != NULL && match(set, model->prefetch) == NULL)
                fail_msg("%s:%u: there is no function '%s'", model->file, model->line, model->prefetch);
            if (model->after != NULL && match(set, model->after) == NULL)
                fail_msg("%s:%u: there is no function '%s'", model->file, model->line, model->after);
            if (model->effect != EFFECT_LOCAL && library->latency == NULL)
                fail_msg("%s:%u: '%s' has a peer, but how far away?", model->file, model->line, model->name);
            /* An object that carries its connection is the request: virDomainGetInfo(domain, &info). */
            if (model->effect == EFFECT_ROUNDTRIP && model->handle == ARGUMENT_NONE && model->request == ARGUMENT_NONE)
                fail_msg("%s:%u: '%s' waits, but for what?", model->file, model->line, model->name);
        }
    }
    pack_destroy(set);
}

static void test_known_effects(void **state) {
    (void)state;
    static const struct {
        const char *name;
        enum effect effect;
        const char *peer;
    } known[] = {
        {"PQexec", EFFECT_ROUNDTRIP, "postgresql"},
        {"PQsendQuery", EFFECT_SEND, "postgresql"},
        {"PQgetResult", EFFECT_WAIT, "postgresql"},
        {"PQgetvalue", EFFECT_LOCAL, "postgresql"},
        {"PQgetCopyData", EFFECT_FETCH, "postgresql"},
        {"PQenterPipelineMode", EFFECT_MODE, "postgresql"},
        {"PQconnectdb", EFFECT_CONNECT, "postgresql"},
        {"PQfinish", EFFECT_LOCAL, "postgresql"},
        {"PQescapeLiteral", EFFECT_LOCAL, "postgresql"},
        {"redisCommand", EFFECT_ROUNDTRIP, "redis"},
        {"redisAppendCommand", EFFECT_SEND, "redis"},
        {"redisGetReply", EFFECT_WAIT, "redis"},
        {"freeReplyObject", EFFECT_LOCAL, "redis"},
        {"hi_sdsnew", EFFECT_LOCAL, "redis"},
        {"mysql_query", EFFECT_ROUNDTRIP, "mysql"},
        {"mysql_fetch_row", EFFECT_FETCH, "mysql"},
        {"mysql_store_result", EFFECT_FETCH, "mysql"},
        {"mysql_stmt_close", EFFECT_SEND, "mysql"},
        {"mysql_query_cont", EFFECT_WAIT, "mysql"},
        {"curl_easy_perform", EFFECT_ROUNDTRIP, "http"},
        {"curl_multi_perform", EFFECT_WAIT, "http"},
        {"XGetWindowProperty", EFFECT_ROUNDTRIP, "x11"},
        {"XMapWindow", EFFECT_SEND, "x11"},
        {"XDefaultScreen", EFFECT_LOCAL, "x11"},
        {"XOpenDisplay", EFFECT_CONNECT, "x11"},
        {"xcb_aux_sync", EFFECT_ROUNDTRIP, "x11"},
        {"xcb_map_window", EFFECT_SEND, "x11"},
        {"xcb_flush", EFFECT_LOCAL, "x11"},
        {"xcb_connect", EFFECT_CONNECT, "x11"},
        {"curl_easy_setopt", EFFECT_LOCAL, "http"},
        {"virDomainGetInfo", EFFECT_ROUNDTRIP, "libvirtd"},
        {"virDomainGetName", EFFECT_LOCAL, "libvirtd"},
        {"virEventRunDefaultImpl", EFFECT_LOCAL, "libvirtd"},
        {"virConnectOpen", EFFECT_CONNECT, "libvirtd"},
        {"memcached_get", EFFECT_ROUNDTRIP, "memcached"},
        {"memcached_fetch_result", EFFECT_FETCH, "memcached"},
        {"memcached_server_add", EFFECT_LOCAL, "memcached"},
        {"ldap_search_ext_s", EFFECT_ROUNDTRIP, "ldap"},
        {"ldap_result", EFFECT_WAIT, "ldap"},
        {"ldap_unbind_ext_s", EFFECT_LOCAL, "ldap"},
        {"sd_bus_call_method", EFFECT_ROUNDTRIP, "dbus"},
        {"sd_bus_call_async", EFFECT_SEND, "dbus"},
        {"sd_session_get_uid", EFFECT_LOCAL, "dbus"},
        {"sd_notify", EFFECT_SEND, "systemd"},
        {"g_dbus_proxy_call_sync", EFFECT_ROUNDTRIP, "dbus"},
        {"g_dbus_proxy_get_cached_property", EFFECT_LOCAL, "dbus"},
        {"snmp_synch_response", EFFECT_ROUNDTRIP, "snmp"},
        {"snmp_read", EFFECT_LOCAL, "snmp"},
        {"dbus_pending_call_block", EFFECT_WAIT, "dbus"},
        {"dbus_bus_get", EFFECT_CONNECT, "dbus"},
        {"glfs_getxattr", EFFECT_ROUNDTRIP, "glusterfs"},
        {"glfs_readdir", EFFECT_FETCH, "glusterfs"},
        {"glfs_pread_async", EFFECT_SEND, "glusterfs"},
        {"glfs_closedir", EFFECT_LOCAL, "glusterfs"},
    };
    struct pack_set *set = load();
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        const struct model *model = match(set, known[i].name);
        if (model == NULL)
            fail_msg("no entry for %s", known[i].name);
        assert_int_equal(model->effect, known[i].effect);
        assert_string_equal(model->peer, known[i].peer);
    }
    assert_int_equal(match(set, "PQntuples")->rows, 0);
    assert_int_equal(match(set, "mysql_num_rows")->rows, 0);
    assert_int_equal(match(set, "mysql_fetch_row")->items, 0);
    assert_int_equal(match(set, "mysql_fetch_row_start")->items, 1);
    assert_int_equal(match(set, "PQprepare")->request, 2);
    assert_int_equal(match(set, "mysql_stat")->failure, FAILURE_NULL);
    assert_string_equal(match(set, "redisCommand")->bulk, "redisAppendCommand");
    assert_string_equal(match(set, "virDomainGetInfo")->bulk, "virConnectGetAllDomainStats");
    assert_int_equal(match(set, "virDomainGetInfo")->handle, ARGUMENT_NONE);
    assert_int_equal(match(set, "g_dbus_proxy_new_sync")->roundtrips, 3);
    assert_int_equal(match(set, "netsnmp_query_getnext")->page, 1);
    assert_non_null(strstr(match(set, "snmp_synch_response")->paging, "GETBULK"));
    assert_int_equal(match(set, "ldap_search_ext")->cookie, 10);
    assert_int_equal(match(set, "ldap_result")->cookie, 1);
    /* A key that is not there is an answer, no failure. */
    assert_int_equal(match(set, "memcached_get")->failure, FAILURE_UNKNOWN);
    /* Says what the comparison came to: never 0. */
    assert_int_equal(match(set, "ldap_compare_ext_s")->failure, FAILURE_UNKNOWN);
    assert_null(match(set, "PQnoSuchFunction"));
    pack_destroy(set);
}

static void test_check_pages(void **state) {
    struct scratch *scratch = *state;
    const struct check_page *pages;
    uint32_t count;
    struct error err = {0};
    if (!check_page_load_all(&scratch->arena, "rules/checks", &pages, &count, &err))
        fail_msg("%s", err.message);
    assert_true(count >= 1);
    struct buffer text = {0};
    for (uint32_t i = 0; i < count; i++) {
        check_page_print(&pages[i], &text);
        assert_non_null(strstr(pages[i].switch_off, "models:"));
    }
    assert_non_null(strstr(buffer_text(&text), "call-in-loop (group default, warning)"));
    buffer_finish(&text);
}

struct comparison {
    struct prototype_visitor visitor;
    const struct pack_set *set;
    const char *library;
    const char *header;
    uint32_t function_count;
    uint32_t problem_count;
    bool is_partial; /* the library names only what matters; `function_count` is of those that call what they are handed
                      */
};

static void check_index(struct comparison *comparison, const struct model *model, const char *key, int32_t index,
                        int parameter_count) {
    if (index < parameter_count)
        return;
    print_error("%s:%u: '%s: %d' of %s, which has %d parameters\n", model->file, model->line, key, index, model->name,
                parameter_count);
    comparison->problem_count++;
}

/* What it calls, how often and with what. */
static void check_calls(struct comparison *comparison, const struct model *model, int parameter_count) {
    check_index(comparison, model, "calls", model->calls, parameter_count);
    check_index(comparison, model, "counts", model->counts, parameter_count);
    for (uint32_t i = 0; i < model->pass_count; i++)
        check_index(comparison, model, "passes", model->passes[i], parameter_count);
}

static void compare_calls(struct comparison *comparison, const char *name, int parameter_count) {
    struct model_query query = {.name = name, .header = comparison->header};
    const struct model *model = pack_match(comparison->set, &query);
    if (model == NULL || strcmp(model->library, comparison->library) != 0 || model->calls == ARGUMENT_NONE)
        return;
    comparison->function_count++;
    check_calls(comparison, model, parameter_count);
}

static void compare(struct prototype_visitor *visitor, const char *name, int parameter_count) {
    struct comparison *comparison = (struct comparison *)visitor;
    struct model_query query = {.name = name, .header = comparison->header};
    if (comparison->is_partial) {
        compare_calls(comparison, name, parameter_count);
        return;
    }
    const struct model *model = pack_match(comparison->set, &query);
    comparison->function_count++;
    if (model == NULL || strcmp(model->library, comparison->library) != 0) {
        print_error("%s: no entry for %s of %s\n", comparison->library, name, comparison->header);
        comparison->problem_count++;
        return;
    }
    check_index(comparison, model, "handle", model->handle, parameter_count);
    check_index(comparison, model, "request", model->request, parameter_count);
    check_index(comparison, model, "result", model->result, parameter_count);
    check_index(comparison, model, "rows", model->rows, parameter_count);
    check_index(comparison, model, "items", model->items, parameter_count);
    check_index(comparison, model, "cookie", model->cookie, parameter_count);
    check_index(comparison, model, "tells", model->tells, parameter_count);
    check_index(comparison, model, "resets", model->resets, parameter_count);
    check_calls(comparison, model, parameter_count);
}

/* Where distributions put headers. */
static const char *const header_folders[] = {
    "/usr/include",
    "/usr/include/postgresql",
    "/usr/include/mariadb",
    "/usr/include/mysql",
    "/usr/include/pgsql",
    "/usr/include/glib-2.0",
    "/usr/include/dbus-1.0",
    "/usr/local/include",
    "/usr/include/x86_64-linux-gnu",
    "/usr/include/aarch64-linux-gnu",
};

static void compare_header(struct comparison *comparison, const char *path) {
    struct buffer text = {0};
    struct error err = {0};
    comparison->header = path;
    assert_true(file_read(path, &text, &err));
    visit_prototypes(buffer_text(&text), &comparison->visitor);
    buffer_finish(&text);
}

/* All headers under the pattern "libpq-fe.h" or "libvirt/?*.h" in the first folder that has one; gives their number. */
static uint32_t compare_pattern(struct scratch *scratch, struct comparison *comparison, const char *pattern) {
    for (size_t i = 0; i < ARRAY_COUNT(header_folders); i++) {
        glob_t found;
        if (glob(arena_printf(&scratch->arena, "%s/%s", header_folders[i], pattern), 0, NULL, &found) != 0)
            continue;
        uint32_t count = (uint32_t)found.gl_pathc;
        for (uint32_t k = 0; k < count; k++)
            compare_header(comparison, found.gl_pathv[k]);
        globfree(&found);
        return count;
    }
    return 0;
}

/* `least` functions must be found, so that a header that the scanner cannot read is noticed. */
static void compare_parts(struct scratch *scratch, const char *library, const char *const patterns[],
                          size_t pattern_count, uint32_t least, bool is_partial) {
    struct pack_set *set = load();
    struct comparison comparison = {.visitor = {compare}, .set = set, .library = library, .is_partial = is_partial};
    uint32_t missing = 0;
    uint32_t header_count = 0;
    for (size_t i = 0; i < pattern_count; i++) {
        uint32_t count = compare_pattern(scratch, &comparison, patterns[i]);
        missing += count == 0;
        header_count += count;
    }
    pack_destroy(set);
    if (header_count == 0) {
        print_message("the headers of %s are not installed: skipped\n", library);
        skip();
    }
    print_message("%s: %u functions in %u headers\n", library, comparison.function_count, header_count);
    assert_int_equal(comparison.problem_count, 0);
    assert_true(missing > 0 || comparison.function_count >= least);
}

static void compare_headers(struct scratch *scratch, const char *library, const char *const patterns[],
                            size_t pattern_count, uint32_t least) {
    compare_parts(scratch, library, patterns, pattern_count, least, false);
}

/* Of libraries that name only some functions: those that call what they are handed. */
static void test_iterators_of_glib(void **state) {
    static const char *const headers[] = {"glib/*.h", "glib/deprecated/*.h", "gobject/*.h", "gio/gliststore.h"};
    compare_parts(*state, "glib", headers, ARRAY_COUNT(headers), 70, true);
}

static void test_iterators_of_libc(void **state) {
    static const char *const headers[] = {"stdlib.h", "search.h", "ftw.h", "dirent.h", "pthread.h", "threads.h"};
    compare_parts(*state, "libc", headers, ARRAY_COUNT(headers), 8, true);
}

static void test_iterators_of_loops(void **state) {
    static const char *const libuv[] = {"uv.h"}, *const libevent[] = {"event2/event.h"};
    compare_parts(*state, "libuv", libuv, ARRAY_COUNT(libuv), 2, true);
    compare_parts(*state, "libevent", libevent, ARRAY_COUNT(libevent), 1, true);
}

static void test_sqlite3_headers(void **state) {
    static const char *const headers[] = {"sqlite3.h"};
    compare_headers(*state, "sqlite3", headers, ARRAY_COUNT(headers), 250);
}

static void test_libpq_headers(void **state) {
    static const char *const headers[] = {"libpq-fe.h", "libpq-events.h"};
    compare_headers(*state, "libpq", headers, ARRAY_COUNT(headers), 150);
}

static void test_hiredis_headers(void **state) {
    static const char *const headers[] = {"hiredis/hiredis.h", "hiredis/async.h", "hiredis/read.h", "hiredis/alloc.h",
                                          "hiredis/sds.h"};
    compare_headers(*state, "hiredis", headers, ARRAY_COUNT(headers), 80);
}

/* Without ma_list.h, which mysql.h includes: its lists are called list_add and so on, as those of many programs are. */
static void test_mariadb_headers(void **state) {
    static const char *const headers[] = {"mysql.h",         "mariadb_stmt.h", "mariadb_com.h",
                                          "mariadb_ctype.h", "mariadb_rpl.h",  "mariadb_dyncol.h"};
    compare_headers(*state, "mariadb", headers, ARRAY_COUNT(headers), 200);
}

static void test_libcurl_headers(void **state) {
    static const char *const headers[] = {"curl/curl.h",    "curl/easy.h",   "curl/multi.h",      "curl/urlapi.h",
                                          "curl/options.h", "curl/header.h", "curl/websockets.h", "curl/mprintf.h"};
    compare_headers(*state, "libcurl", headers, ARRAY_COUNT(headers), 80);
}

static void test_xcb_headers(void **state) {
    static const char *const headers[] = {
        "xcb/xcb.h",        "xcb/xcbext.h",      "xcb/xproto.h",        "xcb/bigreq.h",    "xcb/xc_misc.h",
        "xcb/composite.h",  "xcb/damage.h",      "xcb/dpms.h",          "xcb/dri2.h",      "xcb/dri3.h",
        "xcb/glx.h",        "xcb/present.h",     "xcb/randr.h",         "xcb/record.h",    "xcb/render.h",
        "xcb/res.h",        "xcb/screensaver.h", "xcb/shape.h",         "xcb/shm.h",       "xcb/sync.h",
        "xcb/xf86dri.h",    "xcb/xfixes.h",      "xcb/xinerama.h",      "xcb/xinput.h",    "xcb/xkb.h",
        "xcb/xtest.h",      "xcb/xv.h",          "xcb/xvmc.h",          "xcb/xcb_atom.h",  "xcb/xcb_aux.h",
        "xcb/xcb_event.h",  "xcb/xcb_ewmh.h",    "xcb/xcb_icccm.h",     "xcb/xcb_image.h", "xcb/xcb_keysyms.h",
        "xcb/xcb_cursor.h", "xcb/xcb_xrm.h",     "xcb/xcb_renderutil.h"};
    compare_headers(*state, "xcb", headers, ARRAY_COUNT(headers), 4000);
}

static void test_xlib_headers(void **state) {
    static const char *const headers[] = {
        "X11/Xlib.h",
        "X11/Xutil.h",
        "X11/Xlib-xcb.h",
        "X11/Xresource.h",
        "X11/XKBlib.h",
        "X11/extensions/Xrandr.h",
        "X11/extensions/Xfixes.h",
        "X11/extensions/Xinerama.h",
        "X11/extensions/Xcomposite.h",
        "X11/extensions/Xdamage.h",
        "X11/extensions/Xrender.h",
        "X11/extensions/XShm.h",
        "X11/extensions/shape.h",
        "X11/extensions/sync.h",
        "X11/extensions/dpms.h",
        "X11/extensions/Xdbe.h",
        "X11/extensions/XTest.h",
        "X11/extensions/scrnsaver.h",
        "X11/extensions/xf86vmode.h",
        "X11/extensions/XInput2.h",
    };
    compare_headers(*state, "xlib", headers, ARRAY_COUNT(headers), 800);
}

static void test_libvirt_headers(void **state) {
    static const char *const headers[] = {"libvirt/*.h"};
    compare_headers(*state, "libvirt", headers, ARRAY_COUNT(headers), 500);
}

static void test_libmemcached_headers(void **state) {
    static const char *const headers[] = {"libmemcached-1.0/*.h", "libmemcached-1.0/*/*.h", "libmemcachedutil-1.0/*.h"};
    compare_headers(*state, "libmemcached", headers, ARRAY_COUNT(headers), 130);
}

static void test_openldap_headers(void **state) {
    static const char *const headers[] = {"ldap.h", "ldap_schema.h", "ldap_utf8.h", "lber.h", "ldif.h"};
    compare_headers(*state, "openldap", headers, ARRAY_COUNT(headers), 300);
}

static void test_sd_bus_headers(void **state) {
    static const char *const headers[] = {"systemd/sd-*.h"};
    compare_headers(*state, "sd-bus", headers, ARRAY_COUNT(headers), 500);
}

static void test_gdbus_headers(void **state) {
    static const char *const headers[] = {"gio/gdbus*.h"};
    compare_headers(*state, "gdbus", headers, ARRAY_COUNT(headers), 250);
}

/* Without the parts of agents and the headers that stand in for what some systems lack: getopt.h, system.h, win*.h. */
static void test_net_snmp_headers(void **state) {
    static const char *const headers[] = {"net-snmp/[!u]*.h", "net-snmp/utilities.h", "net-snmp/library/[!gsw]*.h",
                                          "net-snmp/library/s[!y]*.h"};
    compare_headers(*state, "net-snmp", headers, ARRAY_COUNT(headers), 800);
}

static void test_libdbus_headers(void **state) {
    static const char *const headers[] = {"dbus/dbus*.h"};
    compare_headers(*state, "libdbus", headers, ARRAY_COUNT(headers), 220);
}

static void test_glusterfs_headers(void **state) {
    static const char *const headers[] = {"glusterfs/api/*.h"};
    compare_headers(*state, "glusterfs", headers, ARRAY_COUNT(headers), 150);
}

static void note(struct prototype_visitor *visitor, const char *name, int parameter_count) {
    struct comparison *comparison = (struct comparison *)visitor;
    static const struct {
        const char *name;
        int parameter_count;
    } expected[] = {{"one", 0},  {"two", 2}, {"three", 3}, {"four", 1},
                    {"five", 0}, {"six", 2}, {"seven", 1}, {"eight", 2}};
    assert_true(comparison->function_count < ARRAY_COUNT(expected));
    assert_string_equal(name, expected[comparison->function_count].name);
    assert_int_equal(parameter_count, expected[comparison->function_count].parameter_count);
    comparison->function_count++;
}

/* The scanner itself. */
static void test_scanner(void **state) {
    (void)state;
    struct comparison comparison = {.visitor = {note}};
    visit_prototypes(
        "#ifdef __cplusplus\nextern \"C\" {\n#endif\n/* no(int); */ // nor(int);\n"
        "#define macro(x) \\\n  other(x)\n"
        "extern int one(void);\ntypedef int callback(int);\nstruct s { int (*field)(int); };\n"
        "struct __attribute__ ((__packed__)) p { char a; };\n"
        "typedef struct { int a; } t;\nextern int variable;\n"
        "LIB_API char *two(const char *text, void (*f)(int, int));\n"
        "LIB_API int LIB_DEPRECATED(7.1, \"use ; other(x)\")\nthree(int a, int b, ...);\n"
        "static inline int four(int a) { return a ? five(1) : 2; }\n"
        "int STDCALL five( void );\nint six(int a[2], enum e b) __attribute__((format(printf, 2, 3)));\n"
        "extern int (*variable_pointer)(int);\nextern int (*hook)(int);\nLIB_BEGIN\ntypedef int (*type)(int);\n"
        "extern int (*seven(int a))(char, char);\n"
        "LIB_F( int )\neight LIB_P((\n  int a, int b ));\n"
        "#ifdef __cplusplus\n}\n#endif\n",
        &comparison.visitor);
    assert_int_equal(comparison.function_count, 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_load),
        SCRATCH_TEST(test_known_effects),
        SCRATCH_TEST(test_check_pages),
        SCRATCH_TEST(test_scanner),
        SCRATCH_TEST(test_libpq_headers),
        SCRATCH_TEST(test_hiredis_headers),
        SCRATCH_TEST(test_mariadb_headers),
        SCRATCH_TEST(test_libcurl_headers),
        SCRATCH_TEST(test_xcb_headers),
        SCRATCH_TEST(test_xlib_headers),
        SCRATCH_TEST(test_libvirt_headers),
        SCRATCH_TEST(test_libmemcached_headers),
        SCRATCH_TEST(test_openldap_headers),
        SCRATCH_TEST(test_sd_bus_headers),
        SCRATCH_TEST(test_gdbus_headers),
        SCRATCH_TEST(test_net_snmp_headers),
        SCRATCH_TEST(test_libdbus_headers),
        SCRATCH_TEST(test_glusterfs_headers),
        SCRATCH_TEST(test_sqlite3_headers),
        SCRATCH_TEST(test_iterators_of_glib),
        SCRATCH_TEST(test_iterators_of_libc),
        SCRATCH_TEST(test_iterators_of_loops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
