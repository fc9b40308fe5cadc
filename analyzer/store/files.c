/* Decides how files are identified and kept. Tests: tests/unit/store/test_units.c */
#include "store/files.h"

#include "base/path.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

struct file_id {
    int64_t id;
    struct dependency file; /* as the row says now; path interned */
};

struct file_ids {
    int64_t data_version; /* of SQLite: differs once another connection has written */
    struct interner paths;
    struct map by_path; /* interned path -> index of the content of it that was met last */
    VEC(struct file_id) items;
};

/* ---- What is known ---- */

static struct file_ids *create_ids(void) {
    struct file_ids *ids = checked_alloc(1, sizeof *ids);
    *ids = (struct file_ids){0};
    interner_init(&ids->paths);
    return ids;
}

void file_ids_destroy(struct file_ids *ids) {
    if (ids == NULL)
        return;
    interner_finish(&ids->paths);
    map_finish(&ids->by_path);
    vec_finish(&ids->items);
    free(ids);
}

void file_ids_forget(struct store *store) {
    if (store->file_ids == NULL)
        return;
    map_clear(&store->file_ids->by_path);
    store->file_ids->items.count = 0;
}

bool file_ids_begin(struct store *store, struct error *err) {
    int64_t version;
    if (!store_query_integer(store, "PRAGMA data_version", &version, err))
        return false;
    if (store->file_ids == NULL)
        store->file_ids = create_ids();
    if (store->file_ids->data_version != version)
        file_ids_forget(store);
    store->file_ids->data_version = version;
    return true;
}

/* ---- Rows ---- */

static bool has_same_content(const struct dependency *a, const struct dependency *b) {
    return a->is_absent == b->is_absent && (a->is_absent || digest_is_equal(a->digest, b->digest));
}

static void bind_stamp(struct statement *statement, struct file_stamp stamp) {
    statement_bind_integer(statement, stamp.size);
    statement_bind_integer(statement, stamp.modified_ns);
    statement_bind_unsigned(statement, stamp.inode);
}

/* The digest of an absent file is empty and not null: two nulls would count as different in an index. */
static void bind_content(struct statement *statement, const struct dependency *file) {
    if (file->is_absent)
        statement_bind_bytes(statement, NULL, 0);
    else
        statement_bind_digest(statement, file->digest);
}

static struct file_stamp read_stamp(struct statement *statement) {
    struct file_stamp stamp = {.size = statement_integer(statement)};
    stamp.modified_ns = statement_integer(statement);
    stamp.inode = statement_unsigned(statement);
    return stamp;
}

static bool find_row(struct store *store, const char *path, struct dependency *file, int64_t *id, struct error *err) {
    struct statement statement;
    bool has_row = false;
    bool good = statement_prepare(&statement, store,
                                  "SELECT id, size, modified_ns, inode FROM file WHERE path = ? AND digest = ?", err);
    if (good) {
        statement_bind_text(&statement, path);
        bind_content(&statement, file);
        good = statement_next(&statement, &has_row, err);
    }
    if (good && has_row) {
        *id = statement_integer(&statement);
        file->stamp = read_stamp(&statement);
        good = statement_run(&statement, err);
    }
    statement_finish(&statement);
    return good;
}

static bool insert_row(struct store *store, const char *path, const struct dependency *file, int64_t *id,
                       struct error *err) {
    struct statement statement;
    bool good = statement_prepare(
        &statement, store, "INSERT INTO file (path, digest, size, modified_ns, inode) VALUES (?, ?, ?, ?, ?)", err);
    if (good) {
        statement_bind_text(&statement, path);
        bind_content(&statement, file);
        bind_stamp(&statement, file->stamp);
        good = statement_run(&statement, err);
    }
    statement_finish(&statement);
    *id = sqlite3_last_insert_rowid(store->connection);
    return good;
}

static bool update_row(struct store *store, int64_t id, struct file_stamp stamp, struct error *err) {
    struct statement statement;
    bool good =
        statement_prepare(&statement, store, "UPDATE file SET size = ?, modified_ns = ?, inode = ? WHERE id = ?", err);
    if (good) {
        bind_stamp(&statement, stamp);
        statement_bind_integer(&statement, id);
        good = statement_run(&statement, err);
    }
    statement_finish(&statement);
    return good;
}

/* From the database into `item`; id 0: there is no such row. */
static bool fetch_item(struct store *store, const struct dependency *file, struct arena *scratch, struct file_id *item,
                       struct error *err) {
    const char *path = path_from_root(scratch, store->root, file->path);
    *item = (struct file_id){.file = *file};
    if (!find_row(store, path, &item->file, &item->id, err))
        return false;
    return item->id != 0 || insert_row(store, path, file, &item->id, err);
}

