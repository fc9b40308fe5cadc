/* Of functions in headers those are lowered that are used, and those that every unit defines anew. */
#include "include/inline.h"

int run(int n) { return used(n); }
