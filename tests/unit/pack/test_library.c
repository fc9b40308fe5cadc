/* A library file: what it gives, and what is refused. */
#include "pack/library.h"

#include "unit/pack/scratch.h"

#define HEAD "version: 1\nlibrary: lib\ntitle: A library\nheaders: lib.h\n"

static void refuse(struct scratch *scratch, const char *text, const char *message) {
    struct library library;
    struct error err = {0};
    const char *path = scratch_write(scratch, "lib.yaml", text);
    assert_false(library_read(&scratch->arena, path, &library, &err));
    assert_error_at(&err, path, message);
}

static struct library accept(struct scratch *scratch, const char *text) {
    struct library library;
    struct error err = {0};
    if (!library_read(&scratch->arena, scratch_write(scratch, "lib.yaml", text), &library, &err))
        fail_msg("%s", err.message);
    return library;
}

static void test_all_keys(void **state) {
    /* The entries stand before the keys that they take values from. */
    struct library library =
        accept(*state, "version: 1\nfunctions:\n  - {names: [a, b], effect: send}\n"
                       "  - {name: c, effect: local, peer: other, url: v}\nlibrary: lib\n"
                       "title: A library\npeer: server\nlatency: host\nurl: u\nheaders: [x.h, y/*.h]\n");
    assert_string_equal(library.name, "lib");
    assert_string_equal(library.title, "A library");
    assert_string_equal(library.peer, "server");
    assert_string_equal(library.latency, "host");
    assert_string_equal(library.url, "u");
    assert_int_equal(library.model_count, 3);
    assert_string_equal(library.models[1].name, "b");
    assert_string_equal(library.models[1].library, "lib");
    assert_string_equal(library.models[1].peer, "server");
    assert_string_equal(library.models[1].url, "u");
    assert_int_equal(library.models[1].header_count, 2);
    assert_string_equal(library.models[1].headers[1], "y/*.h");
    assert_int_equal(library.models[1].origin, ORIGIN_PACK);
    assert_int_equal(library.models[1].line, 3);
    assert_int_equal(library.models[1].column, 17);
    assert_string_equal(library.models[1].file, library.file);
    assert_string_equal(library.models[2].peer, "other");
    assert_string_equal(library.models[2].url, "v");
}

static void test_defaults(void **state) {
    struct library library = accept(*state, HEAD "functions: [{name: a, effect: local}]\n");
    assert_string_equal(library.peer, "lib");
    assert_null(library.latency);
    assert_null(library.url);
    assert_string_equal(library.models[0].peer, "lib");
    assert_string_equal(library.models[0].headers[0], "lib.h");
}

static void test_keys(void **state) {
    refuse(*state, "library: lib\n", "1:1: a library file needs the key 'version'");
    refuse(*state, "version: 1\nlibrary: lib\n", "1:1: a library file needs the key 'title'");
    refuse(*state, HEAD, "1:1: a library file needs the key 'functions'");
    refuse(*state, HEAD "function: []\n", "5:1: unknown key 'function' in a library file; did you mean 'functions'?");
    refuse(*state, HEAD "functions: []\n", "5:12: 'functions' must not be empty");
    refuse(*state, HEAD "functions: {a: b}\n", "5:12: 'functions' must be a list, not a mapping");
    refuse(*state, HEAD "functions: [a]\n", "5:13: a function's entry must be a mapping, not a text");
    refuse(*state, HEAD "latency: dz\nfunctions: [{name: a, effect: local}]\n",
           "5:10: 'latency' cannot be 'dz'; the known ones are: unix, host, x11, dbus, dc, az, region, wan");
    refuse(*state, HEAD "functions:\n  - name: a\n    effect: locl\n",
           "7:13: 'effect' cannot be 'locl'; did you mean 'local'?");
    refuse(*state, "version: 1\nlibrary: a b\ntitle: t\nheaders: h\nfunctions: [{name: a, effect: local}]\n",
           "2:10: 'library' is one word without spaces or slashes; put the rest in 'title'");
    refuse(*state, "version: 1\nlibrary: project\ntitle: t\nheaders: h\nfunctions: [{name: a, effect: local}]\n",
           "2:10: 'project' is the name for models of a project; a library needs another");
    refuse(*state, "version: 1\nlibrary: l\ntitle: t\nheaders: [a.h, /b.h]\nfunctions: [{name: a, effect: local}]\n",
           "4:16: 'headers' are ends of paths, as in #include, not absolute: '/b.h'");
    refuse(*state, "version: 1\nlibrary: l\ntitle: t\nheaders: []\n", "4:10: 'headers' must not be empty");
}

