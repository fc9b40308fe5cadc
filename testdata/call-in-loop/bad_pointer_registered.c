/* Callbacks that are registered, and called from a loop over what has registered them. */
#include "libpq-fe.h"

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
    void (*on_close)(struct server *server);
};

static void read_client(struct server *server, struct client *client)
{
    PQclear(PQexecParams(server->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &client->key, NULL, NULL, 0));
}

static void close_server(struct server *server) { PQfinish(server->db); }

void server_init(struct server *server)
{
    server->on_read = read_client;
    server->on_close = close_server;
}

void read_all(struct server *server)
{
    for (struct client *client = server->clients; client; client = client->next)
        if (server->on_read)
            server->on_read(server, client); // expect: call-in-loop {{^read_client\(\) waits for postgresql on each of length\(server->clients\) turns: up to length\(server->clients\) round trips}}
                                             // expect-confidence: high
                                             // expect-step: read_all: {{^runs length\(server->clients\) times$}}
                                             // expect-step: read_all: {{^calls read_client\(\)$}}
    server->on_close(server);
}

/* By a function that registers. */
typedef void handler(void *data, struct client *client);

struct events {
    handler *handle;
    void *data;
};

static struct events events[8];
static int event_count;

static void on_event(handler *handle, void *data)
{
    events[event_count].handle = handle;
    events[event_count++].data = data;
}

static void ask_client(void *data, struct client *client)
{
    PQclear(PQexecParams(data, "SELECT name FROM item WHERE id = $1", 1, NULL, &client->key, NULL, NULL, 0));
}

void init(PGconn *db) { on_event(ask_client, db); }

void dispatch(struct client *clients)
{
    for (struct client *client = clients; client; client = client->next)
        for (int i = 0; i < event_count; i++)
            events[i].handle(events[i].data, client); // expect: call-in-loop {{^ask_client\(\) waits for postgresql on each of length\(clients\) turns: length\(clients\) \* event_count round trips}}
        // expect-confidence: high
        // expect-after: event_count
        // expect-severity: error
        // expect-step: dispatch: {{^runs length\(clients\) times$}}
        // expect-step: dispatch: {{^runs event_count times$}}
        // expect-step: dispatch: {{^calls ask_client\(\)$}}
}
