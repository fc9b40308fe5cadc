/* Sets of packs: directories, duplicates, who wins, and how fast. */
#include "pack/pack.h"

#include "base/log.h"
#include "pack/index.h"
#include "unit/pack/scratch.h"

static const char *library_text(struct scratch *scratch, const char *name, const char *headers, const char *functions) {
    return arena_printf(&scratch->arena, "version: 1\nlibrary: %s\ntitle: T\nheaders: %s\nfunctions:\n%s", name,
                        headers, functions);
}

static struct pack_set *load(struct scratch *scratch, const char *text) {
    struct error err = {0};
    struct pack_set *set = pack_create();
    if (!pack_load(set, scratch_write(scratch, "one.yaml", text), &err))
        fail_msg("%s", err.message);
    return set;
}

static struct model project_model(const char *name) {
    return (struct model){.name = name,
                          .is_glob = strpbrk(name, "*?") != NULL,
                          .library = "project",
                          .peer = "project",
                          .origin = ORIGIN_PROJECT,
                          .file = ".tripcount.yaml",
                          .line = 3,
                          .column = 5};
}

static void add_project_models(struct pack_set *set, const struct model *models, uint32_t count) {
    struct error err = {0};
    assert_true(pack_add_models(set, models, count, &err));
}

/* The library of the model in force, or "". */
static const char *who(const struct pack_set *set, const char *name, const char *header, bool is_defined,
                       bool is_internal) {
    struct model_query query = {name, header, is_defined, is_internal, NULL};
    const struct model *model = pack_match(set, &query);
    return model == NULL ? "" : model->library;
}

static void fail_load(struct scratch *scratch, const char *name, const char *message);

/* A class that declares get and send_get and has one base. */
static bool declares(const struct class_query *query, const char *method) {
    (void)query;
    return strcmp(method, "get") == 0 || strcmp(method, "send_get") == 0;
}

static bool has_base(const struct class_query *query, const char *class) {
    (void)query;
    return strcmp(class, "ns::Base") == 0;
}

/* The effect of the model in force for a method of that class, or "". */
static const char *effect_of(const struct pack_set *set, const char *name, bool is_defined) {
    static const struct class_query class = {declares, has_base};
    struct model_query query = {.name = name, .header = "any.h", .is_defined = is_defined, .class = &class};
    const struct model *model = pack_match(set, &query);
    return model == NULL ? "" : effect_name(model->effect);
}

static void test_entries_that_tell_the_class(void **state) {
    struct scratch *scratch = *state;
    struct pack_set *set =
        load(scratch, library_text(scratch, "lib", "lib.h",
                                   "  - {name: \"*C::*\", sibling: \"send_*\", no_sibling: \"recv_*\", effect: send}\n"
                                   "  - {name: \"*C::*\", sibling: [\"send_*\", \"recv_*\"], effect: roundtrip}\n"
                                   "  - {name: \"*C::send_*\", sibling: \"*\", effect: wait}\n"
                                   "  - {name: \"*D::*\", derived_from: ns::Base, except: \"*::put\", effect: mode}\n"
                                   "  - {name: \"*E::*\", derived_from: ns::Other, effect: mode}\n"
                                   "  - {name: \"F::get\", sibling: send_get, effect: connect}\n"
                                   "  - {name: \"*::get\", effect: local}\n"));
    assert_string_equal(effect_of(set, "ns::C::get", true), "send"); /* its body does not count */
    assert_string_equal(effect_of(set, "ns::C::send_get", false), "wait");
    assert_string_equal(effect_of(set, "ns::C::put", false), "");
    assert_string_equal(effect_of(set, "ns::C::send_put", false), "");
    assert_string_equal(effect_of(set, "D::any", false), "mode");
    assert_string_equal(effect_of(set, "D::put", false), "");
    assert_string_equal(effect_of(set, "E::any", false), "");
    assert_string_equal(effect_of(set, "F::get", false), "connect");
    assert_string_equal(who(set, "ns::C::get", "any.h", false, false), ""); /* no method */
    struct model own = project_model("ns::C::get");
    add_project_models(set, &own, 1);
    assert_string_equal(effect_of(set, "ns::C::get", false), "local"); /* the project's, by its exact name */
    pack_destroy(set);
    scratch_write(scratch, "twice/a.yaml",
                  library_text(scratch, "a", "a.h",
                               "  - {name: \"C::*\", sibling: \"a*\", effect: local}\n"
                               "  - {name: \"C::*\", sibling: \"b*\", effect: local}\n"
                               "  - {name: \"C::*\", sibling: \"a*\", effect: send}\n"));
    fail_load(scratch, "twice",
              arena_printf(&scratch->arena,
                           "%s/twice/a.yaml:8:12: 'C::*' is described twice; the first is at %s/twice/a.yaml:6:12",
                           scratch->directory, scratch->directory));
}

