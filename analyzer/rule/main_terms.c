/* Tests: tests/unit/rule/test_main_terms.c */
#include "rule/main_terms.h"

#include "turns/turns.h"

static uint32_t count_of(const struct monomial *m, const struct atom *atom) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->factor_count; i++)
        count += m->factors[i] == atom;
    return count;
}

static bool holds_factors(const struct monomial *m, const struct monomial *part) {
    for (uint32_t i = 0; i < part->factor_count; i++)
        if (count_of(m, part->factors[i]) < count_of(part, part->factors[i]))
            return false;
    return true;
}

/* The path is as dear as its dearest term. */
static bool is_of_path(const struct monomial *m, const struct poly *path) {
    uint32_t degree = poly_degree(path);
    for (uint32_t i = 0; path && i < path->count; i++)
        if (monomial_degree(&path->items[i]) == degree && holds_factors(&path->items[i], m))
            return true;
    return false;
}

static bool grows_with_data(const struct monomial *m) {
    for (uint32_t i = 0; i < m->factor_count; i++) {
        enum atom_kind kind = m->factors[i]->kind;
        if (kind == ATOM_UNKNOWN || kind == ATOM_ROWS || kind == ATOM_ITEMS)
            return true;
    }
    return false;
}

static double value_of(const struct monomial *m) {
    return poly_value(&(struct poly){.items = m, .count = 1}, turns_assumed, NULL);
}

int main_terms_compare(const struct monomial *a, const struct monomial *b, const struct poly *path) {
    uint32_t degree_a = monomial_degree(a), degree_b = monomial_degree(b);
    if (degree_a != degree_b)
        return degree_a > degree_b ? -1 : 1;
    if (is_of_path(a, path) != is_of_path(b, path))
        return is_of_path(a, path) ? -1 : 1;
    if (grows_with_data(a) != grows_with_data(b))
        return grows_with_data(a) ? -1 : 1;
    double value_a = value_of(a), value_b = value_of(b);
    return value_a > value_b ? -1 : value_a < value_b;
}
