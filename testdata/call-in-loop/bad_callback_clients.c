/* What the clients of LDAP and memcached are handed and run by themselves. */
#include "libpq-fe.h"
#include <ldap.h>
#include <libmemcached/memcached.h>

static PGconn *db;

static int by_rank(const char *left, const char *right)
{
    PGresult *rows = PQexec(db, left);
    int rank = PQntuples(rows);
    PQclear(rows);
    return right ? rank : -rank;
}

void sort_members(LDAP *ld, LDAPMessage *members)
{
    ldap_sort_entries(ld, &members, "cn", by_rank); // expect: call-in-loop {{log\(size\(members\)\) \* size\(members\) round trips}}
}

static memcached_return_t note_server(const memcached_st *cache, const memcached_instance_st *server, void *context)
{
    PQclear(PQexec(context, "INSERT INTO server VALUES ($1)"));
    return cache && server ? MEMCACHED_SUCCESS : MEMCACHED_FAILURE;
}

void note_servers(const memcached_st *cache, PGconn *to)
{
    memcached_server_fn functions[] = {note_server};
    memcached_server_cursor(cache, functions, to, 1); // expect: call-in-loop {{size\(cache\) round trips}}
}

static int log_in_again(LDAP *ld, const char *url, unsigned long request, int id, void *data)
{
    PQclear(PQexec(data, url));
    return ld == 0 || request == 0 || id == 0;
}

/* Kept, and run when another server is asked. */
// expect-cost prepare: 0 (exact)
void prepare(LDAP **connections, int n, PGconn *to)
{
    for (int i = 0; i < n; i++)
        ldap_set_rebind_proc(connections[i], log_in_again, to);
}
