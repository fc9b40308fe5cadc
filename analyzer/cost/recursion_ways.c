/* Tests: testdata/_cost/recursion*.region */
#include "cost/recursion_ways.h"

enum way { WAY_NEXT, WAY_BREAK, WAY_CONTINUE, WAY_OUT };
#define WAY_COUNT 4
#define NEVER     (-1)
#define SEVERAL   2

/* The most calls on the ways that leave a piece of code so; NEVER: none does. */
struct ways {
    int most[WAY_COUNT];
};

static const struct ways no_ways = {{NEVER, NEVER, NEVER, NEVER}};

static struct ways only(enum way way, int count) {
    struct ways ways = no_ways;
    ways.most[way] = count;
    return ways;
}

static int larger(int a, int b) { return a > b ? a : b; }

static struct ways either(struct ways a, struct ways b) {
    for (int i = 0; i < WAY_COUNT; i++)
        a.most[i] = larger(a.most[i], b.most[i]);
    return a;
}

static struct ways then(struct ways a, struct ways b) {
    int before = a.most[WAY_NEXT];
    if (before == NEVER)
        return a;
    a.most[WAY_NEXT] = NEVER;
    for (int i = 0; i < WAY_COUNT; i++)
        if (b.most[i] != NEVER)
            b.most[i] = b.most[i] + before > SEVERAL ? SEVERAL : b.most[i] + before;
    return either(a, b);
}

static struct ways ways_of_list(const struct region *list, const uint8_t *backs);

static struct ways ways_of_loop(const struct loop *loop, const uint8_t *backs) {
    struct ways test = ways_of_list(loop->condition_list, backs), step = ways_of_list(loop->step_list, backs);
    struct ways turn = then(test, ways_of_list(loop->body, backs));
    int again = larger(turn.most[WAY_NEXT], turn.most[WAY_CONTINUE]);
    if (again != NEVER)
        again += step.most[WAY_NEXT] > 0;
    int before = again > 0 ? SEVERAL : 0; /* of the turns before the last */
    struct ways last = only(WAY_NEXT, larger(turn.most[WAY_BREAK], before));
    last.most[WAY_OUT] = turn.most[WAY_OUT];
    return then(only(WAY_NEXT, before), last);
}

static struct ways ways_of_switch(const struct switch_region *region, const uint8_t *backs) {
    struct ways all = only(WAY_NEXT, 0), run = no_ways;
    for (uint32_t i = 0; i < region->case_count; i++) {
        struct ways entry = only(WAY_NEXT, larger(0, run.most[WAY_NEXT]));
        run = then(entry, ways_of_list(region->cases[i].body, backs));
        all = either(all, run);
    }
    all.most[WAY_NEXT] = larger(all.most[WAY_NEXT], all.most[WAY_BREAK]);
    all.most[WAY_BREAK] = NEVER;
    return all;
}

static struct ways ways_of_try(const struct try_region *region, const uint8_t *backs) {
    struct ways all = ways_of_list(region->body, backs);
    for (uint32_t i = 0; i < region->handler_count; i++)
        all = either(all, ways_of_list(region->handlers[i].body, backs));
    return all;
}

static struct ways ways_of_region(const struct region *region, const uint8_t *backs) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        return only(WAY_NEXT, backs[region->call->index]);
    case REGION_BRANCH:
        return either(ways_of_list(region->branch.then_list, backs), ways_of_list(region->branch.else_list, backs));
    case REGION_SWITCH:
        return ways_of_switch(&region->switch_, backs);
    case REGION_LOOP:
        return ways_of_loop(region->loop, backs);
    case REGION_TRY:
        return ways_of_try(&region->try_, backs);
    case REGION_BREAK:
        return only(WAY_BREAK, 0);
    case REGION_CONTINUE:
        return only(WAY_CONTINUE, 0);
    case REGION_RETURN:
    case REGION_THROW:
    case REGION_GOTO: /* where it goes, others come too */
        return only(WAY_OUT, 0);
    case REGION_ASSIGN:
    case REGION_LABEL:
        break;
    }
    return only(WAY_NEXT, 0);
}

static struct ways ways_of_list(const struct region *list, const uint8_t *backs) {
    struct ways all = only(WAY_NEXT, 0);
    for (const struct region *region = list; region; region = region->next) {
        if (region->kind == REGION_LABEL) /* those that jumped are back */
            all.most[WAY_NEXT] = larger(all.most[WAY_NEXT], all.most[WAY_OUT]);
        all = then(all, ways_of_region(region, backs));
    }
    return all;
}

bool recursion_ways_are_many(const struct region *body, const uint8_t *backs) {
    struct ways ways = ways_of_list(body, backs);
    int most = 0;
    for (int i = 0; i < WAY_COUNT; i++)
        most = larger(most, ways.most[i]);
    return most >= SEVERAL;
}
