/* Decides how units are loaded: all that tells whether a unit is fresh in one pass, summaries one by one.
 * Tests: tests/unit/store/test_units.c */
#include "store/units.h"
#include "base/path.h"
#include "base/vec.h"
#include "store/files.h"
#include "store/store.h"

#include <string.h>

static const char *status_text(uint32_t value) { return unit_status_name((enum unit_status)value); }

/* ---- Dependencies as bytes ---- */

void unit_files_encode(struct buffer *out, const int64_t *ids, uint32_t id_count) {
    int64_t before = 0;
    for (uint32_t i = 0; i < id_count; i++) {
        buffer_add_signed(out, ids[i] - before);
        before = ids[i];
    }
}

bool unit_files_next(struct reader *reader, int64_t *id) {
    if (reader->failed || reader->cursor == reader->limit)
        return false;
    /* Unsigned: what a damaged blob holds may overflow. */
    *id = (int64_t)((uint64_t)*id + (uint64_t)reader_signed(reader));
    return !reader->failed;
}

/* ---- Loading ---- */

struct unit_load {
    struct store *store;
    struct arena *arena;
    struct map by_id; /* file id -> index */
    VEC(struct store_unit) units;
    VEC(uint32_t) dependencies; /* of the unit that is being read */
    struct statement rows;
};

static void read_dependencies(struct unit_load *load, struct store_unit *unit) {
    size_t size;
    const void *bytes = statement_borrow_bytes(&load->rows, &size);
    struct reader reader = reader_of(bytes, size);
    int64_t id = 0;
    load->dependencies.count = 0;
    while (unit_files_next(&reader, &id)) {
        uint32_t index = map_get(&load->by_id, (uint64_t)id);
        if (index == MAP_NONE)
            load->rows.is_damaged = true;
        vec_push(&load->dependencies, index);
    }
    if (reader.failed)
        load->rows.is_damaged = true;
    unit->dependency_count = load->dependencies.count;
    uint32_t *copy = ARENA_ARRAY(load->arena, uint32_t, unit->dependency_count);
    if (unit->dependency_count > 0)
        memcpy(copy, load->dependencies.items, unit->dependency_count * sizeof *copy);
    unit->dependencies = copy;
}

static const char *read_file(struct unit_load *load) {
    const char *file = statement_borrow_text(&load->rows);
    if (file != NULL)
        return path_join(load->arena, load->store->root, file);
    load->rows.is_damaged = true;
    return "";
}

static void read_unit(struct unit_load *load) {
    struct store_unit *unit = vec_add(&load->units);
    struct statement *rows = &load->rows;
    unit->id = statement_integer(rows);
    unit->file = read_file(load);
    unit->command_index = statement_count(rows);
    unit->command_digest = statement_digest(rows);
    unit->content_key = statement_digest(rows);
    unit->status = (enum unit_status)statement_name(rows, status_text, UNIT_STATUS_COUNT);
    unit->message = statement_text(rows, load->arena);
    unit->line_count = statement_unsigned(rows);
    unit->parse_ns = statement_integer(rows);
    unit->summary_size = statement_unsigned(rows);
    read_dependencies(load, unit);
}

static bool load_rows(struct unit_load *load, struct store_units *out, struct error *err) {
    static const char sql[] = "SELECT id, file, command_index, command_digest, content_key, status, message, "
                              "line_count, parse_ns, summary_size, dependencies "
                              "FROM translation_unit ORDER BY file, command_index";
    struct store_units loaded = {0};
    bool has_row = false;
    if (!files_load(load->store, load->arena, &loaded.files, &loaded.file_count, &load->by_id, err))
        return false;
    bool good = statement_prepare(&load->rows, load->store, sql, err);
    while (good && (good = statement_next(&load->rows, &has_row, err)) && has_row)
        read_unit(load);
    statement_finish(&load->rows);
    if (!good)
        return false;
    loaded.unit_count = load->units.count;
    loaded.units = ARENA_ARRAY(load->arena, struct store_unit, loaded.unit_count);
    if (loaded.unit_count > 0)
        memcpy(loaded.units, load->units.items, loaded.unit_count * sizeof *loaded.units);
    *out = loaded;
    return true;
}

bool store_load_units(struct store *store, struct arena *arena, struct store_units *out, struct error *err) {
    struct unit_load load = {.store = store, .arena = arena};
    if (!store_begin_read(store, err))
        return false;
    bool good = store_end(store, load_rows(&load, out, err), err);
    map_finish(&load.by_id);
    vec_finish(&load.units);
    vec_finish(&load.dependencies);
    return good;
}

/* ---- Summaries ---- */

static bool prepare_summary(struct store *store, struct error *err) {
    static const char sql[] = "SELECT data FROM translation_unit JOIN unit_summary ON unit = id "
                              "WHERE id = ? AND content_key = ?";
    struct statement statement;
    if (store->load_summary != NULL)
        return true;
    bool good = statement_prepare(&statement, store, sql, err);
    store->load_summary = statement.handle;
    return good;
}

bool store_load_summary(struct store *store, const struct store_unit *unit, struct arena *arena, const void **data,
                        size_t *size, bool *found, struct error *err) {
    if (!prepare_summary(store, err))
        return false;
    struct statement statement = {.store = store, .handle = store->load_summary, .next_parameter = 1};
    void *copy = NULL;
    size_t copy_size = 0;
    bool has_row = false;
    statement_bind_integer(&statement, unit->id);
    statement_bind_digest(&statement, unit->content_key);
    if (!statement_next(&statement, &has_row, err))
        return false;
    if (has_row) {
        const void *bytes = statement_borrow_bytes(&statement, &copy_size);
        copy = arena_alloc(arena, copy_size);
        memcpy(copy, bytes, copy_size);
        if (!statement_run(&statement, err))
            return false;
        *data = copy;
        *size = copy_size;
    }
    *found = has_row;
    return true;
}
