/* Sends and waits: epochs in sequence, join and turns; random programs against a run of them. */
#include "unit/value/values.h"

#include <string.h>

static const struct value *of_peer(struct fixture *f, struct peer_state state) {
    struct value *value = ARENA_NEW(&f->arena, struct value);
    struct peer_state *kept = ARENA_NEW(&f->arena, struct peer_state);
    *kept = state;
    value->peers = kept;
    value->peer_count = 1;
    return value;
}

static const struct value *sending(struct fixture *f, const char *name) {
    return of_peer(f, (struct peer_state){.peer = name, .fresh = SEND_UNNAMED, .sure = SEND_UNNAMED});
}

static const struct value *waiting_for(struct fixture *f, const char *name, struct lead lead) {
    struct lead *kept = ARENA_NEW(&f->arena, struct lead);
    *kept = lead;
    kept->confidence = CONFIDENCE_HIGH;
    return of_peer(f, (struct peer_state){.peer = name, .leads = kept, .lead_count = 1});
}

static const struct value *waiting(struct fixture *f, const char *name, uint32_t call) {
    return waiting_for(f, name, (struct lead){.is_any = true, .call = call});
}

static const struct value *asking(struct fixture *f, uint32_t send) {
    return of_peer(f, (struct peer_state){.peer = "p", .fresh = UINT64_C(1) << send, .sure = UINT64_C(1) << send});
}

static const struct value *taking(struct fixture *f, uint32_t send) {
    return waiting_for(f, "p", (struct lead){.sends = UINT64_C(1) << send, .call = send});
}

static const struct value *asking_and_taking(struct fixture *f) { /* a round trip */
    struct value *value = ARENA_NEW(&f->arena, struct value);
    struct peer_state *state = ARENA_NEW(&f->arena, struct peer_state);
    *state = (struct peer_state){.peer = "p", .completion = COMPLETION_SURE};
    value->peers = state;
    value->peer_count = 1;
    value_add_site(&f->algebra, value,
                   (struct site_count){.call = 100, .trips = poly_trips(&f->atoms, 1, "p", CONFIDENCE_HIGH)});
    return value;
}

static int64_t count_of(const struct poly *poly) {
    int64_t value;
    assert_true(poly_is_constant(poly, &value));
    return value;
}

static int64_t trips_at(const struct value *value, uint32_t call) {
    const struct site_count *site = site_tree_find(value->sites, call);
    return site ? count_of(site->trips) : 0;
}

/* --- waits ------------------------------------------------------------------------------------------------------- */

static const struct value *in_sequence(struct fixture *f, const struct value *const *items, uint32_t count) {
    const struct value *all = &value_zero;
    for (uint32_t i = 0; i < count; i++)
        all = value_sequence(&f->algebra, all, items[i]);
    return all;
}
#define SEQUENCE(f, ...)                                                                                               \
    in_sequence((f), (const struct value *const[]){__VA_ARGS__},                                                       \
                (uint32_t)(sizeof((const struct value *const[]){__VA_ARGS__}) / sizeof(void *)))

static void a_wait_needs_a_send(void **state) {
    struct fixture *f = *state;
    assert_null(waiting(f, "p", 1)->trips);
    const struct value *value = SEQUENCE(f, sending(f, "p"), waiting(f, "p", 1));
    assert_int_equal(count_of(value->trips), 1);
    assert_int_equal(trips_at(value, 1), 1);
    value = SEQUENCE(f, sending(f, "p"), sending(f, "p"), waiting(f, "p", 1), waiting(f, "p", 2));
    assert_int_equal(count_of(value->trips), 1);
    value = SEQUENCE(f, sending(f, "p"), waiting(f, "p", 1), sending(f, "p"), waiting(f, "p", 2));
    assert_int_equal(count_of(value->trips), 2);
    value = SEQUENCE(f, sending(f, "p"), waiting(f, "q", 1));
    assert_null(value->trips);
    assert_int_equal(value->peer_count, 2);
}

static void both_ends_stay_open(void **state) {
    struct fixture *f = *state;
    const struct value *value = SEQUENCE(f, waiting(f, "p", 1), sending(f, "p"));
    assert_null(value->trips);
    assert_true(wait_first_call(value) == 1);
    assert_true(wait_is_open(value));
    assert_int_equal(count_of(SEQUENCE(f, sending(f, "p"), value, waiting(f, "p", 2))->trips), 2);
}

