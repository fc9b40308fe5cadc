/* Buckets of lists: each entry once, though no formula of two loops says so. */
// count: save_table
// formula: length(table->buckets[i])*table->size
// run: size=1 n=0
// run: size=4 n=2
// run: size=8 n=1
// where: table->size = size
// where: length(table->buckets[i]) = n
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stddef.h>

struct entry {
    struct entry *next;
    int key;
};
struct table {
    struct entry *buckets[8];
    int size;
};

void save_table(redisContext *redis, const struct table *table) {
    for (int i = 0; i < table->size; i++)
        for (const struct entry *entry = table->buckets[i]; entry != NULL; entry = entry->next)
            freeReplyObject(redisCommand(redis, "SET %d 1", entry->key));
}

void counted_run(void) {
    static struct entry entries[16];
    static struct table table;
    int used = 0;
    table.size = counted_size("size");
    for (int i = 0; i < table.size; i++)
        for (int k = 0; k < counted_size("n"); k++, used++) {
            entries[used] = (struct entry){table.buckets[i], used};
            table.buckets[i] = &entries[used];
        }
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(save_table(redis, &table));
    redisFree(redis);
}
