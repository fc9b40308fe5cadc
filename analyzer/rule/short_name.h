/* Long names of counts, shortened in the middle for people. Tests: tests/unit/rule/test_short_name.c */
#ifndef TRIPCOUNT_RULE_SHORT_NAME_H
#define TRIPCOUNT_RULE_SHORT_NAME_H

#include "base/buffer.h"

/* Names up to this long are left as they are. */
#define SHORT_NAME 44

/* Adds `name`: "length(a->first)", "count_of(list_of(owner->all[2]))". Of one that is too long, what stands in
 * parentheses goes first, the innermost before those around it: "count_of(list_of(...))"; then fields between the first
 * and the last: "a->...->z". The outermost parentheses of "length(...)" and the like are kept with what they hold. What
 * cannot be shortened so is left long. O(length * parentheses). */
void short_name_add(struct buffer *out, const char *name);

#endif
