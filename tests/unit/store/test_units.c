/* The cache: units and the files that they were made from. */
#include "fixture.h"

static void save(struct fixture *fixture, struct store *store, const struct store_new_unit *units, uint32_t count) {
    ASSERT_GOOD(fixture, store_save_units(store, units, count, &fixture->err));
}

static struct store_units load(struct fixture *fixture, struct store *store) {
    struct store_units units = {0};
    ASSERT_GOOD(fixture, store_load_units(store, &fixture->arena, &units, &fixture->err));
    return units;
}

static const struct dependency *file_of(const struct store_units *units, uint32_t unit, uint32_t position) {
    assert_true(unit < units->unit_count);
    assert_true(position < units->units[unit].dependency_count);
    uint32_t index = units->units[unit].dependencies[position];
    assert_true(index < units->file_count);
    return &units->files[index];
}

static void assert_same_file(const struct dependency *a, const struct dependency *b) {
    assert_string_equal(a->path, b->path);
    assert_true(file_stamp_is_equal(a->stamp, b->stamp));
    assert_true(digest_is_equal(a->digest, b->digest));
    assert_int_equal(a->is_absent, b->is_absent);
}

/* The summary as text, or NULL when it is not there. */
static const char *summary_of(struct fixture *fixture, struct store *store, const struct store_unit *unit) {
    const void *data = NULL;
    size_t size = 0;
    bool found = false;
    ASSERT_GOOD(fixture, store_load_summary(store, unit, &fixture->arena, &data, &size, &found, &fixture->err));
    return found ? arena_text(&fixture->arena, data, size) : NULL;
}

static void test_empty(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct store_units units = load(fixture, store);
    assert_int_equal(units.unit_count, 0);
    assert_int_equal(units.file_count, 0);
    save(fixture, store, NULL, 0);
    ASSERT_GOOD(fixture, store_save_stamps(store, NULL, 0, &fixture->err));
    ASSERT_GOOD(fixture, store_remove_units_not_in(store, NULL, 0, &fixture->err));
    store_close(store);
}

static void test_units_come_back(void **state) {
    struct fixture *fixture = *state;
    struct dependency files[] = {sample_file(fixture, "src/a.c", 1), sample_file(fixture, "/usr/include/h.h", 2),
                                 sample_file(fixture, "src/gone.h", 3)};
    files[0].stamp.inode = UINT64_MAX;
    files[0].stamp.modified_ns = -5;
    files[2].is_absent = true;
    files[2].digest = (struct digest){0};
    files[2].stamp = (struct file_stamp){.size = -1};
    struct store_new_unit unit = sample_unit(fixture, "src/a.c", 11, files, 3);
    unit.command_index = 3;
    unit.status = UNIT_PARTIAL;
    unit.message = "gone.h is missing";
    unit.line_count = UINT64_C(5000000000);
    unit.parse_ns = INT64_C(77000000000);
    unit.summary = "a\0b";
    unit.summary_size = 3;
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, &unit, 1);
    store_close(store);

    store = open_store(fixture, STORE_READ);
    struct store_units units = load(fixture, store);
    assert_int_equal(units.unit_count, 1);
    const struct store_unit *loaded = &units.units[0];
    assert_string_equal(loaded->file, unit.file);
    assert_int_equal(loaded->command_index, 3);
    assert_true(digest_is_equal(loaded->command_digest, unit.command_digest));
    assert_true(digest_is_equal(loaded->content_key, unit.content_key));
    assert_int_equal(loaded->status, UNIT_PARTIAL);
    assert_string_equal(loaded->message, unit.message);
    assert_true(loaded->line_count == unit.line_count);
    assert_true(loaded->parse_ns == unit.parse_ns);
    assert_int_equal(loaded->summary_size, 3);
    assert_int_equal(loaded->dependency_count, 3);
    for (uint32_t i = 0; i < 3; i++)
        assert_same_file(file_of(&units, 0, i), &files[i]);
    assert_memory_equal(summary_of(fixture, store, loaded), "a\0b", 3);
    store_close(store);
    /* No absolute path within the root, also not in the keys of the unit. */
    assert_string_equal(query_sql(fixture, "SELECT path FROM file ORDER BY path"),
                        "/usr/include/h.h\nsrc/a.c\nsrc/gone.h\n");
    assert_string_equal(query_sql(fixture, "SELECT file, command_index, status FROM translation_unit"),
                        "src/a.c|3|partial\n");
}

