/* Tests: testdata/call-in-loop/verdict_captured.cpp */
#include "flow/flow_captured.h"

#include "turns/captured.h"

bool captured_from_outside(const struct scope *scope, uint32_t local, struct flow_place *out) {
    uint32_t number = captured_number(scope, local);
    if (number == CAPTURED_NONE)
        return false;
    *out = (struct flow_place){.root = EXPR_GLOBAL, .index = number};
    return true;
}

bool captured_is_not(const struct flow_place *place) {
    return place->root == EXPR_GLOBAL && !(place->index & CAPTURED_BIT);
}

bool captured_here(const struct scope *scope, const struct flow_place *place, struct flow_place *out) {
    bool is_captured = place->root == EXPR_GLOBAL && !captured_is_not(place);
    const struct expr *variable = is_captured ? captured_variable(scope, place->index) : NULL;
    if (!variable)
        return false;
    *out = *place;
    out->root = variable->kind;
    out->index = variable->index;
    return true;
}
