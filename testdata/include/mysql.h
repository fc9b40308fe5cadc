/* Declarations with the names and types of the MySQL and MariaDB client, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_MYSQL_H
#define TESTDATA_MYSQL_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct MYSQL MYSQL;
typedef struct MYSQL_RES MYSQL_RES;
typedef struct MYSQL_STMT MYSQL_STMT;
typedef struct MYSQL_BIND {
    unsigned long *length;
    void *buffer;
    unsigned long buffer_length;
} MYSQL_BIND;
typedef char **MYSQL_ROW;

MYSQL *mysql_init(MYSQL *mysql);
MYSQL *mysql_real_connect(MYSQL *mysql, const char *host, const char *user, const char *passwd, const char *db,
                          unsigned int port, const char *unix_socket, unsigned long clientflag);
void mysql_close(MYSQL *mysql);
const char *mysql_error(MYSQL *mysql);

int mysql_query(MYSQL *mysql, const char *q);
int mysql_real_query(MYSQL *mysql, const char *q, unsigned long length);
MYSQL_RES *mysql_store_result(MYSQL *mysql);
MYSQL_RES *mysql_use_result(MYSQL *mysql);
MYSQL_ROW mysql_fetch_row(MYSQL_RES *result);
unsigned long long mysql_num_rows(MYSQL_RES *result);
unsigned int mysql_num_fields(MYSQL_RES *result);
unsigned long long mysql_insert_id(MYSQL *mysql);
void mysql_free_result(MYSQL_RES *result);

MYSQL_STMT *mysql_stmt_init(MYSQL *mysql);
int mysql_stmt_prepare(MYSQL_STMT *stmt, const char *query, unsigned long length);
char mysql_stmt_bind_param(MYSQL_STMT *stmt, MYSQL_BIND *bnd);
int mysql_stmt_execute(MYSQL_STMT *stmt);
int mysql_stmt_fetch(MYSQL_STMT *stmt);
char mysql_stmt_close(MYSQL_STMT *stmt);

#ifdef __cplusplus
}
#endif

#endif
