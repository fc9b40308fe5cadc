/* The path of a finding leads to what each turn asks for, not to what the first of them asks for once. */
#include "hiredis/hiredis.h"

#include <stddef.h>

struct table {
    redisContext *redis;
    struct entry **entries;
    int count;
    unsigned is_watched : 1;
};

struct entry {
    const char *name;
    char *type;
};

static void watch(struct table *table)
{
    if (table->is_watched)
        return;
    table->is_watched = 1;
    freeReplyObject(redisCommand(table->redis, "CLIENT TRACKING ON"));
}

static char *ask_type(redisContext *redis, const char *name)
{
    redisReply *reply = redisCommand(redis, "HGET types %s", name);
    char *type = reply ? reply->str : NULL;
    return type;
}

static const char *type_of(struct table *table, struct entry *entry)
{
    if (!entry->type)
        entry->type = ask_type(table->redis, entry->name);
    return entry->type;
}

static int is_text(struct table *table, struct entry *entry)
{
    watch(table);
    return type_of(table, entry)[0] == 't';
}

int count_texts(struct table *table)
{
    int texts = 0;
    for (int i = 0; i < table->count; i++)
        texts += is_text(table, table->entries[i]); // expect: call-in-loop {{up to table->count \+ 1 round trips}}
                                                    // expect-step: ask_type: {{redisCommand}}
                                                    // expect-no-step: watch: {{.}}
    return texts;
}

/* Nothing else is asked: no finding, and what the function costs leads there. */
// expect-cost watch_all: 1
void watch_all(struct table *table)
{
    for (int i = 0; i < table->count; i++)
        watch(table);
}
