/* A YAML file as a tree of texts, lists and mappings, each with its place.
 *
 * Only the part of YAML that packs and config need: one document; no aliases, anchors or tags (they allow small files
 * that stand for huge trees); keys are texts and given once. A file must be UTF-8 without control characters. JSON is
 * read too. Columns count bytes. Everything lives in the arena. O(size). Tests: tests/unit/pack/test_yaml.c */
#ifndef TRIPCOUNT_PACK_YAML_H
#define TRIPCOUNT_PACK_YAML_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define YAML_DEPTH_LIMIT 32                 /* levels of lists and mappings */
#define YAML_SIZE_LIMIT  (16 * 1024 * 1024) /* bytes of a file */

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
    enum yaml_kind kind;
    uint32_t line; /* where it begins; of an empty value: behind its key */
    uint32_t column;
    const char *text;        /* YAML_TEXT: the value without quotes */
    bool is_quoted;          /* YAML_TEXT: in quotes or as a block (`|`, `>`), so never a number or an empty value */
    struct yaml_node *items; /* YAML_LIST: its items; YAML_MAP: the values   [count] */
    struct yaml_node *keys;  /* YAML_MAP: keys[i] belongs to items[i], always YAML_TEXT   [count] */
    uint32_t count;
};

/* `file` is the name for messages. */
NODISCARD bool yaml_read_text(struct arena *arena, const char *file, const char *data, size_t size,
                              struct yaml_node *root, struct error *err);
/* `digest` (may be NULL) becomes that of the file's bytes. */
NODISCARD bool yaml_read_file(struct arena *arena, const char *path, struct yaml_node *root, struct digest *digest,
                              struct error *err);

/* The value under `key` of a mapping, or NULL. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

#endif
