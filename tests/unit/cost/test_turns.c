/* Turns of loops, one row for each form: what stands in the body of a function, and how often its first loop runs. */
#include "unit/cost/turns_rows.h"

static const struct row counters[] = {
    {"i = 0; i < n; i++", "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)))", "n"},
    {"i = 0; i <= n; i++", "(assign i 0) (loop for (condition (<= i n)) (step (assign i += 1)))", "n + 1"},
    {"i = 1; i <= n; i++", "(assign i 1) (loop for (condition (<= i n)) (step (assign i += 1)))", "n"},
    {"i = 1; i < n; i++", "(assign i 1) (loop for (condition (< i n)) (step (assign i += 1)))", "n - 1"},
    {"i = 0; i < n - 1; i++", "(assign i 0) (loop for (condition (< i (- n 1))) (step (assign i += 1)))", "n - 1"},
    {"i = 0; i <= n - 1; i++", "(assign i 0) (loop for (condition (<= i (- n 1))) (step (assign i += 1)))", "n"},
    {"i = -1; i < n; i++", "(assign i -1) (loop for (condition (< i n)) (step (assign i += 1)))", "n + 1"},
    {"i = -m; i < n; i++", "(assign i (- m)) (loop for (condition (< i n)) (step (assign i += 1)))", "m + n"},
    {"i = m; i < n; i++", "(assign i m) (loop for (condition (< i n)) (step (assign i += 1)))", "n - m"},
    {"i = m; i < m + n; i++", "(assign i m) (loop for (condition (< i (+ m n))) (step (assign i += 1)))", "n"},
    {"i = 0; i != n; i++", "(assign i 0) (loop for (condition (!= i n)) (step (assign i += 1)))", "n"},
    {"i = 0; n > i; i++", "(assign i 0) (loop for (condition (> n i)) (step (assign i += 1)))", "n"},
    {"i = 0; n != i; i++", "(assign i 0) (loop for (condition (!= n i)) (step (assign i += 1)))", "n"},
    {"i = 0; !(i >= n); i++", "(assign i 0) (loop for (condition (! (>= i n))) (step (assign i += 1)))", "n"},
    {"i = 0; i < 8; i++", "(assign i 0) (loop for (condition (< i 8)) (step (assign i += 1)))", "8"},
    {"i = 8; i < 3; i++", "(assign i 8) (loop for (condition (< i 3)) (step (assign i += 1)))", "0"},
    {"i = 0; i < n; i += 2", "(assign i 0) (loop for (condition (< i n)) (step (assign i += 2)))", "ceil(n/2)"},
    {"i = 0; i < 2 * n; i += 2", "(assign i 0) (loop for (condition (< i (* 2 n))) (step (assign i += 2)))", "n"},
    {"i = i + 2", "(assign i 0) (loop for (condition (< i n)) (step (assign i (+ i 2))))", "ceil(n/2)"},
    {"i = 2 + i", "(assign i 0) (loop for (condition (< i n)) (step (assign i (+ 2 i))))", "ceil(n/2)"},
    {"i = n; i > 0; i--", "(assign i n) (loop for (condition (> i 0)) (step (assign i -= 1)))", "n"},
    {"i = n - 1; i >= 0; i--", "(assign i (- n 1)) (loop for (condition (>= i 0)) (step (assign i -= 1)))", "n"},
    {"i = n; i != 0; i -= 3", "(assign i n) (loop for (condition (!= i 0)) (step (assign i -= 3)))", "ceil(n/3)"},
    {"i = n; i; i--", "(assign i n) (loop for (condition i) (step (assign i -= 1)))", "n"},
    {"i = n; i > m; i--", "(assign i n) (loop for (condition (> i m)) (step (assign i -= 1)))", "n - m"},
    {"step in the body of a while", "(assign i 0) (loop while (condition (< i n)) (body (assign i += 1)))", "n"},
    {"stepped under a condition",
     "(assign i 0) (loop while (condition (< i n)) (body (branch if (opaque \"a\") (then (assign i += 1)))))",
     "up to n"},
    {"stepped under a condition, behind a call",
     "(assign i 0) (loop while (condition (< i n)) (body (call count (i)) (branch if $0 (then (assign i += 1)))))",
     "up to turns@f:1"},
    {"stepped or found, which ends it",
     "(assign i 0) (loop while (condition (&& (! r) (< i n))) (body (call count (i)) (branch if $0 (then (assign r 1))"
     " (else (assign i += 1)))))",
     "up to n"},
    {"one of two is stepped",
     "(assign i 0) (assign j 0) (loop while (condition (&& (< i n) (< j m))) (body (call count (i)) (branch if $0"
     " (then (assign i += 1)) (else (assign j += 1)))))",
     "up to m + n"},
    {"one of two may be stepped",
     "(assign i 0) (assign j 0) (loop while (condition (&& (< i n) (< j m))) (body (call count (i)) (branch if $0"
     " (then (assign i += 1))) (branch if s (then (assign j += 1)))))",
     "up to turns@f:1"},
    {"continue before the step",
     "(assign i 0) (loop while (condition (< i n)) (body (call count (i)) (branch if $0 (then (continue)))"
     " (assign i += 1)))",
     "up to turns@f:1"},
    {"continue behind the step",
     "(assign i 0) (loop while (condition (< i n)) (body (assign i += 1) (call count (i)) (branch if $0 (then"
     " (continue)))))",
     "n"},
    {"for: continue before the step",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body (call count (i)) (branch if $0 (then"
     " (continue)))))",
     "n"},
    {"the one stands still, the other leaves",
     "(assign i 0) (loop while (condition (< i n)) (body (call count (i)) (branch if $0 (then (break)) (else"
     " (assign i += 1)))))",
     "up to n"},
    {"from both ends",
     "(assign i 0) (assign j n) (loop while (condition (< i j)) (body (call count (i)) (branch if $0"
     " (then (assign i += 1))) (branch if s (then (assign j -= 1)))))",
     "up to n"},
    {"once more: i--",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body (branch if s (then"
     " (assign i -= 1)))))",
     "up to turns@f:1"},
    {"i = 1; i < n; i *= 2", "(assign i 1) (loop for (condition (< i n)) (step (assign i *= 2)))", "up to log(n)"},
    {"i = n; i > 0; i >>= 1", "(assign i n) (loop for (condition (> i 0)) (step (assign i >>= 1)))", "up to log(n)"},
    {"while (n) n /= 10", "(loop while (condition n) (body (assign n /= 10)))", "up to log(n)"},
    {"i = 1; i < 1000; i <<= 1", "(assign i 1) (loop for (condition (< i 1000)) (step (assign i <<= 1)))", "up to 10"},
    {"(n + 7) / 8", "(assign i 0) (loop for (condition (< i (/ (+ n 7) 8))) (step (assign i += 1)))", "ceil(n/8)"},
    {"n / 8", "(assign i 0) (loop for (condition (< i (/ n 8))) (step (assign i += 1)))", "up to ceil(n/8)"},
    {"n >> 1", "(assign i 0) (loop for (condition (< i (>> n 1))) (step (assign i += 1)))", "up to ceil(n/2)"},
    {"n << 2", "(assign i 0) (loop for (condition (< i (<< n 2))) (step (assign i += 1)))", "4*n"},
    {"a field steps",
     "(assign (field (deref s) node::count) 0) (loop for (condition (< (field (deref s) node::count) n))"
     " (step (assign (field (deref s) node::count) += 1)))",
     "n"},
    {"do, step in the body", "(assign i 0) (loop do (condition (< i n)) (body (assign i += 1)))", "max{n, 1}"},
    {"for over a sum", "(assign i 0) (loop for (condition (< i (+ n m))) (step (assign i += 1)))", "m + n"},
    {"i += m", "(assign i 0) (loop for (condition (< i n)) (step (assign i += m)))", "ceil(n/m)"},
    {"i = i + m", "(assign i 0) (loop for (condition (< i n)) (step (assign i (+ i m))))", "ceil(n/m)"},
    {"i = m + i", "(assign i 0) (loop for (condition (< i n)) (step (assign i (+ m i))))", "ceil(n/m)"},
    {"i -= m", "(assign i n) (loop for (condition (> i 0)) (step (assign i -= m)))", "ceil(n/m)"},
    {"i = k; i += m", "(assign i k) (loop for (condition (< i n)) (step (assign i += m)))", "ceil((n - k)/m)"},
    {"i += m of 8", "(assign m 8) (assign i 0) (loop for (condition (< i n)) (step (assign i += m)))", "ceil(n/8)"},
    {"i += m, at most 8",
     "(branch if (> m 8) (then (assign m 8))) (assign i 0) (loop for (condition (< i n)) (step (assign i += m)))",
     "up to n"},
    {"i += m, and one more",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += m)) (body (branch if s (then (assign i += 1)))))",
     "up to n"},
    {"i + 1 < n", "(assign i 0) (loop for (condition (< (+ i 1) n)) (step (assign i += 1)))", "n - 1"},
    {"for (...; i += count(c))", "(assign i 0) (loop for (condition (< i n)) (step (call count (c)) (assign i += $0)))",
     "up to n"},
    {"i++, and on by what was read",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body (call count (c)) (assign i += $0)))",
     "up to n"},
    {"binary search: (i + j) / 2",
     "(assign i 0) (assign j n) (loop while (condition (< i j)) (body (assign k (/ (+ i j) 2)) (branch if s"
     " (then (assign i (+ k 1))) (else (assign j k)))))",
     "up to log(n + 1)"},
    {"binary search: i + ((j - i) >> 1)",
     "(assign i 0) (assign j (- n 1)) (loop while (condition (>= j i)) (body (assign k (+ i (>> (- j i) 1)))"
     " (branch if s (then (assign i (+ k 1))) (else (assign j (- k 1))))))",
     "up to log(n)"},
    {"while (i < n || j < m), one of them each time",
     "(assign i 0) (assign j 0) (loop while (condition (|| (< i n) (< j m))) (body (branch if s (then (assign i += 1))"
     " (else (assign j += 1)))))",
     "up to m + n"},
    {"chunk = n < 64 ? n : 64; n -= chunk",
     "(loop while (condition (> n 0)) (body (assign k (select (< n 64) n 64)) (call count (k)) (assign n -= k)))",
     "ceil(n/64)"},
    {"n -= MIN(m, n)", "(loop while (condition n) (body (assign k (select (< m n) m n)) (assign n -= k)))",
     "ceil(n/m)"},
    {"chunk, and an answer may make it less",
     "(loop while (condition (> n 0)) (body (assign k (select (< n 64) n 64)) (branch if s (then (call count (k))"
     " (assign k $0))) (assign n -= k)))",
     "up to turns@f:1"},
    {"chunk = the larger", "(loop while (condition (> n 0)) (body (assign k (select (> n 64) n 64)) (assign n -= k)))",
     "up to turns@f:1"},
    {"n < 0 || n-- > 0: for ever, or n times",
     "(loop while (condition (|| (< n 0) (> (+ n 1) 0))) (test (branch || (< n 0) (else (assign n -= 1)))))",
     "up to n"},
    {"!n || i < n", "(assign i 0) (loop for (condition (|| (! n) (< i n))) (step (assign i += 1)))", "up to n"},
    {"!m || i < n: two questions", "(assign i 0) (loop for (condition (|| (! m) (< i n))) (step (assign i += 1)))",
     "up to turns@f:1"},
    {"n < 5 || i < n: the other way of it",
     "(assign i 0) (loop for (condition (|| (< n 5) (< i n))) (step (assign i += 1)))", "up to turns@f:1"},
    {"n - i > 3", "(assign i 0) (loop for (condition (> (- n i) 3)) (step (assign i += 1)))", "n - 3"},
    {"i + m < n", "(assign i 0) (loop for (condition (< (+ i m) n)) (step (assign i += 1)))", "n - m"},
    {"n > m + i", "(assign i 0) (loop for (condition (> n (+ m i))) (step (assign i += 1)))", "n - m"},
    {"while (n - i)", "(assign i 0) (loop while (condition (- n i)) (body (assign i += 1)))", "n"},
    {"pointers: p = t; p < t + n", "(assign x t) (loop for (condition (< x (+ t n))) (step (assign x += 1)))", "n"},
    {"pointers: p = t; p != end",
     "(assign next (+ t n)) (assign x t) (loop for (condition (!= x next)) (step (assign x += 1)))", "n"},
};