static void test_directory(void **state) {
    struct scratch *scratch = *state;
    struct error err = {0};
    scratch_write(scratch, "packs/z.yaml", library_text(scratch, "alpha", "a.h", "  - {name: a, effect: local}\n"));
    scratch_write(scratch, "packs/b.yaml", library_text(scratch, "beta", "b.h", "  - {name: b, effect: local}\n"));
    scratch_write(scratch, "packs/.hidden.yaml", "not read");
    scratch_write(scratch, "packs/README.md", "not read");
    scratch_write(scratch, "packs/inner.yaml/x.yaml", "not read");
    struct pack_set *set = pack_create();
    assert_true(pack_load(set, scratch_path(scratch, "packs"), &err));
    assert_int_equal(pack_library_count(set), 2);
    assert_string_equal(pack_library(set, 0)->name, "alpha");
    assert_string_equal(pack_library(set, 1)->name, "beta");
    assert_string_equal(pack_library(set, 1)->file, scratch_path(scratch, "packs/b.yaml"));
    assert_string_equal(who(set, "a", NULL, false, false), "alpha");
    pack_destroy(set);
}

static void fail_load(struct scratch *scratch, const char *name, const char *message) {
    struct error err = {0};
    struct pack_set *set = pack_create();
    assert_false(pack_load(set, scratch_path(scratch, name), &err));
    assert_error(&err, message);
    pack_destroy(set);
}

static void test_what_cannot_be_loaded(void **state) {
    struct scratch *scratch = *state;
    const char *directory = scratch->directory;
    struct arena *arena = &scratch->arena;
    fail_load(scratch, "none", arena_printf(arena, "cannot read %s/none: No such file or directory", directory));
    scratch_write(scratch, "empty/README.md", "x");
    fail_load(scratch, "empty", arena_printf(arena, "%s/empty: no *.yaml file is in it", directory));
    scratch_write(scratch, "yml/lib.yml", "x");
    fail_load(scratch, "yml",
              arena_printf(arena, "%s/yml/lib.yml: files of rules end with .yaml: rename it", directory));
    scratch_write(scratch, "bad/lib.yaml", "");
    fail_load(scratch, "bad", arena_printf(arena, "%s/bad/lib.yaml:1:1: nothing is in this file", directory));
}

static void test_duplicates(void **state) {
    struct scratch *scratch = *state;
    struct arena *arena = &scratch->arena;
    const char *directory = scratch->directory;
    scratch_write(scratch, "two/a.yaml", library_text(scratch, "a", "a.h", "  - {name: same, effect: local}\n"));
    scratch_write(scratch, "two/b.yaml", library_text(scratch, "b", "b.h", "  - {names: [x, same], effect: send}\n"));
    fail_load(scratch, "two",
              arena_printf(arena, "%s/two/b.yaml:6:17: 'same' is described twice; the first is at %s/two/a.yaml:6:12",
                           directory, directory));
    scratch_write(scratch, "glob/a.yaml",
                  library_text(scratch, "a", "a.h", "  - {name: s*, effect: local}\n  - {name: s*, effect: send}\n"));
    fail_load(scratch, "glob",
              arena_printf(arena, "%s/glob/a.yaml:7:12: 's*' is described twice; the first is at %s/glob/a.yaml:6:12",
                           directory, directory));
    scratch_write(scratch, "name/a.yaml", library_text(scratch, "same", "a.h", "  - {name: f, effect: local}\n"));
    scratch_write(scratch, "name/b.yaml", library_text(scratch, "same", "b.h", "  - {name: g, effect: local}\n"));
    fail_load(scratch, "name",
              arena_printf(arena,
                           "%s/name/b.yaml: the library 'same' is described twice; the first is in %s/name/a.yaml",
                           directory, directory));
    struct error err = {0};
    struct pack_set *set = pack_create();
    struct model models[] = {project_model("f"), project_model("f")};
    models[1].line = 9;
    assert_false(pack_add_models(set, models, 2, &err));
    assert_error(&err, ".tripcount.yaml:9:5: 'f' is described twice; the first is at .tripcount.yaml:3:5");
    pack_destroy(set);
}

