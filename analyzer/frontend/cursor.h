/* Small questions to cursors and types, with the answers as texts of the arena: a CXString never leaves cursor.c.
 *
 * Cost: 0.1 to 1 us each (a type's text and a USR cost most: both are cached by their callers). */
#ifndef TRIPCOUNT_FRONTEND_CURSOR_H
#define TRIPCOUNT_FRONTEND_CURSOR_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "frontend/clang_compat.h"

#include <stdbool.h>
#include <stdint.h>

const char *cursor_spelling(struct arena *arena, CXCursor cursor);
const char *cursor_usr(struct arena *arena, CXCursor cursor);
bool cursor_has_name(CXCursor cursor);

/* The bytes of a string literal, adjacent ones joined; cut at a zero byte and at 4,096 bytes. */
const char *cursor_string_literal(struct arena *arena, CXCursor cursor);

/* Integers only, and only for kinds of which clang_Cursor_Evaluate is known to survive (see cursor.c). */
bool cursor_evaluate(CXCursor cursor, int64_t *value);

/* Children are kept on one stack, because lowering recurses: push, use by index, pop. */
struct cursor_stack {
    CXCursor *items;
    uint32_t count;
    uint32_t capacity;
};

struct children {
    uint32_t base;
    uint32_t count;
};

struct children children_push(struct cursor_stack *stack, CXCursor parent);
void children_pop(struct cursor_stack *stack, struct children children);
static inline CXCursor child(const struct cursor_stack *stack, struct children children, uint32_t index) {
    return stack->items[children.base + index];
}

/* The first child, or a null cursor. */
CXCursor cursor_first_child(CXCursor parent);

/* Texts of types are asked for again and again: cached by the type's address. */
struct type_texts {
    struct map by_type;
    VEC(const char *) texts;
};

void type_texts_finish(struct type_texts *texts);
/* Canonical, without attributes and without the path that clang puts into the name of an unnamed type; "" for none. */
const char *type_text(struct type_texts *texts, struct arena *arena, CXType type);
/* Of an object: references, const and volatile taken off. */
const char *type_unqualified_text(struct type_texts *texts, struct arena *arena, CXType type);
/* As clang writes it, attributes included. */
const char *type_raw_text(struct arena *arena, CXType type);

bool type_is_pointer(CXType type);
bool type_is_array(CXType type);
bool type_is_record(CXType type);
bool type_is_reference(CXType type);
/* std::function<int (int)> and its like, which are as good as a pointer to function. */
bool type_is_function_object(CXType type);
/* A pointer to function (also block and member pointer to function), such an object, or a pointer of any kind to one;
 * `*function` is what it points to. */
bool type_is_function_pointer(CXType type, CXType *function);
/* References away, then canonical. */
CXType type_value(CXType type);

/* Bytes; negative where unknown. Only asks for kinds that cannot crash libclang. */
int64_t type_size(CXType type);

#endif
