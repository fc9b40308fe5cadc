/* Low and high come together: about as often as the distance can be halved. */
// count: find_version
// formula: log(n + 1)
// run: n=1
// run: n=2
// run: n=63
// run: n=1000
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stdlib.h>

int find_version(PGconn *db, int n) {
    int low = 0, high = n;
    while (low < high) {
        int middle = low + (high - low) / 2;
        PGresult *result = PQexec(db, "SELECT version FROM state");
        if (PQntuples(result) > 0)
            low = middle + 1;
        else
            high = middle;
        PQclear(result);
    }
    return low;
}

void counted_run(void) {
    counted_answer("SELECT", 0);
    PGconn *db = PQconnectdb("");
    COUNT(find_version(db, counted_size("n")));
    PQfinish(db);
}
