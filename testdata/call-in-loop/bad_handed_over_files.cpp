// flags: -std=c++17
// with: each_name_local.cpp
/* The template stands in a header, whose loop costs nothing for others; here two lambdas are handed over, by one
 * function. */
#include "each_name.h"

static void ask(PGconn *db, const char *query, const char *name)
{
    PQclear(PQexecParams(db, query, 1, nullptr, &name, nullptr, nullptr, 0));
}

// expect-cost ask_twice: 2*n (exact)
void ask_twice(PGconn *db, const char **names, int n)
{
    each_name(names, n, [&](const char *name) { ask(db, "SELECT 1 FROM a WHERE b = $1", name); }); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns of each_name\(\): n round trips}}
        // expect-confidence: high
        // expect-step: ask_twice: {{^calls each_name\(\) with the lambda of line [0-9]+$}}
        // expect-step: each_name: {{^runs n times$}}
        // expect-step: each_name: {{^calls the lambda of line [0-9]+$}}
        // expect-step: {{^calls ask\(\)$}}
    each_name(names, n, [&](const char *name) { ask(db, "SELECT 1 FROM c WHERE d = $1", name); }); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns of each_name\(\): n round trips}}
        // expect-confidence: high
        // expect-step: ask_twice: {{^calls each_name\(\) with the lambda of line [0-9]+$}}
        // expect-step: each_name: {{^runs n times$}}
        // expect-step: each_name: {{^calls the lambda of line [0-9]+$}}
        // expect-step: {{^calls ask\(\)$}}
}

/* One lambda, handed over twice. */
// expect-cost ask_both: m + n (exact)
void ask_both(PGconn *db, const char **names, int n, const char **others, int m)
{
    auto query = [&](const char *name) { ask(db, "SELECT 1 FROM a WHERE b = $1", name); };
    each_name(names, n, query);  // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns of each_name\(\): n round trips}}
                                 // expect-confidence: high
                                 // expect-step: ask_both: {{^calls each_name\(\) with the lambda of line [0-9]+$}}
                                 // expect-step: each_name: {{^runs n times$}}
                                 // expect-step: each_name: {{^calls the lambda of line [0-9]+$}}
                                 // expect-step: {{^calls ask\(\)$}}
    each_name(others, m, query); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of m turns of each_name\(\): m round trips}}
                                 // expect-confidence: high
                                 // expect-step: ask_both: {{^calls each_name\(\) with the lambda of line [0-9]+$}}
                                 // expect-step: each_name: {{^runs m times$}}
                                 // expect-step: each_name: {{^calls the lambda of line [0-9]+$}}
                                 // expect-step: {{^calls ask\(\)$}}
}
