/* Declarations with the names and types of SQLite, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_SQLITE3_H
#define TESTDATA_SQLITE3_H
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
typedef long long sqlite3_int64;
#define SQLITE_ROW 100
int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **), void *data,
                 char **message);
int sqlite3_step(sqlite3_stmt *statement);
const unsigned char *sqlite3_column_text(sqlite3_stmt *statement, int column);
void *sqlite3_update_hook(sqlite3 *db, void (*hook)(void *, int, const char *, const char *, sqlite3_int64),
                          void *data);
#endif