static void test_project_and_pack_may_name_the_same(void **state) {
    struct scratch *scratch = *state;
    struct pack_set *set = load(scratch, library_text(scratch, "lib", "lib.h", "  - {name: f, effect: local}\n"));
    assert_string_equal(who(set, "f", "/usr/include/lib.h", false, false), "lib");
    struct model model = project_model("f");
    add_project_models(set, &model, 1);
    assert_string_equal(who(set, "f", "/usr/include/lib.h", false, false), "project");
    assert_string_equal(who(set, "f", "/usr/include/lib.h", true, true), "project");
    pack_destroy(set);
}

static void test_precedence(void **state) {
    struct scratch *scratch = *state;
    struct pack_set *set = load(scratch, library_text(scratch, "lib", "lib.h", "  - {name: f, effect: local}\n"));
    /* Header, then definition, then bare name. */
    assert_string_equal(who(set, "f", "/usr/include/lib.h", false, false), "lib");
    assert_string_equal(who(set, "f", "/src/deps/lib/lib.h", true, false), "lib");
    assert_string_equal(who(set, "f", "/src/own.h", true, false), "");
    assert_string_equal(who(set, "f", NULL, true, false), "");
    assert_string_equal(who(set, "f", "/src/own.h", false, false), "lib");
    assert_string_equal(who(set, "f", NULL, false, false), "lib");
    /* A static function is nobody's. */
    /* an inline function of the library's header; a static one that is declared elsewhere is the program's own */
    assert_string_equal(who(set, "f", "/usr/include/lib.h", true, true), "lib");
    assert_string_equal(who(set, "f", "/src/own.h", true, true), "");
    assert_string_equal(who(set, "f", NULL, false, true), "");
    /* Whole names only. */
    assert_string_equal(who(set, "ns::f", NULL, false, false), "");
    assert_string_equal(who(set, "ff", NULL, false, false), "");
    assert_string_equal(who(set, "", NULL, false, false), "");
    pack_destroy(set);
}

static bool holds(const char *pattern, const char *path) {
    struct model model = {.headers = &pattern, .header_count = 1};
    return index_holds_header(&model, path);
}

static void test_headers(void **state) {
    (void)state;
    assert_true(holds("libpq-fe.h", "/usr/include/postgresql/libpq-fe.h"));
    assert_true(holds("libpq-fe.h", "libpq-fe.h"));
    assert_false(holds("libpq-fe.h", "/usr/include/my-libpq-fe.h"));
    assert_false(holds("libpq-fe.h", "/usr/include/libpq-fe.h/x.h"));
    assert_true(holds("curl/curl.h", "/usr/include/curl/curl.h"));
    assert_false(holds("curl/curl.h", "/usr/include/xcurl/curl.h"));
    assert_false(holds("curl/curl.h", "curl.h"));
    assert_true(holds("curl/*.h", "/usr/include/x86_64-linux-gnu/curl/easy.h"));
    assert_true(holds("curl/*.h", "curl/easy.h"));
    assert_false(holds("curl/*.h", "/usr/include/curl/inner/easy.h"));
    assert_false(holds("curl/*.h", "/usr/include/easy.h"));
    assert_true(holds("mysql[0-9].h", "/x/mysql8.h"));
    assert_true(holds("?.h", "/x/a.h"));
    assert_false(holds("?.h", "/x/ab.h"));
}

