/* The bytes of a summary: what writer and reader must agree on. Private to summary/.
 *
 *   "TCSU" version
 *   count of texts, each with its length       ; texts are referred to by number + 1, 0 is NULL
 *   skeleton                                   ; summary/encode_skeleton.c
 *   per function: head, callees, size of its body
 *   the bodies, one behind the other           ; summary/encode_function.c
 *
 * Numbers are LEB128 (base/buffer.h). Where a number may be "none" (UINT32_MAX) it is written plus one. Lines inside of
 * a body are differences to the line before: most take one byte. */
#ifndef TRIPCOUNT_SUMMARY_FORMAT_H
#define TRIPCOUNT_SUMMARY_FORMAT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"
#include "ir/unit.h"
#include "summary/summary.h"

#define SUMMARY_MAGIC      "TCSU"
#define SUMMARY_MAGIC_SIZE 4

/* First byte of a region: kind + 1 and these; 0 ends a list. */
enum {
    REGION_TAG_MASK = 0x0f,
    REGION_TAG_LOCATION = 0x10, /* line and column follow; else there is no place */
    REGION_TAG_FILE = 0x20,     /* its file follows; else that of the function */
};

/* First byte of an expression: its kind, or this for NULL. */
#define EXPR_TAG_NONE 0x1f

/* First byte of a call. */
enum {
    CALL_TAG_INDIRECT = 1 << 0, /* callee follows instead of a symbol */
    CALL_TAG_RECEIVER = 1 << 1, /* receiver and its type follow */
    CALL_TAG_POINTEE = 1 << 2,
    CALL_TAG_MACRO = 1 << 3,
    CALL_TAG_SPELLING = 1 << 4, /* it differs from the region's location */
};

/* --- writing --- */

struct encoder {
    struct buffer skeleton;
    struct buffer bodies;
    struct buffer *out; /* one of both */
    struct interner interner;
    struct map text_numbers; /* interned text -> number */
    VEC(const char *) texts;

    /* Of the function that is being written. */
    const struct function *function;
    VEC(uint32_t) callees;
    VEC(uint32_t) loop_callees;
    VEC(uint32_t) called_callees; /* by a call, or handed to one */
    uint32_t call_depth;
    bool has_indirect_call;
    uint32_t loop_depth;
    uint32_t depth; /* regions and expressions around this one */
    uint32_t line;  /* written last */
};

void encoder_add_text(struct encoder *encoder, const char *text);
void encoder_add_number(struct encoder *encoder, uint64_t number);
void encoder_add_or_none(struct encoder *encoder, uint32_t number); /* UINT32_MAX is none */
void encoder_add_location(struct encoder *encoder, struct location location);
void encoder_add_local(struct encoder *encoder, const struct local *local);
void encoder_add_expr(struct encoder *encoder, const struct expr *expr); /* NULL is allowed */

/* Locals, labels and regions, appended to `bodies`; fills `callees` and what goes with them. False when the regions are
 * nested too deep: then only the locals are there. */
bool encoder_add_body(struct encoder *encoder, const struct function *function);

/* --- reading --- */

#define DECODER_LEAVES 32

struct decoder {
    struct reader reader; /* `failed` is set by every check that fails */
    struct arena *arena;
    const char *const *texts;
    uint32_t text_count;
    struct location place; /* of the function whose body is being read: its file, and the line read last */
    uint32_t depth;
    const struct expr *leaves[DECODER_LEAVES]; /* names and numbers that were operands already, or NULL */
};

const char *decoder_text(struct decoder *decoder); /* NULL is allowed */
uint32_t decoder_number(struct decoder *decoder);
uint32_t decoder_or_none(struct decoder *decoder);
/* `base` and a signed difference that was written to it. */
uint32_t decoder_difference(struct decoder *decoder, uint32_t base);
/* Of things that take at least a byte each: never more than bytes are left. */
uint32_t decoder_count(struct decoder *decoder);
struct location decoder_location(struct decoder *decoder);
void decoder_local(struct decoder *decoder, struct local *out);
const struct expr *decoder_expr(struct decoder *decoder); /* may be NULL */
/* Locals, labels and regions of `function`, whose head and `local_count` are there. */
void decoder_body(struct decoder *decoder, struct function *function);

#endif
