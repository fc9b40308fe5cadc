// expect-none
/* Registered as in bad_pointer_registered.c: called where something happens, or not at all; or what is called in the
 * loop waits for nobody. */
#include "libpq-fe.h"

#include <poll.h>
#include <stddef.h>

struct client {
    struct client *next;
    const char *key;
    int level;
};

struct server {
    PGconn *db;
    struct client *clients;
    void (*on_read)(struct server *server, struct client *client);
    void (*on_level)(struct server *server, struct client *client);
};

static void read_client(struct server *server, struct client *client)
{
    PQclear(PQexecParams(server->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &client->key, NULL, NULL, 0));
}

static void raise_level(struct server *server, struct client *client)
{
    (void)server;
    client->level++;
}

/* Registered for each client: nobody is called. */
// expect-cost register_all: 0 (exact)
void register_all(struct server *servers, int n)
{
    for (int i = 0; i < n; i++) {
        servers[i].on_read = read_client;
        servers[i].on_level = raise_level;
    }
}

// expect-cost level_all: 0 (exact)
void level_all(struct server *server)
{
    for (struct client *client = server->clients; client; client = client->next)
        server->on_level(server, client);
}

/* One call for each event. */
void run(struct server *server, struct pollfd *fds, int n)
{
    for (;;) {
        if (poll(fds, (nfds_t)n, -1) < 0)
            break;
        if (fds[0].revents)
            server->on_read(server, server->clients);
    }
}
