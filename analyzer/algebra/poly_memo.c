/* Results of operations on polynomials, which are immutable and interned, by the addresses of what they were made of:
 * the "computed table" of decision diagrams (Brace, Rudell and Bryant, "Efficient implementation of a BDD package", DAC
 * 1990). Each place holds what came last. What is forgotten takes all results with it.
 * Tests: tests/unit/algebra/test_poly.c */
#include "algebra/poly_internal.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define MEMO_PLACES 2048 /* a power of two; as many as the operations of a large function */

struct poly_memo {
    const void *a;
    const void *b;
    const struct poly *result;
    uint32_t generation;
    uint32_t operation; /* 0: free */
};

static uint32_t place_of(enum memo_operation operation, const void *a, const void *b) {
    uint64_t hash = (uint64_t)(uintptr_t)a * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 32 ^ (uint64_t)(uintptr_t)b) * UINT64_C(0x9E3779B97F4A7C15) + operation;
    return (uint32_t)((hash ^ hash >> 40) & (MEMO_PLACES - 1));
}

bool poly_memo_find(const struct atom_table *table, enum memo_operation operation, const void *a, const void *b,
                    const struct poly **result) {
    if (!table->memo)
        return false;
    const struct poly_memo *memo = &table->memo[place_of(operation, a, b)];
    if (memo->a != a || memo->b != b || memo->operation != operation || memo->generation != table->memo_generation)
        return false;
    *result = poly_current(table, memo->result);
    return true;
}

const struct poly *poly_memo_note(struct atom_table *table, enum memo_operation operation, const void *a, const void *b,
                                  const struct poly *result) {
    if (!table->memo) {
        table->memo = checked_zero_alloc(MEMO_PLACES, sizeof *table->memo);
    }
    table->memo[place_of(operation, a, b)] = (struct poly_memo){a, b, result, table->memo_generation, operation};
    return result;
}
