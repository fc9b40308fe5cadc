#include "shop.h"

const char *city_name(PGconn *db, int city_id) {
    const char *name = db_one(db, "SELECT name FROM city WHERE id = $1", city_id);
    return name ? name : "?";
}
