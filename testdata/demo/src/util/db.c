#include "shop.h"

#include <stdio.h>

PGresult *db_query(PGconn *db, const char *sql, int id) {
    char text[16];
    const char *values[] = {text};
    snprintf(text, sizeof text, "%d", id);
    PGresult *result = PQexecParams(db, sql, 1, NULL, values, NULL, NULL, 0);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        PQclear(result);
        return NULL;
    }
    return result;
}

const char *db_one(PGconn *db, const char *sql, int id) {
    PGresult *result = db_query(db, sql, id);
    return result && PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : NULL;
}
