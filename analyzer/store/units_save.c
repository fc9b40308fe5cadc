/* Decides how units are saved and removed: batches, each one transaction. Tests: tests/unit/store/test_units.c */
#include "base/intern.h"
#include "base/map.h"
#include "base/path.h"
#include "base/vec.h"
#include "store/files.h"
#include "store/store.h"
#include "store/units.h"

/* ---- Saving ---- */

struct unit_save {
    struct store *store;
    struct arena scratch; /* of one unit */
    struct buffer files;
    struct statement unit;
    struct statement summary;
    struct statement no_summary;
};

static bool prepare_save(struct unit_save *save, struct error *err) {
    static const char unit[] =
        "INSERT INTO translation_unit (file, command_index, command_digest, content_key, status, message, line_count, "
        "parse_ns, summary_size, dependencies) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (file, command_index) DO UPDATE SET command_digest = excluded.command_digest, "
        "content_key = excluded.content_key, status = excluded.status, message = excluded.message, "
        "line_count = excluded.line_count, parse_ns = excluded.parse_ns, summary_size = excluded.summary_size, "
        "dependencies = excluded.dependencies RETURNING id";
    return statement_prepare(&save->unit, save->store, unit, err) &&
           statement_prepare(&save->summary, save->store, "REPLACE INTO unit_summary (unit, data) VALUES (?, ?)",
                             err) &&
           statement_prepare(&save->no_summary, save->store, "DELETE FROM unit_summary WHERE unit = ?", err);
}

static bool encode_files(struct unit_save *save, const struct store_new_unit *unit, struct error *err) {
    int64_t *ids = ARENA_ARRAY(&save->scratch, int64_t, unit->dependency_count);
    for (uint32_t i = 0; i < unit->dependency_count; i++) {
        if (!file_ids_get(save->store, &unit->dependencies[i], &save->scratch, &ids[i], err))
            return false;
    }
    buffer_clear(&save->files);
    unit_files_encode(&save->files, ids, unit->dependency_count);
    return true;
}

static bool save_row(struct unit_save *save, const struct store_new_unit *unit, int64_t *id, struct error *err) {
    struct statement *row = &save->unit;
    bool has_row;
    statement_bind_text(row, path_from_root(&save->scratch, save->store->root, unit->file));
    statement_bind_integer(row, unit->command_index);
    statement_bind_digest(row, unit->command_digest);
    statement_bind_digest(row, unit->content_key);
    statement_bind_text(row, unit_status_name(unit->status));
    statement_bind_text(row, unit->message);
    statement_bind_unsigned(row, unit->line_count);
    statement_bind_integer(row, unit->parse_ns);
    statement_bind_unsigned(row, unit->summary == NULL ? 0 : unit->summary_size);
    statement_bind_bytes(row, save->files.data, save->files.size);
    if (!statement_next(row, &has_row, err))
        return false;
    if (!has_row)
        return store_fail_damaged(save->store, err);
    *id = statement_integer(row);
    return statement_run(row, err);
}

static bool save_unit(struct unit_save *save, const struct store_new_unit *unit, struct error *err) {
    int64_t id = 0;
    arena_reset(&save->scratch);
    if (!encode_files(save, unit, err) || !save_row(save, unit, &id, err))
        return false;
    if (unit->summary == NULL) {
        statement_bind_integer(&save->no_summary, id);
        return statement_run(&save->no_summary, err);
    }
    statement_bind_integer(&save->summary, id);
    statement_bind_bytes(&save->summary, unit->summary, unit->summary_size);
    return statement_run(&save->summary, err);
}

/* Ends the transaction; what was learnt of files in one that did not take place is wrong. */
static bool end_files(struct store *store, bool is_good, struct error *err) {
    if (store_end(store, is_good, err))
        return true;
    file_ids_forget(store);
    return false;
}

bool store_save_units(struct store *store, const struct store_new_unit *units, uint32_t unit_count, struct error *err) {
    struct unit_save save = {.store = store};
    if (unit_count == 0)
        return true;
    if (!store_begin_write(store, err))
        return false;
    arena_init(&save.scratch);
    bool good = file_ids_begin(store, err) && prepare_save(&save, err);
    for (uint32_t i = 0; good && i < unit_count; i++)
        good = save_unit(&save, &units[i], err);
    statement_finish(&save.unit);
    statement_finish(&save.summary);
    statement_finish(&save.no_summary);
    buffer_finish(&save.files);
    arena_finish(&save.scratch);
    store->has_saved_units = true;
    return end_files(store, good, err);
}

