/* Braced initialisers as lists in the order of declaration.
 *
 * libclang gives the list as it is written: designators, positions, and braces that were left out are put right here
 * with the type. Tests: testdata/_lower/initializer*.c */
#include "frontend/lower.h"

#define ITEM_LIMIT 65536u

/* A list while it is being filled: designators come in any order. */
struct init_node {
    const struct expr *value;
    struct init_node *items;
    uint32_t item_count;
    uint32_t capacity;
};

/* The children of a braced list that are still to be used. */
struct init_input {
    struct children children;
    uint32_t at;
};

static struct init_node *node_item(struct lowering *lowering, struct init_node *node, uint32_t index) {
    if (index >= node->capacity) {
        uint32_t capacity = node->capacity * 2 > index + 1 ? node->capacity * 2 : index + 1;
        struct init_node *items = ARENA_ARRAY(lowering->arena, struct init_node, capacity);
        for (uint32_t i = 0; i < node->item_count; i++)
            items[i] = node->items[i];
        node->items = items;
        node->capacity = capacity;
    }
    if (index >= node->item_count)
        node->item_count = index + 1;
    return &node->items[index];
}

static const struct expr *node_expr(struct lowering *lowering, const struct init_node *node) {
    if (node->value != NULL)
        return node->value;
    if (node->item_count == 0)
        return NULL;
    struct expr *list = expr_new(lowering->arena, EXPR_LIST);
    const struct expr **items = ARENA_ARRAY(lowering->arena, const struct expr *, node->item_count);
    for (uint32_t i = 0; i < node->item_count; i++)
        items[i] = node_expr(lowering, &node->items[i]);
    list->items = items;
    list->item_count = node->item_count;
    return list;
}

/* The braced list that `expression` is, clean-ups taken off. */
static bool find_list(struct lowering *lowering, CXCursor expression, CXCursor *list) {
    for (int depth = 0; depth < 8; depth++) {
        enum CXCursorKind kind = clang_getCursorKind(expression);
        if (kind == CXCursor_InitListExpr) {
            *list = expression;
            return true;
        }
        if (kind != CXCursor_UnexposedExpr)
            return false;
        struct children children = children_push(&lowering->stack, expression);
        bool is_wrapper = children.count == 1;
        if (is_wrapper)
            expression = child(&lowering->stack, children, 0);
        children_pop(&lowering->stack, children);
        if (!is_wrapper)
            return false;
    }
    return false;
}

/* The type at `index` of a record or array; false behind its end. */
static bool item_type(struct lowering *lowering, CXType type, uint32_t index, CXType *item) {
    CXType canonical = type_value(type);

    if (type_is_array(canonical)) {
        long long size = clang_getArraySize(canonical);
        *item = clang_getArrayElementType(canonical);
        return size < 0 || index < (unsigned long long)size;
    }
    struct record_info *info = record_of(lowering, canonical);
    if (info == NULL || index >= info->field_count || (info->is_union && index > 0))
        return false;
    *item = clang_getCursorType(info->fields[index]);
    return true;
}

static bool field_index(struct lowering *lowering, CXType type, CXCursor field, uint32_t *index) {
    struct record_info *info = record_of(lowering, type);

    for (uint32_t i = 0; info != NULL && i < info->field_count; i++)
        if (clang_equalCursors(info->fields[i], field)) {
            *index = i;
            return true;
        }
    return false;
}

static void fill(struct lowering *lowering, struct init_node *node, CXType type, struct init_input *input,
                 bool is_braced);

/* One value for something of `type`: braced, of that type itself, or its parts without braces. */
static void fill_item(struct lowering *lowering, struct init_node *node, CXType type, struct init_input *input) {
    CXCursor kid = child(&lowering->stack, input->children, input->at);
    CXCursor list;

    if (find_list(lowering, kid, &list)) {
        node->value = lower_initializer(lowering, type, list);
        input->at++;
        return;
    }
    CXType given = clang_getCursorType(kid);
    bool is_part = (type_is_record(type) && !type_is_record(given)) ||
                   (type_is_array(type) && !type_is_array(given) && clang_getCursorKind(kid) != CXCursor_StringLiteral);
    if (is_part && lowering->body->depth < LOWER_DEPTH_LIMIT) {
        struct init_node inside = {0};
        uint32_t before = input->at;
        lowering->body->depth++;
        fill(lowering, &inside, type, input, false);
        lowering->body->depth--;
        if (input->at > before) {
            *node = inside;
            return;
        }
    }
    /* Part of the object that the list makes: no temporary. */
    if (lowering->is_cxx && type_is_record(type))
        lowering->object = lower_opaque(lowering, kid);
    node->value = lower_expression(lowering, kid);
    lowering->object = NULL;
    input->at++;
}

/* `.a.b[2] = value`: children are the members and indices, the value last. */
static bool is_designated(struct lowering *lowering, CXCursor kid) {
    if (clang_getCursorKind(kid) != CXCursor_UnexposedExpr || clang_getCursorType(kid).kind != CXType_Void)
        return false;
    struct children children = children_push(&lowering->stack, kid);
    children_pop(&lowering->stack, children);
    return children.count >= 2;
}

