/* A library of its own for the tests of flows: handle, request, answer. */
#ifndef TRIPCOUNT_TESTS_UNIT_COST_FLOWING_H
#define TRIPCOUNT_TESTS_UNIT_COST_FLOWING_H

#include "flow/flow.h"
#include "unit/cost/counted.h"

/* What a call of the demo library asks and gives: handle 0, request 1; the answer is returned, or comes by argument. */
#define FLOW_PACK                                                                                                      \
    "version: 1\n"                                                                                                     \
    "library: wire\n"                                                                                                  \
    "title: A demonstration\n"                                                                                         \
    "peer: wire\n"                                                                                                     \
    "language: sql\n"                                                                                                  \
    "headers: [wire.h]\n"                                                                                              \
    "functions:\n"                                                                                                     \
    "  - {names: [ask], effect: roundtrip, handle: 0, request: 1, result: return}\n"                                   \
    "  - {names: [ask_into], effect: roundtrip, handle: 0, request: 1, result: 2}\n"                                   \
    "  - {names: [look], effect: roundtrip, handle: 0, request: 1, result: return, access: read, language: none}\n"    \
    "  - {names: [dial], effect: connect, result: return, access: session, language: none}\n"                          \
    "  - {names: [part_of], effect: local}\n"                                                                          \
    "  - {names: [renew], effect: local, resets: 0}\n"

#define SYMBOLS                                                                                                        \
    "(symbols (ask function (header \"wire.h\" 1)) (ask_into function (header \"wire.h\" 2))"                          \
    " (dial function (header \"wire.h\" 3)) (part_of function (header \"wire.h\" 4))"                                  \
    " (renew function (header \"wire.h\" 5)) (look function (header \"wire.h\" 6))"                                    \
    " (add function (type \"void (struct buffer *, const char *)\")) (read_line function) (snprintf function)"         \
    " (strlen function) (f function) (g function) (h function)"                                                        \
    " (box record) (box::data field (record box)) (box::len field (record box)) (box::conn field (record box))"        \
    " (box::next field (record box)) (box::out field (record box)) (counter variable) (next_item function) "           \
    "(read_file function (type \"int (int, char *)\")) (server record) (server::link field (record server)))"

struct flowing {
    struct counted c;
};

static inline void flowing_make(struct flowing *f, const char *functions) {
    struct buffer text = {0};
    *f = (struct flowing){0};
    buffer_printf(&text, "(unit \"a.c\" " SYMBOLS " %s)", functions);
    linked_init(&f->c.linked);
    linked_load_pack(&f->c.linked, FLOW_PACK);
    linked_encode(&f->c.linked, "test", text.data, text.size);
    linked_link(&f->c.linked);
    counted_count(&f->c);
    buffer_finish(&text);
}

#endif
