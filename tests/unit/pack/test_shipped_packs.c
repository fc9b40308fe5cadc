/* The libraries that are shipped: they load, they say what is known of single functions, and where the library's
 * headers are installed they name each function of them. */
#include "pack/pack.h"

#include "base/attr.h"
#include "pack/check_page.h"
#include "unit/pack/prototypes.h"
#include "unit/pack/scratch.h"

#define LIBRARIES "rules/libraries"

static struct pack_set *load(void) {
    struct pack_set *set = pack_create();
    struct error err = {0};
    if (!pack_load(set, LIBRARIES, &err))
        fail_msg("%s", err.message);
    return set;
}

static const struct model *match(const struct pack_set *set, const char *name) {
    struct model_query query = {.name = name};
    return pack_match(set, &query);
}

static void test_load(void **state) {
    struct scratch *scratch = *state;
    struct pack_set *set = load();
    assert_true(pack_library_count(set) >= 4);
    for (uint32_t i = 0; i < pack_library_count(set); i++) {
        const struct library *library = pack_library(set, i);
        /* The file is called after the library, so that a person finds it. */
        assert_string_equal(library->file, arena_printf(&scratch->arena, LIBRARIES "/%s.yaml", library->name));
        assert_non_null(library->latency);
        assert_non_null(library->url);
        for (uint32_t k = 0; k < library->model_count; k++) {
            const struct model *model = &library->models[k];
            if (model->bulk != NULL && match(set, model->bulk) == NULL)
                fail_msg("%s:%u: there is no function '%s'", model->file, model->line, model->bulk);
            if (model->effect == EFFECT_ROUNDTRIP && model->handle == ARGUMENT_NONE)
                fail_msg("%s:%u: '%s' waits, but on which connection?", model->file, model->line, model->name);
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
        {"PQexec", EFFECT_ROUNDTRIP, "postgresql"},      {"PQsendQuery", EFFECT_SEND, "postgresql"},
        {"PQgetResult", EFFECT_WAIT, "postgresql"},      {"PQgetvalue", EFFECT_LOCAL, "postgresql"},
        {"PQgetCopyData", EFFECT_FETCH, "postgresql"},   {"PQenterPipelineMode", EFFECT_MODE, "postgresql"},
        {"PQconnectdb", EFFECT_CONNECT, "postgresql"},   {"PQfinish", EFFECT_LOCAL, "postgresql"},
        {"PQescapeLiteral", EFFECT_LOCAL, "postgresql"}, {"redisCommand", EFFECT_ROUNDTRIP, "redis"},
        {"redisAppendCommand", EFFECT_SEND, "redis"},    {"redisGetReply", EFFECT_WAIT, "redis"},
        {"freeReplyObject", EFFECT_LOCAL, "redis"},      {"hi_sdsnew", EFFECT_LOCAL, "redis"},
        {"mysql_query", EFFECT_ROUNDTRIP, "mysql"},      {"mysql_fetch_row", EFFECT_FETCH, "mysql"},
        {"mysql_store_result", EFFECT_LOCAL, "mysql"},   {"mysql_stmt_close", EFFECT_SEND, "mysql"},
        {"mysql_query_cont", EFFECT_WAIT, "mysql"},      {"curl_easy_perform", EFFECT_ROUNDTRIP, "http"},
        {"curl_multi_poll", EFFECT_WAIT, "http"},        {"curl_easy_setopt", EFFECT_LOCAL, "http"},
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
};

static void check_index(struct comparison *comparison, const struct model *model, const char *key, int32_t index,
                        int parameter_count) {
    if (index < parameter_count)
        return;
    print_error("%s:%u: '%s: %d' of %s, which has %d parameters\n", model->file, model->line, key, index, model->name,
                parameter_count);
    comparison->problem_count++;
}

static void compare(struct prototype_visitor *visitor, const char *name, int parameter_count) {
    struct comparison *comparison = (struct comparison *)visitor;
    struct model_query query = {.name = name, .header = comparison->header};
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
}

/* Where distributions put headers. */
static const char *find_header(struct arena *arena, const char *name) {
    static const char *const folders[] = {
        "/usr/include",
        "/usr/include/postgresql",
        "/usr/include/mariadb",
        "/usr/include/mysql",
        "/usr/include/pgsql",
        "/usr/local/include",
        "/usr/include/x86_64-linux-gnu",
        "/usr/include/aarch64-linux-gnu",
    };
    for (size_t i = 0; i < ARRAY_COUNT(folders); i++) {
        const char *path = arena_printf(arena, "%s/%s", folders[i], name);
        if (file_exists(path))
            return path;
    }
    return NULL;
}

/* `least` functions must be found, so that a header that the scanner cannot read is noticed. */
static void compare_headers(struct scratch *scratch, const char *library, const char *const headers[],
                            size_t header_count, uint32_t least) {
    struct pack_set *set = load();
    struct comparison comparison = {.visitor = {compare}, .set = set, .library = library};
    uint32_t missing = 0;
    for (size_t i = 0; i < header_count; i++) {
        struct buffer text = {0};
        struct error err = {0};
        comparison.header = find_header(&scratch->arena, headers[i]);
        missing += comparison.header == NULL;
        if (comparison.header == NULL)
            continue;
        assert_true(file_read(comparison.header, &text, &err));
        visit_prototypes(buffer_text(&text), &comparison.visitor);
        buffer_finish(&text);
    }
    pack_destroy(set);
    if (missing == header_count) {
        print_message("the headers of %s are not installed: skipped\n", library);
        skip();
    }
    print_message("%s: %u functions in %u headers\n", library, comparison.function_count,
                  (unsigned)header_count - missing);
    assert_int_equal(comparison.problem_count, 0);
    assert_true(missing > 0 || comparison.function_count >= least);
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

static void note(struct prototype_visitor *visitor, const char *name, int parameter_count) {
    struct comparison *comparison = (struct comparison *)visitor;
    static const struct {
        const char *name;
        int parameter_count;
    } expected[] = {{"one", 0}, {"two", 2}, {"three", 3}, {"four", 1}, {"five", 0}, {"six", 2}};
    assert_true(comparison->function_count < ARRAY_COUNT(expected));
    assert_string_equal(name, expected[comparison->function_count].name);
    assert_int_equal(parameter_count, expected[comparison->function_count].parameter_count);
    comparison->function_count++;
}

/* The scanner itself. */
static void test_scanner(void **state) {
    (void)state;
    struct comparison comparison = {.visitor = {note}};
    visit_prototypes("#ifdef __cplusplus\nextern \"C\" {\n#endif\n/* no(int); */ // nor(int);\n"
                     "#define macro(x) \\\n  other(x)\n"
                     "extern int one(void);\ntypedef int callback(int);\nstruct s { int (*field)(int); };\n"
                     "struct __attribute__ ((__packed__)) p { char a; };\n"
                     "typedef struct { int a; } t;\nextern int variable;\n"
                     "LIB_API char *two(const char *text, void (*f)(int, int));\n"
                     "LIB_API int LIB_DEPRECATED(7.1, \"use ; other(x)\")\nthree(int a, int b, ...);\n"
                     "static inline int four(int a) { return a ? five(1) : 2; }\n"
                     "int STDCALL five( void );\nint six(int a[2], enum e b) __attribute__((format(printf, 2, 3)));\n"
                     "#ifdef __cplusplus\n}\n#endif\n",
                     &comparison.visitor);
    assert_int_equal(comparison.function_count, 6);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