static void test_patterns(void **state) {
    struct scratch *scratch = *state;
    struct pack_set *set =
        load(scratch, library_text(scratch, "lib", "lib.h",
                                   "  - {names: [\"get_*\"], except: [get_local, \"get_*_size\"], effect: roundtrip}\n"
                                   "  - {name: \"get_one*\", effect: send}\n  - {name: get_one, effect: wait}\n"
                                   "  - {name: \"T::operator*\", effect: connect}\n"));
    struct model_query query = {.header = "/i/lib.h"};
    static const struct {
        const char *name;
        int effect; /* -1: none */
    } cases[] = {
        {"get_x", EFFECT_ROUNDTRIP},
        {"get_", EFFECT_ROUNDTRIP},
        {"get_local", -1},
        {"get_x_size", -1},
        {"get_one", EFFECT_WAIT},
        {"get_one_more", EFFECT_SEND},
        {"get_one_size", EFFECT_SEND},
        {"forget_x", -1},
        {"T::operator*", EFFECT_CONNECT},
        {"T::operator*=", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        query.name = cases[i].name;
        const struct model *model = pack_match(set, &query);
        assert_int_equal(model == NULL ? -1 : (int)model->effect, cases[i].effect);
    }
    /* A pattern needs its header where one is known. */
    assert_string_equal(who(set, "get_x", "/src/own.h", false, false), "");
    assert_string_equal(who(set, "get_x", NULL, false, false), "lib");
    assert_string_equal(who(set, "get_x", NULL, true, false), "");
    assert_string_equal(who(set, "get_x", "/deps/lib.h", true, false), "lib");
    pack_destroy(set);
}

static void test_pattern_with_header_beats_bare_name(void **state) {
    struct scratch *scratch = *state;
    struct error err = {0};
    scratch_write(scratch, "p/a.yaml", library_text(scratch, "exact", "exact.h", "  - {name: get_x, effect: local}\n"));
    scratch_write(scratch, "p/b.yaml", library_text(scratch, "glob", "glob.h", "  - {name: get_*, effect: send}\n"));
    struct pack_set *set = pack_create();
    assert_true(pack_load(set, scratch_path(scratch, "p"), &err));
    assert_string_equal(who(set, "get_x", "/i/glob.h", false, false), "glob");
    assert_string_equal(who(set, "get_x", "/i/exact.h", false, false), "exact");
    assert_string_equal(who(set, "get_x", "/i/other.h", false, false), "exact");
    assert_string_equal(who(set, "get_x", NULL, false, false), "exact");
    pack_destroy(set);
}

static void test_project_patterns(void **state) {
    struct scratch *scratch = *state;
    struct pack_set *set = load(scratch, library_text(scratch, "lib", "lib.h", "  - {name: rpc_x, effect: local}\n"));
    struct model models[] = {project_model("rpc_*"), project_model("rpc_y")};
    models[1].library = "exact";
    add_project_models(set, models, 2);
    assert_string_equal(who(set, "rpc_x", "/i/lib.h", true, true), "project");
    assert_string_equal(who(set, "rpc_y", NULL, false, false), "exact");
    assert_string_equal(who(set, "rpx", NULL, false, false), "");
    pack_destroy(set);
}

static void test_digest(void **state) {
    struct scratch *scratch = *state;
    struct pack_set *one = load(scratch, library_text(scratch, "lib", "lib.h", "  - {name: f, effect: local}\n"));
    struct pack_set *moved =
        load(scratch, library_text(scratch, "lib", "lib.h", "# f\n  - name: f\n    effect: local\n"));
    struct pack_set *other = load(scratch, library_text(scratch, "lib", "lib.h", "  - {name: f, effect: send}\n"));
    struct pack_set *advised =
        load(scratch, library_text(scratch, "lib", "lib.h", "  - {name: f, effect: local, advice: a}\n"));
    assert_true(digest_is_equal(pack_digest(one), pack_digest(moved)));
    assert_false(digest_is_equal(pack_digest(one), pack_digest(other)));
    assert_false(digest_is_equal(pack_digest(one), pack_digest(advised)));
    struct model model = project_model("g");
    struct digest before = pack_digest(one);
    add_project_models(one, &model, 1);
    assert_false(digest_is_equal(before, pack_digest(one)));
    pack_destroy(one);
    pack_destroy(moved);
    pack_destroy(other);
    pack_destroy(advised);
    pack_destroy(NULL);
}

/* Each key of an entry is part of the digest: a result that was made without it is made again. */
static void test_digest_of_each_key(void **state) {
    static const char *const entries[] = {
        "effect: send",
        "effect: send, cookie: return",
        "effect: wait",
        "effect: wait, cookie: 1",
        "effect: wait, page: 1",
        "effect: local",
        "effect: local, tells: 0, ok: [0]",
        "effect: local, tells: 1, ok: [0]",
        "effect: local, tells: 0, ok: [0, 1]",
        "effect: local, resets: 0",
        "effect: local, pause: time",
        "effect: local, builds: [{argument: 0, value: 1, page: 1}]",
        "effect: local, builds: [{argument: 1, value: 1, page: 1}]",
        "effect: local, builds: [{argument: 0, value: 2, page: 1}]",
        "effect: local, builds: [{argument: 0, value: 1, page: 2}]",
        "effect: local, builds: [{argument: 0, value: 1, page: 1, access: read}]",
        "effect: roundtrip",
        "effect: roundtrip, prefetch: g",
        "effect: roundtrip, after: g",
        "effect: roundtrip, cached: true",
        "effect: roundtrip, cancels: true",
        "effect: roundtrip, blocking: true",
        "effect: local, ok: [0]",
        "effect: wait, step: true",
        "effect: send, request: 1",
        "effect: send, request: 1, unpipelined: true",
        "effect: send, request: 1, language: sql",
    };
    enum { COUNT = sizeof entries / sizeof *entries };
    struct scratch *scratch = *state;
    struct digest digests[COUNT];
    for (uint32_t i = 0; i < COUNT; i++) {
        const char *entry = arena_printf(&scratch->arena, "  - {name: f, %s}\n", entries[i]);
        struct pack_set *set = load(scratch, library_text(scratch, "lib", "lib.h", entry));
        digests[i] = pack_digest(set);
        pack_destroy(set);
        for (uint32_t k = 0; k < i; k++)
            if (digest_is_equal(digests[k], digests[i]))
                fail_msg("'%s' is the same as '%s'", entries[k], entries[i]);
    }
}

static const char *status_text(struct scratch *scratch, const char *name, const char *fields) {
    return arena_printf(&scratch->arena, "%sstatus_fields: %s\n",
                        library_text(scratch, name, "a.h",
                                     arena_printf(&scratch->arena,
                                                  "  - {name: %s_f, effect: "
                                                  "local}\n",
                                                  name)),
                        fields);
}

static void test_status_fields(void **state) {
    struct scratch *scratch = *state;
    const char *directory = scratch->directory;
    struct pack_set *set = load(scratch, status_text(scratch, "lib", "[{record: reply, field: type, ok: [1]}]"));
    struct pack_set *other = load(scratch, status_text(scratch, "lib", "[{record: reply, field: type, ok: [2]}]"));
    assert_int_equal(pack_match_field(set, "reply", "type")->ok[0], 1);
    assert_null(pack_match_field(set, "reply", "str"));
    assert_null(pack_match_field(set, "answer", "type"));
    assert_false(digest_is_equal(pack_digest(set), pack_digest(other)));
    pack_destroy(set);
    pack_destroy(other);
    scratch_write(scratch, "two/a.yaml", status_text(scratch, "a", "[{record: reply, field: type, ok: [1]}]"));
    scratch_write(scratch, "two/b.yaml", status_text(scratch, "b", "[{record: reply, field: type, ok: [1]}]"));
    fail_load(scratch, "two",
              arena_printf(&scratch->arena,
                           "%s/two/b.yaml:7:17: the field 'type' of 'reply' is described twice; the first is at "
                           "%s/two/a.yaml:7:17",
                           directory, directory));
}

/* 5,000 models against a million names. 100 ms is what a build for use takes; the limit leaves room for sanitizers. */
static void test_speed(void **state) {
    struct scratch *scratch = *state;
    enum { MODELS = 5000, NAMES = 1000, ROUNDS = 1000 };
    struct model *models = ARENA_ARRAY(&scratch->arena, struct model, MODELS);
    const char **names = ARENA_ARRAY(&scratch->arena, const char *, NAMES);
    for (int i = 0; i < MODELS; i++)
        models[i] = project_model(arena_printf(&scratch->arena, "library_function_%d", i));
    for (int i = 0; i < NAMES; i++)
        names[i] = arena_printf(&scratch->arena, i % 2 == 0 ? "library_function_%d" : "own_function_%d", i);
    struct pack_set *set = pack_create();
    add_project_models(set, models, MODELS);
    uint32_t found = 0;
    double start = clock_seconds();
    for (int i = 0; i < ROUNDS; i++)
        for (int k = 0; k < NAMES; k++) {
            struct model_query query = {.name = names[k]};
            found += pack_match(set, &query) != NULL;
        }
    double seconds = clock_seconds() - start;
    assert_int_equal(found, NAMES / 2 * ROUNDS);
    print_message("a million names: %.0f ms\n", seconds * 1000);
    assert_true(seconds < 3);
    pack_destroy(set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_entries_that_tell_the_class),
        SCRATCH_TEST(test_directory),
        SCRATCH_TEST(test_what_cannot_be_loaded),
        SCRATCH_TEST(test_duplicates),
        SCRATCH_TEST(test_project_and_pack_may_name_the_same),
        SCRATCH_TEST(test_precedence),
        SCRATCH_TEST(test_headers),
        SCRATCH_TEST(test_patterns),
        SCRATCH_TEST(test_pattern_with_header_beats_bare_name),
        SCRATCH_TEST(test_project_patterns),
        SCRATCH_TEST(test_digest),
        SCRATCH_TEST(test_digest_of_each_key),
        SCRATCH_TEST(test_status_fields),
        SCRATCH_TEST(test_speed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