static const struct row tested_steps[] = {
    {"while (n--)", "(loop while (condition (+ n 1)) (test (assign n -= 1)))", "n"},
    {"while (--n)", "(loop while (condition n) (test (assign n -= 1)))", "n - 1"},
    {"while (n-- > 0)", "(loop while (condition (> (+ n 1) 0)) (test (assign n -= 1)))", "n"},
    {"while (--n > 0)", "(loop while (condition (> n 0)) (test (assign n -= 1)))", "n - 1"},
    {"while (--n >= 0)", "(loop while (condition (>= n 0)) (test (assign n -= 1)))", "n"},
    {"while (i++ < n)", "(assign i 0) (loop while (condition (< (- i 1) n)) (test (assign i += 1)))", "n"},
    {"while (++i < n)", "(assign i 0) (loop while (condition (< i n)) (test (assign i += 1)))", "n - 1"},
    {"while (n > i++)", "(assign i 0) (loop while (condition (> n (- i 1))) (test (assign i += 1)))", "n"},
    {"do while (i++ < n)", "(assign i 0) (loop do (condition (< (- i 1) n)) (test (assign i += 1)))", "n + 1"},
    {"do while (++i < n)", "(assign i 0) (loop do (condition (< i n)) (test (assign i += 1)))", "max{n, 1}"},
    {"do while (n--)", "(loop do (condition (+ n 1)) (test (assign n -= 1)))", "n + 1"},
    {"do while (--n)", "(loop do (condition n) (test (assign n -= 1)))", "max{n, 1}"},
    {"for (i = n; i-- > 0;)", "(assign i n) (loop for (condition (> (+ i 1) 0)) (test (assign i -= 1)))", "n"},
    {"for (i = n; i-- != 0;)", "(assign i n) (loop for (condition (!= (+ i 1) 0)) (test (assign i -= 1)))", "n"},
    {"while (s && n--)", "(loop while (condition (&& s (+ n 1))) (test (branch && s (then (assign n -= 1)))))",
     "up to n"},
    {"while (s || n--): goes on without",
     "(loop while (condition (|| s (+ n 1))) (test (branch || s (else (assign n -= 1)))))", "up to turns@f:1"},
    {"while (n -= 2)", "(loop while (condition n) (test (assign n -= 2)))", "ceil((n - 2)/2)"},
};

