/* What each turn overwrites before it reads it hands nothing on: a text that is written anew, the last result in a
 * connection, replies that nobody has taken yet. Beside each what does carry on. */
#include "libpq-fe.h"
#include "mysql.h"

#include <stdio.h>
#include <string.h>

#define TEXT_SIZE 2000

/* --- a text of the whole program ---------------------------------------------------------------------------------- */

static char *statement;
static char said[TEXT_SIZE];
int statement_size = TEXT_SIZE;

void statement_begin(char *memory)
{
    statement = memory;
}

/* Where the text goes on. */
static int add_name(char *at, int size, const char *name)
{
    return snprintf(at, (size_t)size, "name = '%s'", name);
}

static int rename_item(PGconn *db, const char *id, const char *name)
{
    int length = snprintf(statement, (size_t)statement_size, "UPDATE item SET ");
    if (length < 0 || length >= statement_size)
        return -1;
    length += add_name(statement + length, statement_size - length, name);
    snprintf(statement + length, (size_t)(statement_size - length), " WHERE id = %s", id);
    PQclear(PQexec(db, statement));
    return 0;
}

static int name_of_item(PGconn *db, const char *id, char *name)
{
    snprintf(statement, (size_t)statement_size, "SELECT name FROM item WHERE id = %s", id);
    PGresult *res = PQexec(db, statement);
    strcpy(name, PQgetvalue(res, 0, 0));
    PQclear(res);
    return 0;
}

struct names {
    int (*get)(PGconn *db, const char *id, char *name);
    int (*set)(PGconn *db, const char *id, const char *name);
};

static int get_nothing(PGconn *db, const char *id, char *name)
{
    (void)db;
    strcpy(name, id);
    return 0;
}

static int set_nothing(PGconn *db, const char *id, const char *name)
{
    (void)db;
    return strcmp(id, name);
}

static struct names names;

void use_items(int is_stored)
{
    names.get = is_stored ? name_of_item : get_nothing;
    names.set = is_stored ? rename_item : set_nothing;
}

void copies_names(PGconn *db, const char **ids, const char **copies, int n)
{
    char name[TEXT_SIZE];
    for (int i = 0; i < n; i++) {
        names.get(db, ids[i], name); // expect: call-in-loop {{round trips}}
                                     // expect-verdict: batch
        names.set(db, copies[i], name);
    }
}

/* The text grows: what was answered is part of all that follows. */
static int adds_known(PGconn *db)
{
    PGresult *res = PQexec(db, said);
    strcat(said, PQgetvalue(res, 0, 0));
    PQclear(res);
    return 0;
}

void asks_for_unknown(PGconn *db, int n)
{
    snprintf(said, sizeof said, "SELECT id FROM item WHERE id NOT IN (0");
    for (int i = 0; i < n; i++)
        adds_known(db); // expect: call-in-loop {{n round trips}}
                        // expect-verdict: sequential
}

/* Only its beginning is written anew: where the last answer has led to stands behind it. */
static PGresult *ask_for(PGconn *db, char *text, const char *what)
{
    memcpy(text, what, 7);
    return PQexec(db, text);
}

void goes_up_by_text(PGconn *db, int n)
{
    char text[TEXT_SIZE];
    strcpy(text, "SELECT parent FROM item WHERE id = 1");
    for (int i = 0; i < n; i++) {
        PGresult *res = ask_for(db, text, "SELECT "); // expect: call-in-loop {{n round trips}}
                                                      // expect-verdict: sequential
        sprintf(text + 7, "parent FROM item WHERE id = %s", PQgetvalue(res, 0, 0));
        PQclear(res);
    }
}

/* --- what a connection keeps -------------------------------------------------------------------------------------- */

struct client {
    void *driver;
    const char *table;
};

struct pg_driver {
    PGconn *db;
    PGresult *last;
    char *place;
    char *next_token;
    int asked;
};

#define PG(client) ((struct pg_driver *)(client)->driver)

static void forget_last(struct client *client)
{
    if (PG(client)->last) {
        PQclear(PG(client)->last);
        PG(client)->last = NULL;
    }
}

static int submit(struct client *client, const char *text, int attempts)
{
    if (!client || !text)
        return -1;
    for (int i = 0; i <= attempts; i++) {
        forget_last(client);
        PGresult *res = PQexec(PG(client)->db, text);
        if (!res)
            continue;
        PG(client)->last = res;
        PG(client)->asked++;
        return 0;
    }
    return -1;
}

static int owner_of(struct client *client, const char *id, char *owner)
{
    char text[TEXT_SIZE];
    snprintf(text, sizeof text, "SELECT owner FROM %s WHERE id = '%s'", client->table, id);
    if (submit(client, text, 2) < 0)
        return -1;
    strcpy(owner, PQgetvalue(PG(client)->last, 0, 0));
    return 0;
}