bool file_ids_get(struct store *store, const struct dependency *file, struct arena *scratch, int64_t *id,
                  struct error *err) {
    struct file_ids *ids = store->file_ids;
    const char *path = intern(&ids->paths, file->path);
    uint32_t index = map_get(&ids->by_path, map_key(path));
    if (index == MAP_NONE || !has_same_content(&ids->items.items[index].file, file)) {
        struct file_id item;
        if (!fetch_item(store, file, scratch, &item, err))
            return false;
        item.file.path = path;
        index = ids->items.count;
        vec_push(&ids->items, item);
        map_put(&ids->by_path, map_key(path), index);
    }
    struct file_id *item = &ids->items.items[index];
    if (!file_stamp_is_equal(item->file.stamp, file->stamp)) {
        if (!update_row(store, item->id, file->stamp, err))
            return false;
        item->file.stamp = file->stamp;
    }
    *id = item->id;
    return true;
}

/* ---- Whole table ---- */

struct loaded_files {
    VEC(struct dependency) items;
    const char *stored_path; /* of the row before, as stored */
};

static void read_row(struct statement *statement, struct store *store, struct arena *arena,
                     struct loaded_files *loaded) {
    struct dependency file = {0};
    const char *path = statement_borrow_text(statement);
    size_t digest_size;
    statement_borrow_bytes(statement, &digest_size);
    file.is_absent = digest_size == 0;
    if (!file.is_absent) {
        statement->next_column--;
        file.digest = statement_digest(statement);
    }
    file.stamp = read_stamp(statement);
    if (path == NULL)
        statement->is_damaged = true;
    else if (loaded->stored_path != NULL && strcmp(loaded->stored_path, path) == 0)
        file.path = loaded->items.items[loaded->items.count - 1].path;
    else
        file.path = path_join(arena, store->root, path);
    if (path != NULL)
        loaded->stored_path = arena_text(arena, path, strlen(path));
    vec_push(&loaded->items, file);
}

bool files_load(struct store *store, struct arena *arena, struct dependency **files, uint32_t *file_count,
                struct map *by_id, struct error *err) {
    struct statement statement;
    struct loaded_files loaded = {0};
    bool has_row = false;
    bool good = statement_prepare(
        &statement, store, "SELECT id, path, digest, size, modified_ns, inode FROM file ORDER BY path, digest", err);
    while (good && (good = statement_next(&statement, &has_row, err)) && has_row) {
        map_put(by_id, statement_unsigned(&statement), loaded.items.count);
        read_row(&statement, store, arena, &loaded);
    }
    statement_finish(&statement);
    if (good) {
        *file_count = loaded.items.count;
        *files = ARENA_ARRAY(arena, struct dependency, loaded.items.count);
        if (loaded.items.count > 0)
            memcpy(*files, loaded.items.items, loaded.items.count * sizeof(struct dependency));
    }
    vec_finish(&loaded.items);
    return good;
}

static bool save_stamp(struct statement *update, struct store *store, const struct dependency *file,
                       struct arena *scratch, struct error *err) {
    arena_reset(scratch);
    bind_stamp(update, file->stamp);
    statement_bind_text(update, path_from_root(scratch, store->root, file->path));
    bind_content(update, file);
    return statement_run(update, err);
}

bool files_save_stamps(struct store *store, const struct dependency *files, uint32_t file_count, struct error *err) {
    struct statement update;
    struct arena scratch;
    arena_init(&scratch);
    bool good = statement_prepare(
        &update, store, "UPDATE file SET size = ?, modified_ns = ?, inode = ? WHERE path = ? AND digest = ?", err);
    for (uint32_t i = 0; good && i < file_count; i++)
        good = save_stamp(&update, store, &files[i], &scratch, err);
    statement_finish(&update);
    arena_finish(&scratch);
    return good;
}

/* ---- Removal ---- */

static bool remove_rows(struct store *store, const int64_t *ids, uint32_t id_count, struct error *err) {
    struct statement statement;
    bool good = statement_prepare(&statement, store, "DELETE FROM file WHERE id = ?", err);
    for (uint32_t i = 0; good && i < id_count; i++) {
        statement_bind_integer(&statement, ids[i]);
        good = statement_run(&statement, err);
    }
    statement_finish(&statement);
    return good;
}

bool files_remove_unused(struct store *store, const struct map *used, struct error *err) {
    struct statement statement;
    VEC(int64_t) unused = {0};
    bool has_row = false;
    bool good = statement_prepare(&statement, store, "SELECT id FROM file", err);
    while (good && (good = statement_next(&statement, &has_row, err)) && has_row) {
        int64_t id = statement_integer(&statement);
        if (map_get(used, (uint64_t)id) == MAP_NONE)
            vec_push(&unused, id);
    }
    statement_finish(&statement);
    good = good && remove_rows(store, unused.items, unused.count, err);
    vec_finish(&unused);
    file_ids_forget(store);
    return good;
}
