#include "frontend/dependencies.h"

#include "base/path.h"

#include <string.h>

void digest_cache_init(struct digest_cache *cache) {
    *cache = (struct digest_cache){0};
    interner_init(&cache->paths);
}

void digest_cache_finish(struct digest_cache *cache) {
    interner_finish(&cache->paths);
    map_finish(&cache->by_path);
    vec_finish(&cache->digests);
}

struct collection {
    struct digest_cache *cache;
    struct sources *sources;
    struct map seen; /* interned path */
    VEC(struct dependency) items;
};

static bool is_same(const CXFileUniqueID *a, const CXFileUniqueID *b) {
    return memcmp(a->data, b->data, sizeof a->data) == 0;
}

/* Of what clang has read, which may be older than the file on the disk by now: then the stamp will differ next time. */
static struct known_digest digest_of_file(struct collection *collection, const char *path, CXFile handle) {
    struct digest_cache *cache = collection->cache;
    uint32_t known = map_get(&cache->by_path, map_key(path));
    struct known_digest entry = {0};
    bool has_identity = clang_getFileUniqueID(handle, &entry.identity) == 0;
    if (known != MAP_NONE && has_identity && is_same(&cache->digests.items[known].identity, &entry.identity))
        return cache->digests.items[known];
    size_t size = 0;
    const char *bytes = clang_getFileContents(collection->sources->unit, handle, &size);
    entry.stamp = file_stamp_of(path);
    entry.digest = digest_of(bytes == NULL ? "" : bytes, bytes == NULL ? 0 : size);
    if (known != MAP_NONE) {
        cache->digests.items[known] = entry;
    } else {
        map_put(&cache->by_path, map_key(path), cache->digests.count);
        vec_push(&cache->digests, entry);
    }
    return entry;
}

static void add_file(CXFile handle, CXSourceLocation *stack, unsigned depth, CXClientData data) {
    struct collection *collection = data;
    struct arena *arena = collection->sources->arena;

    (void)stack;
    (void)depth;
    const char *path = sources_path(collection->sources, arena, handle);
    const char *key = intern(&collection->cache->paths, path);
    if (map_get_or_put(&collection->seen, map_key(key), 1) != MAP_NONE)
        return;
    struct known_digest known = digest_of_file(collection, key, handle);
    vec_push(&collection->items, (struct dependency){.path = path, .stamp = known.stamp, .digest = known.digest});
}

static void add_absent(struct collection *collection, const char *directory, const char *name) {
    const char *path = path_join(collection->sources->arena, directory, name);
    const char *key = intern(&collection->cache->paths, path);

    if (map_get_or_put(&collection->seen, map_key(key), 1) != MAP_NONE)
        return;
    struct dependency dependency = {.path = path, .stamp = file_stamp_of(path), .is_absent = true};
    if (dependency.stamp.size < 0)
        vec_push(&collection->items, dependency);
}

/* The directory that `-I DIR`, `-IDIR`, `-isystem DIR`, ... names, or NULL. */
static const char *include_directory(const struct frontend_command *command, uint32_t index) {
    static const char *const options[] = {"-I", "-isystem", "-iquote", "-idirafter"};
    const char *argument = command->arguments[index];

    for (size_t i = 0; i < ARRAY_COUNT(options); i++) {
        size_t length = strlen(options[i]);
        if (strncmp(argument, options[i], length) != 0)
            continue;
        if (argument[length] != '\0')
            return argument + length;
        return index + 1 < command->argument_count ? command->arguments[index + 1] : NULL;
    }
    return NULL;
}

static void add_missing(struct collection *collection, const struct frontend_command *command,
                        const struct missing_include *missing, const struct unit *unit) {
    struct arena *arena = collection->sources->arena;
    const char *file = unit->files[missing->location.file].path;

    add_absent(collection, path_directory(arena, path_join(arena, command->root, file)), missing->name);
    for (uint32_t i = 0; i < command->argument_count; i++) {
        const char *directory = include_directory(command, i);
        if (directory != NULL)
            add_absent(collection, path_join(arena, command->directory, directory), missing->name);
    }
}

void dependencies_read(struct digest_cache *cache, struct sources *sources, const struct frontend_command *command,
                       struct frontend_unit *out) {
    struct collection collection = {.cache = cache, .sources = sources};

    clang_getInclusions(sources->unit, add_file, &collection);
    for (uint32_t i = 0; i < out->unit.missing_include_count; i++)
        add_missing(&collection, command, &out->unit.missing_includes[i], &out->unit);
    out->dependency_count = collection.items.count;
    out->dependencies = ARENA_ARRAY(sources->arena, struct dependency, collection.items.count);
    if (collection.items.count > 0)
        memcpy(out->dependencies, collection.items.items, sizeof(struct dependency) * collection.items.count);
    vec_finish(&collection.items);
    map_finish(&collection.seen);
}