static void a_turn_may_wait_for_the_one_before(void **state) {
    struct fixture *f = *state;
    const struct value *turn = value_turn(&f->algebra, SEQUENCE(f, waiting(f, "p", 1), sending(f, "p")));
    assert_int_equal(count_of(turn->trips), 1);
    assert_true(turn->is_inexact);
    assert_int_equal(wait_first_call(turn), CALL_NONE);
    turn = value_turn(&f->algebra, SEQUENCE(f, sending(f, "p"), waiting(f, "p", 1)));
    assert_int_equal(count_of(turn->trips), 1);
    assert_false(turn->is_inexact);
}

static void peers_are_sorted(void **state) {
    struct fixture *f = *state;
    const struct value *value = SEQUENCE(f, sending(f, "r"), sending(f, "p"), waiting(f, "q", 1), waiting(f, "p", 2));
    assert_int_equal(value->peer_count, 3);
    for (uint32_t i = 1; i < value->peer_count; i++)
        assert_true(strcmp(value->peers[i - 1].peer, value->peers[i].peer) < 0);
    assert_int_equal(count_of(value->trips), 1);
}

static void an_answer_is_there_after_any_later_wait(void **state) {
    struct fixture *f = *state;
    const struct value *value = SEQUENCE(f, asking(f, 1), asking(f, 2), taking(f, 2), asking(f, 3), taking(f, 1));
    assert_int_equal(count_of(value->trips), 1);
    assert_int_equal(count_of(SEQUENCE(f, value, taking(f, 3))->trips), 2);
    value = SEQUENCE(f, asking(f, 1), asking_and_taking(f), asking(f, 3), taking(f, 1));
    assert_int_equal(count_of(value->trips), 1);
    /* A wait that names nothing takes the oldest open answer. */
    assert_int_equal(count_of(SEQUENCE(f, value, waiting(f, "p", 9))->trips), 2);
}

/* Whichever of the two comes first is paid for, the other comes with it. */
static void a_lead_and_a_wait_for_what_was_sent_before_it_are_one(void **state) {
    struct fixture *f = *state;
    const struct value *value = SEQUENCE(f, asking(f, 1), taking(f, 7), taking(f, 1));
    assert_int_equal(count_of(value->trips), 1);
    assert_int_equal(wait_first_call(value), CALL_NONE);
    assert_int_equal(count_of(SEQUENCE(f, asking(f, 7), value)->trips), 1);
    /* Sent behind the lead, it is another one. */
    value = SEQUENCE(f, taking(f, 7), asking(f, 1), taking(f, 1));
    assert_int_equal(count_of(value->trips), 1);
    assert_int_equal(wait_first_call(value), 7);
    assert_int_equal(count_of(SEQUENCE(f, asking(f, 7), value)->trips), 2);
}

static void a_cheaper_way_pays_for_its_leads_itself(void **state) {
    struct fixture *f = *state;
    const struct value *cheap = taking(f, 7), *dear = SEQUENCE(f, taking(f, 7), asking(f, 1), taking(f, 1));
    const struct value *value = value_join(&f->algebra, cheap, asking_and_taking(f));
    assert_int_equal(wait_first_call(value), CALL_NONE);
    assert_int_equal(count_of(SEQUENCE(f, asking(f, 7), value)->trips), 1);
    value = value_join(&f->algebra, cheap, dear); /* the dear way has the same lead */
    assert_int_equal(count_of(SEQUENCE(f, asking(f, 7), value)->trips), 2);
}

static void more_leads_than_there_is_room_for(void **state) {
    struct fixture *f = *state;
    const struct value *value = &value_zero;
    for (uint32_t i = 0; i < LEAD_LIMIT + 4; i++)
        value = value_sequence(&f->algebra, value, taking(f, i));
    assert_int_equal(value->peers[0].lead_count, LEAD_LIMIT);
    for (uint32_t i = 0; i < LEAD_LIMIT + 4; i++)
        assert_int_equal(count_of(SEQUENCE(f, asking(f, i), value)->trips), 1);
    assert_null(SEQUENCE(f, asking(f, LEAD_LIMIT + 4), value)->trips);
    value = value_sequence(&f->algebra, value, waiting(f, "p", 50));
    assert_int_equal(count_of(SEQUENCE(f, asking(f, LEAD_LIMIT + 4), value)->trips), 1);
}

