/* The same lists, sent as one request. */
// with: bad_list_of_requests_made.c
// expect-none
#include "bad_list_of_requests.h"
#include <libpq-fe.h>
#include <string.h>

void synchronize(PGconn *db, struct group *groups)
{
    char text[10000] = "";
    struct chain *commands = all_commands(groups);
    for (struct chain *c = commands; c; c = c->next) {
        strcat(text, c->text);
        strcat(text, ";");
    }
    PQclear(PQexec(db, text));
}
