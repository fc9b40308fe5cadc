/* The second half of the text reader: lists of words become a unit. State and helpers shared by its files; private to
 * ir/. The grammar stands at the head of ir/text_read.c. */
#ifndef TRIPCOUNT_IR_TEXT_READER_H
#define TRIPCOUNT_IR_TEXT_READER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"
#include "ir/text_node.h"
#include "ir/text_words.h"
#include "ir/unit.h"

/* Names that stand for numbers. */
struct text_names {
    VEC(const char *) names; /* interned by the reader */
    struct map index_of;     /* interned name -> index in `names` */
};

struct text_reader {
    struct arena *arena;
    const char *name; /* of the text, for errors */
    struct error *err;
    struct interner interner; /* of labels */
    struct unit *unit;
    struct text_names files;
    VEC(struct source_file) file_items;
    struct text_names symbols;
    const char ***local_labels; /* of each function that has been read: parameters, then locals */

    /* Of the function that is being read. */
    struct function *function; /* NULL at file scope */
    struct text_names locals;  /* parameters, then locals */
    struct text_names labels;
    bool has_labels;                            /* declared; else they are collected on the way */
    VEC(const struct text_node *) label_places; /* where each was collected */
    uint32_t next_call;
    uint32_t next_loop;
    uint32_t call_count;
    uint32_t loop_count;
    uint32_t depth; /* regions and expressions around this one */
};

/* False, with "NAME:LINE:COLUMN: message". */
PRINTF_LIKE(3, 4) bool text_fail(struct text_reader *reader, const struct text_node *at, const char *format, ...);
/* "expected WHAT, found ..." at `*cursor`, or at the end of `list` when that is NULL. */
bool text_fail_expected(struct text_reader *reader, const struct text_node *list, const struct text_node *cursor,
                        const char *what);
bool text_fail_unknown_word(struct text_reader *reader, const struct text_node *node, const struct text_words *words);

/* Items of a list from left to right: each function below takes the item at `cursor`, and moves on where it fits. */
struct text_cursor {
    struct text_reader *reader;
    const struct text_node *list;
    const struct text_node *node; /* the next item, NULL at the end */
};
struct text_cursor text_cursor_in(struct text_reader *reader, const struct text_node *list); /* behind its head */

NODISCARD bool text_take_end(struct text_cursor *cursor); /* nothing is left */
NODISCARD bool text_take_word(struct text_cursor *cursor, const struct text_words *words, uint32_t *value);
NODISCARD bool text_take_string(struct text_cursor *cursor, const char **out);
NODISCARD bool text_take_number(struct text_cursor *cursor, int64_t least, int64_t greatest, int64_t *out);
NODISCARD bool text_take_count(struct text_cursor *cursor, uint32_t *out); /* 0 .. UINT32_MAX - 1 */
NODISCARD bool text_take_name(struct text_cursor *cursor,
                              const char **out); /* any word that is no number and no leaf */
NODISCARD bool text_take_symbol(struct text_cursor *cursor, enum symbol_kind kind, uint32_t *out); /* declared */
NODISCARD bool text_take_symbol_or_none(struct text_cursor *cursor, enum symbol_kind kind,
                                        uint32_t *out); /* "-": SYMBOL_NONE */
NODISCARD bool text_take_expr(struct text_cursor *cursor, const struct expr **out);
NODISCARD bool text_take_expr_or_none(struct text_cursor *cursor, const struct expr **out); /* "-": NULL */

/* May be absent: leave `*out` alone, give true and take nothing. */
NODISCARD bool text_take_flags(struct text_cursor *cursor, const struct text_words *words, uint32_t *out);
/* @LINE:COLUMN or @FILE:LINE:COLUMN; `file` is the one meant by the short form, in any case the file when absent. */
NODISCARD bool text_take_location(struct text_cursor *cursor, uint32_t file, struct location *out);
NODISCARD bool text_take_line(struct text_cursor *cursor, uint32_t *out); /* @LINE */
bool text_is_string(const struct text_cursor *cursor);
bool text_is_list(const struct text_cursor *cursor);

/* Clauses: (head ...) lists up to the end of the list that the cursor is in, in any order. */
struct text_clause {
    const char *head;
    bool (*read)(struct text_cursor *cursor, void *target); /* behind the head; must reach the end of the clause */
    bool may_repeat;
};
NODISCARD bool text_take_clauses(struct text_cursor *cursor, const struct text_clause *clauses, uint32_t count,
                                 void *target);
/* The clause that `node` is, or NULL after an error. `list` is the one around it. */
const struct text_clause *text_find_clause(struct text_reader *reader, const struct text_node *list,
                                           const struct text_node *node, const struct text_clause *clauses,
                                           uint32_t count);

/* Adds a name; false (no error set) when it is there already. */
bool text_names_add(struct text_reader *reader, struct text_names *names, const char *name);
uint32_t text_names_find(struct text_reader *reader, const struct text_names *names, const char *name); /* MAP_NONE */
bool text_names_fail(struct text_reader *reader, const struct text_names *names, const struct text_node *node,
                     const char *name, const char *what);
void text_names_clear(struct text_names *names);
void text_names_finish(struct text_names *names);

/* The file's number; a new name is added to the unit's files. */
uint32_t text_reader_file(struct text_reader *reader, const char *name);
/* The symbol called `name`, which stands at `node`. */
NODISCARD bool text_reader_symbol(struct text_reader *reader, const struct text_node *node, const char *name,
                                  enum symbol_kind kind, uint32_t *out);
/* The whole of `text` as a decimal number. */
bool text_parse_number(const char *text, int64_t *out);
uint32_t text_count_items(const struct text_node *first); /* of a chain */

/* One expression, at `node`. */
NODISCARD bool text_read_expr(struct text_reader *reader, const struct text_node *node, const struct expr **out);
/* Regions from the cursor to the end of its list. */
NODISCARD bool text_read_regions(struct text_cursor *cursor, struct region **out);
/* The list behind "(symbols". */
NODISCARD bool text_declare_symbols(struct text_cursor *cursor, struct unit *unit); /* first pass */
NODISCARD bool text_read_symbols(struct text_cursor *cursor, struct unit *unit);    /* behind the functions */

/* Behind "(function"; fills functions[index] of the unit. */
NODISCARD bool text_read_function(struct text_cursor *cursor, uint32_t index);
/* Makes parameters and locals of a function that has been read known again. SYMBOL_NONE: file scope, which has none. */
void text_reader_enter_again(struct text_reader *reader, uint32_t index);

#endif
