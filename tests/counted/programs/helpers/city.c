#include "shop.h"

#include <stdio.h>

void city_name(PGconn *db, int id, char *name, unsigned long size) {
    if (!db_text(db, "SELECT name FROM city WHERE id = $1", id, name, size))
        snprintf(name, size, "?");
}
