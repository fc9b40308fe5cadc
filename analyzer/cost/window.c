/* Loops that are pipelines. Tests: testdata/call-in-loop/good_windows.c, bad_windows.c */
#include "cost/window.h"

/* So many, not a number of them, to some peer that the turn waits for first. */
static bool sends_many(const struct value *turn) {
    for (uint32_t i = 0; i < turn->peer_count; i++) {
        const struct peer_state *state = &turn->peers[i];
        for (uint32_t k = 0; state->fresh && state->lead_count && turn->sends && k < turn->sends->count; k++)
            if (turn->sends->items[k].peer == state->peer && turn->sends->items[k].factor_count > 0)
                return true;
    }
    return false;
}

bool window_is_turn(const struct scope *scope, uint32_t loop, const struct value *turn, bool is_named,
                    struct quiet_loop *out) {
    uint32_t wait = wait_first_call(turn);
    if (is_named || wait == CALL_NONE || poly_open(scope->atoms, turn->trips) || !sends_many(turn))
        return false;
    const struct region *region = scope->calls[wait].region;
    *out = (struct quiet_loop){.loop = loop, .call = CALL_NONE, .class = CLASS_WINDOW, .place = region->location};
    if (region->call->symbol != SYMBOL_NONE)
        out->what = scope->unit->symbols[region->call->symbol].name;
    return true;
}
