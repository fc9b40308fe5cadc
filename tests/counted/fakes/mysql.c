/* The client of MySQL that asks nobody. A statement is waited for when it is sent; its rows are there then. */
#include "mysql.h"

#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct peer mysql_peer = {.name = "mysql"};

struct MYSQL {
    struct answer answer;
    long sent;
    bool is_under_way, has_rows;
};

struct MYSQL_RES {
    struct answer answer;
    int taken;
    char text[16];
    char *row[1];
};

struct MYSQL_STMT {
    MYSQL *mysql;
    char *text;
    struct answer answer;
};

MYSQL *mysql_init(MYSQL *mysql) { return mysql ? mysql : peer_allocate(sizeof(struct MYSQL)); }

MYSQL *mysql_real_connect(MYSQL *mysql, const char *host, const char *user, const char *passwd, const char *db,
                          unsigned int port, const char *unix_socket, unsigned long clientflag) {
    (void)host, (void)user, (void)passwd, (void)db, (void)port, (void)unix_socket, (void)clientflag;
    peer_ask(&mysql_peer);
    return mysql;
}

void mysql_close(MYSQL *mysql) { free(mysql); }

const char *mysql_error(MYSQL *mysql) { return mysql ? "it failed" : ""; }

/* --- statements --------------------------------------------------------------------------------------------------- */

static int take_answer(MYSQL *mysql, const char *q) {
    mysql->answer = peer_answer(q);
    mysql->has_rows = !strncmp(q, "SELECT", 6);
    return mysql->answer.has_failed;
}

int mysql_query(MYSQL *mysql, const char *q) {
    if (mysql->is_under_way)
        peer_misused("a statement while another is under way: %s", q);
    peer_ask(&mysql_peer);
    return take_answer(mysql, q);
}

int mysql_real_query(MYSQL *mysql, const char *q, unsigned long length) {
    (void)length;
    return mysql_query(mysql, q);
}

MYSQL_RES *mysql_store_result(MYSQL *mysql) {
    if (!mysql->has_rows)
        return NULL;
    MYSQL_RES *result = peer_allocate(sizeof *result);
    result->answer = mysql->answer;
    mysql->has_rows = false;
    return result;
}

MYSQL_RES *mysql_use_result(MYSQL *mysql) { return mysql_store_result(mysql); }

MYSQL_ROW mysql_fetch_row(MYSQL_RES *result) {
    if (result->taken == result->answer.items)
        return NULL;
    snprintf(result->text, sizeof result->text, "%d", result->answer.number + result->taken++);
    result->row[0] = result->text;
    return result->row;
}

unsigned long long mysql_num_rows(MYSQL_RES *result) { return (unsigned long long)result->answer.items; }

unsigned int mysql_num_fields(MYSQL_RES *result) { return result ? 1 : 0; }

unsigned long long mysql_insert_id(MYSQL *mysql) { return (unsigned long long)mysql->answer.number; }

void mysql_free_result(MYSQL_RES *result) { free(result); }

/* --- prepared statements ------------------------------------------------------------------------------------------ */

MYSQL_STMT *mysql_stmt_init(MYSQL *mysql) {
    MYSQL_STMT *stmt = peer_allocate(sizeof *stmt);
    stmt->mysql = mysql;
    return stmt;
}

int mysql_stmt_prepare(MYSQL_STMT *stmt, const char *query, unsigned long length) {
    (void)length;
    peer_ask(&mysql_peer);
    free(stmt->text);
    stmt->text = peer_copy(query);
    return 0;
}

char mysql_stmt_bind_param(MYSQL_STMT *stmt, MYSQL_BIND *bnd) { return stmt && bnd ? 0 : 1; }

int mysql_stmt_execute(MYSQL_STMT *stmt) {
    if (!stmt->text)
        peer_misused("a statement runs that was not prepared");
    peer_ask(&mysql_peer);
    stmt->answer = peer_answer(stmt->text);
    return stmt->answer.has_failed;
}

int mysql_stmt_fetch(MYSQL_STMT *stmt) { return stmt->answer.items-- > 0 ? 0 : 100; }

char mysql_stmt_close(MYSQL_STMT *stmt) {
    peer_send(&mysql_peer);
    free(stmt->text);
    free(stmt);
    return 0;
}
