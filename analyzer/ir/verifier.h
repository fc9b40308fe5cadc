/* The verifier's state, and the checks that regions and the rest of a unit share. Private to ir/. */
#ifndef TRIPCOUNT_IR_VERIFIER_H
#define TRIPCOUNT_IR_VERIFIER_H

#include "base/error.h"
#include "base/map.h"
#include "ir/unit.h"

struct verifier {
    const struct unit *unit;
    const struct function *function; /* NULL at file scope */
    const char *where;               /* for messages: the function's name, or the unit's path */
    uint32_t line;                   /* nearest one that is known */
    struct error *err;
    struct map seen; /* addresses of regions, calls and loops; (kind, number) of calls and loops */
    uint32_t depth;
    uint32_t call_count;
    uint32_t loop_count;
    uint32_t breakable; /* loops and switches around */
    uint32_t loops;     /* loops around */
};

/* False, with "WHERE, line N: message". */
PRINTF_LIKE(2, 3) bool verifier_fail(struct verifier *verifier, const char *format, ...);

/* Each gives false after an error. `what` is named in it: "a callee". */
bool verifier_check_location(struct verifier *verifier, struct location location);
bool verifier_check_symbol(struct verifier *verifier, uint32_t symbol, enum symbol_kind kind, const char *what);
bool verifier_check_symbol_or_none(struct verifier *verifier, uint32_t symbol, enum symbol_kind kind, const char *what);
bool verifier_check_text(struct verifier *verifier, const char *text, const char *what);
bool verifier_check_flags(struct verifier *verifier, uint32_t flags, uint32_t highest, const char *what);
bool verifier_check_expr(struct verifier *verifier, const struct expr *expr, const char *what);
bool verifier_check_expr_or_none(struct verifier *verifier, const struct expr *expr);
/* Names the function in later messages. */
bool verifier_check_head(struct verifier *verifier, const struct function *function);

#endif