static const struct row no_counters[] = {
    {"nothing steps", "(assign i 0) (loop for (condition (< i n)))", "up to turns@f:1"},
    {"steps the wrong way", "(assign i 0) (loop for (condition (< i n)) (step (assign i -= 1)))", "up to turns@f:1"},
    {"steps by 0", "(assign i 0) (loop for (condition (< i n)) (step (assign i += 0)))", "up to turns@f:1"},
    {"steps by an answer", "(assign i 0) (loop while (condition (< i n)) (body (call count (c)) (assign i += $0)))",
     "up to turns@f:1"},
    {"steps by what a turn sets",
     "(assign i 0) (loop while (condition (< i n)) (body (assign k (opaque \"a\")) (assign i += k)))",
     "up to turns@f:1"},
    {"steps by what it passes", "(assign i 0) (loop while (condition (< i n)) (body (assign i += (element t i))))",
     "up to turns@f:1"},
    {"steps by what others may set", "(assign i 0) (loop while (condition (< i n)) (body (assign i += shared)))",
     "up to turns@f:1"},
    {"steps on, and back by something",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body (call count (c)) (assign i -= $0)))",
     "up to turns@f:1"},
    {"times something", "(assign i 1) (loop for (condition (< i n)) (step (assign i *= k)))", "up to turns@f:1"},
    {"times one", "(assign i 1) (loop for (condition (< i n)) (step (assign i *= 1)))", "up to turns@f:1"},
    {"started over",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1))"
     " (body (branch if (opaque \"a\") (then (assign i 0)))))",
     "up to turns@f:1"},
    {"the bound runs away", "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body (assign n += 2)))",
     "up to turns@f:1"},
    {"the bound is set anew",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body (assign n (opaque \"a\"))))",
     "up to turns@f:1"},
    {"halves, but only one end moves",
     "(assign i 0) (assign j n) (loop while (condition (< i j)) (body (assign k (/ (+ i j) 2)) (branch if s"
     " (then (assign i k)) (else (assign j (opaque \"a\"))))))",
     "up to turns@f:1"},
    {"a third instead of the middle",
     "(assign i 0) (assign j n) (loop while (condition (< i j)) (body (assign k (/ (+ i j) 3)) (branch if s"
     " (then (assign i k)) (else (assign j k)))))",
     "up to turns@f:1"},
    {"two conditions, either", "(assign i 0) (loop for (condition (|| (< i n) (opaque \"a\"))) (step (assign i += 1)))",
     "up to turns@f:1"},
    {"what remains shrinks by an answer", "(loop while (condition (> n 0)) (body (call count (c)) (assign n -= $0)))",
     "up to turns@f:1"},
    {"for (;;)", "(loop for)", "up to turns@f:1"},
    {"the least number", "(assign i 0) (loop for (condition (< i n)) (step (assign i += -9223372036854775807)))",
     "up to turns@f:1"},
};

static const struct row bounds[] = {
    {"two bounds: the smaller", "(assign i 0) (loop for (condition (&& (< i n) (< i 5))) (step (assign i += 1)))",
     "up to 5"},
    {"a bound and a flag",
     "(assign i 0) (loop for (condition (&& (< i n) (! (opaque \"hit\")))) (step (assign i += 1)))", "up to n"},
    {"n = 100 before", "(assign n 100) (assign i 0) (loop for (condition (< i n)) (step (assign i += 1)))", "100"},
    {"if (n > 100) n = 100",
     "(branch if (> n 100) (then (assign n 100))) (assign i 0) (loop for (condition (< i n)) (step (assign i += 1)))",
     "up to 100"},
    {"if (m < n) n = m",
     "(branch if (< m n) (then (assign n m))) (assign i 0) (loop for (condition (< i n)) (step (assign i += 1)))",
     "up to m"},
    {"if (a) n = 5: no cap",
     "(branch if (opaque \"a\") (then (assign n 5))) (assign i 0) (loop for (condition (< i n)) (step (assign i += "
     "1)))",
     "up to max{n, 5}"},
    {"if (a) n = m; else n = k",
     "(branch if (opaque \"a\") (then (assign n m)) (else (assign n (+ m 5)))) (assign i 0) (loop for (condition (< i "
     "n))"
     " (step (assign i += 1)))",
     "up to m + 5"},
    {"if (a) { n = 5; return; }",
     "(branch if (opaque \"a\") (then (assign n 5) (return))) (assign i 0) (loop for (condition (< i n)) (step (assign "
     "i"
     " += 1)))",
     "n"},
    {"n += 5 before", "(assign n += 5) (assign i 0) (loop for (condition (< i n)) (step (assign i += 1)))", "n + 5"},
    {"f(&shared)",
     "(call next_item dropped ((address shared))) (assign i 0) (loop for (condition (< i shared)) (step (assign i += "
     "1)))",
     "up to turns@f:1"},
    {"n = n - 1 before", "(assign n (- n 1)) (assign i 0) (loop for (condition (< i n)) (step (assign i += 1)))",
     "n - 1"},
    {"k = n; n = 5: k keeps what n was",
     "(assign k n) (assign n 5) (assign i 0) (loop for (condition (< i k)) (step (assign i += 1)))", "n"},
    {"n < m ? n : m, the smaller",
     "(assign k (select (< n 5) n 5)) (assign i 0) (loop for (condition (< i k)) (step (assign i += 1)))", "up to 5"},
    {"a ? n : m, the larger",
     "(assign k (select (opaque \"a\") n m)) (assign i 0) (loop for (condition (< i k)) (step (assign i += 1)))",
     "up to max{m, n}"},
    {"the result of a call",
     "(call count (c)) (assign k $0) (assign i 0) (loop for (condition (< i k)) (step (assign i += 1)))", "count(c)"},
    {"k = count(c, \"of a long name\")",
     "(call count (c \"of a long name\")) (assign k $0) (assign i 0) (loop for (condition (< i k)) (step (assign i += "
     "1)))",
     "k"},
    {"k = count(c, \"of a long name\") + 1",
     "(call count (c \"of a long name\")) (assign k (+ $0 1)) (assign i 0) (loop for (condition (< i k)) (step (assign "
     "i += 1)))",
     "k"},
    {"k = row_count(result_of(c, \"of a long name\"))",
     "(call query (c \"of a long name\")) (call row_count ($0)) (assign k $1) (assign i 0)"
     " (loop for (condition (< i k)) (step (assign i += 1)))",
     "up to rows(query(c, \"of a long name\"))"},
    {"i < count(c, \"of a long name\")",
     "(assign i 0) (loop for (condition (< i $0)) (step (assign i += 1)) (test (call count (c \"of a long name\"))))",
     "count(c, \"of a long name\")"},
    {"a call in the condition",
     "(assign i 0) (loop for (condition (< i $0)) (step (assign i += 1)) (test (call count (c))))", "count(c)"},
    {"a field", "(assign i 0) (loop for (condition (< i (field (deref s) node::count))) (step (assign i += 1)))",
     "s->count"},
    {"a field that was set",
     "(assign (field (deref s) node::count) 4) (assign i 0)"
     " (loop for (condition (< i (field (deref s) node::count))) (step (assign i += 1)))",
     "4"},
    {"a field of something else by now",
     "(assign s (opaque \"a\")) (assign i 0)"
     " (loop for (condition (< i (field (deref s) node::count))) (step (assign i += 1)))",
     "up to s->count"},
    {"a global", "(assign i 0) (loop for (condition (< i @limit)) (step (assign i += 1)))", "limit"},
    {"a parameter whose address was taken", "(assign i 0) (loop for (condition (< i shared)) (step (assign i += 1)))",
     "up to shared"},
    {"a parameter whose address was taken, set before",
     "(assign shared 5) (assign i 0) (loop for (condition (< i shared)) (step (assign i += 1)))", "up to shared"},
    {"a local that nobody sets", "(assign i 0) (loop for (condition (< i k)) (step (assign i += 1)))", "k"},
    {"a local set in two arms",
     "(branch if n (then (assign k 1)) (else (assign k (opaque \"a\")))) (assign i 0)"
     " (loop for (condition (< i k)) (step (assign i += 1)))",
     "up to k"},
    {"start in an arm: from 0 at worst",
     "(branch if n (then (assign i 1)) (else (assign i 2)))"
     " (loop for (condition (< i m)) (step (assign i += 1)))",
     "up to m"},
    {"two loops with one counter",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)))"
     " (loop for (index 1) (condition (< i m)) (step (assign i += 1)))",
     "n"},
    {"removal: i--; n--",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1))"
     " (body (branch if (opaque \"a\") (then (assign i -= 1) (assign n -= 1)))))",
     "up to n"},
    {"removal: list = remove(list, i--)",
     "(assign i 0) (loop for (condition (< i (field (deref s) node::count))) (step (assign i += 1))"
     " (body (branch if (opaque \"a\") (then (assign i -= 1) (call next_item (s)) (assign s $0)))))",
     "up to s->count"},
    {"no removal: another list",
     "(assign i 0) (loop for (condition (< i (field (deref s) node::count))) (step (assign i += 1))"
     " (body (branch if (opaque \"a\") (then (call next_item (s)) (assign s $0)))))",
     "up to turns@f:1"},
    {"g_ptr_array_remove_index_fast(s, i--)",
     "(assign i 0) (loop for (condition (< i (field (deref s) node::count))) (step (assign i += 1))"
     " (body (branch if (opaque \"a\") (then (assign i -= 1) (call next_item dropped (s (+ i 1)))))))",
     "up to s->count"},
    {"i = n to leave",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1))"
     " (body (branch if (opaque \"hit\") (then (assign i n)))))",
     "up to n"},
    {"both ends move",
     "(assign i 0) (assign j n) (loop while (condition (< i j)) (body (assign i += 1) (assign j -= 1)))", "up to n"},
};

