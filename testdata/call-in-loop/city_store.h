#include "libpq-fe.h"

char *city_name(PGconn *db, int id);
