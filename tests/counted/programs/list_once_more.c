/* `continue` before the walk goes on: the same element on another turn. */
// count: save_list
// formula: turns@save_list:1
// run: n=0
// run: n=1
// run: n=9
// where: turns@save_list:1 = 2*n
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

struct item {
    struct item *next;
    int is_double;
};

void save_list(PGconn *db, struct item *list) {
    while (list) {
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
        if (list->is_double) {
            list->is_double = 0;
            continue;
        }
        list = list->next;
    }
}

void counted_run(void) {
    static struct item items[9];
    struct item *first = NULL;
    for (int i = 0; i < counted_size("n"); i++) {
        items[i] = (struct item){first, 1};
        first = &items[i];
    }
    PGconn *db = PQconnectdb("");
    COUNT(save_list(db, first));
    PQfinish(db);
}