static const struct row lists[] = {
    {"while (p) p = p->next", "(loop while (condition p) (body (assign p (field (deref p) node::next))))", "length(p)"},
    {"for (x = s->list; x; x = x->next)",
     "(assign x (field (deref s) node::list))"
     " (loop for (condition x) (step (assign x (field (deref x) node::next))))",
     "length(s->list)"},
    {"x != NULL",
     "(assign x (field (deref s) node::list))"
     " (loop for (condition (!= x 0)) (step (assign x (field (deref x) node::next))))",
     "length(s->list)"},
    {"through a second variable",
     "(assign x p) (loop while (condition x)"
     " (body (assign next (field (deref x) node::next)) (assign x next)))",
     "length(p)"},
    {"list_for_each: pos != head",
     "(assign pos (field (deref s) node::next))"
     " (loop for (condition (!= pos s)) (step (assign pos (field (deref pos) node::next))))",
     "length(s)"},
    {"list_for_each_entry: &pos->list != &s->list",
     "(assign pos (- (field (field (deref s) node::list) node::next) 16))"
     " (loop for (condition (!= (address (field (deref pos) node::list)) (address (field (deref s) node::list))))"
     " (step (assign pos (- (field (field (deref pos) node::list) node::next) 16))))",
     "length(s->list)"},
    {"while (p->next)",
     "(loop while (condition (field (deref p) node::next)) (body (assign p (field (deref p) node::next))))",
     "up to length(p)"},
    {"for (x = head_of(s); x; ...)",
     "(call head_of (s)) (assign x $0)"
     " (loop for (condition x) (step (assign x (field (deref x) node::next))))",
     "length(s)"},
    {"left and right",
     "(loop while (condition p) (body (branch if (opaque \"a\")"
     " (then (assign p (field (deref p) node::next))) (else (assign p (field (deref p) node::prev))))))",
     "up to turns@f:1"},
    {"one way or the other, all along",
     "(loop while (condition p) (body (branch if n (then (assign p (field (deref p) node::next))) (else (assign p"
     " (field (deref p) node::prev))))))",
     "up to length(p)"},
    {"t[2 * i + 1]", "(assign i 0) (loop for (condition (element t (+ (* 2 i) 1))) (step (assign i += 1)))",
     "ceil((length(t) - 1)/2)"},
    {"t[i + 1]", "(assign i 0) (loop for (condition (element t (+ i 1))) (step (assign i += 1)))", "length(t) - 1"},
    {"t[i] from 2 on", "(assign i 2) (loop for (condition (element t i)) (step (assign i += 1)))", "length(t) - 2"},
    {"t[i] from m on", "(assign i m) (loop for (condition (element t i)) (step (assign i += 1)))", "up to length(t)"},
    {"t[i % 8]", "(assign i 0) (loop for (condition (element t (% i 8))) (step (assign i += 1)))", "up to turns@f:1"},
    {"do while (*t++)", "(loop do (condition (deref t)) (test (assign t += 1)))", "up to length(t) + 1"},
    {"set to NULL to leave",
     "(loop while (condition p) (body (branch if (opaque \"a\") (then (assign p 0)))"
     " (assign p (field (deref p) node::next))))",
     "up to length(p)"},
    {"set to another list",
     "(loop while (condition p) (body (branch if (opaque \"a\") (then (assign p s)))"
     " (assign p (field (deref p) node::next))))",
     "up to turns@f:1"},
    {"while (*t) t++", "(loop while (condition (deref t)) (body (assign t += 1)))", "length(t)"},
    {"t[i] != 0", "(assign i 0) (loop for (condition (!= (element t i) 0)) (step (assign i += 1)))", "length(t)"},
    {"names[i].text",
     "(assign i 0) (loop for (condition (field (element (field (deref s) node::names) i) node::text))"
     " (step (assign i += 1)))",
     "length(s->names)"},
    {"x = t; x->text; x++", "(assign x t) (loop for (condition (field (deref x) node::text)) (step (assign x += 1)))",
     "length(t)"},
    {"an inner loop moves the cursor",
     "(loop while (condition (deref t)) (body"
     " (loop while (condition (&& (deref t) (!= (deref t) 44))) (body (assign t += 1)))))",
     "up to length(t)"},
    {"two at a time", "(loop while (condition (deref t)) (body (assign t += 2)))", "up to length(t)"},
    {"a table that nobody steps", "(loop while (condition (deref t)))", "up to turns@f:1"},
};