static int count_item(struct client *client, const char *owner)
{
    char text[TEXT_SIZE];
    snprintf(text, sizeof text, "UPDATE owner SET items = items + 1 WHERE id = '%s'", owner);
    if (submit(client, text, 2) < 0)
        return -1;
    snprintf(text, sizeof text, "INSERT INTO counted (owner) VALUES ('%s')", owner);
    return submit(client, text, 2);
}

/* Each turn goes on with its own answer. */
void counts_by_owner(struct client *client, const char **ids, int n)
{
    char owner[TEXT_SIZE];
    for (int i = 0; i < n; i++) {
        if (owner_of(client, ids[i], owner) < 0)
            return;
        count_item(client, owner); // expect: call-in-loop {{round trips}}
                                   // expect-verdict: pipeline
    }
}

/* The last answer of the turn before is asked with: it is read before it is overwritten. */
void follows_owners(struct client *client, int n)
{
    char text[TEXT_SIZE];
    for (int i = 0; i < n; i++) {
        snprintf(text, sizeof text, "SELECT owner FROM owner WHERE id = '%s'", PQgetvalue(PG(client)->last, 0, 0));
        if (submit(client, text, 2) < 0) // expect: call-in-loop {{round trips}}
                                      // expect-verdict: sequential
            return;
    }
}

static int go_up(struct client *client)
{
    char text[TEXT_SIZE];
    snprintf(text, sizeof text, "SELECT parent FROM item WHERE id = '%s'", PG(client)->place);
    PGresult *res = PQexec(PG(client)->db, text);
    if (!res)
        return -1;
    PG(client)->place = PQgetvalue(res, 0, 0);
    return 0;
}

/* Where it has come to is kept beside the connection. */
void goes_up(struct client *client, int n)
{
    for (int i = 0; i < n; i++)
        if (go_up(client) < 0) // expect: call-in-loop {{round trips}}
                               // expect-verdict: sequential
            return;
}

/* --- who quotes ---------------------------------------------------------------------------------------------------- */

typedef int quote_value(const struct client *client, const char *value, char *to, int *length);

static int quote_plainly(const struct client *client, const char *value, char *to, int *length)
{
    (void)client;
    *length = sprintf(to, "'%s'", value);
    return 0;
}

static int add_value(const struct client *client, char *to, const char *value, quote_value *quote)
{
    int length = TEXT_SIZE;
    return quote(client, value, to, &length) < 0 ? -1 : length;
}

static int set_owner(struct client *client, const char *id, const char *owner, quote_value *quote)
{
    char text[TEXT_SIZE];
    int length = sprintf(text, "UPDATE item SET owner = ");
    length += add_value(client, text + length, owner, quote);
    length += sprintf(text + length, " WHERE id = ");
    length += add_value(client, text + length, id, quote);
    text[length] = '\0';
    PG(client)->last = PQexec(PG(client)->db, text);
    return PG(client)->last ? 0 : -1;
}

void sets_owners(struct client *client, const char **ids, const char **owners, int n)
{
    for (int i = 0; i < n; i++)
        set_owner(client, ids[i], owners[i], quote_plainly); // expect: call-in-loop {{round trips}}
                                                             // expect-verdict: pipeline
}

/* What is handed over has a token of the last answer in it: pages. */
static int ask_behind(struct client *client, quote_value *quote)
{
    char text[TEXT_SIZE];
    int length = sprintf(text, "SELECT id, next FROM item WHERE id > ");
    length += add_value(client, text + length, "", quote);
    text[length] = '\0';
    PGresult *res = PQexec(PG(client)->db, text);
    PG(client)->next_token = PQgetvalue(res, 0, 1);
    return PQntuples(res);
}

void pages_by_quoting(struct client *client, quote_value *quote, int n)
{
    for (int i = 0; i < n; i++)
        ask_behind(client, quote);
}

/* --- one of several drivers ---------------------------------------------------------------------------------------- */

struct driver {
    int (*update)(void *db, const char *id);
};

/* Asks once. */
static int update_plainly(void *db, const char *id)
{
    char text[TEXT_SIZE];
    snprintf(text, sizeof text, "UPDATE item SET seen = seen + 1 WHERE id = '%s'", id);
    return mysql_ping(db) + mysql_query(db, text);
}

/* Asks twice, and needs the answer. */
static int update_found(void *db, const char *id)
{
    char text[TEXT_SIZE];
    snprintf(text, sizeof text, "SELECT row FROM item WHERE id = '%s'", id);
    PGresult *res = PQexec(db, text);
    snprintf(text, sizeof text, "UPDATE row SET seen = seen + 1 WHERE id = '%s'", PQgetvalue(res, 0, 0));
    PQclear(PQexec(db, text));
    return 0;
}

static struct driver driver;

void use_driver(int kind)
{
    driver.update = kind ? update_plainly : update_found;
}

/* The dearest is told, and its own requests are judged. */
void sees_all(void *db, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        driver.update(db, ids[i]); // expect: call-in-loop {{waits for mysql}}
                                   // expect-verdict: pipeline
}

void sees_all_rows(void *db, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        update_found(db, ids[i]); // expect: call-in-loop {{waits for postgresql}}
                                  // expect-verdict: sequential
}
