/* Decides what each failure of SQLite means for whoever runs tripcount. Tests: tests/unit/store/test_failure.c */
#include "store/database.h"
#include "store/store.h"

#include <errno.h>
#include <string.h>

enum { PRIMARY_CODE = 0xff };

static bool fail_damaged(struct store *store, const char *detail, struct error *err) {
    return error_set(err, "the database %s is damaged (%s): delete it and run again, which costs one full run",
                     store->path, detail);
}

static bool fail_full(struct store *store, struct error *err) {
    return error_set(err, "no space is left to write the database %s: it is as it was before; make room and run again",
                     store->path);
}

static bool fail_io(struct store *store, int code, struct error *err) {
    int reason = store->connection == NULL ? 0 : sqlite3_system_errno(store->connection);
    if (code == SQLITE_IOERR_CORRUPTFS)
        return fail_damaged(store, sqlite3_errstr(code), err);
    if (reason == ENOSPC || reason == EDQUOT)
        return fail_full(store, err);
    /* Some file systems make no room for the index of the log and give no reason. */
    if (code == SQLITE_IOERR_SHMSIZE || code == SQLITE_IOERR_SHMMAP)
        return error_set(err, "cannot write %s-shm (%s): the disk may be full, or the file system may not share memory",
                         store->path, reason == 0 ? sqlite3_errstr(code) : strerror(reason));
    return error_set(err, "cannot read or write the database %s (%s): it is as it was before", store->path,
                     reason == 0 ? sqlite3_errstr(code) : strerror(reason));
}

static bool fail_access(struct store *store, struct error *err) {
    int reason = store->connection == NULL ? 0 : sqlite3_system_errno(store->connection);
    return error_set(err,
                     "cannot open the database %s for this (%s): the file or its folder may be read-only; name "
                     "another file with --db",
                     store->path, reason == 0 ? "no write access" : strerror(reason));
}

bool store_fail(struct store *store, int code, struct error *err) {
    const char *detail = store->connection == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(store->connection);
    switch (code & PRIMARY_CODE) {
    case SQLITE_NOMEM:
        die_out_of_memory();
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_ERROR:
        return fail_damaged(store, detail, err);
    case SQLITE_FULL:
        return fail_full(store, err);
    case SQLITE_IOERR:
        return fail_io(store, code, err);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return fail_access(store, err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return error_set(err, "the database %s is in use: another process has kept it for %d s; run again when it ends",
                         store->path, STORE_BUSY_MS / 1000);
    default:
        return error_set(err, "cannot use the database %s: %s", store->path, detail);
    }
}

bool store_fail_damaged(struct store *store, struct error *err) {
    return fail_damaged(store, "it holds what tripcount never writes", err);
}