static const struct row iterators[] = {
    {"while ((x = next_item(c)))", "(loop while (condition x) (test (call next_item (c)) (assign x $0)))",
     "up to items(next_item)"},
    {"while ((x = next_item(c)) != NULL)",
     "(loop while (condition (!= x 0)) (test (call next_item (c)) (assign x $0)))", "up to items(next_item)"},
    {"while ((r = next_item(c)) >= 0)", "(loop while (condition (>= r 0)) (test (call next_item (c)) (assign r $0)))",
     "up to items(next_item)"},
    {"while (next_item(c) == 100)", "(loop while (condition (== $0 100)) (test (call next_item (c))))",
     "up to items(next_item)"},
    {"while (next_item(c))", "(loop while (condition $0) (test (call next_item (c))))", "up to items(next_item)"},
    {"while (!has_error(c))", "(loop while (condition (! $0)) (test (call has_error (c))))", "up to turns@f:1"},
    {"while (!done(c))", "(loop while (condition (! $0)) (test (call done (c))))", "up to items(done)"},
    {"x = next_item(c); while (x) { x = next_item(c); }",
     "(call next_item (c)) (assign x $0) (loop while (condition x) (body (call next_item (c)) (assign x $1)))",
     "up to items(next_item)"},
    {"while (query(c))", "(loop while (condition $0) (test (call query (c))))", "up to items(query)"},
    {"while (value_of(r) == 2): a status", "(loop while (condition (== $0 2)) (test (call value_of (r))))",
     "up to turns@f:1"},
    {"while (row_count(r) > 0): pages", "(loop do (condition (> k 0)) (body (call row_count (r)) (assign k $0)))",
     "up to turns@f:1"},
    {"while ((x = next_item(c))), and x is set to something else in the body",
     "(loop while (condition (!= x 0)) (test (call next_item (c)) (assign x $0)) (body (assign x (+ x 1))"
     " (call head_of (s)) (assign x $1)))",
     "up to items(next_item)"},
    {"the call comes before the loop", "(call next_item (c)) (assign x $0) (loop while (condition x))",
     "up to turns@f:1"},
    {"two functions",
     "(loop while (condition x) (body (branch if n (then (call next_item (c)) (assign x $0))"
     " (else (call head_of (c)) (assign x $1)))))",
     "up to turns@f:1"},
    {"rows of a pack",
     "(call count (c)) (assign r $0) (loop while (condition x) (test (call fetch_row (r)) (assign x $1)))", "rows(r)"},
    {"row_count(r)",
     "(call count (c)) (assign r $0) (call row_count (r)) (assign n $1) (assign i 0)"
     " (loop for (condition (< i n)) (step (assign i += 1)))",
     "rows(r)"},
    {"i < row_count(r)",
     "(assign i 0) (loop for (condition (< i $0)) (step (assign i += 1)) (test (call row_count (r))))", "rows(r)"},
    {"for (auto &x : v)", "(loop range (range v))", "size(v)"},
    {"over an array", "(loop range (range table))", "7"},
    {"over {1, 2, 3}", "(loop range (range (list 1 2 3)))", "3"},
    {"it != v.end()",
     "(call v::begin () (receiver v)) (assign x $0) (loop for (condition $2)"
     " (test (call v::end () (receiver v)) (call `operator!=` operator (x $1))) (step (assign x += 1)))",
     "up to size(v)"},
};

