/* Scopes of counted functions. Tests: tests/unit/rule/test_witness.c */
#include "facts/counted_scope.h"

#include "facts/lent.h"
#include "facts/writes.h"

#include <string.h>

void counted_scope(struct costs *costs, struct scope *scope, struct arena *scratch, uint32_t function) {
    const bool *is_dead = costs->functions[function].is_dead;
    scope_init(scope, costs->program, &costs->atoms, scratch, function, costs->program->bodies[function]);
    writes_watch(costs, scope);
    lent_watch(costs->lent, scope);
    if (is_dead)
        memcpy(scope->is_dead, is_dead, (scope->region_count + 1) * sizeof *is_dead);
}
