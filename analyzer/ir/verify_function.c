/* The rules of a well-formed region tree. Remembers each region, so that a list that runs into itself ends the walk.
 * Tests: tests/unit/ir/test_verify.c */
#include "ir/verifier.h"
#include "ir/verify.h"

#include <string.h>

static bool verify_list(struct verifier *verifier, const struct region *list);

enum { NUMBER_SHIFT = 60 }; /* of the kind of a number: no address reaches so high */

static bool note_number(struct verifier *verifier, uint64_t space, uint32_t number, uint32_t count, const char *what) {
    if (number >= count)
        return verifier_fail(verifier, "%s %u of %u", what, number, count);
    if (map_get_or_put(&verifier->seen, space << NUMBER_SHIFT | number, 0) != MAP_NONE)
        return verifier_fail(verifier, "%s %u stands twice", what, number);
    return true;
}

static bool note_address(struct verifier *verifier, const void *address, const char *what) {
    if (!address)
        return verifier_fail(verifier, "%s is missing", what);
    return map_get_or_put(&verifier->seen, map_key(address), 0) == MAP_NONE ||
           verifier_fail(verifier, "%s stands in two places", what);
}

static bool verify_call(struct verifier *verifier, const struct region *region) {
    const struct call *call = region->call;
    if (!note_address(verifier, call, "a call"))
        return false;
    verifier->call_count++;
    if (!note_number(verifier, 1, call->index, verifier->function->call_count, "call"))
        return false;
    if (call->symbol == SYMBOL_NONE) {
        if (!verifier_check_expr(verifier, call->callee, "what is called"))
            return false;
    } else if (call->callee) {
        return verifier_fail(verifier, "a direct call has an expression for its callee");
    } else if (!verifier_check_symbol(verifier, call->symbol, SYMBOL_FUNCTION, "a callee")) {
        return false;
    }
    if (!verifier_check_text(verifier, call->type, "the type of a call's result") ||
        !verifier_check_flags(verifier, call->flags, CALL_IN_MACRO, "a call") ||
        !verifier_check_expr_or_none(verifier, call->receiver) || !verifier_check_location(verifier, call->spelling))
        return false;
    if (((call->flags & CALL_IN_MACRO) != 0) != (call->macro != NULL))
        return verifier_fail(verifier, "a call's flag and the name of its macro disagree");
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (!verifier_check_expr(verifier, call->arguments[i].value, "an argument") ||
            !verifier_check_text(verifier, call->arguments[i].type, "the type of an argument"))
            return false;
    return true;
}

static bool verify_assign(struct verifier *verifier, const struct region *region) {
    const struct assign *assign = &region->assign;
    if (assign->op != OP_NONE && (assign->op > OP_BIT_XOR || !assign->value))
        return verifier_fail(verifier, "operator %u of an assignment", assign->op);
    return verifier_check_expr(verifier, assign->target, "the target of an assignment") &&
           verifier_check_expr_or_none(verifier, assign->value);
}

static bool verify_branch(struct verifier *verifier, const struct region *region) {
    static const char *const forms[] = {"if", "?:", "&&", "||"};
    const struct branch *branch = &region->branch;
    bool is_known = false;
    for (size_t i = 0; i < ARRAY_COUNT(forms); i++)
        is_known = is_known || (branch->form && strcmp(branch->form, forms[i]) == 0);
    if (!is_known)
        return verifier_fail(verifier, "the form of a branch is %s", branch->form ? branch->form : "missing");
    return verifier_check_expr(verifier, branch->condition, "the condition of a branch") &&
           verify_list(verifier, branch->then_list) && verify_list(verifier, branch->else_list);
}

static bool verify_case(struct verifier *verifier, const struct switch_case *item) {
    if (!verifier_check_location(verifier, item->location))
        return false;
    if (item->value_count == 0 && !item->is_default)
        return verifier_fail(verifier, "a case without values that is no default");
    for (uint32_t i = 0; i < item->value_count; i++)
        if (!verifier_check_expr(verifier, item->values[i], "the value of a case"))
            return false;
    return verify_list(verifier, item->body);
}

static bool verify_switch(struct verifier *verifier, const struct region *region) {
    const struct switch_region *switch_ = &region->switch_;
    bool has_default = false;
    if (!verifier_check_expr(verifier, switch_->value, "the value of a switch"))
        return false;
    verifier->breakable++;
    bool is_good = verify_list(verifier, switch_->before);
    for (uint32_t i = 0; is_good && i < switch_->case_count; i++) {
        if (switch_->cases[i].is_default && has_default)
            return verifier_fail(verifier, "a switch with two defaults");
        has_default = has_default || switch_->cases[i].is_default;
        is_good = verify_case(verifier, &switch_->cases[i]);
    }
    verifier->breakable--;
    return is_good;
}

