/* Who is called where the call does not name it: through pointers, and through what a caller hands over.
 *
 * Steps: what pointers hold (link/pointers.h); stores through parameters, told again at each call that passes an object
 * of its own; then, for each call through a pointer, where the function comes from (link/source.h). What hangs on a
 * parameter of the function, an open path, has as many answers as the function has callers: it is lifted to them, and
 * those that hand over what reaches the wire get an instance (link/instance.h).
 * Cost: linear in facts and in the bodies of functions with calls through pointers and of those who call them.
 * Tests: tests/unit/link/test_resolve.c, test_resolve_bad.c, test_containers.c, testdata/call-in-loop/pointer_*.c */
#ifndef TRIPCOUNT_LINK_RESOLVE_H
#define TRIPCOUNT_LINK_RESOLVE_H

#include "link/program.h"

/* Needs models, definitions and the graph of named calls. Fills what calls are resolved to and adds instances; the
 * graph must be built again behind it. False with an error for a damaged summary. */
NODISCARD bool program_resolve(struct program *program, struct error *err);

#endif
