/* S-expressions as a tree of words, strings and lists, each with its place in the text. Private to ir/: the first half
 * of the text reader. Words know nothing of units. Tests: tests/unit/ir/test_text_errors.c */
#ifndef TRIPCOUNT_IR_TEXT_NODE_H
#define TRIPCOUNT_IR_TEXT_NODE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_node_kind { TEXT_LIST, TEXT_WORD, TEXT_STRING };

struct text_node {
    uint8_t kind;        /* enum text_node_kind */
    bool is_quoted;      /* word: some of it stands between backquotes, so it is a name and no keyword or number */
    bool begins_quoted;  /* word: its first character does */
    uint32_t plain_tail; /* word: how many bytes at its end do not */
    uint32_t line;
    uint32_t column;
    const char *text;        /* word, string: decoded; list: NULL */
    struct text_node *first; /* list: its items, linked by `next` */
    struct text_node *next;
    struct text_node *parent;
};

/* `*out` is a list that holds what stands in the text, in `arena`. Linear; lists may be nested as deep as memory
 * allows. */
NODISCARD bool text_node_parse(struct arena *arena, const char *name, const char *text, size_t size,
                               struct text_node **out, struct error *err);

/* A word that is `text`, without backquotes. NULL is no word. */
bool text_node_is_word(const struct text_node *node, const char *text);

/* What stands there, for messages: "'abc'", "a string", "a list", "the end of the list" (NULL). */
const char *text_node_describe(const struct text_node *node, struct arena *arena);

#endif