bool store_save_stamps(struct store *store, const struct dependency *files, uint32_t file_count, struct error *err) {
    if (file_count == 0)
        return true;
    if (!store_begin_write(store, err))
        return false;
    bool good = files_save_stamps(store, files, file_count, err);
    /* The known stamps are now old ones. */
    file_ids_forget(store);
    return store_end(store, good, err);
}

/* ---- Removal ---- */

struct unit_removal {
    struct store *store;
    struct arena scratch; /* of one name */
    struct interner names;
    struct map kept;       /* name -> 1 */
    struct map used_files; /* id -> 1 */
    VEC(int64_t) removed;
};

/* One address for file (as stored) and command. */
static uint64_t name_key(struct unit_removal *removal, const char *file, uint32_t command_index) {
    const char *name = arena_printf(&removal->scratch, "%u:%s", command_index, file);
    return map_key(intern(&removal->names, name));
}

static void keep_names(struct unit_removal *removal, const struct store_unit_name *names, uint32_t name_count) {
    for (uint32_t i = 0; i < name_count; i++) {
        arena_reset(&removal->scratch);
        const char *file = path_from_root(&removal->scratch, removal->store->root, names[i].file);
        map_put(&removal->kept, name_key(removal, file, names[i].command_index), 1);
    }
}

static void note_used_files(struct unit_removal *removal, struct statement *rows) {
    size_t size;
    const void *bytes = statement_borrow_bytes(rows, &size);
    struct reader reader = reader_of(bytes, size);
    int64_t id = 0;
    while (unit_files_next(&reader, &id))
        map_put(&removal->used_files, (uint64_t)id, 1);
    if (reader.failed)
        rows->is_damaged = true;
}

static bool sort_units(struct unit_removal *removal, struct error *err) {
    struct statement rows;
    bool has_row = false;
    bool good = statement_prepare(&rows, removal->store,
                                  "SELECT id, file, command_index, dependencies FROM translation_unit", err);
    while (good && (good = statement_next(&rows, &has_row, err)) && has_row) {
        int64_t id = statement_integer(&rows);
        const char *file = statement_borrow_text(&rows);
        uint32_t command_index = statement_count(&rows);
        arena_reset(&removal->scratch);
        if (file == NULL)
            rows.is_damaged = true;
        else if (map_get(&removal->kept, name_key(removal, file, command_index)) == MAP_NONE)
            vec_push(&removal->removed, id);
        else
            note_used_files(removal, &rows);
    }
    statement_finish(&rows);
    return good;
}

static bool remove_units(struct unit_removal *removal, const char *sql, struct error *err) {
    struct statement statement;
    bool good = statement_prepare(&statement, removal->store, sql, err);
    for (uint32_t i = 0; good && i < removal->removed.count; i++) {
        statement_bind_integer(&statement, removal->removed.items[i]);
        good = statement_run(&statement, err);
    }
    statement_finish(&statement);
    return good;
}

static bool run_removal(struct unit_removal *removal, struct error *err) {
    if (!sort_units(removal, err))
        return false;
    if (removal->removed.count == 0 && !removal->store->has_saved_units)
        return true;
    return remove_units(removal, "DELETE FROM unit_summary WHERE unit = ?", err) &&
           remove_units(removal, "DELETE FROM translation_unit WHERE id = ?", err) &&
           files_remove_unused(removal->store, &removal->used_files, err);
}

bool store_remove_units_not_in(struct store *store, const struct store_unit_name *names, uint32_t name_count,
                               struct error *err) {
    struct unit_removal removal = {.store = store};
    if (!store_begin_write(store, err))
        return false;
    arena_init(&removal.scratch);
    interner_init(&removal.names);
    keep_names(&removal, names, name_count);
    bool good = end_files(store, run_removal(&removal, err), err);
    if (good)
        store->has_saved_units = false;
    vec_finish(&removal.removed);
    map_finish(&removal.used_files);
    map_finish(&removal.kept);
    interner_finish(&removal.names);
    arena_finish(&removal.scratch);
    return good;
}
