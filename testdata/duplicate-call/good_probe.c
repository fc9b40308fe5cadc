// config: store.yaml
/* The size is asked for only where the buffer was too small; or of something else; or it is no buffer that is missing. */
// expect-none
#include <stdlib.h>

struct store;
long attr_get(struct store *store, const char *path, const char *name, void *value, size_t size);
void use(const void *value, long size);

void grown(struct store *store, const char *path)
{
    char small[256];
    long size = attr_get(store, path, "acl", small, sizeof small);
    if (size <= (long)sizeof small) {
        use(small, size);
        return;
    }
    void *value = malloc((size_t)size);
    size = attr_get(store, path, "acl", value, (size_t)size);
    use(value, size);
    free(value);
}

void another(struct store *store, const char *path, const char *other)
{
    char value[256];
    if (attr_get(store, path, "acl", NULL, 0) > (long)sizeof value)
        return;
    use(value, attr_get(store, other, "acl", value, sizeof value));
}

void whole(struct store *store, const char *path)
{
    char value[256], same[256];
    use(value, attr_get(store, path, NULL, value, sizeof value));
    use(same, attr_get(store, path, "acl", same, sizeof same));
}
