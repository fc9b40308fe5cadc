/* libpq that asks nobody: every statement is answered at once, what would have been waited for is counted. The answer's
 * first column is a number. A statement with parameters is known by its text with the values behind it, "|" before
 * each. */
#include "libpq-fe.h"
#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OUTSTANDING 4096
#define BUFFERED    (-1) /* in a pipeline: not written yet */

static struct peer postgresql = {.name = "postgresql"};

struct pg_result {
    struct answer answer;
    ExecStatusType status;
    char text[16];
};

struct pending {
    PGresult *result; /* NULL ends the answers of a statement */
    long sent;
};

struct pg_conn {
    struct pending pending[OUTSTANDING];
    int first, count;
    bool is_pipeline, is_copying;
};

/* --- connections -------------------------------------------------------------------------------------------------- */

PGconn *PQconnectdb(const char *conninfo) {
    (void)conninfo;
    peer_ask(&postgresql);
    return peer_allocate(sizeof(struct pg_conn));
}

void PQfinish(PGconn *conn) { free(conn); }

ConnStatusType PQstatus(const PGconn *conn) { return conn ? CONNECTION_OK : CONNECTION_BAD; }

char *PQerrorMessage(const PGconn *conn) {
    static char text[] = "it failed";
    (void)conn;
    return text;
}

PGPing PQping(const char *conninfo) {
    (void)conninfo;
    peer_ask(&postgresql);
    return PQPING_OK;
}

PGTransactionStatusType PQtransactionStatus(const PGconn *conn) {
    return conn->count > 0 ? PQTRANS_ACTIVE : PQTRANS_IDLE;
}

/* --- statements --------------------------------------------------------------------------------------------------- */

static bool gives_rows(const char *request) {
    return !strncmp(request, "SELECT", 6) || !strncmp(request, "FETCH", 5) || !strncmp(request, "SHOW", 4) ||
           strstr(request, "RETURNING") != NULL;
}

static PGresult *result_of(const char *request) {
    PGresult *result = peer_allocate(sizeof *result);
    result->answer = peer_answer(request);
    result->status = gives_rows(request) ? PGRES_TUPLES_OK : PGRES_COMMAND_OK;
    if (!strncmp(request, "COPY", 4))
        result->status = PGRES_COPY_IN;
    if (result->answer.has_failed)
        result->status = PGRES_FATAL_ERROR;
    return result;
}

static PGresult *ask(PGconn *conn, const char *request) {
    if (!conn || conn->count > 0 || conn->is_pipeline)
        peer_misused("a statement while another is under way: %s", request);
    peer_ask(&postgresql);
    PGresult *result = result_of(request);
    conn->is_copying = result->status == PGRES_COPY_IN;
    return result;
}

static PGresult *ask_with(PGconn *conn, const char *command, int count, const char *const *values) {
    char text[1024];
    int length = snprintf(text, sizeof text, "%s", command);
    for (int i = 0; i < count && length < (int)sizeof text; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, "|%s", values[i] ? values[i] : "");
    return ask(conn, text);
}

PGresult *PQexec(PGconn *conn, const char *query) { return ask(conn, query); }

PGresult *PQexecParams(PGconn *conn, const char *command, int nParams, const Oid *paramTypes,
                       const char *const *paramValues, const int *paramLengths, const int *paramFormats,
                       int resultFormat) {
    (void)paramTypes, (void)paramLengths, (void)paramFormats, (void)resultFormat;
    return ask_with(conn, command, nParams, paramValues);
}

PGresult *PQprepare(PGconn *conn, const char *stmtName, const char *query, int nParams, const Oid *paramTypes) {
    (void)stmtName, (void)nParams, (void)paramTypes;
    return ask(conn, query);
}

PGresult *PQexecPrepared(PGconn *conn, const char *stmtName, int nParams, const char *const *paramValues,
                         const int *paramLengths, const int *paramFormats, int resultFormat) {
    (void)paramLengths, (void)paramFormats, (void)resultFormat;
    return ask_with(conn, stmtName, nParams, paramValues);
}

/* --- sending and waiting apart ------------------------------------------------------------------------------------ */

