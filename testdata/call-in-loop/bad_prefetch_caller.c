// config: store.yaml
struct store;
struct id {
    int number;
};
struct ids {
    struct id *items;
    int count;
};
struct index {
    struct id *entries;
    int count;
};

int have(const struct id *id);
void push(struct ids *list, const struct id *id);
void fetch_items(struct store *store, const struct id *ids, int n);

static int look_up(struct store *store, const struct id *id)
{
    if (!have(id))
        fetch_items(store, id, 1);
    return have(id);
}

static void prefetch(struct store *store, const struct index *index)
{
    struct ids missing = {0};
    for (int i = 0; i < index->count; i++)
        if (!have(&index->entries[i]))
            push(&missing, &index->entries[i]);
    fetch_items(store, missing.items, missing.count);
}

/* One of the two callers does not fetch. */
static void check_some(struct store *store, const struct id *entries, int n)
{
    for (int i = 0; i < n; i++)
        look_up(store, &entries[i]); // expect: call-in-loop {{n round trips}}
}

void fetches(struct store *store, const struct index *index)
{
    prefetch(store, index);
    check_some(store, index->entries, index->count);
}

void does_not(struct store *store, const struct index *index) { check_some(store, index->entries, index->count); }

/* Another collection. */
static void check_other(struct store *store, const struct id *entries, int n)
{
    for (int i = 0; i < n; i++)
        look_up(store, &entries[i]); // expect: call-in-loop {{n round trips}}
}

void fetches_ours(struct store *store, const struct index *ours, const struct index *theirs)
{
    prefetch(store, ours);
    check_other(store, theirs->entries, theirs->count);
}

/* Too late. */
static void check_first(struct store *store, const struct id *entries, int n)
{
    for (int i = 0; i < n; i++)
        look_up(store, &entries[i]); // expect: call-in-loop {{n round trips}}
}

void fetches_then(struct store *store, const struct index *index)
{
    check_first(store, index->entries, index->count);
    prefetch(store, index);
}

/* Also called through a pointer, by whom is not known. */
typedef void checker(struct store *store, const struct id *entries, int n);
extern checker *registered;

static void check_registered(struct store *store, const struct id *entries, int n)
{
    for (int i = 0; i < n; i++)
        look_up(store, &entries[i]); // expect: call-in-loop {{n round trips}}
}

void fetches_and_registers(struct store *store, const struct index *index)
{
    registered = check_registered;
    prefetch(store, index);
    check_registered(store, index->entries, index->count);
}

/* Whatever is there already, it is asked for again. */
void asks_again(struct store *store, const struct index *index)
{
    prefetch(store, index);
    for (int i = 0; i < index->count; i++)
        fetch_items(store, &index->entries[i], 1); // expect: call-in-loop {{index->count round trips}}
}