static const struct row leaving[] = {
    {"for (;;) { if (i >= n) break; i++; }",
     "(assign i 0) (loop for (body (branch if @5:1 (>= i n) (then (break))) (assign @6:1 i += 1)))", "n"},
    {"for (;;) { i++; if (i >= n) return; }",
     "(assign i 0) (loop for (body (assign @5:1 i += 1) (branch if @6:1 (>= i n) (then (return)))))", "max{n, 1}"},
    {"if (++i >= n)", "(assign i 0) (loop for (body (assign @5:9 i += 1) (branch if @5:5 (>= i n) (then (break)))))",
     "max{n, 1}"},
    {"if (i++ >= n)",
     "(assign i 0) (loop for (body (assign @5:9 i += 1) (branch if @5:5 (>= (- i 1) n) (then (break)))))", "n"},
    {"else break", "(assign i 0) (loop for (body (branch if (< i n) (else (break))) (assign i += 1)))", "n"},
    {"if (i == 10) break",
     "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1))"
     " (body (branch if (== i 10) (then (break)))))",
     "up to 10"},
    {"k == 1000000 is no better than rows",
     "(assign k 0) (loop while (condition x) (test (call fetch_row (r)) (assign x $0))"
     " (body (assign k += 1) (branch if (== k 1000000) (then (break)))))",
     "up to rows(r)"},
    {"goto out", "(assign i 0) (loop for (body (branch if (>= i n) (then (goto out))) (assign i += 1))) (label out)",
     "n"},
    {"goto the end of the body is no way out",
     "(assign i 0) (loop for (body (branch if (>= i n) (then (goto out))) (assign i += 1) (label out)))",
     "up to turns@f:1"},
    {"if (!x) break after a call",
     "(loop for (body (call next_item (c)) (assign x $0) (branch if (! x) (then (break)))))", "up to items(next_item)"},
    {"if (!x) return after a call: a failure",
     "(loop for (body (call next_item (c)) (assign x $0) (branch if (! x) (then (return)))))", "up to turns@f:1"},
    {"if (!query()) break: a failure", "(loop for (body (call query (c)) (branch if (! $0) (then (break)))))",
     "up to turns@f:1"},
    {"if (i >= n) return", "(assign i 0) (loop for (body (branch if (>= i n) (then (return))) (assign i += 1)))", "n"},
    {"while (1) with a test",
     "(assign i 0) (loop while (condition 1) (body (branch if (>= i n) (then (break))) (assign i += 1)))", "n"},
    {"while (0)", "(loop while (condition 0))", "0"},
    {"do while (0)", "(loop do (condition 0))", "1"},
    {"again: if (++i < n) goto again",
     "(assign i 0) (label again) (loop goto (label again)"
     " (body (assign @5:1 i += 1) (branch if @6:1 (< i n) (then (goto again)))))",
     "max{n, 1}"},
    {"again: r = call(); if (r == EAGAIN) goto again",
     "(label again) (loop goto (label again)"
     " (body (call count (c)) (assign r $0) (branch if (== r 11) (then (goto again)))))",
     "up to turns@f:1"},
};

