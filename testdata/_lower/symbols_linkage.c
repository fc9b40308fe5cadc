/* Linkage, variadic, inline, arrays of const; what is only declared is not in the table, bodies of system headers are
 * not lowered. */
#include "include/system.h"
static int hidden(int a) { return a; }
static inline int small(void) { return 1; }
int shared;
static const long limits[] = {1, 2};
int unused_declaration(void);
int sum(int n, ...);

void run(struct stream *f) {
    print(f, "%ld", limits[hidden(shared)]);
    sum(small(), never_lowered(), 3);
}