static void test_order_is_file_then_command(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct store_new_unit units[] = {sample_unit(fixture, "b.c", 1, NULL, 0), sample_unit(fixture, "a.c", 2, NULL, 0),
                                     sample_unit(fixture, "b.c", 3, NULL, 0)};
    units[0].command_index = 1;
    save(fixture, store, units, 3);
    struct store_units loaded = load(fixture, store);
    assert_int_equal(loaded.unit_count, 3);
    assert_true(digest_is_equal(loaded.units[0].content_key, sample_digest(2)));
    assert_true(digest_is_equal(loaded.units[1].content_key, sample_digest(3)));
    assert_true(digest_is_equal(loaded.units[2].content_key, sample_digest(1)));
    assert_int_equal(loaded.units[0].dependency_count, 0);
    store_close(store);
}

static void test_database_serves_another_checkout(void **state) {
    struct fixture *fixture = *state;
    struct dependency file = sample_file(fixture, "src/a.c", 1);
    struct store_new_unit unit = sample_unit(fixture, "src/a.c", 1, &file, 1);
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, &unit, 1);
    store_close(store);
    fixture->root = "/elsewhere/checkout";
    store = open_store(fixture, STORE_READ);
    struct store_units units = load(fixture, store);
    assert_string_equal(units.units[0].file, "/elsewhere/checkout/src/a.c");
    assert_string_equal(file_of(&units, 0, 0)->path, "/elsewhere/checkout/src/a.c");
    store_close(store);
    fixture->root = path_directory(&fixture->arena, fixture->path);
}

static void test_a_unit_is_replaced(void **state) {
    struct fixture *fixture = *state;
    struct dependency before = sample_file(fixture, "a.c", 1);
    struct dependency after = sample_file(fixture, "a.c", 2);
    struct store_new_unit unit = sample_unit(fixture, "a.c", 1, &before, 1);
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, &unit, 1);
    struct store_units old = load(fixture, store);
    assert_string_equal(summary_of(fixture, store, &old.units[0]), "a.c");
    unit = sample_unit(fixture, "a.c", 2, &after, 1);
    unit.summary = "second";
    unit.summary_size = 6;
    save(fixture, store, &unit, 1);
    struct store_units units = load(fixture, store);
    assert_int_equal(units.unit_count, 1);
    assert_same_file(file_of(&units, 0, 0), &after);
    assert_string_equal(summary_of(fixture, store, &units.units[0]), "second");
    /* What was loaded before is not answered with the summary of something else. */
    assert_null(summary_of(fixture, store, &old.units[0]));
    store_close(store);
}

static void test_a_unit_that_fails_loses_its_summary(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct store_new_unit unit = sample_unit(fixture, "a.c", 1, NULL, 0);
    save(fixture, store, &unit, 1);
    unit.status = UNIT_CRASH;
    unit.message = "signal 11";
    unit.summary = NULL;
    save(fixture, store, &unit, 1);
    struct store_units units = load(fixture, store);
    assert_int_equal(units.units[0].status, UNIT_CRASH);
    assert_int_equal(units.units[0].summary_size, 0);
    assert_null(summary_of(fixture, store, &units.units[0]));
    store_close(store);
    assert_string_equal(query_sql(fixture, "SELECT count(*) FROM unit_summary"), "0\n");
}

