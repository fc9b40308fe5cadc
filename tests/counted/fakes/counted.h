/* What a program of tests/counted calls: its sizes, what the peers answer, and the call that is counted.
 *
 * counted.c holds main(): it reads the sizes from the command line (`n=7 m=3`) and calls counted_run(), which the
 * program defines. The program tells the peers what to answer, builds its data, and runs the function under test inside
 * COUNT(...) exactly once; what it asks for outside of it is not counted. Printed are "trips N" and "sends N". */
#ifndef TESTS_COUNTED_H
#define TESTS_COUNTED_H

#ifdef __cplusplus
extern "C" {
#endif

void counted_run(void);

/* A size of this run; a name that the command line does not hold ends the program. */
int counted_size(const char *name);

void counted_begin(void);
void counted_end(void);
#define COUNT(call) (counted_begin(), (void)(call), counted_end())

/* Keeps `number` from being computed by the compiler; it is no request to anybody. */
void counted_use(long number);

/* What the peers answer. A request is looked up by a part of its text; what was said last wins. Without a word each
 * request is answered by one row, element or value. */

/* As many rows, or elements of an array. Of a single value: 0 is that it is not there. */
void counted_answer(const char *part, int items);
/* Each answer has up to `page` of the `total`; what is left then comes with the next request. */
void counted_answer_pages(const char *part, int total, int page);
/* The number in the answer is one less each time: from - 1, ..., 0. */
void counted_answer_less(const char *part, int from);
/* Only every k-th answer has a row or value. */
void counted_answer_every(const char *part, int k);
/* The first `count` of these requests fail. */
void counted_fail(const char *part, int count);

/* A list of `count` texts "0", "1", ... and one of texts that begin with a word; they live until the program ends. */
const char **counted_names(int count);

#ifdef __cplusplus
}
#endif

#endif
