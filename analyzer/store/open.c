/* Decides which file may be opened as a database of ours, and how one is made.
 *
 * SQLite leaves traces beside a file that it only reads (and changes a foreign one when it tidies up after another
 * program), so the file's first bytes are looked at before SQLite sees it. A database is made under another name and
 * then linked: under its own name it is either absent or whole. Must not know what tables hold.
 * Tests: tests/unit/store/test_open.c */
#include "base/file.h"
#include "base/log.h"
#include "base/path.h"
#include "store/database.h"
#include "store/files.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    STORE_VERSION = 3,                 /* of schema.sql; kept in PRAGMA user_version */
    STORE_APPLICATION_ID = 0x54726970, /* "Trip" */
    HEADER_SIZE = 100,                 /* of SQLite's file format */
    HEADER_VERSION_OFFSET = 60,
    HEADER_APPLICATION_OFFSET = 68,
    OPEN_TRIES = 3,
    FILE_MODE = 0666,
};

static const char header_magic[16] = "SQLite format 3";

/* ---- Looking at a file ---- */

static int64_t header_number(const unsigned char *header, int offset) {
    int64_t value = 0;
    for (int i = 0; i < 4; i++)
        value = value << 8 | header[offset + i];
    return value;
}

static bool fail_newer(const char *path, int64_t version, struct error *err) {
    return error_set(err,
                     "the database %s was made by a newer tripcount (its format is %lld, this one writes %d): update "
                     "tripcount, or name another file with --db",
                     path, (long long)version, STORE_VERSION);
}

static bool check_header(const char *path, const unsigned char *header, size_t size, struct error *err) {
    if (size == 0)
        return error_set(err, "%s is empty, no database of tripcount: delete it, or name another file with --db", path);
    if (size < HEADER_SIZE || memcmp(header, header_magic, sizeof header_magic) != 0)
        return error_set(err, "%s is no database: it is left as it is; name another file with --db", path);
    if (header_number(header, HEADER_APPLICATION_OFFSET) != STORE_APPLICATION_ID)
        return error_set(err, "%s is a database of another program: it is left as it is; name another file with --db",
                         path);
    int64_t version = header_number(header, HEADER_VERSION_OFFSET);
    return version <= STORE_VERSION || fail_newer(path, version, err);
}

static bool check_content(const char *path, struct error *err) {
    unsigned char header[HEADER_SIZE];
    size_t size = 0;
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return error_set(err, "cannot read the database %s: %s", path, strerror(errno));
    size = fread(header, 1, sizeof header, file);
    bool is_read = ferror(file) == 0;
    int reason = errno;
    fclose(file);
    if (!is_read)
        return error_set(err, "cannot read the database %s: %s", path, strerror(reason));
    return check_header(path, header, size, err);
}

/* Sets `*exists`; fails for a file that must not be opened. */
static bool check_file(const char *path, bool *exists, struct error *err) {
    struct stat status;
    *exists = stat(path, &status) == 0;
    if (!*exists) {
        /* Without the folder there is no database either: what is missing is told when it is made. */
        bool is_absent = errno == ENOENT || errno == ENOTDIR;
        return is_absent || error_set(err, "cannot read the database %s: %s", path, strerror(errno));
    }
    if (!S_ISREG(status.st_mode))
        return error_set(err, "%s is a folder or a device, no database: name another file with --db", path);
    return check_content(path, err);
}

/* ---- Making one ---- */

const char *store_default_path(struct arena *arena, const char *root) {
    return path_join(arena, root, ".tripcount/tripcount.db");
}

/* The folder of the default place, which must not be committed by mistake. */
static bool make_folder(struct store *store, struct error *err) {
    const char *folder = path_directory(&store->arena, store->path);
    if (strcmp(path_base(folder), ".tripcount") != 0)
        return true;
    const char *ignore = path_join(&store->arena, folder, ".gitignore");
    return file_make_directory(folder, err) && (file_exists(ignore) || file_write(ignore, "*\n", 2, err));
}

static bool fail_to_make(const char *path, int reason, struct error *err) {
    return error_set(err, "cannot make the database %s: %s; name another file with --db", path, strerror(reason));
}

/* An empty file of a new name beside the database. open(2) itself makes it, so that the umask holds. */
static bool claim_name(struct store *store, const char **name, struct error *err) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    *name = arena_printf(&store->arena, "%s.%ld-%lx.tmp", store->path, (long)getpid(), (unsigned long)now.tv_nsec);
    int descriptor = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    if (descriptor < 0)
        return fail_to_make(store->path, errno, err);
    close(descriptor);
    return true;
}