/* What the designators of one value lead to. */
struct target {
    struct init_node *node;
    struct init_node *parent; /* of which `node` is the item `index` */
    uint32_t index;
    uint32_t last; /* of a range [1 ... 3], else `index` */
    CXType type;
};

static bool follow_designator(struct lowering *lowering, CXCursor designator, struct target *target) {
    uint32_t index;
    int64_t number;

    if (clang_getCursorKind(designator) == CXCursor_MemberRef) {
        CXCursor field = clang_getCursorReferenced(designator);
        if (!field_index(lowering, target->type, field, &index))
            return false;
        target->type = clang_getCursorType(field);
    } else {
        if (!cursor_evaluate(designator, &number) || number < 0 || number >= ITEM_LIMIT)
            return false;
        index = (uint32_t)number;
        if (!type_is_array(target->type)) {
            /* [1 ... 3]: the second number, for something that is no array itself. */
            target->last = index;
            return target->parent != NULL;
        }
        target->type = clang_getArrayElementType(type_value(target->type));
    }
    if (target->node->value != NULL)
        *target->node = (struct init_node){0};
    target->parent = target->node;
    target->index = target->last = index;
    target->node = node_item(lowering, target->parent, index);
    return true;
}

/* Gives the position behind the first designator, where the list goes on. */
static uint32_t fill_designated(struct lowering *lowering, struct init_node *node, CXType type, CXCursor kid) {
    struct children children = children_push(&lowering->stack, kid);
    CXCursor value = child(&lowering->stack, children, children.count - 1);
    struct target target = {.node = node, .type = type};
    uint32_t next = 0;

    for (uint32_t i = 0; i + 1 < children.count; i++) {
        if (!follow_designator(lowering, child(&lowering->stack, children, i), &target)) {
            target.node = NULL;
            break;
        }
        if (target.parent == node)
            next = target.last + 1;
    }
    children_pop(&lowering->stack, children);
    if (target.node == NULL) {
        (void)lower_expression(lowering, value);
        return next;
    }
    *target.node = (struct init_node){.value = lower_initializer(lowering, target.type, value)};
    struct init_node first = *target.node;
    for (uint32_t i = target.index + 1; i <= target.last; i++)
        *node_item(lowering, target.parent, i) = first;
    return next;
}

static void fill(struct lowering *lowering, struct init_node *node, CXType type, struct init_input *input,
                 bool is_braced) {
    uint32_t position = 0;

    while (input->at < input->children.count) {
        CXCursor kid = child(&lowering->stack, input->children, input->at);
        CXType item;
        if (is_designated(lowering, kid)) {
            if (!is_braced)
                return; /* it belongs to the list that has braces */
            position = fill_designated(lowering, node, type, kid);
            input->at++;
            continue;
        }
        if (position >= ITEM_LIMIT || !item_type(lowering, type, position, &item)) {
            if (!is_braced)
                return;
            (void)lower_expression(lowering, kid); /* more than there is room for */
            input->at++;
            continue;
        }
        struct init_node filled = {0};
        fill_item(lowering, &filled, item, input);
        *node_item(lowering, node, position++) = filled;
    }
}

const struct expr *lower_initializer(struct lowering *lowering, CXType type, CXCursor expression) {
    CXCursor list;

    if (!find_list(lowering, expression, &list))
        return lower_expression(lowering, expression);
    struct init_input input = {.children = children_push(&lowering->stack, list)};
    struct init_node node = {0};
    const struct expr *value;
    /* `held{std::make_shared<T>()}` is no list. */
    if (input.children.count == 1 && record_is_holder(lowering, type) &&
        record_is_holder(lowering, clang_getCursorType(child(&lowering->stack, input.children, 0)))) {
        value = lower_expression(lowering, child(&lowering->stack, input.children, 0));
    } else if (type_is_record(type) || type_is_array(type)) {
        fill(lowering, &node, type, &input, true);
        value = node_expr(lowering, &node);
        if (value == NULL)
            value = expr_new(lowering->arena, EXPR_LIST);
    } else if (input.children.count == 1) {
        value = lower_expression(lowering, child(&lowering->stack, input.children, 0));
    } else if (input.children.count == 0) {
        value = expr_constant(lowering->arena, 0); /* int x{}; */
    } else {
        value = lower_unknown(lowering, list);
    }
    children_pop(&lowering->stack, input.children);
    return value;
}

const struct expr *lower_initializer_of(struct lowering *lowering, CXType type, CXCursor expression,
                                        const struct expr *object) {
    CXCursor list;

    if (find_list(lowering, expression, &list))
        return lower_initializer(lowering, type, list);
    if (!type_is_reference(type))
        lowering->object = object;
    const struct expr *value = lower_expression(lowering, expression);
    lowering->object = NULL;
    return value;
}