static void what_nobody_can_match_is_counted_at_the_end(void **state) {
    struct fixture *f = *state;
    struct expr *parameter = expr_indexed(&f->arena, EXPR_PARAMETER, 0);
    const struct value *value =
        SEQUENCE(f, taking(f, 3), waiting_for(f, "p", (struct lead){.path = parameter, .call = 1}), asking(f, 2));
    struct value end = *value;
    wait_end(&f->algebra, &end, false);
    assert_int_equal(end.peers[0].lead_count, 1); /* what the function itself never sent is not waited for */
    assert_int_equal(wait_first_call(&end), 1);
    assert_null(end.trips);
    assert_int_equal(end.peers[0].fresh, SEND_UNNAMED);
    end = *value;
    wait_end(&f->algebra, &end, true);
    assert_int_equal(count_of(end.trips), 1);
    assert_int_equal(wait_first_call(&end), CALL_NONE);
    assert_false(poly_is_exact(end.trips));
}

/* --- random programs --------------------------------------------------------------------------------------------- */

/* Sends 0 to 3 to one peer, waits for one or two of them or for anything, round trips; branches, loops, lists. The same
 * programs are counted, and run with random branches and given turns: no run may cost more than the count, and one that
 * is exact costs just that. */
enum node_kind { NODE_SEND, NODE_TAKE, NODE_TAKE_ANY, NODE_QUERY, NODE_LIST, NODE_BRANCH, NODE_LOOP, NODE_KINDS };

#define SEND_COUNT 4
#define LOOP_COUNT 4
#define NODE_COUNT 64

struct node {
    enum node_kind kind;
    uint32_t sends; /* a bit each */
    uint32_t loop;
    const struct node *a, *b;
};

struct programs {
    struct fixture *f;
    uint64_t seed;
    struct node nodes[NODE_COUNT];
    uint32_t node_count;
    uint32_t loop_count;
    uint32_t turns[LOOP_COUNT];
    /* A run. */
    uint32_t now, completed, cost;
    uint32_t sent[SEND_COUNT], any_sent;
};

static uint32_t any_of(struct programs *p, uint32_t count) {
    p->seed = p->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(p->seed >> 33) % count;
}

static const struct node *make_node(struct programs *p, uint32_t depth) {
    if (p->node_count == NODE_COUNT)
        return NULL;
    struct node *node = &p->nodes[p->node_count++];
    uint32_t kind = any_of(p, depth ? NODE_KINDS + 4 : NODE_LIST);
    *node = (struct node){.kind = kind < NODE_KINDS ? (enum node_kind)kind : NODE_LIST};
    node->sends = 1u << any_of(p, SEND_COUNT);
    if (node->kind == NODE_TAKE && any_of(p, 3) == 0)
        node->sends |= 1u << any_of(p, SEND_COUNT);
    if (node->kind == NODE_LOOP && p->loop_count == LOOP_COUNT)
        node->kind = NODE_LIST;
    if (node->kind == NODE_LOOP)
        node->loop = p->loop_count++;
    if (node->kind >= NODE_LIST)
        node->a = make_node(p, depth - 1);
    if (node->kind == NODE_LIST || (node->kind == NODE_BRANCH && any_of(p, 2)))
        node->b = make_node(p, depth - 1);
    return node;
}

static const struct value *count_node(struct programs *p, const struct node *node) {
    const struct algebra *algebra = &p->f->algebra;
    const struct value *turn;
    if (!node)
        return &value_zero;
    switch (node->kind) {
    case NODE_SEND:
        return of_peer(p->f, (struct peer_state){.peer = "p", .fresh = node->sends, .sure = node->sends});
    case NODE_TAKE: /* more than one send: as for a variable that several statements assign to */
        return waiting_for(p->f, "p",
                           (struct lead){.sends = node->sends, .is_unsure = (node->sends & (node->sends - 1)) != 0});
    case NODE_TAKE_ANY:
        return waiting(p->f, "p", 0);
    case NODE_QUERY:
        return asking_and_taking(p->f);
    case NODE_LIST:
        return value_sequence(algebra, count_node(p, node->a), count_node(p, node->b));
    case NODE_BRANCH:
        return value_join(algebra, count_node(p, node->a), count_node(p, node->b));
    default:
        turn = value_turn(algebra, count_node(p, node->a));
        return value_repeat(
            algebra, turn, poly_atom(&p->f->atoms, atom_unknown(&p->f->atoms, 0, node->loop, false), true), NULL, NULL);
    }
}

