/* From summaries to a result: link, cone, costs, checks, and the tables that people query.
 *
 * Reads neither disk nor database, other than source lines for the findings.
 * Tests: tests/integration, testdata/_cost */
#ifndef TRIPCOUNT_DRIVER_COUNT_H
#define TRIPCOUNT_DRIVER_COUNT_H

#include "driver/project.h"
#include "link/program.h"
#include "store/store.h"

struct counted {
    const struct project *project;
    struct program program;
    struct costs costs;
    bool has_costs;
};

/* Links the units and finds the cone. Everything lives in `arena`; its texts in `interner` and in the project's packs,
 * which must outlive it as the summaries must. */
NODISCARD bool counted_link(struct counted *counted, const struct project *project, struct arena *arena,
                            struct interner *interner, const struct program_input *inputs, uint32_t input_count,
                            struct error *err);
NODISCARD bool counted_count(struct counted *counted, struct error *err);
/* Findings and costs, with source lines; entry points in the config that name no function become remarks; of `run` the
 * parts that come from the program. */
void counted_check(struct counted *counted, struct result *out);
/* The most similar name of a function, or NULL. Lives as long as the program. */
const char *counted_nearest_function(const struct program *program, const char *name);
/* Functions that reach the wire, with their calls and loops. */
void counted_tables(struct counted *counted, struct store_program *out);
void counted_finish(struct counted *counted);

#endif
