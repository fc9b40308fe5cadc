// config: iterators.yaml
/* An iterator that asks for each item: its cursor goes in and out, and still each item is a round trip. */
struct cache;
struct cursor {
    int position;
};
struct entry {
    int key;
};

void begin(struct cache *cache, struct cursor *cursor);
int next_entry(struct cache *cache, struct cursor *cursor, struct entry *entry);
int next_entries(struct cache *cache, struct cursor *cursor, struct entry *entry);
void use(const struct entry *entry);

void all_entries(struct cache *cache)
{
    struct cursor cursor;
    struct entry entry;
    begin(cache, &cursor);
    // expect@+2: call-in-loop {{next_entry\(\) waits for cache on each of up to length\(cache\) turns}}
    // expect-verdict@+1: paging
    while (next_entry(cache, &cursor, &entry) == 0)
        use(&entry);
}

static int step(struct cache *cache, struct cursor *cursor, struct entry *entry)
{
    int failure = next_entry(cache, cursor, entry);
    if (failure)
        return failure;
    return 0;
}

/* Where nobody says what is walked, its items have the name of the function. */
void rest_of_entries(struct cache *cache, struct cursor *cursor)
{
    struct entry entry;
    // expect@+2: call-in-loop {{step\(\) waits for cache on each of up to items\(step\) turns}}
    // expect-verdict@+1: paging
    while (step(cache, cursor, &entry) == 0)
        use(&entry);
}

/* A hundred at once: silent. */
void all_pages(struct cache *cache)
{
    struct cursor cursor;
    struct entry entry;
    begin(cache, &cursor);
    while (next_entries(cache, &cursor, &entry) == 0)
        use(&entry);
}
