/* Errors make the function incomplete, not the others; a missing header makes the unit partial. */
#include "not/there.h"
int good(int);

int broken(void) {
    Unknown *p = make(undeclared_argument);
    return good(1);
}

int fine(void) { return good(2); }