static void test_an_empty_summary_is_one(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct store_new_unit unit = sample_unit(fixture, "a.c", 1, NULL, 0);
    unit.summary_size = 0;
    save(fixture, store, &unit, 1);
    struct store_units units = load(fixture, store);
    assert_string_equal(summary_of(fixture, store, &units.units[0]), "");
    store_close(store);
}

/* ---- Files ---- */

/* A header was edited between two units: each unit is judged by what it saw itself. */
static void test_two_contents_of_one_header(void **state) {
    struct fixture *fixture = *state;
    struct dependency old_header = sample_file(fixture, "h.h", 1);
    struct dependency new_header = sample_file(fixture, "h.h", 2);
    struct store_new_unit units[] = {sample_unit(fixture, "a.c", 1, &old_header, 1),
                                     sample_unit(fixture, "b.c", 2, &new_header, 1),
                                     sample_unit(fixture, "c.c", 3, &old_header, 1)};
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, units, 3);
    struct store_units loaded = load(fixture, store);
    assert_int_equal(loaded.file_count, 2);
    assert_same_file(file_of(&loaded, 0, 0), &old_header);
    assert_same_file(file_of(&loaded, 1, 0), &new_header);
    assert_same_file(file_of(&loaded, 2, 0), &old_header);
    assert_ptr_equal(loaded.files[0].path, loaded.files[1].path);
    store_close(store);
}

/* It appeared: the unit that looked for it in vain is told apart from the one that read it. */
static void test_a_file_that_appears(void **state) {
    struct fixture *fixture = *state;
    struct dependency there = sample_file(fixture, "h.h", 0);
    struct dependency absent = {.path = there.path, .stamp = {.size = -1}, .is_absent = true};
    struct store_new_unit units[] = {sample_unit(fixture, "a.c", 1, &absent, 1),
                                     sample_unit(fixture, "b.c", 2, &there, 1),
                                     sample_unit(fixture, "c.c", 3, &absent, 1)};
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, units, 3);
    struct store_units loaded = load(fixture, store);
    assert_int_equal(loaded.file_count, 2);
    assert_same_file(file_of(&loaded, 0, 0), &absent);
    assert_same_file(file_of(&loaded, 1, 0), &there);
    assert_int_equal(loaded.units[0].dependencies[0], loaded.units[2].dependencies[0]);
    store_close(store);
}

static void test_files_are_shared(void **state) {
    enum { FILES = 300, UNITS = 50 };
    struct fixture *fixture = *state;
    struct dependency *files = ARENA_ARRAY(&fixture->arena, struct dependency, FILES);
    struct store_new_unit *units = ARENA_ARRAY(&fixture->arena, struct store_new_unit, UNITS);
    for (uint32_t i = 0; i < FILES; i++)
        files[i] = sample_file(fixture, arena_printf(&fixture->arena, "inc/%u.h", i), i);
    for (uint32_t i = 0; i < UNITS; i++) {
        /* Each another part, and the last ones backward: steps between ids are then negative. */
        uint32_t count = FILES - i;
        struct dependency *own = ARENA_ARRAY(&fixture->arena, struct dependency, count);
        for (uint32_t k = 0; k < count; k++)
            own[k] = files[i < UNITS / 2 ? i + k : FILES - 1 - k];
        units[i] = sample_unit(fixture, arena_printf(&fixture->arena, "%02u.c", i), i, own, count);
    }
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, units, UNITS / 2);
    save(fixture, store, units + UNITS / 2, UNITS / 2);
    struct store_units loaded = load(fixture, store);
    assert_int_equal(loaded.unit_count, UNITS);
    assert_int_equal(loaded.file_count, FILES);
    for (uint32_t i = 0; i < UNITS; i++) {
        assert_int_equal(loaded.units[i].dependency_count, units[i].dependency_count);
        for (uint32_t k = 0; k < units[i].dependency_count; k++)
            assert_same_file(file_of(&loaded, i, k), &units[i].dependencies[k]);
    }
    store_close(store);
    char *end = NULL;
    long bytes = strtol(query_sql(fixture, "SELECT sum(length(dependencies)) FROM translation_unit"), &end, 10);
    assert_true(bytes > 0 && bytes < 2 * FILES * UNITS);
}

