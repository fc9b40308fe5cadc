/* The key of a unit's command. See compdb_unit_digest in compdb.h. */
#include "base/buffer.h"
#include "base/path.h"
#include "compdb/compdb.h"
#include "compdb/flag.h"

#include <ctype.h>
#include <string.h>

static bool character_is_of_name(char c) { return isalnum((unsigned char)c) || strchr("_.-+~/", c) != NULL; }

/* Whether the root, and not a longer name that holds it, stands at `text + offset`. */
static bool root_stands_at(const char *text, size_t offset, const char *root, size_t root_size) {
    if (strncmp(text + offset, root, root_size) != 0)
        return false;
    char after = text[offset + root_size];
    if (offset > 0 && character_is_of_name(text[offset - 1]))
        return false;
    return after == '\0' || after == '/' || !character_is_of_name(after);
}

/* The root becomes \1\2, and a \1 that was there already \1\1: two texts that differ stay different. */
static void add_text(struct buffer *buffer, const char *text, const char *root) {
    size_t root_size = strcmp(root, "/") == 0 ? 0 : strlen(root);
    for (size_t i = 0; text[i] != '\0'; i++) {
        if (root_size > 0 && root_stands_at(text, i, root, root_size)) {
            buffer_add_text(buffer, "\1\2");
            i += root_size - 1;
        } else if (text[i] == '\1') {
            buffer_add_text(buffer, "\1\1");
        } else {
            buffer_add_char(buffer, text[i]);
        }
    }
    buffer_add_char(buffer, '\0');
}

struct digest compdb_unit_digest(const struct compdb_unit *unit, const char *root) {
    struct arena scratch;
    struct buffer buffer = {0};
    arena_init(&scratch);
    buffer_add_unsigned(&buffer, (uint64_t)unit->language);
    buffer_add_unsigned(&buffer, (uint64_t)unit->problem);
    buffer_add_unsigned(&buffer, unit->argument_count);
    buffer_add_string(&buffer, path_from_root(&scratch, root, unit->file));
    buffer_add_string(&buffer, path_from_root(&scratch, root, unit->directory));
    add_text(&buffer, unit->problem_text != NULL ? unit->problem_text : "", root);
    for (uint32_t i = 0; i < unit->argument_count; i++) {
        const char *argument = unit->arguments[i];
        if (i > 0 && flag_precedes_path(unit->arguments[i - 1])) {
            /* A relative path that leaves the root means something else in another checkout. */
            const char *path = path_join(&scratch, unit->directory, argument);
            buffer_add_string(&buffer, path_from_root(&scratch, root, path));
        } else {
            add_text(&buffer, argument, root);
        }
    }
    struct digest digest = digest_of(buffer.data, buffer.size);
    buffer_finish(&buffer);
    arena_finish(&scratch);
    return digest;
}
