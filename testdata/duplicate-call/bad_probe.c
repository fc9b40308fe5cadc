// config: store.yaml
/* Once for the size, once more for the answer. */
#include <stdlib.h>

struct store;
long attr_get(struct store *store, const char *path, const char *name, void *value, size_t size);
void use(const void *value, long size);

void show(struct store *store, const char *path)
{
    long size = attr_get(store, path, "acl", NULL, 0);
    if (size <= 0)
        return;
    void *value = malloc((size_t)size);
    size = attr_get(store, path, "acl", value, (size_t)size); // expect: duplicate-call {{attr_get\(\) waits for store once for the size, in line 11, and once more for the answer}}
    if (size > 0)
        use(value, size);
    free(value);
}
