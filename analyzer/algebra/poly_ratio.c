/* Division by what is no constant: the turns of a loop that takes `batch` items at a time.
 * Tests: tests/unit/cost/test_poly_ratio.c */
#include "algebra/poly_internal.h"

const struct poly *poly_divide_by(struct atom_table *table, const struct poly *a, const struct poly *divisor) {
    int64_t value;
    if (!a || !poly_is_exact(divisor) || poly_is_zero(divisor)) /* it may be anything from 1 on */
        return poly_inexact(table, a);
    if (poly_is_constant(divisor, &value))
        return poly_divide(table, a, value);
    const struct poly *bare = poly_bare(table, a), *by = poly_bare(table, divisor);
    if (poly_is_equal(bare, by)) {
        const struct poly *one = poly_constant(table, 1);
        return a->is_exact ? one : poly_inexact(table, one);
    }
    return poly_composed(table, &(struct atom){.kind = ATOM_CEIL, .a = bare, .b = by}, a->is_exact);
}