static void push(PGconn *conn, PGresult *result, long sent) {
    if (conn->first + conn->count == OUTSTANDING) {
        memmove(conn->pending, conn->pending + conn->first, (size_t)conn->count * sizeof conn->pending[0]);
        conn->first = 0;
    }
    if (conn->count == OUTSTANDING)
        peer_misused("too many statements under way");
    conn->pending[conn->first + conn->count++] = (struct pending){.result = result, .sent = sent};
}

static void write_buffered(PGconn *conn) {
    for (int i = conn->first; i < conn->first + conn->count; i++)
        if (conn->pending[i].sent == BUFFERED)
            conn->pending[i].sent = postgresql.trips;
}

int PQsendQuery(PGconn *conn, const char *query) {
    if (conn->count > 0 && !conn->is_pipeline)
        peer_misused("a statement is sent while another is under way: %s", query);
    long sent = peer_send(&postgresql);
    sent = conn->is_pipeline ? BUFFERED : sent;
    push(conn, result_of(query), sent);
    push(conn, NULL, sent);
    return 1;
}

PGresult *PQgetResult(PGconn *conn) {
    if (conn->count == 0)
        return NULL;
    struct pending pending = conn->pending[conn->first++];
    conn->count--;
    if (pending.sent == BUFFERED)
        peer_misused("an answer is waited for whose statement was not written");
    peer_wait(&postgresql, pending.sent);
    if (conn->count == 0)
        conn->first = 0;
    return pending.result;
}

int PQconsumeInput(PGconn *conn) { return conn != NULL; }

int PQisBusy(PGconn *conn) { return conn->count > 0 && conn->pending[conn->first].sent == postgresql.trips; }

int PQflush(PGconn *conn) {
    write_buffered(conn);
    return 0;
}

int PQenterPipelineMode(PGconn *conn) {
    conn->is_pipeline = true;
    return 1;
}

int PQexitPipelineMode(PGconn *conn) {
    if (conn->count > 0)
        return 0;
    conn->is_pipeline = false;
    return 1;
}

int PQpipelineSync(PGconn *conn) {
    long sent = peer_send(&postgresql);
    push(conn, result_of("sync"), sent);
    write_buffered(conn);
    return 1;
}

int PQputCopyData(PGconn *conn, const char *buffer, int nbytes) {
    (void)buffer, (void)nbytes;
    if (!conn->is_copying)
        return -1;
    peer_send(&postgresql);
    return 1;
}

int PQputCopyEnd(PGconn *conn, const char *errormsg) {
    (void)errormsg;
    if (!conn->is_copying)
        return -1;
    conn->is_copying = false;
    long sent = peer_send(&postgresql);
    push(conn, result_of("end of the data"), sent);
    push(conn, NULL, sent);
    return 1;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

ExecStatusType PQresultStatus(const PGresult *res) { return res ? res->status : PGRES_FATAL_ERROR; }

int PQntuples(const PGresult *res) { return res ? res->answer.items : 0; }

int PQnfields(const PGresult *res) { return res ? 1 : 0; }

char *PQgetvalue(const PGresult *res, int tup_num, int field_num) {
    (void)field_num;
    if (tup_num < 0 || tup_num >= res->answer.items)
        peer_misused("row %d of %d", tup_num, res->answer.items);
    PGresult *written = (PGresult *)res;
    snprintf(written->text, sizeof written->text, "%d", res->answer.number + (tup_num > 0 ? tup_num : 0));
    return written->text;
}

int PQgetisnull(const PGresult *res, int tup_num, int field_num) {
    (void)field_num;
    return tup_num >= res->answer.items;
}

int PQgetlength(const PGresult *res, int tup_num, int field_num) {
    return (int)strlen(PQgetvalue(res, tup_num, field_num));
}

int PQfnumber(const PGresult *res, const char *field_name) {
    (void)res, (void)field_name;
    return 0;
}

void PQclear(PGresult *res) { free(res); }

unsigned long PQescapeStringConn(PGconn *conn, char *to, const char *from, unsigned long length, int *error) {
    (void)conn;
    memcpy(to, from, length);
    to[length] = '\0';
    if (error)
        *error = 0;
    return length;
}

char *PQescapeLiteral(PGconn *conn, const char *str, unsigned long len) {
    char *text = peer_allocate(len + 1);
    (void)conn;
    memcpy(text, str, len);
    return text;
}

void PQfreemem(void *ptr) { free(ptr); }
