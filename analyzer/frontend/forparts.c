#include "frontend/forparts.h"

#include <ctype.h>
#include <string.h>

/* Behind a comment, string or character constant that begins at `at`; `at` itself when none does. */
static size_t skip_quoted(const char *text, size_t size, size_t at) {
    char c = text[at];

    if (c == '"' || c == '\'') {
        for (at++; at < size && text[at] != c; at++)
            at += text[at] == '\\';
        return at < size ? at + 1 : size;
    }
    if (c != '/' || at + 1 >= size)
        return at;
    if (text[at + 1] == '/') {
        const char *end = memchr(text + at, '\n', size - at);
        return end == NULL ? size : (size_t)(end - text);
    }
    if (text[at + 1] == '*') {
        const char *end = memmem(text + at + 2, size - at - 2, "*/", 2);
        return end == NULL ? size : (size_t)(end - text) + 2;
    }
    return at;
}

bool for_parts_read(const char *text, size_t size, struct for_parts *parts) {
    bool has_text[3] = {false, false, false};
    int part = 0, depth = 0;

    if (size < 4 || strncmp(text, "for", 3) != 0 || isalnum((unsigned char)text[3]) || text[3] == '_')
        return false;
    for (size_t at = 3; at < size;) {
        size_t behind = skip_quoted(text, size, at);
        if (behind != at) {
            if (depth > 0 && text[at] != '/')
                has_text[part] = true;
            at = behind;
            continue;
        }
        char c = text[at++];
        if (depth == 0 && c != '(' && !isspace((unsigned char)c) && c != '\\')
            return false;
        if (c == ')' || c == ']' || c == '}') {
            if (--depth == 0)
                break;
        } else if (c == ';' && depth == 1) {
            if (++part > 2)
                return false;
            continue;
        }
        /* A backslash in a macro's body only joins lines. */
        if (depth > 0 && !isspace((unsigned char)c) && c != '\\')
            has_text[part] = true;
        if (c == '(' || c == '[' || c == '{')
            depth++;
    }
    if (part != 2 || depth != 0)
        return false;
    *parts = (struct for_parts){has_text[0], has_text[1], has_text[2]};
    return true;
}
