// config: object_cycle.yaml
/* Reading an object may fetch it, fetching reads the configuration, and that may lie in an object: the only way to the
 * wire is inside of this circle, and nobody who enters it may lose it. */
#include <stddef.h>
#include <stdio.h>

struct store {
    const char *config_name;
    int is_partial;
};

struct object {
    struct object *next;
    int id;
};

int has_object(int id);
int spawn_transport(const char *url);
int parse_line(const char *line, struct store *store);
int read_object(struct store *store, int id);

int fetch_object(const char *remote, int id)
{
    int count = 0;
    for (int i = 0; i < id; i++)
        count += spawn_transport(remote);
    return count;
}

static int read_config_object(struct store *store, int id)
{
    return read_object(store, id);
}

// expect-cost read_config: 1
int read_config(struct store *store)
{
    if (!store->config_name)
        return read_config_object(store, 1);
    return parse_line(store->config_name, store);
}

static const char *remote_of(struct store *store)
{
    read_config(store);
    return store->config_name;
}

// expect-cost get_from_remote: 1
int get_from_remote(struct store *store, int id)
{
    const char *remote = remote_of(store);
    return fetch_object(remote, id);
}

// expect-cost read_object: 1
int read_object(struct store *store, int id)
{
    if (has_object(id))
        return 0;
    return get_from_remote(store, id);
}

// expect-cost read_all: n
int read_all(struct store *store, const int *ids, int n)
{
    int bad = 0;
    for (int i = 0; i < n; i++)
        bad += read_object(store, ids[i]); // expect: call-in-loop {{read_object\(\) waits for remote .* n round trips}}
    return bad;
}

// expect-cost read_list: length(objects)
int read_list(struct store *store, struct object *objects)
{
    int bad = 0;
    for (; objects; objects = objects->next)
        bad += read_object(store, objects->id); // expect: call-in-loop {{length\(objects\) round trips}}
    return bad;
}

/* In no circle: the circle is not counted where it is not entered. */
// expect-cost count_present: 0 (exact)
int count_present(const int *ids, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        count += has_object(ids[i]);
    return count;
}
