/* Loops over commands: the text of an item is the request, as it stands.
 *
 *     while ((o = getopt(argc, argv, "c:")) != -1) append(&list, optarg);
 *     for (k = list.head; k; k = k->next) send_query(c, k->text);
 *
 * Whoever has typed them has said what is asked, and in which order: the loop is a driver, as one over argv itself. The
 * field that is asked for is never given anything but texts from the command line, copies of them, or constants in
 * their place (facts/typed.h), in all of the program; two objects of one type are taken to be one. A program that makes
 * its own request of each text asks for something of its own: such a loop is one over data.
 * Tests: testdata/call-in-loop/good_typed_commands.c, bad_typed_patterns.c */
#ifndef TRIPCOUNT_FACTS_COMMANDS_H
#define TRIPCOUNT_FACTS_COMMANDS_H

#include "turns/scope.h"
#include "value/costs.h"

#include <stdbool.h>
#include <stdint.h>

/* The call hands that argument to the library as its request, a few calls deep. */
bool commands_take_request(struct program *program, uint32_t function, const struct call *call, uint32_t argument);

/* Cost: linear in the calls of the loop and in what is called there, a few calls deep; where a request is a field of an
 * item, once through the bodies of the units that know the field. */
bool commands_are_typed(const struct costs *costs, const struct scope *scope, uint32_t loop);

#endif