static void run_wait(struct programs *p, uint32_t sent) {
    if (sent <= p->completed)
        return;
    p->cost++;
    p->completed = p->now;
}

static void run_node(struct programs *p, const struct node *node) {
    uint32_t last = 0;
    if (!node)
        return;
    p->now++;
    for (uint32_t i = 0; i < SEND_COUNT; i++) {
        if (node->kind == NODE_SEND && node->sends == 1u << i)
            p->sent[i] = p->any_sent = p->now;
        if (node->sends & 1u << i && p->sent[i] > last)
            last = p->sent[i];
    }
    if (node->kind == NODE_TAKE || node->kind == NODE_TAKE_ANY)
        run_wait(p, node->kind == NODE_TAKE ? last : p->any_sent);
    else if (node->kind == NODE_QUERY)
        run_wait(p, p->now);
    else if (node->kind == NODE_BRANCH)
        run_node(p, any_of(p, 2) ? node->a : node->b);
    for (uint32_t i = 0; node->kind == NODE_LOOP && i < p->turns[node->loop]; i++)
        run_node(p, node->a);
    if (node->kind == NODE_LIST) {
        run_node(p, node->a);
        run_node(p, node->b);
    }
}

static double turns_of_loop(const struct atom *atom, void *context) {
    const struct programs *p = context;
    return p->turns[atom->index];
}

static void print_node(const struct node *node, struct buffer *out) {
    static const char *const words[] = {"send", "take", "take any", "query", "{ ", "if ", "loop "};
    if (!node)
        return;
    buffer_add_text(out, words[node->kind]);
    if (node->kind <= NODE_TAKE)
        buffer_printf(out, " %x", node->sends);
    print_node(node->a, out);
    buffer_add_text(out, node->b ? node->kind == NODE_BRANCH ? " else " : "; " : "");
    print_node(node->b, out);
    buffer_add_text(out, node->kind == NODE_LIST ? " }" : "");
}

static void fail_run(const struct programs *p, const struct node *root, double count) {
    struct buffer text = {0};
    print_node(root, &text);
    print_error("a run costs %u, counted were %g: %s\n", p->cost, count, buffer_text(&text));
    buffer_finish(&text);
    fail();
}

static void compare_runs(struct programs *p, const struct node *root, const struct poly *trips) {
    for (uint32_t run = 0; run < 40; run++) {
        for (uint32_t i = 0; i < LOOP_COUNT; i++)
            p->turns[i] = any_of(p, 4);
        p->now = p->completed = p->cost = p->any_sent = 0;
        memset(p->sent, 0, sizeof p->sent);
        run_node(p, root);
        double count = poly_value(trips, turns_of_loop, p);
        if (p->cost > count || (poly_is_exact(trips) && p->cost != count))
            fail_run(p, root, count);
    }
}

static void no_run_costs_more_than_the_count(void **state) {
    struct programs p = {.f = *state, .seed = 20};
    for (uint32_t i = 0; i < 40000; i++) {
        p.node_count = p.loop_count = 0;
        const struct node *root = make_node(&p, 4 + i % 5);
        const struct value *value = value_settled(&p.f->algebra, count_node(&p, root));
        struct value end = *value;
        wait_end(&p.f->algebra, &end, false);
        compare_runs(&p, root, end.trips);
        if (i % 100 == 0)
            atom_table_forget(&p.f->atoms);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_wait_needs_a_send),
        TEST(both_ends_stay_open),
        TEST(a_turn_may_wait_for_the_one_before),
        TEST(peers_are_sorted),
        TEST(an_answer_is_there_after_any_later_wait),
        TEST(a_lead_and_a_wait_for_what_was_sent_before_it_are_one),
        TEST(a_cheaper_way_pays_for_its_leads_itself),
        TEST(more_leads_than_there_is_room_for),
        TEST(what_nobody_can_match_is_counted_at_the_end),
        TEST(no_run_costs_more_than_the_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
