/* A unit as bytes and back: what is stored, what workers send, what linking opens.
 *
 * The skeleton (files, symbols, facts) is read whole by summary_open; region trees are read one function at a time,
 * because linking needs only those that can reach the wire. Bytes are untrusted (a damaged database): every read is
 * checked, a failure is an error and never a crash. The format is versioned by SUMMARY_VERSION, which is part of each
 * unit's content key, so that a new version simply finds nothing to reuse.
 * Tests: tests/unit/summary */
#ifndef TRIPCOUNT_SUMMARY_SUMMARY_H
#define TRIPCOUNT_SUMMARY_SUMMARY_H

#include "base/buffer.h"
#include "base/error.h"
#include "ir/unit.h"

#define SUMMARY_VERSION 5

/* What linking knows of a function without reading its region tree. */
struct function_entry {
    struct function head;    /* all but body, locals and labels (their counts are 0 here); parameters are there */
    uint32_t local_count;    /* of the function once it is decoded: pointer facts refer to them */
    const uint32_t *callees; /* symbols that its body refers to by call or by address, ascending   [callee_count] */
    uint32_t callee_count;
    const uint32_t *loop_callees; /* the subset referred to inside a loop, ascending   [loop_callee_count] */
    uint32_t loop_callee_count;
    const uint32_t *kept_callees; /* the subset that no call has to do with: its address is only kept somewhere */
    uint32_t kept_callee_count;
    bool has_indirect_call; /* a call through a pointer; virtual calls are among the callees, as declared */
    uint32_t body_offset;   /* in the summary's bytes */
    uint32_t body_size;
};

struct summary {
    const char *data; /* not owned */
    size_t size;
    struct unit skeleton; /* without functions */
    struct function_entry *functions;
    uint32_t function_count;
    const char **texts; /* string table, interned by the caller's interner */
    uint32_t text_count;
};

struct interner;

/* Appends. The same unit gives the same bytes. Expressions nested deeper than UNIT_DEPTH_LIMIT become opaque; a
 * function whose regions are loses its body and is marked FUNCTION_INCOMPLETE. */
void summary_encode(const struct unit *unit, struct buffer *out);

/* The skeleton lives in `arena`, its texts in `interner`; `data` must outlive the summary. */
NODISCARD bool summary_open(struct arena *arena, struct interner *interner, const void *data, size_t size,
                            struct summary *out, struct error *err);

/* Function `index` with its region tree, in `arena`. Checked by function_verify. */
NODISCARD bool summary_function(const struct summary *summary, uint32_t index, struct arena *arena,
                                struct function *out, struct error *err);

/* The same of a function that has been checked before: it is only read. */
NODISCARD bool summary_function_again(const struct summary *summary, uint32_t index, struct arena *arena,
                                      struct function *out, struct error *err);

/* The whole unit again: for dump, and for tests that compare with what was encoded. */
NODISCARD bool summary_unit(const struct summary *summary, struct arena *arena, struct unit *out, struct error *err);

#endif
