/* Tests: testdata/call-in-loop/bad_one_by_one.c, good_one_by_one.c */
#include "cost/handed.h"

#include "facts/assume.h"

#include <string.h>

static bool is_known(const struct scope *caller, const struct facts *facts, const struct expr *path, int64_t *value) {
    const struct known *known = facts_value(facts, assume_path(caller, path));
    if (!known || known->kind != KNOWN_VALUES || known->count != 1 || known->is_guess || known->is_status)
        return false;
    *value = known->values[0];
    return true;
}

/* `one.n` of `struct list one = {item, 1};`: a number that only this function can have set. */
static const struct poly *field_of_record(const struct scope *caller, const struct facts *facts,
                                          const struct expr *path) {
    const struct expr *root = path;
    uint32_t fields = 0;
    int64_t value;
    for (; root->kind == EXPR_FIELD; root = root->a)
        fields++;
    bool is_field = fields > 0 && fields <= FACT_FIELDS && scope_is_own_local(caller, root);
    return is_field && is_known(caller, facts, path, &value) ? poly_constant(caller->atoms, value) : NULL;
}

/* "struct node *" of "struct node" */
static bool is_pointer_to(const char *type, const char *record) {
    size_t length = strlen(record);
    return type && strncmp(type, record, length) == 0 && strcmp(type + length, " *") == 0;
}

/* `struct node one = {item, NULL};`: each member that could lead to another node is NULL. */
static const struct poly *single_node(const struct scope *caller, const struct facts *facts, const struct expr *node) {
    const struct unit *unit = caller->unit;
    const uint32_t *entities = caller->program->units[caller->program->functions[caller->function].unit].entities;
    const char *type = caller->body->locals[node->index].type;
    bool is_single = false;
    for (uint32_t r = 0; type && r < unit->record_count; r++)
        for (uint32_t f = 0; f < unit->records[r].field_count; f++) {
            const struct record_field *field = &unit->records[r].fields[f];
            const char *record = unit->symbols[unit->records[r].symbol].name;
            const char *name = type + (strncmp(type, "struct ", strlen("struct ")) == 0 ? strlen("struct ") : 0);
            int64_t value;
            if (strcmp(record, name) != 0 || !is_pointer_to(field->type, type))
                continue;
            if (!is_known(caller, facts, expr_field(caller->scratch, node, entities[field->symbol]), &value) || value)
                return NULL;
            is_single = true;
        }
    return is_single ? poly_constant(caller->atoms, 1) : NULL;
}

/* `const char *one[] = {name, NULL};`: nothing else is ever written there by name. */
static const struct poly *terminated_list(const struct scope *caller, const struct expr *array) {
    struct expr local = {.kind = EXPR_LOCAL, .index = array->index};
    const struct assignment *made = scope_next(caller, &local, NULL);
    const struct expr *list = made ? made->assign->value : NULL;
    int64_t value;
    if (!list || list->kind != EXPR_LIST || !assignment_is_to(made, &local) || scope_next(caller, &local, made) ||
        (caller->body->locals[array->index].flags & LOCAL_STATIC))
        return NULL;
    for (uint32_t i = 0; i < list->item_count; i++)
        if (list->items[i] && expr_is_constant(list->items[i], &value) && value == 0)
            return poly_constant(caller->atoms, i);
    return NULL;
}

const struct poly *handed_count(const struct scope *caller, const struct facts *facts, const struct atom *atom,
                                const struct expr *path) {
    if (atom->kind == ATOM_VALUE)
        return field_of_record(caller, facts, path);
    if (atom->kind != ATOM_LENGTH)
        return NULL;
    if (path->kind == EXPR_ADDRESS && scope_is_own_local(caller, path->a))
        return single_node(caller, facts, path->a);
    return scope_is_own_local(caller, path) && strchr(caller->body->locals[path->index].type, '[')
               ? terminated_list(caller, path)
               : NULL;
}
