/* Building region lists, walking them, and turning backward gotos into loops.
 * Knows nothing of clang and of what calls do. Tests: tests/unit/ir/test_region.c */
#include "ir/region.h"

#include "base/attr.h"

const char *loop_form_name(enum loop_form form) {
    static const char *const names[] = {"for", "while", "do", "range", "goto"};
    return (unsigned)form < ARRAY_COUNT(names) ? names[form] : "unknown";
}

struct region *region_new(struct arena *arena, enum region_kind kind, struct location location) {
    struct region *region = ARENA_NEW(arena, struct region);
    region->kind = (uint8_t)kind;
    region->location = location;
    return region;
}

void region_append_list(struct region_list *list, struct region *first) {
    if (!first)
        return;
    if (list->last)
        list->last->next = first;
    else
        list->first = first;
    while (first->next)
        first = first->next;
    list->last = first;
}

void region_append(struct region_list *list, struct region *region) {
    region->next = NULL;
    region_append_list(list, region);
}

/* Calls `visit_list` with the address of each list inside a region. */
static void each_list(struct region *region, void (*visit_list)(struct region **list, void *context), void *context) {
    switch ((enum region_kind)region->kind) {
    case REGION_BRANCH:
        visit_list(&region->branch.then_list, context);
        visit_list(&region->branch.else_list, context);
        break;
    case REGION_SWITCH:
        visit_list(&region->switch_.before, context);
        for (uint32_t i = 0; i < region->switch_.case_count; i++)
            visit_list(&region->switch_.cases[i].body, context);
        break;
    case REGION_LOOP:
        visit_list(&region->loop->condition_list, context);
        visit_list(&region->loop->body, context);
        visit_list(&region->loop->step_list, context);
        break;
    case REGION_TRY:
        visit_list(&region->try_.body, context);
        for (uint32_t i = 0; i < region->try_.handler_count; i++)
            visit_list(&region->try_.handlers[i].body, context);
        break;
    default:
        break;
    }
}

struct walk {
    void (*visit)(struct region *region, void *context);
    void *context;
};

static void walk_list(struct region **list, void *context) {
    struct walk *walk = context;
    region_walk(*list, walk->visit, walk->context);
}

void region_walk(struct region *list, void (*visit)(struct region *region, void *context), void *context) {
    struct walk walk = {visit, context};
    for (struct region *region = list; region; region = region->next) {
        visit(region, context);
        each_list(region, walk_list, &walk);
    }
}

const struct region *region_last(const struct region *list) {
    while (list && list->next)
        list = list->next;
    return list;
}

static void take_highest(struct region *region, void *context) {
    uint32_t *highest = context;
    *highest = region->number > *highest ? region->number : *highest;
}

uint32_t region_last_number(const struct region *list) {
    uint32_t highest = 0;
    region_walk((struct region *)list, take_highest, &highest);
    return highest;
}

bool region_list_holds(const struct region *list, uint32_t number) {
    return list && number >= list->number && number <= region_last_number(list);
}

bool call_mentions(const struct call *call, const struct expr *part) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (expr_mentions(call->arguments[i].value, part))
            return true;
    return false;
}

static void take_number(struct region *region, void *context) { region->number = ++*(uint32_t *)context; }

uint32_t region_number(struct region *list) {
    uint32_t count = 0;
    region_walk(list, take_number, &count);
    return count;
}

struct search {
    uint32_t label;
    bool is_found;
};

static void find_goto(struct region *region, void *context) {
    struct search *search = context;
    if (region->kind == REGION_GOTO && region->label == search->label)
        search->is_found = true;
}

static bool holds_goto(struct region *region, uint32_t label) {
    struct search search = {label, false};
    struct region *next = region->next;
    region->next = NULL; /* this region only, not its followers */
    region_walk(region, find_goto, &search);
    region->next = next;
    return search.is_found;
}

/* The last region behind `label` in its list that jumps back to it, or NULL. */
static struct region *last_jump_back(struct region *label) {
    struct region *last = NULL;
    for (struct region *region = label->next; region; region = region->next)
        if (holds_goto(region, label->label))
            last = region;
    return last;
}

struct fold {
    struct arena *arena;
    uint32_t *loop_count;
};

static void fold_list(struct region **list, void *context) {
    struct fold *fold = context;
    *list = region_fold_gotos(fold->arena, *list, fold->loop_count);
}

struct region *region_fold_gotos(struct arena *arena, struct region *list, uint32_t *loop_count) {
    struct fold fold = {arena, loop_count};
    for (struct region *region = list; region; region = region->next) {
        if (region->kind == REGION_LABEL) {
            struct region *last = last_jump_back(region);
            if (last) {
                struct region *loop = region_new(arena, REGION_LOOP, region->location);
                loop->loop = ARENA_NEW(arena, struct loop);
                loop->loop->index = (*loop_count)++;
                loop->loop->form = LOOP_GOTO;
                loop->loop->label = region->label;
                loop->loop->body = region->next;
                loop->loop->end_line = last->location.line;
                loop->next = last->next;
                last->next = NULL;
                region->next = loop; /* the label stays in front: a forward goto to it enters the loop */
                region = loop;
            }
        }
        each_list(region, fold_list, &fold);
    }
    return list;
}
