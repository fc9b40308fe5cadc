/* What an object holds, told by how it was made: `retrier r(fn)` and `auto r = make(fn)` keep the fn of that very
 * place.
 *
 * Only of fields that nothing but constructors stores into, and only where several objects hold different functions:
 * what all hold alike is told by the place of the field (link/pointers.h). Followed from the variable or the temporary
 * through functions that return the object to the constructor, and what that stores back to the arguments.
 * Private to link/. Tests: testdata/call-in-loop/bad_object_of_caller.cpp */
#ifndef TRIPCOUNT_LINK_OBJECT_H
#define TRIPCOUNT_LINK_OBJECT_H

#include "link/resolving.h"

/* False: not known better than by source_of(). */
bool object_field(struct resolving *resolving, const struct looked *looked, const struct expr *object, uint32_t field,
                  struct source *out);

#endif
