/* Types of functions as texts: "int (const char *, struct list *)". Tests: testdata/call-in-loop/bad_one_by_one.cpp */
#ifndef TRIPCOUNT_IR_PROTOTYPE_H
#define TRIPCOUNT_IR_PROTOTYPE_H

#include <stdint.h>

/* Where the text of parameter `index` begins, or NULL; `prototype` may be NULL. */
const char *prototype_parameter(const char *prototype, uint32_t index);

#endif