static void test_stamps_are_renewed(void **state) {
    struct fixture *fixture = *state;
    struct dependency files[] = {sample_file(fixture, "a.c", 1), sample_file(fixture, "h.h", 2)};
    struct store_new_unit unit = sample_unit(fixture, "a.c", 1, files, 2);
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, &unit, 1);
    struct dependency touched[] = {files[1], files[0], sample_file(fixture, "unknown.h", 3)};
    touched[0].stamp.modified_ns++;
    touched[1].digest = sample_digest(9); /* not the content that is known: left alone */
    touched[1].stamp.modified_ns++;
    ASSERT_GOOD(fixture, store_save_stamps(store, touched, 3, &fixture->err));
    struct store_units units = load(fixture, store);
    assert_int_equal(units.file_count, 2);
    assert_same_file(file_of(&units, 0, 0), &files[0]);
    assert_same_file(file_of(&units, 0, 1), &touched[0]);
    /* A unit that is saved again with the old stamp brings that one back: what was read last counts. */
    save(fixture, store, &unit, 1);
    units = load(fixture, store);
    assert_same_file(file_of(&units, 0, 1), &files[1]);
    store_close(store);
}

/* ---- Removal ---- */

static void test_other_units_are_removed(void **state) {
    struct fixture *fixture = *state;
    struct dependency files[] = {sample_file(fixture, "a.c", 1), sample_file(fixture, "h.h", 2),
                                 sample_file(fixture, "b.c", 3)};
    struct store_new_unit units[] = {sample_unit(fixture, "a.c", 1, files, 2), sample_unit(fixture, "a.c", 2, files, 2),
                                     sample_unit(fixture, "b.c", 3, files + 1, 2)};
    units[1].command_index = 1;
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, units, 3);
    const struct store_unit_name names[] = {{fixture_path(fixture, "a.c"), 1}, {fixture_path(fixture, "new.c"), 0}};
    ASSERT_GOOD(fixture, store_remove_units_not_in(store, names, 2, &fixture->err));
    struct store_units loaded = load(fixture, store);
    assert_int_equal(loaded.unit_count, 1);
    assert_int_equal(loaded.units[0].command_index, 1);
    assert_int_equal(loaded.file_count, 2);
    assert_string_equal(summary_of(fixture, store, &loaded.units[0]), "a.c");
    /* The rows of files that are gone are made again, not remembered. */
    save(fixture, store, units, 3);
    loaded = load(fixture, store);
    assert_int_equal(loaded.unit_count, 3);
    assert_int_equal(loaded.file_count, 3);
    assert_same_file(file_of(&loaded, 2, 1), &files[2]);
    store_close(store);
    assert_string_equal(query_sql(fixture, "SELECT count(*) FROM unit_summary"), "3\n");
}

static void test_contents_that_nobody_saw_last_are_removed(void **state) {
    struct fixture *fixture = *state;
    struct dependency before = sample_file(fixture, "a.c", 1);
    struct dependency after = sample_file(fixture, "a.c", 2);
    struct store_new_unit unit = sample_unit(fixture, "a.c", 1, &before, 1);
    const struct store_unit_name name = {before.path, 0};
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, &unit, 1);
    unit.dependencies = &after;
    save(fixture, store, &unit, 1);
    assert_int_equal(load(fixture, store).file_count, 2);
    ASSERT_GOOD(fixture, store_remove_units_not_in(store, &name, 1, &fixture->err));
    struct store_units loaded = load(fixture, store);
    assert_int_equal(loaded.unit_count, 1);
    assert_int_equal(loaded.file_count, 1);
    assert_same_file(file_of(&loaded, 0, 0), &after);
    store_close(store);
}

