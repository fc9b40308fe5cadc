#include "shop.h"

#include <stdio.h>

void db_run(PGconn *db, const char *statement) { PQclear(PQexec(db, statement)); }

int db_text(PGconn *db, const char *query, int id, char *text, unsigned long size) {
    char number[16];
    const char *values[1] = {number};
    snprintf(number, sizeof number, "%d", id);
    PGresult *result = PQexecParams(db, query, 1, NULL, values, NULL, NULL, 0);
    int is_there = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) > 0;
    if (is_there)
        snprintf(text, size, "%s", PQgetvalue(result, 0, 0));
    PQclear(result);
    return is_there;
}
