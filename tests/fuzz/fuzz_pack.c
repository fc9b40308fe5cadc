/* Rule packs and the pages of checks. */
#include "fuzz/target.h"

#include "pack/check_page.h"
#include "pack/pack.h"

#include <string.h>

bool target_seed(const struct buffer *file, uint32_t number, struct buffer *out) {
    return target_seed_of_text(file, number, out);
}

/* An exact name means its model, also from its header; a glob at least does no harm. */
static void expect_matches(const struct pack_set *set, const struct library *library) {
    for (uint32_t i = 0; i < library->model_count; i++) {
        const struct model *model = &library->models[i];
        const char *header = model->header_count > 0 ? model->headers[0] : NULL;
        const struct model *found = pack_match(set, &(struct model_query){.name = model->name});
        EXPECT(model->is_glob || found == model, "%s is not found by its name", model->name);
        found = pack_match(set, &(struct model_query){.name = model->name, .header = header, .is_defined = true});
        EXPECT(found == NULL || found->library == library->name, "%s is found in another library", model->name);
    }
}

static bool load(const struct target_file *file, struct digest *digest) {
    struct error err = {0};
    struct pack_set *set = pack_create();
    bool is_good = pack_load(set, file->path, &err);
    target_expect_error(is_good, &err, file->path);
    if (is_good) {
        EXPECT(pack_library_count(set) == 1, "one file is %u libraries", pack_library_count(set));
        expect_matches(set, pack_library(set, 0));
        *digest = pack_digest(set);
    }
    pack_destroy(set);
    return is_good;
}

static bool read_page(const struct target_file *file, size_t size) {
    static const struct check_values some = {.call = "f", .turns = "n"};
    struct arena arena;
    struct error err = {0};
    struct check_page page;
    struct buffer text = {0};
    arena_init(&arena);
    bool is_good = check_page_load(&arena, file->path, &page, &err);
    target_expect_error(is_good, &err, file->path);
    target_expect_memory(arena.used_bytes, size);
    if (is_good) {
        check_page_message(&page, &some, &text);
        check_page_message(&page, &(struct check_values){0}, &text);
        check_page_print(&page, &text);
        EXPECT(strlen(text.data) == text.size, "a page holds a zero byte");
    }
    buffer_finish(&text);
    arena_finish(&arena);
    return is_good;
}

bool target_run(const void *data, size_t size) {
    struct target_file file;
    struct digest first = {0}, second = {0};
    target_file_open(&file, data, size);
    bool is_pack = load(&file, &first);
    if (is_pack)
        EXPECT(load(&file, &second) && digest_is_equal(first, second), "a pack differs from itself");
    bool is_page = read_page(&file, size);
    target_file_close(&file);
    return is_pack || is_page;
}
