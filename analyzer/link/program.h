/* The whole program in memory: units joined by name, models applied, who is called.
 *
 * Made from the summaries of all units, which must outlive it. Entities are the program's symbols: one per USR, or per
 * (USR, file) where linkage is internal, because clang's USR of a static function carries only the base name of its
 * file. One compilation database often holds many programs: several definitions of one entity are normal, and
 * program_targets chooses. Nothing here reads the disk or the database.
 * Cost: linear in symbols and references. Tests: tests/unit/link */
#ifndef TRIPCOUNT_LINK_PROGRAM_H
#define TRIPCOUNT_LINK_PROGRAM_H

#include "base/arena.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/map.h"
#include "model/result.h"
#include "pack/pack.h"
#include "summary/summary.h"

#include <stdbool.h>
#include <stdint.h>

#define FUNCTION_NONE UINT32_MAX

struct entity {
    const char *usr;
    const char *name;   /* qualified */
    const char *header; /* path of the file that declares it, or NULL: a header where any unit has one */
    bool is_system;     /* that file is a system header */
    enum symbol_kind kind;
    uint32_t flags;                    /* enum symbol_flag, of all units together */
    const struct model *model;         /* functions: the model in force, or NULL; fields: see link/continued.h */
    const struct status_field *status; /* fields: what they tell of a failure, or NULL */
    uint32_t first_definition;         /* in definitions[] */
    uint32_t definition_count;
};

/* What a call can run. */
struct targets {
    const uint32_t *functions;
    uint32_t count;
    enum confidence confidence;
};

/* What one call of a function can run where that is not told by a name: a call through a pointer, or of a function that
 * is handed functions that reach the wire (link/instance.h). */
struct resolved_call {
    uint32_t call; /* index */
    bool is_over;  /* the function waits until the request that the call makes is over (link/later.h) */
    struct targets targets;
};

/* The function has a callback stored in the handle that a call of it gave (link/continued.h). */
struct continuation {
    uint32_t region; /* as decoded: the store, or the call of the function that stores */
    uint32_t giver;  /* call */
    uint32_t field;  /* entity; SYMBOL_NONE of a call */
    bool is_awaited; /* the answer is not taken by a call */
};

struct program_function {
    uint32_t unit;
    uint32_t index;                     /* in the unit's functions; of a stand-in (link/stand_in.h) meaningless */
    uint32_t entity;                    /* SYMBOL_NONE for the initialisers of globals */
    const struct function_entry *entry; /* what the summary tells without its body */
    uint32_t origin;                    /* itself; of an instance (link/instance.h) the function whose body it has */
    const char *bound; /* of an instance: what it was handed, for people: "fn = &query"; NULL: it is none */
    const struct resolved_call *resolved; /* by call   [resolved_count] */
    uint32_t resolved_count;
    const struct continuation *continuations; /* in the order of the source   [continuation_count] */
    uint32_t continuation_count;
    const char *file;
    bool is_stand_in;   /* for a library's function, see link/stand_in.h */
    bool is_test;       /* defined under a test or mock path */
    bool is_repeated;   /* a function of a header that another unit before this one holds too */
    bool is_in_cone;    /* reaches a model that waits or sends */
    bool reaches_pause; /* leads to a model with a pause */
    bool is_called;     /* another function of the program refers to it */
    bool never_returns; /* declared so, or every path ends in such a call */
};

/* The functions that f leads to: functions[first[f] .. first[f + 1]). */
struct call_edges {
    const uint32_t *first; /* [function_count + 1] */
    const uint32_t *functions;
    const bool *is_kept; /* f only keeps the address somewhere: it runs nothing there. NULL: not told apart */
};

struct program_unit {
    const char *path;
    bool is_test;
    struct summary summary;
    uint32_t *entities;      /* of the unit's symbols   [skeleton.symbol_count] */
    uint32_t first_function; /* in functions[] */
};

/* What the project's config says of turns; which of it was of use is noted while counting. */
struct turns_entry;
struct known_turns {
    const struct turns_entry *items;
    uint32_t count;
    bool *is_used; /* [count] */
};

#define PROGRAM_UNRESOLVED 100

struct unresolved {
    uint32_t function;
    struct location location;
    const char *text; /* the pointer as the source writes it */
};

