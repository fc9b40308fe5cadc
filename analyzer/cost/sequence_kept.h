/* Answers that the client keeps (`cached` of models), in sequences.
 *
 *     set(w, atom(c, "LEFT"), x); set(w, atom(c, "TOP"), y); set(w, atom(c, "WIDE"), z);
 *
 * What is asked for by a text is the same each time: a round trip for each connection, and none for a function that
 * runs again on it (rule/rerun.h). Where it runs for the first time, the same text twice is one. What is asked for by
 * anything else may be asked for anew. Tests: testdata/chatty-sequence/good_kept_names.c, bad_kept_names.c */
#ifndef TRIPCOUNT_COST_SEQUENCE_KEPT_H
#define TRIPCOUNT_COST_SEQUENCE_KEPT_H

#include "cost/course.h"

/* The round trips of each call, those left out that are made the first time only. `loop`: its turns, or LOOP_NONE: the
 * function. Linear in the calls. [call_count], in the scope's scratch arena. */
const int64_t *sequence_trips_anew(const struct course_question *question, uint32_t loop);

/* Leaves no round trips to calls that ask for the text that a call before them has asked for. Quadratic in the calls of
 * the course. */
void sequence_ask_once(const struct course_question *question, struct course *course);

#endif
