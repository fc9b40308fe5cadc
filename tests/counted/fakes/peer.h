/* What the fakes of client libraries share: peers that count, and what they answer.
 *
 * Time is counted in round trips: a peer's clock goes on by one when somebody has to wait for it. What was sent before
 * the clock's last step has been answered by then, so waiting for it costs nothing. That is the meaning of a round trip
 * that the formulas have. */
#ifndef TESTS_COUNTED_PEER_H
#define TESTS_COUNTED_PEER_H

#include <stdarg.h>
#include <stdbool.h>

struct peer {
    const char *name;
    long trips; /* also its clock */
    long sends;
    struct peer *next; /* all that were used */
    bool is_known;
};

/* A question and its answer: waits whatever was sent before. */
void peer_ask(struct peer *peer);
/* Goes out now; the result is for peer_wait. */
long peer_send(struct peer *peer);
void peer_wait(struct peer *peer, long sent);

struct answer {
    int items; /* rows, elements; 0 of a single value: it is not there */
    int left;  /* items that further answers will bring */
    int number;
    bool has_failed;
};

struct answer peer_answer(const char *request);

/* Says what the program has done wrong with the library, and ends it. */
_Noreturn void peer_misused(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Memory of a fake; never NULL. */
void *peer_allocate(unsigned long size);
char *peer_text(const char *format, va_list arguments);
char *peer_copy(const char *text);

#endif
