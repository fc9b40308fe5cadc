/* What the fields of a record are that a function returns when nothing fails:
 *
 *     struct result r = store(c, key);    // store() ends with `r.ok = 1; return r;` where the request went well
 *     if (r.ok) return true;
 *
 * As a number is that a function returns: the fields whose values are known at each return that runs, joined; a record
 * that is returned as another function returned it has that one's. Nothing is known of a field that one of the returns
 * says nothing of. Tests: testdata/call-in-loop/good_record_result.c, bad_record_result.c, good_retry_cxx.cpp */
#ifndef TRIPCOUNT_FACTS_RETURNED_H
#define TRIPCOUNT_FACTS_RETURNED_H

#include "facts/assume.h"
#include "ir/unit.h"

/* Of one record that is told of. */
#define RETURNED_LIMIT 8

struct returned {
    struct member {
        uint32_t field; /* an entity */
        struct known value;
    } items[RETURNED_LIMIT];
    uint32_t count;
};

/* Of the record that `value` is, where `facts` hold. Linear in the facts, or in the items of a list. */
struct returned returned_of_value(const struct assumptions *assumptions, const struct facts *facts,
                                  const struct expr *value);
/* Of either. */
struct returned returned_join(const struct returned *a, const struct returned *b);

/* What the call returns in that field; KNOWN_NOTHING where nothing is known. */
struct known returned_of_call(const struct assumptions *assumptions, const struct call *call, uint32_t field);

/* `target = f(...)` was done. */
const struct facts *returned_by_assign(const struct assumptions *assumptions, const struct facts *facts,
                                       const struct assign *assign);

/* The record of that name, in the words of C or C++; NULL: the unit knows none. */
const struct record *returned_record(const struct unit *unit, const char *type);

#endif
