/* Classes: which one a method is of, what it is derived from, which methods it declares.
 *
 * What symbols tell, of all units together. Of a class's methods only those are known that belong together by their
 * names (frontend/siblings.c).
 * Private to link/. Cost: one pass over the symbols; a question is O(bases) or constant.
 * Tests: tests/unit/link/test_class_models.c */
#ifndef TRIPCOUNT_LINK_CLASSES_H
#define TRIPCOUNT_LINK_CLASSES_H

#include "link/program.h"

struct classes;

struct classes *classes_new(const struct program *program);
void classes_free(struct classes *classes); /* NULL is allowed */

/* Entities; SYMBOL_NONE: it is no method, or the name does not tell one class. */
uint32_t classes_of_method(const struct classes *classes, uint32_t method);
uint32_t classes_named(const struct classes *classes, const char *name, size_t length);

/* The class is `wanted`, or derived from it, directly or through others. */
bool classes_is_derived(const struct classes *classes, uint32_t class, uint32_t wanted);

/* The class is derived from one of this full name, directly or through others. */
bool classes_has_base(const struct classes *classes, uint32_t class, const char *name);

/* The class declares a method of this own name: "send_bar". */
bool classes_declares(const struct classes *classes, uint32_t class, const char *method);

#endif