/* Another process removes files while this one remembers their ids. */
static void test_another_process_removes_files(void **state) {
    struct fixture *fixture = *state;
    struct dependency file = sample_file(fixture, "h.h", 1);
    struct store_new_unit unit = sample_unit(fixture, "a.c", 1, &file, 1);
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, &unit, 1);
    run_sql(fixture->path, "DELETE FROM translation_unit; DELETE FROM unit_summary; DELETE FROM file");
    save(fixture, store, &unit, 1);
    struct store_units loaded = load(fixture, store);
    assert_int_equal(loaded.unit_count, 1);
    assert_same_file(file_of(&loaded, 0, 0), &file);
    store_close(store);
}

/* ---- Failures ---- */

static void test_a_batch_is_saved_whole_or_not(void **state) {
    struct fixture *fixture = *state;
    struct dependency file = sample_file(fixture, "h.h", 1);
    struct store_new_unit units[] = {sample_unit(fixture, "a.c", 1, &file, 1),
                                     sample_unit(fixture, "b.c", 2, &file, 1)};
    struct store *store = open_store(fixture, STORE_WRITE);
    units[1].summary_size = (size_t)1 << 40; /* more than SQLite takes: refused before it is read */
    assert_false(store_save_units(store, units, 2, &fixture->err));
    error_finish(&fixture->err);
    struct store_units loaded = load(fixture, store);
    assert_int_equal(loaded.unit_count, 0);
    assert_int_equal(loaded.file_count, 0);
    /* The id that the file had in the failed transaction is forgotten. */
    save(fixture, store, units, 1);
    loaded = load(fixture, store);
    assert_int_equal(loaded.unit_count, 1);
    assert_same_file(file_of(&loaded, 0, 0), &file);
    store_close(store);
}

static void test_senseless_rows_are_damage(void **state) {
    static const char *const changes[] = {
        "UPDATE translation_unit SET status = 'fine'",
        "UPDATE translation_unit SET dependencies = x'ff'",
        "UPDATE translation_unit SET dependencies = x'7e'", /* id 63: there is none */
        "UPDATE translation_unit SET dependencies = x'feffffffffffffffff01fefeffffffffffffff01'",
        "UPDATE translation_unit SET dependencies = 'text'",
        "UPDATE translation_unit SET content_key = x'00'",
        "UPDATE translation_unit SET command_index = -1",
        "UPDATE translation_unit SET file = x'00'",
        "UPDATE file SET digest = x'0102'",
        "UPDATE file SET path = x'00'",
        "UPDATE file SET size = 'big'",
        "DELETE FROM file",
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < ARRAY_COUNT(changes); i++) {
        struct dependency file = sample_file(fixture, "a.c", 1);
        struct store_new_unit unit = sample_unit(fixture, "a.c", 1, &file, 1);
        struct store *store = open_store(fixture, STORE_WRITE);
        struct store_units units;
        save(fixture, store, &unit, 1);
        run_sql(fixture->path, changes[i]);
        bool good = store_load_units(store, &fixture->arena, &units, &fixture->err);
        if (good)
            fail_msg("nothing was noticed after: %s", changes[i]);
        ASSERT_REFUSED(fixture, good, fixture->path, "damaged", "costs one full run");
        store_close(store);
        unlink(fixture->path);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_empty),
        TEST(test_units_come_back),
        TEST(test_order_is_file_then_command),
        TEST(test_database_serves_another_checkout),
        TEST(test_a_unit_is_replaced),
        TEST(test_a_unit_that_fails_loses_its_summary),
        TEST(test_an_empty_summary_is_one),
        TEST(test_two_contents_of_one_header),
        TEST(test_a_file_that_appears),
        TEST(test_files_are_shared),
        TEST(test_stamps_are_renewed),
        TEST(test_other_units_are_removed),
        TEST(test_contents_that_nobody_saw_last_are_removed),
        TEST(test_another_process_removes_files),
        TEST(test_a_batch_is_saved_whole_or_not),
        TEST(test_senseless_rows_are_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
