/* Decides which paths and names a pattern means. The matchers remember one place to go back to per kind of star, so
 * they take O(pattern * text) time for any input. Tests: tests/unit/base/test_glob.c */
#include "base/glob.h"

#include <stddef.h>
#include <string.h>

bool glob_matches_name(const char *pattern, const char *name) {
    const char *star = NULL; /* behind the last star seen */
    const char *star_name = NULL;
    while (*name != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            star_name = name;
        } else if (*pattern == '?' || *pattern == *name) {
            pattern++;
            name++;
        } else if (star != NULL) {
            /* An earlier star need not be tried again: what it could take more, this one takes. */
            pattern = star;
            name = ++star_name;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

/* A part of the text of a pattern or a path. */
struct span {
    const char *start;
    const char *limit;
};

/* The place behind the class that begins at `cursor` ('['), or NULL when it is not closed or does not hold `c`. */
static const char *match_class(const char *cursor, const char *limit, unsigned char c) {
    cursor++;
    bool is_negated = cursor < limit && (*cursor == '!' || *cursor == '^');
    cursor += is_negated;
    bool is_found = false;
    for (bool is_first = true; cursor < limit && (is_first || *cursor != ']'); is_first = false) {
        if (*cursor == '\\' && cursor + 1 < limit)
            cursor++;
        unsigned char low = (unsigned char)*cursor++;
        unsigned char high = low;
        if (limit - cursor >= 2 && cursor[0] == '-' && cursor[1] != ']') {
            cursor++;
            if (*cursor == '\\' && cursor + 1 < limit)
                cursor++;
            high = (unsigned char)*cursor++;
        }
        is_found = is_found || (c >= low && c <= high);
    }
    if (cursor >= limit || is_found == is_negated)
        return NULL;
    return cursor + 1;
}

/* The place behind the one item at `cursor` that is not a star, or NULL when it does not match `c`. */
static const char *match_item(const char *cursor, const char *limit, char c) {
    if (cursor == limit)
        return NULL;
    if (*cursor == '?')
        return c != '/' ? cursor + 1 : NULL;
    if (*cursor == '[')
        return c != '/' ? match_class(cursor, limit, (unsigned char)c) : NULL;
    if (*cursor == '\\' && cursor + 1 < limit)
        cursor++;
    return *cursor == c ? cursor + 1 : NULL;
}

/* A place to return to: the pattern behind a star, and how far the star has eaten. */
struct retry {
    const char *pattern; /* NULL: no star yet */
    const char *text;
    bool stops_at_part; /* a double star that stands for whole directories: it ends behind a slash only */
};

/* Steps over the stars at `*pattern` and remembers them. */
static void enter_star(struct span whole, const char **pattern, const char *text, struct retry *one,
                       struct retry *many) {
    const char *cursor = *pattern;
    const char *first = cursor;
    while (cursor < whole.limit && *cursor == '*')
        cursor++;
    if (cursor - first == 1) {
        *one = (struct retry){.pattern = cursor, .text = text};
    } else {
        bool is_directories = (first == whole.start || first[-1] == '/') && cursor < whole.limit && *cursor == '/';
        cursor += is_directories;
        *many = (struct retry){.pattern = cursor, .text = text, .stops_at_part = is_directories};
        *one = (struct retry){0};
    }
    *pattern = cursor;
}

/* Lets the last star eat more. False when none can. */
static bool go_back(const char **pattern, const char **text, const char *limit, struct retry *one, struct retry *many) {
    if (one->pattern != NULL && one->text < limit && *one->text != '/') {
        *text = ++one->text;
        *pattern = one->pattern;
        return true;
    }
    *one = (struct retry){0};
    if (many->pattern == NULL)
        return false;
    do {
        if (many->text >= limit)
            return false;
        many->text++;
    } while (many->stops_at_part && many->text[-1] != '/');
    *text = many->text;
    *pattern = many->pattern;
    return true;
}

static bool match_span(struct span pattern, struct span text) {
    struct retry one = {0};
    struct retry many = {0};
    const char *cursor = pattern.start;
    const char *place = text.start;
    for (;;) {
        if (cursor < pattern.limit && *cursor == '*') {
            enter_star(pattern, &cursor, place, &one, &many);
            continue;
        }
        if (place == text.limit && cursor == pattern.limit)
            return true;
        const char *next = place < text.limit ? match_item(cursor, pattern.limit, *place) : NULL;
        if (next != NULL) {
            cursor = next;
            place++;
        } else if (!go_back(&cursor, &place, text.limit, &one, &many)) {
            return false;
        }
    }
}

bool glob_matches_path(const char *pattern, const char *path) {
    struct span whole = {pattern, pattern + strlen(pattern)};
    bool is_directory_only = whole.limit > whole.start && whole.limit[-1] == '/';
    whole.limit -= is_directory_only;
    bool is_anchored = memchr(whole.start, '/', (size_t)(whole.limit - whole.start)) != NULL;
    whole.start += whole.start < whole.limit && *whole.start == '/';
    if (whole.start == whole.limit)
        return false;

    /* A directory matches all below it, so each leading part of the path is tried. */
    const char *part = path;
    for (const char *end = path;; end++) {
        if (*end != '/' && *end != '\0')
            continue;
        bool is_whole_path = *end == '\0';
        struct span text = {is_anchored ? path : part, end};
        if (text.start < end && !(is_whole_path && is_directory_only) && match_span(whole, text))
            return true;
        if (is_whole_path)
            return false;
        part = end + 1;
    }
}
