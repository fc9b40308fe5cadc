/* What is known of a bound where the loop begins: asserts, early exits, arms, clamps. */
#include "unit/cost/turns_rows.h"

#define LOOP " (assign i 0) (loop for (condition (< i n)) (step (assign i += 1)))"

static const struct row limits[] = {
    {"if (n > 8) return", "(branch if (> n 8) (then (return)))" LOOP, "up to 8"},
    {"if (n >= 8) return", "(branch if (>= n 8) (then (return)))" LOOP, "up to 7"},
    {"if (8 < n) return", "(branch if (< 8 n) (then (return)))" LOOP, "up to 8"},
    {"if (n > 8) { a(); return; }", "(branch if (> n 8) (then (call count (c)) (return)))" LOOP, "up to 8"},
    {"if (n > 8 || s) return", "(branch if (|| (> n 8) s) (then (return)))" LOOP, "up to 8"},
    {"if (n > 8 && s) return: only together", "(branch if (&& (> n 8) s) (then (return)))" LOOP, "n"},
    {"if (n > 8) a(): goes on", "(branch if (> n 8) (then (call count (c))))" LOOP, "n"},
    {"if (n < 8) return: the other way", "(branch if (< n 8) (then (return)))" LOOP, "n"},
    {"if (m > 8) return: another variable", "(branch if (> m 8) (then (return)))" LOOP, "n"},
    {"if (n > 8) return; n = m", "(branch if (> n 8) (then (return))) (assign n m)" LOOP, "m"},
    {"if (n > 8) return; n++", "(branch if (> n 8) (then (return))) (assign n += 1)" LOOP, "up to 9"},
    {"if (s) { if (n > 8) return; }", "(branch if s (then (branch if (> n 8) (then (return)))))" LOOP, "n"},
    {"if (n > 1000000) return: no better than n", "(branch if (> n 1000000) (then (return)))" LOOP, "n"},
    {"if (n > 8) return, twice", "(branch if (> n 8) (then (return))) (branch if (> n 5) (then (return)))" LOOP,
     "up to 5"},
    {"assert(n <= 8)", "(branch if (<= n 8) (else (call fail ())))" LOOP, "up to 8"},
    {"assert(n < 8 && m < 4)", "(branch ?: (&& (< n 8) (< m 4)) (else (call fail ())))" LOOP, "up to 7"},
    {"check(n <= 8): comes back", "(branch if (<= n 8) (else (call count (c))))" LOOP, "n"},
    {"if (n <= 8) for", "(branch if (<= n 8) (then " LOOP "))", "up to 8"},
    {"if (n == 8) for", "(branch if (== n 8) (then " LOOP "))", "up to 8"},
    {"if (n > 8) ... else for", "(branch if (> n 8) (then (call count (c))) (else " LOOP "))", "up to 8"},
    {"if (n <= 8) {...} for", "(branch if (<= n 8) (then (call count (c))))" LOOP, "n"},
    {"if (n > 8) goto out", "(branch if (> n 8) (then (goto out)))" LOOP " (label out)", "up to 8"},
    {"a field",
     "(branch if (> (field (deref s) node::count) 8) (then (return))) (assign i 0)"
     " (loop for (condition (< i (field (deref s) node::count))) (step (assign i += 1)))",
     "up to 8"},
    {"a field of something else by now",
     "(branch if (> (field (deref s) node::count) 8) (then (return))) (assign s p) (assign i 0)"
     " (loop for (condition (< i (field (deref s) node::count))) (step (assign i += 1)))",
     "up to s->count"},
    {"2 * n",
     "(branch if (> n 8) (then (return))) (assign i 0)"
     " (loop for (condition (< i (* 2 n))) (step (assign i += 1)))",
     "up to 16"},
    {"i = m; m known, n not",
     "(branch if (> m 8) (then (return))) (assign i m)"
     " (loop for (condition (< i n)) (step (assign i += 1)))",
     "up to n"},
    {"the result of a call",
     "(call count (c)) (assign k $0) (branch if (> k 8) (then (return))) (assign i 0)"
     " (loop for (condition (< i k)) (step (assign i += 1)))",
     "up to 8"},
};

static const struct row clamps[] = {
    {"n = MIN(n, 8)", "(assign n (select (< n 8) n 8))" LOOP, "up to 8"},
    {"n = n > 8 ? 8 : n", "(assign n (select (> n 8) 8 n))" LOOP, "up to 8"},
    {"n = MAX(n, 8)", "(assign n (select (> n 8) n 8))" LOOP, "up to max{n, 8}"},
    {"n = min(n, 8)", "(call min (n 8)) (assign n $0)" LOOP, "up to 8"},
    {"n = count(n, 8)", "(call count (n 8)) (assign n $0)" LOOP, "count(n, 8)"},
    {"if (n > 8) n = 8; if (n < 1) n = 1",
     "(branch if (> n 8) (then (assign n 8))) (branch if (< n 1) (then (assign n 1)))" LOOP, "up to 8"},
    {"if (n < 1) n = 1; if (n > 8) n = 8",
     "(branch if (< n 1) (then (assign n 1))) (branch if (> n 8) (then (assign n 8)))" LOOP, "up to 8"},
    {"if (n > 8) n = 8; if (a) n = 20",
     "(branch if (> n 8) (then (assign n 8))) (branch if (opaque \"a\") (then (assign n 20)))" LOOP, "up to 20"},
    {"if (n < 1) n = 1", "(branch if (< n 1) (then (assign n 1)))" LOOP, "up to max{n, 1}"},
};

/* In a loop around it, what was true on the first turn need not be on the next. */
static const struct row turns_later[] = {
    {"the outer loop sets it",
     "(assign j 0) (loop for (condition (< j m)) (step (assign j += 1)) (body (branch if (> n 8) (then (return)))" LOOP
     " (assign n (opaque \"a\"))))",
     "m"},
};

TABLE(limits)
TABLE(clamps)
TABLE(turns_later)

static void a_limit_inside_an_outer_loop(void **state) {
    static const struct row inner[] = {
        {"asked on each turn",
         "(loop while (condition (opaque \"a\")) (body (branch if (> n 8) (then (break)))"
         " (assign i 0) (loop for (index 1) (condition (< i n)) (step (assign i += 1)))"
         " (assign n (opaque \"b\"))))",
         "up to 8"},
        {"asked once before",
         "(branch if (> n 8) (then (return))) (loop while (condition (opaque \"a\")) (body"
         " (assign i 0) (loop for (index 1) (condition (< i n)) (step (assign i += 1)))))",
         "up to 8"},
        {"asked once before, set since",
         "(branch if (> n 8) (then (return))) (loop while (condition (opaque \"a\")) (body"
         " (assign i 0) (loop for (index 1) (condition (< i n)) (step (assign i += 1)))"
         " (assign n (opaque \"b\"))))",
         "up to n"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(inner); i++) {
        struct counted c = {0};
        bool is_named;
        begin(&c, inner[i].body);
        const struct poly *turns = turns_in(&c, 1, &is_named);
        assert_string_equal(counted_text(&c, linked_function(&c.linked, NULL, "f"), turns), inner[i].turns);
        counted_finish(&c);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turns_of_limits),
        cmocka_unit_test(turns_of_clamps),
        cmocka_unit_test(turns_of_turns_later),
        cmocka_unit_test(a_limit_inside_an_outer_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
