// config: store.yaml
// expect-none
struct item;

struct list {
    struct item **items;
    int count;
};

int have(const struct item *item);
struct item *known(int id);
void push(struct list *list, struct item *item);
void fetch_one(struct item *item);
int fetch_many(struct list *wanted);
struct item *load_one(int id);
void load_many(const int *ids, int n);

static void write_file(struct item *item)
{
    if (!have(item))
        fetch_one(item);
}

/* Collected by a loop with the same bound; only where there is something to fetch. */
void checkout(struct list *index, int is_partial)
{
    if (is_partial) {
        struct list wanted = {0};
        for (int i = 0; i < index->count; i++)
            if (!have(index->items[i]))
                push(&wanted, index->items[i]);
        if (wanted.count)
            fetch_many(&wanted);
    }
    for (int i = 0; i < index->count; i++)
        write_file(index->items[i]);
}

static void prefetch(struct list *index)
{
    struct list wanted = {0};
    for (int i = 0; i < index->count; i++)
        push(&wanted, index->items[i]);
    fetch_many(&wanted);
}

void checkout_by_helper(struct list *index)
{
    prefetch(index);
    for (int i = 0; i < index->count; i++)
        write_file(index->items[i]);
}

static struct item *get(int id)
{
    struct item *item = known(id);
    if (item)
        return item;
    return load_one(id);
}

/* A cache that was filled: the bulk form is of the same peer, and only what is missing is asked for. */
void print_all(const int *ids, int n)
{
    load_many(ids, n);
    for (int i = 0; i < n; i++)
        get(ids[i]);
}
