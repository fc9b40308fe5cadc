/* Commands of a line. Tests: testdata/call-in-loop/good_interpreter.c, bad_interpreter.c */
#include "cost/interpreter.h"

#include "cost/pause.h"
#include "facts/commands.h"

#include <string.h>

struct reading {
    const struct costs *costs;
    const struct scope *scope;
    uint32_t loop;
    const struct call *send;      /* sends the text */
    const struct expr *text;      /* variable that the text is in */
    const struct region *waited;  /* on each way to `send` in a turn of the outer loop; NULL: nothing */
    const struct region *instead; /* see struct pause_state */
};

static bool is_in_loop(const struct reading *reading, uint32_t call, uint32_t loop) {
    const struct call_place *place = &reading->scope->calls[call];
    return place->region && scope_is_inside(reading->scope, place->number, loop);
}

static const struct expr *variable_of(const struct expr *expr) {
    const struct expr *root = expr_root(expr);
    return root->kind == EXPR_LOCAL || root->kind == EXPR_PARAMETER ? root : NULL;
}

/* Something of the variable is passed: it, its address, a part of it. */
static bool passes(const struct call *call, const struct expr *variable) {
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *passed = variable_of(call->arguments[i].value);
        if (passed && expr_is_equal(passed, variable))
            return true;
    }
    return false;
}

/* --- the line ----------------------------------------------------------------------------------------------------- */

/* What the call gives, or fills. */
static bool brings(const struct reading *reading, const struct region *wait, const struct expr *line) {
    for (const struct assignment *a = NULL; (a = scope_next(reading->scope, line, a)) != NULL;)
        if (a->assign->value && assignment_is_to(a, line)) {
            const struct expr result = {.kind = EXPR_CALL, .index = wait->call->index};
            if (expr_mentions(a->assign->value, &result))
                return true;
        }
    return passes(wait->call, line);
}

static bool is_line(const struct reading *reading, const struct expr *variable) {
    return brings(reading, reading->waited, variable) ||
           (reading->instead && brings(reading, reading->instead, variable));
}

/* `at = line;`, `start(scanner, line)`: before the loop. */
static bool is_given_line(const struct reading *reading, const struct expr *variable) {
    const struct scope *scope = reading->scope;
    uint32_t begin = scope->loops[reading->loop].begin;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        const struct expr *source = a->assign->value && a->number < begin ? variable_of(a->assign->value) : NULL;
        if (source && assignment_is_to(a, variable) && is_line(reading, source))
            return true;
    }
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || place->number > begin || place->number < reading->waited->number ||
            !passes(place->region->call, variable))
            continue;
        for (uint32_t k = 0; k < place->region->call->argument_count; k++) {
            const struct expr *other = variable_of(place->region->call->arguments[k].value);
            if (other && !expr_is_equal(other, variable) && is_line(reading, other))
                return true;
        }
    }
    return false;
}

/* --- the scanner -------------------------------------------------------------------------------------------------- */

/* What is asked decides whether the text is sent: a condition around that names the result. */
static bool is_asked(const struct reading *reading, const struct call *scan) {
    const struct scope *scope = reading->scope;
    const struct expr result = {.kind = EXPR_CALL, .index = scan->index};
    uint32_t number = scope->calls[reading->send->index].number;
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->begin > number || holding->end < number || !scope_is_inside(scope, holding->begin, reading->loop))
            continue;
        if (expr_mentions(holding->condition, &result))
            return true;
        for (uint32_t k = 0; k < scope->assignment_count; k++) {
            const struct assign *assign = scope->assignments[k].assign;
            if (scope_is_inside(scope, scope->assignments[k].number, reading->loop) && assign->value &&
                expr_is_equal(assign->value, &result) && expr_mentions(holding->condition, assign->target))
                return true;
        }
    }
    const struct loop *region = scope->loops[reading->loop].region->loop;
    return region->form != LOOP_RANGE && expr_mentions(region->condition, &result);
}

static bool scans_line(const struct reading *reading, const struct call *scan) {
    bool is_of_line = false;
    for (uint32_t i = 0; i < scan->argument_count && !is_of_line; i++) {
        const struct expr *from = variable_of(scan->arguments[i].value);
        is_of_line =
            from && !expr_is_equal(from, reading->text) && (is_line(reading, from) || is_given_line(reading, from));
    }
    return is_of_line;
}

static bool has_words(const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (call->arguments[i].value->kind == EXPR_STRING && strlen(call->arguments[i].value->text) > 1)
            return true;
    return false;
}

/* The text comes from the line, and has no words of the program's own in it. */
static bool is_command(const struct reading *reading) {
    const struct scope *scope = reading->scope;
    bool is_scanned = false;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call *call = is_in_loop(reading, i, reading->loop) ? scope->calls[i].region->call : NULL;
        if (!call || call == reading->send || !passes(call, reading->text))
            continue;
        if (has_words(call))
            return false;
        is_scanned |= scope->calls[i].number < scope->calls[reading->send->index].number && scans_line(reading, call) &&
                      is_asked(reading, call);
    }
    return is_scanned;
}

/* --- the loops around it ------------------------------------------------------------------------------------------ */

static void visit_call(const struct call *call, const struct pause_state *before, void *context) {
    struct reading *reading = context;
    if (call != reading->send || !(before->must & PAUSES_EVENT))
        return;
    reading->waited = before->event;
    reading->instead = before->instead;
}

static bool is_read_around(struct reading *reading) {
    const struct scope *scope = reading->scope;
    bool is_left;
    for (uint32_t outer = scope->loops[reading->loop].parent; outer != LOOP_NONE; outer = scope->loops[outer].parent) {
        reading->waited = NULL;
        pause_turn(reading->costs->pauses, scope, scope->loops[outer].region->loop, visit_call, reading, &is_left);
        if (reading->waited && !scope_is_inside(scope, reading->waited->number, reading->loop) && is_command(reading))
            return true;
    }
    return false;
}

bool interpreter_runs(const struct costs *costs, const struct scope *scope, uint32_t loop) {
    struct reading reading = {.costs = costs, .scope = scope, .loop = loop};
    if (scope->loops[loop].parent == LOOP_NONE)
        return false;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        reading.send = is_in_loop(&reading, i, loop) ? scope->calls[i].region->call : NULL;
        for (uint32_t k = 0; reading.send && k < reading.send->argument_count; k++) {
            reading.text = variable_of(reading.send->arguments[k].value);
            if (reading.text && commands_take_request(scope->program, scope->function, reading.send, k) &&
                is_read_around(&reading))
                return true;
        }
    }
    return false;
}
