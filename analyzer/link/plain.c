/* Decides by header and by the words of a name. Tests: tests/unit/link/test_plain.c */
#include "link/plain.h"

#include "base/attr.h"
#include "base/path.h"

#include <string.h>

static bool has_plain_header(const char *header) {
    static const char *const names[] = {
        "zlib.h",     "bzlib.h",    "lz4.h",    "lz4frame.h", "lz4hc.h",  "zstd.h",     "lzma.h",      "snappy-c.h",
        "curses.h",   "ncurses.h",  "panel.h",  "menu.h",     "form.h",   "term.h",     "png.h",       "jpeglib.h",
        "pcre.h",     "pcre2.h",    "expat.h",  "jansson.h",  "yaml.h",   "xxhash.h",   "gmem.h",      "gstrfuncs.h",
        "gslist.h",   "glist.h",    "ghash.h",  "garray.h",   "gqueue.h", "gtree.h",    "gstring.h",   "gmessages.h",
        "gunicode.h", "gconvert.h", "gquark.h", "gerror.h",   "gregex.h", "gvariant.h", "gchecksum.h", "gtestutils.h"};
    const char *base = path_base(header);
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        if (strcmp(base, names[i]) == 0)
            return true;
    return strstr(header, "/lzma/") != NULL;
}

static bool word_ends(const char *word, size_t length, const char *end) {
    size_t size = strlen(end);
    return length >= size && memcmp(word + length - size, end, size) == 0;
}

/* Between underscores: "strdup", "printf", "freeaddrinfo". */
static bool is_plain_word(const char *word, size_t length) {
    static const char *const ends[] = {"alloc", "alloc0", "free",     "dup",    "printf", "cmp",     "len",
                                       "hash",  "equal",  "strerror", "concat", "copy",   "compare", "format"};
    for (size_t i = 0; i < ARRAY_COUNT(ends); i++)
        if (word_ends(word, length, ends[i]))
            return true;
    return length >= 4 && memcmp(word, "free", 4) == 0;
}

static bool has_plain_name(const char *name) {
    while (*name) {
        size_t length = strcspn(name, "_:");
        if (is_plain_word(name, length))
            return true;
        name += length + (name[length] != '\0');
    }
    return false;
}

bool entity_is_plain(const struct entity *entity) {
    return entity->is_system && entity->header && (has_plain_header(entity->header) || has_plain_name(entity->name));
}