struct program {
    struct arena *arena;
    struct interner *interner;
    struct program_unit *units;
    uint32_t unit_count;
    struct entity *entities;
    uint32_t entity_count;
    uint32_t entity_capacity;
    struct program_function *functions; /* by unit, then by place in the unit; behind them instances */
    uint32_t function_count;
    uint32_t own_count;             /* without instances */
    uint32_t *definitions;          /* functions, grouped by entity, ascending in each */
    const struct function **bodies; /* decoded so far   [function_count] */
    bool *is_checked;               /* the body was read before, and makes sense   [own_count] */
    /* Direct calls and references by address, apart from those to models (leaves) and to oneself. */
    struct call_edges callees;
    struct call_edges callers;
    struct known_turns known_turns; /* empty until the driver says otherwise */
    /* Whether to stop, asked once per function by what takes long; then `err` (which may be NULL) says so. NULL: never.
     */
    bool (*is_cancelled)(const void *context, struct error *err);
    const void *cancel_context;
    /* Calls through pointers, those of a header once, and how many of them are known to lead to a function. */
    uint32_t indirect_call_count;
    uint32_t resolved_call_count;
    const struct unresolved *unresolved; /* the first PROGRAM_UNRESOLVED of the rest, by function */
    uint32_t unresolved_count;
};

struct program_input {
    const char *path; /* of the unit, for messages */
    const void *data; /* its summary */
    size_t size;
};

NODISCARD bool program_link(struct program *program, struct arena *arena, struct interner *interner,
                            const struct program_input *inputs, uint32_t input_count, const struct pack_set *packs,
                            struct error *err);

/* What can run when `unit` calls `entity`: the definition in the same unit, else the nearest by directory, else all of
 * the nearest at medium confidence. Definitions under test paths are no targets of calls from elsewhere; nor are those
 * of another prototype than the unit declares, where one has that. */
struct targets program_targets(const struct program *program, uint32_t unit, uint32_t entity, struct arena *scratch);

/* What can run at a call of the function: by name or by what is known of its pointer; a model's body too. */
struct call;
struct targets program_call_targets(const struct program *program, uint32_t function, const struct call *call,
                                    struct arena *scratch);

/* What the call is known to run beside what its name says; NULL: nothing. O(log of such calls of the function). */
const struct resolved_call *program_resolved(const struct program *program, uint32_t function, uint32_t call);

static inline bool program_is_instance(const struct program *program, uint32_t function) {
    return program->functions[function].origin != function;
}

static inline const struct entity *program_entity(const struct program *program, uint32_t unit, uint32_t symbol) {
    return &program->entities[program->units[unit].entities[symbol]];
}

static inline bool program_is_repeated(const struct program *program, uint32_t function) {
    return program->functions[function].is_repeated;
}

static inline const struct unit *program_skeleton(const struct program *program, uint32_t function) {
    return &program->units[program->functions[function].unit].summary.skeleton;
}

static inline const struct function_entry *program_entry(const struct program *program, uint32_t function) {
    return program->functions[function].entry;
}

static inline bool program_is_cancelled(const struct program *program, struct error *err) {
    return program->is_cancelled && program->is_cancelled(program->cancel_context, err);
}

/* The model of what the function refers to, in the order of its entry's callees; NULL: that has none. */
const struct model *program_callee_model(const struct program *program, uint32_t function, uint32_t index);

/* Something that the function refers to has a model that is meant. */
bool program_calls_model(const struct program *program, uint32_t function, bool (*is_meant)(const struct model *model));

/* As its definition has it: "int (struct pg_conn *)"; NULL for the initialisers of globals. */
const char *program_function_type(const struct program *program, uint32_t function);

/* The function with its region tree, decoded on first use and kept. NULL with an error for a damaged summary. */
const struct function *program_body(struct program *program, uint32_t function, struct error *err);

/* The same in `arena`, not kept there where it is not kept already: for one look at functions outside of the cone. */
const struct function *program_peek_body(const struct program *program, uint32_t function, struct arena *arena,
                                         struct error *err);

/* "load_orders"; "initialisers of src/a.cc" for a unit's globals. */
const char *program_function_name(const struct program *program, uint32_t function);

/* A unit that was read is this file or includes it. */
bool program_has_file(const struct program *program, const char *path);

/* Test or mock code by its path: a component that is, begins or ends with test, tests, mock, mocks. */
bool path_is_test(const char *path);

#endif
