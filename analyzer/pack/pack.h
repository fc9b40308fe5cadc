/* Rule packs and the project's own models: which function does what to the wire.
 *
 * Packs are the files those below rules/libraries; a project adds `models:` in .tripcount.yaml (pack/config.h). The
 * format is a closed vocabulary (rules/README.md; rules/library.schema.json): an unknown key, a wrong type, a duplicate
 * or an index out of range is an error with file, line, column and the nearest right word. The only folder that
 * includes the YAML library. Tests: tests/unit/pack */
#ifndef TRIPCOUNT_PACK_PACK_H
#define TRIPCOUNT_PACK_PACK_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "model/effect.h"

#include <stdbool.h>
#include <stdint.h>

struct pack_set; /* all models that are in force; immutable once loaded */

/* One library as its file describes it, for `rules list` and `rules show`. */
struct library {
    const char *name;  /* "libpq" */
    const char *title; /* "PostgreSQL's C client" */
    const char *peer;
    const char *latency; /* profile: "dc", "host", ...; NULL: the run's default */
    const char *url;
    const char *file;
    const struct model *models;
    uint32_t model_count;
    const struct status_field *status_fields; /* [status_field_count] */
    uint32_t status_field_count;
};

struct pack_set *pack_create(void);
void pack_destroy(struct pack_set *set);

/* Reads one file, or every *.yaml of a directory in the order of their names. Two entries for one name of one origin
 * are an error that names both places. After a failure the set can only be destroyed. */
NODISCARD bool pack_load(struct pack_set *set, const char *path, struct error *err);

/* Models of the project (config's `models:`); they win over packs. They stay the caller's and must outlive the set.
 * After a failure the set can only be destroyed. */
NODISCARD bool pack_add_models(struct pack_set *set, const struct model *models, uint32_t count, struct error *err);

uint32_t pack_library_count(const struct pack_set *set);
const struct library *pack_library(const struct pack_set *set, uint32_t index); /* by name */

/* Changes when any model changes (not when its file moves): part of the key of a result. O(size of the set). */
struct digest pack_digest(const struct pack_set *set);

struct model_query {
    const char *name;                /* qualified, without parameters */
    const char *header;              /* path of the file that declares it, or NULL */
    bool is_defined;                 /* the program holds a body for it */
    bool is_internal;                /* static: a pack means it by name and header only */
    const struct class_query *class; /* whom to ask for the class of a method; NULL: it is no method */
};

/* What is known of the class of the method that is asked for. */
struct class_query {
    bool (*declares)(const struct class_query *query, const char *method); /* by its own name */
    bool (*has_base)(const struct class_query *query, const char *class);  /* by its full name, also through others */
};

/* The model in force, or NULL. Precedence: project, pack whose `headers` hold the declaration or whose entry tells the
 * class, (own definition), pack by bare name. A header is held when its path ends with one of `headers`, whole parts
 * compared. An exact name wins over an entry that tells the class, that one over a glob, of each the one with more
 * literal characters; a pack's glob needs its header unless none is known, and unless it tells the class.
 * Constant time for exact names, linear in the number of globs otherwise. */
const struct model *pack_match(const struct pack_set *set, const struct model_query *query);

/* An entry has exactly this name. Constant time. */
bool pack_names(const struct pack_set *set, const char *name);

/* What the field of a record tells of a failure, or NULL. `record` without "struct". O(status fields of all libraries),
 * of which there are few. */
const struct status_field *pack_match_field(const struct pack_set *set, const char *record, const char *field);

#endif
