// config: store.yaml
struct item;

struct list {
    struct item **items;
    int count;
};

int have(const struct item *item);
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

static void prefetch(struct list *index)
{
    struct list wanted = {0};
    for (int i = 0; i < index->count; i++)
        push(&wanted, index->items[i]);
    fetch_many(&wanted);
}

void other_collection(struct list *ours, struct list *theirs)
{
    prefetch(theirs);
    for (int i = 0; i < ours->count; i++)
        write_file(ours->items[i]); // expect: call-in-loop {{ours->count round trips}}
}

void collected_elsewhere(struct list *ours, struct list *theirs)
{
    struct list wanted = {0};
    for (int i = 0; i < theirs->count; i++)
        push(&wanted, theirs->items[i]);
    fetch_many(&wanted);
    for (int i = 0; i < ours->count; i++)
        write_file(ours->items[i]); // expect: call-in-loop {{ours->count round trips}}
}

void too_late(struct list *index)
{
    for (int i = 0; i < index->count; i++)
        write_file(index->items[i]); // expect: call-in-loop {{index->count round trips}}
    prefetch(index);
}

void one_or_the_other(struct list *index, int is_partial)
{
    if (is_partial)
        prefetch(index);
    else
        for (int i = 0; i < index->count; i++)
            write_file(index->items[i]); // expect: call-in-loop {{index->count round trips}}
}

/* Whatever is there already, it is asked for again. */
void always(const int *ids, int n)
{
    load_many(ids, n);
    for (int i = 0; i < n; i++)
        load_one(ids[i]); // expect: call-in-loop {{n round trips}}
}
