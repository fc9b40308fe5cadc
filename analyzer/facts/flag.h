/* What a flag says that a few tests have cleared before it is asked:
 *
 *     bool now = true;
 *     if (e->section != PRE_DATA) { if (e->section == DATA) now = false; else if (skipped) now = false; }
 *     if (now) ...                                   // of no section for which it would have been cleared
 *
 * Of the ways from where the flag is set to where it is asked, those count that pass none of the assignments that clear
 * it. What their tests say is known, unless it may have changed since. Only values: what tests say of parameters as
 * such is facts/mode.h. Linear in the regions between the two. Tests: testdata/call-in-loop/bad_cleared_flag.c */
#ifndef TRIPCOUNT_FACTS_FLAG_H
#define TRIPCOUNT_FACTS_FLAG_H

#include "facts/assume.h"

/* The variable compares like that with the constant, at `position`, the place of the test. */
const struct facts *flag_outcome(const struct assumptions *assumptions, const struct facts *facts,
                                 const struct expr *variable, enum expr_op op, int64_t value, struct position position);

#endif
