/* Decides what of a long name is left out. Tests: tests/unit/rule/test_short_name.c */
#include "rule/short_name.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define GONE "..."

/* A part [from, to) of a text. */
struct part {
    size_t from;
    size_t to;
};

static bool is_gone(struct part part) { return part.to - part.from <= strlen(GONE); }

/* What stands in the deepest parentheses that hold something, of equals the first; `least`: how deep at least. */
static bool find_innermost(const char *text, int least, struct part *found) {
    size_t open[64];
    int depth = 0, deepest = least - 1;
    for (size_t i = 0; text[i]; i++) {
        if (text[i] == '(' && depth < 64)
            open[depth++] = i;
        if (text[i] != ')' || depth == 0)
            continue;
        struct part part = {open[--depth] + 1, i};
        if (depth > deepest && !is_gone(part)) {
            deepest = depth;
            *found = part;
        }
    }
    return deepest >= least;
}

static bool is_arrow(const char *text, size_t at) {
    return text[at] == '.' ? text[at + 1] != '.' && (at == 0 || text[at - 1] != '.')
                           : text[at] == '-' && text[at + 1] == '>';
}

/* What stands between the first and the last step of a path, in the outermost parentheses if there are any. */
static bool find_middle(const char *text, struct part *found) {
    size_t first = 0, last = 0, from = 0;
    const char *open = strchr(text, '(');
    if (open && open[1])
        from = (size_t)(open - text) + 1;
    for (size_t i = from; text[i]; i++) {
        if (!is_arrow(text, i))
            continue;
        bool is_dot = text[i] == '.'; /* "a...z" */
        if (first == 0)
            first = is_dot ? i : i + 2;
        else
            last = is_dot ? i + 1 : i;
    }
    *found = (struct part){first, last};
    return first > 0 && last > first && !is_gone(*found);
}

static void cut(struct buffer *text, struct part part) {
    struct buffer shorter = {0};
    buffer_add(&shorter, text->data, part.from);
    buffer_add_text(&shorter, GONE);
    buffer_add_text(&shorter, text->data + part.to);
    buffer_finish(text);
    *text = shorter;
}

/* "length(...)": the name says of what. */
static bool is_measure(const char *name) {
    static const char *const words[] = {"length(", "rows(", "size(", "items(", "nodes(", "keys("};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strncmp(name, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

void short_name_add(struct buffer *out, const char *name) {
    struct buffer text = {0};
    struct part part;
    buffer_add_text(&text, name);
    while (text.size > SHORT_NAME && find_innermost(text.data, is_measure(name), &part))
        cut(&text, part);
    if (text.size > SHORT_NAME && find_middle(text.data, &part))
        cut(&text, part);
    buffer_add_text(out, buffer_text(&text));
    buffer_finish(&text);
}
