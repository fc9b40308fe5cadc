// config: store.yaml
// expect-none
struct store;
struct id {
    int number;
};
struct ids {
    struct id *items;
    int count;
};
struct tree {
    struct tree **down;
};
struct index {
    struct id *entries;
    int count;
    struct tree *root;
};

int have(const struct id *id);
void push(struct ids *list, const struct id *id);
int end_of(const struct id *id);
int begins_with(const struct id *id, const struct tree *tree);
struct tree *below(struct tree *tree, const struct id *id);
void fetch_items(struct store *store, const struct id *ids, int n);

/* Asks for what is not there, one by one. */
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

/* The function is the bulk form of itself. */
void check_all(struct store *store, const struct index *index)
{
    prefetch(store, index);
    for (int i = 0; i < index->count; i++)
        look_up(store, &index->entries[i]);
}

static int check(struct store *store, const struct id *entries, int n)
{
    for (int i = 0; i < n; i++)
        if (!look_up(store, &entries[i]))
            return -1;
    return n;
}

/* The caller fetches what it passes. */
int check_index(struct store *store, const struct index *index, int is_partial)
{
    if (is_partial)
        prefetch(store, index);
    return check(store, index->entries, index->count);
}

/* Each run of the recursion passes a part of it on. */
static int update(struct store *store, struct tree *tree, const struct id *entries, int n)
{
    int i = 0;
    while (i < n) {
        if (end_of(&entries[i]))
            i += update(store, below(tree, &entries[i]), entries + i, n - i);
        else
            i++;
    }
    i = 0;
    while (i < n) {
        const struct id *id = &entries[i];
        if (end_of(id) || begins_with(id, tree))
            break;
        if (!look_up(store, id))
            return -1;
        i++;
    }
    return i;
}

int update_index(struct store *store, const struct index *index)
{
    prefetch(store, index);
    return update(store, index->root, index->entries, index->count);
}
