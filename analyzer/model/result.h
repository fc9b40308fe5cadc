/* What a run found: findings, costs, what was and was not analysed. Plain data, all texts ready to print.
 *
 * Made by rule/ and driver/, stored and loaded by store/, written by report/. Everything lives in the arena of whoever
 * made it. Paths are relative to the project's root, or absolute outside of it. The order of every list is part of the
 * result: same input, same order. */
#ifndef TRIPCOUNT_MODEL_RESULT_H
#define TRIPCOUNT_MODEL_RESULT_H

#include "model/unit_status.h"

#include <stdbool.h>
#include <stdint.h>

struct place {
    const char *file;
    uint32_t line;
    uint32_t column;
};

/* A count of round trips, sends or bytes. */
struct formula {
    const char *expr;   /* canonical, for JSON: "2*m*n + n + 1" */
    const char *people; /* for messages: "n * (2 + args)"; "up to" is not part of it */
    uint32_t degree;
    double value; /* with the assumptions below */
    double lower; /* never fewer than this */
    bool is_exact;
    struct assumption {
        const char *atom;
        double value;
        const char *from; /* "bound", "config", "profile", "default" */
    } * assumed;
    uint32_t assumed_count;
    /* From this value of the atom on, the time passes `break_even_ms`, all others that nobody but a default speaks of
     * being as large (formula_breaks_even_with). The atom is the one with which the formula grows fastest. NULL: no
     * count decides, or too many at once. */
    const char *break_even_atom;
    double break_even_ms;
    double break_even_value;
};

/* Nothing stands behind its value but a default. */
bool assumption_is_free(const struct assumption *assumption);
/* Another atom of the formula, which is as large as `break_even_atom` where that passes. */
bool formula_breaks_even_with(const struct formula *formula, const struct assumption *assumption);
/* `break_even_value` as people read it: two digits, never less. */
double formula_break_even(const struct formula *formula);
/* What people read in front of the formula: "up to " where it is not exact. */
const char *formula_limit(const struct formula *formula);

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };
enum confidence { CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH };
enum phase { PHASE_REQUEST, PHASE_STARTUP, PHASE_SHUTDOWN, PHASE_TEST };

const char *severity_name(enum severity severity);       /* "note" "warning" "error" */
const char *confidence_name(enum confidence confidence); /* "low" "medium" "high" */
const char *phase_name(enum phase phase);                /* "request" "startup" "shutdown" "test" */

struct site {
    const char *callee; /* library function */
    const char *library;
    const char *function; /* that holds the call */
    struct place place;
    struct formula roundtrips; /* of all its calls */
    uint32_t call_count;       /* calls that a macro writes at this place; 0 and 1: one */
};

enum step_kind { STEP_LOOP, STEP_CALL, STEP_ROUNDTRIP };
const char *step_kind_name(enum step_kind kind); /* "loop" "call" "roundtrip" */

struct step {
    enum step_kind kind;
    struct place place;
    const char *function; /* that holds the place */
    const char *text;
};

struct finding {
    const char *rule; /* "call-in-loop" */
    enum severity severity;
    enum confidence confidence;
    enum phase phase;
    struct place place;
    uint32_t end_line;
    uint32_t end_column; /* exclusive */
    const char *function;
    const char *usr;
    const char *callee;
    const char *library;
    const char *peer;
    struct formula roundtrips;
    struct site *sites; /* at least one, the dearest first */
    uint32_t site_count;
    const char *verdict;       /* NULL where it has no meaning */
    struct formula *after_fix; /* NULL without a verdict */
    const char *message;
    const char *fix;   /* NULL: no way out is known */
    const char *bound; /* the line that asks for a bound: "if n has a limit, ..."; NULL */
    struct place cause;
    const char *const *reached_from; /* names of entry points */
    uint32_t reached_from_count;
    struct step *steps;
    uint32_t step_count;
    const char *fingerprint; /* 32 hexadecimal digits */
    const char *source;      /* the source line, for text output; NULL when it cannot be read */
    uint32_t number;         /* what people call it where only some are shown; 0: 1 + its index. Never stored */
};

struct function_cost {
    const char *function;
    const char *usr;
    struct place place;
    struct formula roundtrips;
    struct formula sends;
};

struct unit_report {
    const char *file;
    enum unit_status status;
    const char *message; /* NULL when ok */
};

/* An outside function that no pack knows and that is called in loops; most likely to wait first. */
struct unknown_function {
    const char *name;
    uint32_t call_count;
    uint32_t loop_count;
    const char *evidence; /* "reaches send(2) and recv(2)"; NULL */
};

/* A call through a pointer of which nobody is known to say what it runs. */
struct unresolved_call {
    struct place place;
    const char *function; /* that holds it */
    const char *text;     /* the pointer as the source writes it: "s->on_read" */
};

/* Something in the project's own words to tripcount that it could not follow. */
struct remark {
    struct place place;
    const char *text;
};

struct library_count {
    const char *library;
    uint32_t call_count;
};

struct run {
    const char *tool; /* "tripcount 0.1.0" */
    const char *root; /* absolute: never stored, never in JSON */
    uint32_t unit_count;
    uint32_t analysed_count; /* ok and partial */
    uint32_t reused_count;   /* of these, not parsed again */
    struct unit_report *failed;
    uint32_t failed_count;
    struct unit_report *partial;
    uint32_t partial_count;
    uint32_t function_count;
    uint64_t line_count;
    const char *latency;             /* profile: "dc" */
    struct library_count *libraries; /* most calls first */
    uint32_t library_count;
    struct unknown_function *unknown;
    uint32_t unknown_count;
    uint32_t unknown_total; /* all of them, where `unknown` holds the first few */
    uint32_t remote_loop_count;
    uint32_t named_loop_count;
    uint32_t indirect_call_count;
    uint32_t resolved_call_count;
    struct unresolved_call *unresolved; /* the first few of the rest, by place */
    uint32_t unresolved_count;
    uint32_t incomplete_function_count;
    uint32_t left_out_count; /* entries of the database that are no C or C++ */
    struct remark *remarks;  /* by place */
    uint32_t remark_count;
    double seconds; /* only printed under --timing and on a terminal */
};

struct result {
    struct run run;
    struct finding *findings; /* in the order of PRODUCT 3 */
    uint32_t finding_count;
    struct function_cost *costs; /* dearest first */
    uint32_t cost_count;
};

#endif
