/* Tables of keys: which keys a mapping may hold, of what type, and where in a C struct the values go.
 *
 * Every mapping of packs, config and rule pages is read by one table, so that the vocabulary is closed, and so that
 * every mistake is told the same way: FILE:LINE:COLUMN and the nearest right word. The JSON Schemas below rules/ say
 * the same; a test compares the two. Tests: tests/unit/pack/test_schema.c, tests/unit/pack/test_schema_files.c */
#ifndef TRIPCOUNT_PACK_SCHEMA_H
#define TRIPCOUNT_PACK_SCHEMA_H

#include "base/arena.h"
#include "base/error.h"
#include "pack/yaml.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCHEMA_ARGUMENT_LIMIT 64 /* indices of arguments are 0 to one less */

/* A file that is being read. */
struct schema_source {
    struct arena *arena;
    const char *file;
    struct error *err;
};

/* What FIELD_TEXTS fills. */
struct text_list {
    const char *const *items;
    uint32_t count;
    const struct yaml_node *nodes; /* where each stands   [count] */
};

/* What FIELD_NUMBERS fills. */
struct number_list {
    const int64_t *items;
    uint32_t count;
};

enum field_type {
    FIELD_TEXT,     /* const char *: not empty, one line */
    FIELD_BLOCK,    /* const char *: not empty, may have several lines */
    FIELD_TEXTS,    /* struct text_list: one text or a list of them, at least `least`, none twice */
    FIELD_WORD,     /* an enum (as wide as unsigned) out of `word(0)` to `word(word_count - 1)` */
    FIELD_COUNT,    /* int64_t, `least` to `most` */
    FIELD_NUMBERS,  /* struct number_list: a list of whole numbers, `least` to `most`, at least one, none twice */
    FIELD_ARGUMENT, /* int32_t: the index of an argument, or `this` */
    FIELD_RESULT,   /* int32_t: as above, or `return` */
    FIELD_VERSION,  /* nothing: must be 1 */
    FIELD_CUSTOM,   /* whatever `read` does */
    FIELD_ANY_MAP,  /* nothing: only the shape is looked at */
    FIELD_ANY_LIST,
};

struct field {
    const char *key;
    enum field_type type;
    bool is_required;
    size_t offset; /* of the value in the struct that is filled */
    const char *(*word)(unsigned index);
    unsigned word_count;
    int64_t least;
    int64_t most;
    /* FIELD_CUSTOM: gets the whole struct. */
    bool (*read)(struct schema_source *source, const struct yaml_node *node, void *record);
};

struct schema {
    const char *what; /* for messages, with its article: "a function's entry" */
    const struct field *fields;
    uint32_t field_count;
};

/* Fills `record`, whose defaults the caller has set; keys that are not given leave them as they are. */
NODISCARD bool schema_read(struct schema_source *source, const struct schema *schema, const struct yaml_node *node,
                           void *record);

/* The readers of single values, for `read` functions. `what` is how messages name the value: "'effect'". */
NODISCARD bool schema_read_text(struct schema_source *source, const struct yaml_node *node, const char *what,
                                const char **out);
/* `word`: one more that may stand there, and what it means; or NULL. */
NODISCARD bool schema_read_argument(struct schema_source *source, const struct yaml_node *node, const char *what,
                                    const char *word, int32_t meaning, int32_t *out);
NODISCARD bool schema_read_texts(struct schema_source *source, const struct yaml_node *node, const char *what,
                                 struct text_list *out);
NODISCARD bool schema_read_word(struct schema_source *source, const struct yaml_node *node, const char *what,
                                const char *(*word)(unsigned index), unsigned word_count, unsigned *out);
NODISCARD bool schema_check_kind(struct schema_source *source, const struct yaml_node *node, const char *what,
                                 enum yaml_kind kind);

/* Fills the source's error at the node; gives false. */
PRINTF_LIKE(3, 4)
bool schema_fail(struct schema_source *source, const struct yaml_node *node, const char *format, ...);

#endif