/* The library's language is that of requests whose entry says nothing of its own. */
static void test_language(void **state) {
    struct library library = accept(*state, HEAD "functions:\n"
                                                 "  - {name: query, effect: roundtrip, request: 0}\n"
                                                 "  - {name: prepare, effect: roundtrip, request: 0, access: session}\n"
                                                 "  - {name: by_name, effect: roundtrip, request: 0, language: none}\n"
                                                 "  - {name: call, effect: roundtrip, request: 0, language: names}\n"
                                                 "  - {name: flush, effect: send}\n"
                                                 "language: sql\n");
    static const enum request_language expected[] = {LANGUAGE_SQL, LANGUAGE_NONE, LANGUAGE_NONE, LANGUAGE_NAMES,
                                                     LANGUAGE_NONE};
    assert_int_equal(library.model_count, 5);
    for (uint32_t i = 0; i < library.model_count; i++)
        assert_int_equal(library.models[i].language, expected[i]);
    refuse(*state, HEAD "language: mongo\nfunctions: [{name: a, effect: local}]\n",
           "5:11: 'language' cannot be 'mongo'; the known ones are: none, sql, redis, names, built");
}

#define TAIL "functions: [{name: a, effect: local}]\n"

static void test_status_fields(void **state) {
    struct library library = accept(*state, HEAD "status_fields:\n"
                                                 "  - {record: reply, field: type, ok: [1, 5]}\n"
                                                 "  - record: \"ns::Reply\"\n    field: type\n    ok: [0]\n" TAIL);
    assert_int_equal(library.status_field_count, 2);
    assert_string_equal(library.status_fields[0].record, "reply");
    assert_string_equal(library.status_fields[0].field, "type");
    assert_int_equal(library.status_fields[0].ok_count, 2);
    assert_int_equal(library.status_fields[0].ok[1], 5);
    assert_int_equal(library.status_fields[0].line, 6);
    assert_int_equal(library.status_fields[0].column, 5);
    assert_string_equal(library.status_fields[0].file, library.file);
    assert_string_equal(library.status_fields[1].record, "ns::Reply");
    assert_int_equal(accept(*state, HEAD TAIL).status_field_count, 0);
}

static void test_bad_status_fields(void **state) {
    refuse(*state, HEAD "status_fields: {a: b}\n" TAIL, "5:16: 'status_fields' must be a list, not a mapping");
    refuse(*state, HEAD "status_fields: [a]\n" TAIL, "5:17: a status field must be a mapping, not a text");
    refuse(*state, HEAD "status_fields: [{record: r, field: f}]\n" TAIL, "5:17: a status field needs the key 'ok'");
    refuse(*state, HEAD "status_fields: [{record: r, filed: f, ok: [0]}]\n" TAIL,
           "5:29: unknown key 'filed' in a status field; did you mean 'field'?");
    refuse(*state, HEAD "status_fields: [{record: r, field: f, ok: [x]}]\n" TAIL,
           "5:44: 'ok' must be a whole number from -2147483648 to 2147483647, not 'x'");
    refuse(*state, HEAD "status_fields: [{record: struct r, field: f, ok: [0]}]\n" TAIL,
           "5:26: 'record' is the name alone, without 'struct'");
    refuse(*state, HEAD "status_fields:\n  - {record: r, field: f, ok: [0]}\n  - {record: r, field: f, ok: [1]}\n" TAIL,
           "7:5: the field 'f' of 'r' is described twice; the first is at line 6");
}

static void test_entries_before_an_error_are_freed(void **state) {
    refuse(*state, HEAD "functions:\n  - {names: [a, b, c], effect: local}\n  - {name: d}\n",
           "7:5: a function's entry needs the key 'effect'");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_all_keys),
        SCRATCH_TEST(test_defaults),
        SCRATCH_TEST(test_keys),
        SCRATCH_TEST(test_language),
        SCRATCH_TEST(test_status_fields),
        SCRATCH_TEST(test_bad_status_fields),
        SCRATCH_TEST(test_entries_before_an_error_are_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