TABLE(counters)
TABLE(tested_steps)
TABLE(no_counters)
TABLE(bounds)
TABLE(lists)
TABLE(iterators)
TABLE(leaving)

static double value_of_turns(const char *body, uint32_t loop) {
    struct counted c = {0};
    bool is_named;
    begin(&c, body);
    double value = poly_value(turns_in(&c, loop, &is_named), turns_assumed, NULL);
    counted_finish(&c);
    return value;
}

static void assert_turns_value(const char *body, uint32_t loop, double expected) {
    double value = value_of_turns(body, loop);
    if (value < expected || value > expected)
        fail_msg("%g, not %g: %s", value, expected, body);
}

/* A count of the first level is taken for 1000, one that hangs on an element of an outer loop for 10. */
static void nested_counts_are_small(void **state) {
    (void)state;
    assert_turns_value("(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body"
                       " (assign x (element v i)) (assign j 0)"
                       " (loop for (condition (< j (field (deref x) node::count))) (step (assign j += 1)))))",
                       1, 10);
    assert_turns_value("(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body"
                       " (assign j 0) (loop for (condition (< j m)) (step (assign j += 1)))))",
                       1, 1000);
    assert_turns_value(
        "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body"
        " (assign j 0) (loop for (condition (< j (field (element v i) node::count))) (step (assign j += 1)))))",
        1, 10);
    assert_turns_value("(loop range (range v) (body (declare x (element v (opaque \"each\")))"
                       " (loop while (condition x) (body (assign x (field (deref x) node::next))))))",
                       1, 10);
    assert_turns_value("(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body"
                       " (loop while (condition x) (test (call next_item (c)) (assign x $0)))))",
                       1, 10);
    assert_turns_value("(loop for (body (loop for)))", 1, 10);
    assert_turns_value("(loop for (body (loop for)))", 0, 1000);
}

/* A walk that an outer loop does not start anew is not exact, and never less. */
static void an_outer_loop_that_does_not_reset(void **state) {
    struct counted c = {0};
    bool is_named;
    (void)state;
    begin(&c, "(assign i 0) (loop while (condition (opaque \"a\")) (body"
              " (loop while (condition (< i n)) (body (assign i += 1)))))");
    const struct poly *turns = turns_in(&c, 1, &is_named);
    assert_string_equal(counted_text(&c, linked_function(&c.linked, NULL, "f"), turns), "up to n");
    counted_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turns_of_counters),
        cmocka_unit_test(turns_of_tested_steps),
        cmocka_unit_test(turns_of_no_counters),
        cmocka_unit_test(turns_of_bounds),
        cmocka_unit_test(turns_of_lists),
        cmocka_unit_test(turns_of_iterators),
        cmocka_unit_test(turns_of_leaving),
        cmocka_unit_test(nested_counts_are_small),
        cmocka_unit_test(an_outer_loop_that_does_not_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