static bool verify_loop(struct verifier *verifier, const struct region *region) {
    const struct loop *loop = region->loop;
    if (!note_address(verifier, loop, "a loop"))
        return false;
    verifier->loop_count++;
    if (!note_number(verifier, 2, loop->index, verifier->function->loop_count, "loop"))
        return false;
    if (loop->form > LOOP_GOTO)
        return verifier_fail(verifier, "%u is no form of a loop", loop->form);
    if (loop->form == LOOP_GOTO && loop->label >= verifier->function->label_count)
        return verifier_fail(verifier, "a loop begins at label %u of %u", loop->label, verifier->function->label_count);
    if (!verifier_check_expr_or_none(verifier, loop->range) || !verifier_check_expr_or_none(verifier, loop->condition))
        return false;
    uint32_t own = loop->form == LOOP_GOTO ? 0 : 1; /* break and continue mean the loop around a LOOP_GOTO */
    verifier->breakable += own;
    verifier->loops += own;
    bool is_good = verify_list(verifier, loop->condition_list) && verify_list(verifier, loop->step_list) &&
                   verify_list(verifier, loop->body);
    verifier->breakable -= own;
    verifier->loops -= own;
    return is_good;
}

static bool verify_break(struct verifier *verifier, const struct region *region) {
    (void)region;
    return verifier->breakable > 0 || verifier_fail(verifier, "a break outside of loops and switches");
}

static bool verify_continue(struct verifier *verifier, const struct region *region) {
    (void)region;
    return verifier->loops > 0 || verifier_fail(verifier, "a continue outside of loops");
}

static bool verify_value(struct verifier *verifier, const struct region *region) {
    return verifier_check_expr_or_none(verifier, region->value);
}

static bool verify_label(struct verifier *verifier, const struct region *region) {
    uint32_t count = verifier->function->label_count;
    if (region->kind == REGION_GOTO && region->label == GOTO_UNKNOWN)
        return true;
    return region->label < count || verifier_fail(verifier, "label %u of %u", region->label, count);
}

static bool verify_try(struct verifier *verifier, const struct region *region) {
    if (!verify_list(verifier, region->try_.body))
        return false;
    for (uint32_t i = 0; i < region->try_.handler_count; i++)
        if (!verifier_check_text(verifier, region->try_.handlers[i].type, "the type of a handler") ||
            !verify_list(verifier, region->try_.handlers[i].body))
            return false;
    return true;
}

static bool verify_region(struct verifier *verifier, const struct region *region) {
    static bool (*const verify[])(struct verifier * verifier, const struct region *region) = {
        [REGION_CALL] = verify_call,         [REGION_ASSIGN] = verify_assign, [REGION_BRANCH] = verify_branch,
        [REGION_SWITCH] = verify_switch,     [REGION_LOOP] = verify_loop,     [REGION_BREAK] = verify_break,
        [REGION_CONTINUE] = verify_continue, [REGION_RETURN] = verify_value,  [REGION_GOTO] = verify_label,
        [REGION_LABEL] = verify_label,       [REGION_THROW] = verify_value,   [REGION_TRY] = verify_try,
    };
    if (region->kind >= ARRAY_COUNT(verify))
        return verifier_fail(verifier, "%u is no kind of region", region->kind);
    if (!note_address(verifier, region, "a region") || !verifier_check_location(verifier, region->location))
        return false;
    if (verifier->depth >= UNIT_DEPTH_LIMIT)
        return verifier_fail(verifier, "expressions or regions are nested deeper than %d levels", UNIT_DEPTH_LIMIT);
    verifier->depth++;
    bool is_good = verify[region->kind](verifier, region);
    verifier->depth--;
    return is_good;
}

static bool verify_list(struct verifier *verifier, const struct region *list) {
    for (const struct region *region = list; region; region = region->next)
        if (!verify_region(verifier, region))
            return false;
    return true;
}

static bool verify_locals(struct verifier *verifier, const struct local *locals, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (!verifier_check_text(verifier, locals[i].name, "the name of a variable") ||
            !verifier_check_text(verifier, locals[i].type, "the type of a variable") ||
            !verifier_check_flags(verifier, locals[i].flags, LOCAL_CAPTURED, "a variable"))
            return false;
    return true;
}

static bool verify_body(struct verifier *verifier, const struct function *function) {
    if (!verifier_check_head(verifier, function) ||
        !verify_locals(verifier, function->parameters, function->parameter_count) ||
        !verify_locals(verifier, function->locals, function->local_count))
        return false;
    for (uint32_t i = 0; i < function->label_count; i++)
        if (!verifier_check_text(verifier, function->labels[i], "the name of a label"))
            return false;
    verifier->function = function;
    if (!verify_list(verifier, function->body))
        return false;
    verifier->line = function->location.line;
    if (verifier->call_count != function->call_count)
        return verifier_fail(verifier, "%u calls are announced, %u are there", function->call_count,
                             verifier->call_count);
    if (verifier->loop_count != function->loop_count)
        return verifier_fail(verifier, "%u loops are announced, %u are there", function->loop_count,
                             verifier->loop_count);
    return true;
}

bool function_verify(const struct unit *unit, const struct function *function, struct error *err) {
    struct verifier verifier = {.unit = unit, .err = err};
    bool is_good = verify_body(&verifier, function);
    map_finish(&verifier.seen);
    return is_good;
}