/* Both version numbers are part of the transaction that makes the tables. */
static bool run_schema(struct store *store, struct error *err) {
    struct arena arena;
    arena_init(&arena);
    bool good = store_run(store, store_schema, err) &&
                store_run(store,
                          arena_printf(&arena, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                                       STORE_APPLICATION_ID, STORE_VERSION),
                          err);
    arena_finish(&arena);
    return good;
}

static bool fill(struct store *store, const char *name, struct error *err) {
    int code = sqlite3_open_v2(name, &store->connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    bool good = code == SQLITE_OK || store_fail(store, code, err);
    good = good && store_run(store, "PRAGMA journal_mode = MEMORY", err) && store_begin_write(store, err);
    if (good)
        good = store_end(store, run_schema(store, err), err);
    /* Kept in the file. Where the file system has no shared memory, SQLite stays with its older journal: slower, and
     * readers wait for writers, but nothing else changes. */
    good = good && store_run(store, "PRAGMA journal_mode = WAL", err);
    sqlite3_close(store->connection);
    store->connection = NULL;
    return good;
}

/* Another process that makes the same database at this moment wins when it comes first. */
static int publish(const char *name, const char *path) {
    int reason = link(name, path) == 0 ? 0 : errno;
    if (reason != 0 && reason != EEXIST && renameat2(AT_FDCWD, name, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return 0; /* a file system without hard links */
    unlink(name);
    return reason == EEXIST ? 0 : reason;
}

static bool make_database(struct store *store, struct error *err) {
    const char *name;
    if (!make_folder(store, err) || !claim_name(store, &name, err))
        return false;
    if (!fill(store, name, err)) {
        unlink(name);
        return false;
    }
    int reason = publish(name, store->path);
    return reason == 0 || fail_to_make(store->path, reason, err);
}

/* ---- Opening ---- */

static bool connect_file(struct store *store, const char *name, int flags, struct error *err) {
    int code = sqlite3_open_v2(name, &store->connection, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK)
        return store_fail(store, code, err);
    sqlite3_extended_result_codes(store->connection, 1);
    sqlite3_busy_timeout(store->connection, STORE_BUSY_MS);
    /* The file may come from anywhere: what is written in its schema is not to be run. */
    sqlite3_db_config(store->connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(store->connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    /* Until it is known to be ours, a log that another one left is not folded into the file. Without one, closing takes
     * away what SQLite itself has put beside the file. */
    struct file_stamp log = file_stamp_of(arena_printf(&store->arena, "%s-wal", store->path));
    sqlite3_db_config(store->connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, log.size > 0, NULL);
    return true;
}

/* A WAL database in a folder that cannot be written can be read only when nobody else writes it, which then nobody
 * can, and when no log is left beside it. */
static bool reconnect_unchanging(struct store *store, struct error *err) {
    struct file_stamp log = file_stamp_of(arena_printf(&store->arena, "%s-wal", store->path));
    if (log.size > 0)
        return store_fail(store, SQLITE_CANTOPEN, err);
    struct buffer name = {0};
    buffer_add_text(&name, "file:");
    for (const char *c = store->path; *c != '\0'; c++)
        buffer_printf(&name, strchr("%?#", *c) != NULL ? "%%%02x" : "%c", (unsigned char)*c);
    buffer_add_text(&name, "?immutable=1");
    sqlite3_close(store->connection);
    store->connection = NULL;
    bool good = connect_file(store, buffer_text(&name), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
    buffer_finish(&name);
    return good;
}

static bool connect_store(struct store *store, enum store_mode mode, struct error *err) {
    /* Also for reading: only who can write removes the log when the last one leaves. */
    if (!connect_file(store, store->path, SQLITE_OPEN_READWRITE, err))
        return false;
    int code = sqlite3_exec(store->connection, "SELECT 1 FROM sqlite_master", NULL, NULL, NULL);
    int primary = code & 0xff;
    if (code == SQLITE_OK)
        return true;
    if (mode == STORE_READ && (primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY))
        return reconnect_unchanging(store, err);
    return store_fail(store, code, err);
}

/* In a database of ours that is not too new, all tables must be there. */
static bool check_tables(struct store *store, struct error *err) {
    static const char *const tables[] = {
        "assumption",   "call_site",    "cost",        "file",       "finding",        "finding_entry_point",
        "finding_site", "finding_step", "formula",     "function",   "loop",           "run",
        "run_library",  "run_unit",     "run_unknown", "run_remark", "run_unresolved", "translation_unit",
        "unit_summary",
    };
    struct statement statement;
    bool has_row = false;
    bool good = statement_prepare(&statement, store, "SELECT name FROM sqlite_master WHERE type = 'table'", err);
    uint32_t found = 0;
    while (good && (good = statement_next(&statement, &has_row, err)) && has_row) {
        const char *name = statement_borrow_text(&statement);
        for (uint32_t i = 0; name != NULL && i < ARRAY_COUNT(tables); i++)
            found += strcmp(name, tables[i]) == 0;
    }
    statement_finish(&statement);
    if (good && found != ARRAY_COUNT(tables))
        return error_set(err,
                         "%s has not the tables of a database of tripcount: it is left as it is; name another file "
                         "with --db",
                         store->path);
    return good;
}

/* ---- Databases of an older version ---- */

static bool drop_all(struct store *store, struct error *err) {
    struct statement statement;
    struct buffer drops = {0};
    bool has_row = false;
    bool good = statement_prepare(
        &statement, store,
        "SELECT printf('DROP %s \"%w\";', type, name) FROM sqlite_master WHERE type IN ('table', 'view') AND "
        "name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type DESC",
        err);
    while (good && (good = statement_next(&statement, &has_row, err)) && has_row)
        buffer_add_text(&drops, statement_borrow_text(&statement));
    statement_finish(&statement);
    good = good && store_run(store, buffer_text(&drops), err);
    buffer_finish(&drops);
    return good;
}

/* Inside the transaction, as another process may do the same. */
static bool renew_if_old(struct store *store, bool *is_renewed, struct error *err) {
    int64_t version;
    *is_renewed = false;
    if (!store_query_integer(store, "PRAGMA user_version", &version, err))
        return false;
    if (version > STORE_VERSION)
        return fail_newer(store->path, version, err);
    if (version == STORE_VERSION)
        return true;
    *is_renewed = true;
    log_warning("the database %s is of an older version of tripcount: every unit is read again", store->path);
    return drop_all(store, err) && run_schema(store, err);
}

static bool renew(struct store *store, struct error *err) {
    bool is_renewed = false;
    if (!store_begin_write(store, err))
        return false;
    if (!store_end(store, renew_if_old(store, &is_renewed, err), err))
        return false;
    /* So that the file's first bytes say so too; when others read at this moment, a later checkpoint does it. */
    if (is_renewed)
        sqlite3_exec(store->connection, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
    return true;
}

static bool check_version(struct store *store, enum store_mode mode, struct error *err) {
    int64_t version;
    /* The first bytes of the file may be older than its log. */
    if (!store_query_integer(store, "PRAGMA user_version", &version, err))
        return false;
    if (version > STORE_VERSION)
        return fail_newer(store->path, version, err);
    if (version == STORE_VERSION)
        return check_tables(store, err);
    if (mode == STORE_READ)
        return error_set(err, "the database %s was made by an older tripcount: run tripcount analyze, which renews it",
                         store->path);
    return renew(store, err);
}

static bool prepare_connection(struct store *store, enum store_mode mode, struct error *err) {
    if (!check_version(store, mode, err))
        return false;
    sqlite3_db_config(store->connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    if (mode == STORE_READ)
        return store_run(store, "PRAGMA query_only = 1", err);
    if (sqlite3_db_readonly(store->connection, "main") != 0)
        return store_fail(store, SQLITE_READONLY, err);
    /* NORMAL: after a loss of power the last transactions may be missing, the database is whole.
     * What is deleted holds no secrets: writing zeros over it would only cost time. */
    return store_run(store, "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = OFF", err);
}

/* Finds the file or makes it. Another process may make or delete it between two looks. */
static bool find_file(struct store *store, enum store_mode mode, struct error *err) {
    for (int i = 0; i < OPEN_TRIES; i++) {
        bool exists;
        if (!check_file(store->path, &exists, err))
            return false;
        if (exists)
            return true;
        if (mode == STORE_READ)
            return error_set(err, "there is no database %s: run tripcount analyze first", store->path);
        if (!make_database(store, err))
            return false;
    }
    return fail_to_make(store->path, ENOENT, err);
}

bool store_open(const char *path, const char *root, enum store_mode mode, struct store **out, struct error *err) {
    struct store *store = checked_alloc(1, sizeof *store);
    *store = (struct store){0};
    arena_init(&store->arena);
    store->path = path_join(&store->arena, path_current(&store->arena), path);
    store->root = arena_text(&store->arena, root, strlen(root));
    if (find_file(store, mode, err) && connect_store(store, mode, err) && prepare_connection(store, mode, err)) {
        *out = store;
        return true;
    }
    store_close(store);
    return false;
}

void store_close(struct store *store) {
    if (store == NULL)
        return;
    file_ids_destroy(store->file_ids);
    sqlite3_finalize(store->load_summary);
    sqlite3_close(store->connection);
    arena_finish(&store->arena);
    free(store);
}
