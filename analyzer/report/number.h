/* Numbers as people read them. Locale never matters: a comma between thousands, a point before decimals.
 * Tests: tests/unit/report/test_number.c */
#ifndef TRIPCOUNT_REPORT_NUMBER_H
#define TRIPCOUNT_REPORT_NUMBER_H

#include "base/buffer.h"

#include <stdint.h>

void number_add(struct buffer *out, uint64_t number);       /* 4,812 */
void number_add_short(struct buffer *out, uint64_t number); /* whole below 10,000, then 85 k, 2.1 M, 3.4 G */
/* "1 call", "212 calls". */
void number_add_counted(struct buffer *out, uint64_t number, const char *one, const char *many);
/* A count that rests on assumptions: two significant digits (200, 1,200, 0.25), "more than 10^9" above that. */
void number_add_value(struct buffer *out, double value);
/* A number that somebody gave (a bound, a default): as it was given. */
void number_add_given(struct buffer *out, double value);
void number_add_duration(struct buffer *out, double seconds); /* 0.8 s, 12 s, 6 min 40 s, 2 h 5 min */

#endif
