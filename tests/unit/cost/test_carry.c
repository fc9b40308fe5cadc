/* What turns hand on: one row for each loop, look-alikes beside each other. Each function f has one loop that is asked
 * about, the first. */
#include "unit/cost/flowing.h"

#include "cost/carry.h"

enum expected {
    SAME = 0,         /* the request is the same on each turn */
    VARIES = 1 << 0,  /* it is another one */
    CARRIED = 1 << 1, /* it is made of an earlier answer */
    OTHER = 1 << 2,   /* another connection on each turn */
    LEAVES = 1 << 3,  /* a good answer ends the loop */
    TESTS = 1 << 4,   /* its condition is made of the answer */
};

struct row {
    const char *function;
    unsigned expected; /* of the first call that reaches the wire */
    enum loop_class class;
};

static unsigned found_of(struct flowing *f, const struct scope *scope, const struct loop_carry *carry) {
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct flow_use *use = &carry->turns.uses[i];
        if (!use->is_wire)
            continue;
        unsigned found = use_is_carried(use) ? CARRIED : use_varies_request(use) ? VARIES : SAME;
        found |= carry_changes_connection(&f->c.costs, scope, 0, i) ? OTHER : 0;
        found |= carry->turns.leaves_on_answer ? LEAVES : 0;
        return found | (carry->turns.tests_answer ? TESTS : 0);
    }
    fail_msg("no call reaches the wire");
    return 0;
}

static void check(const struct row *rows, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        struct flowing f;
        struct scope scope;
        struct arena scratch;
        flowing_make(&f, rows[i].function);
        arena_init(&scratch);
        uint32_t function = linked_function(&f.c.linked, NULL, "f");
        scope_init(&scope, &f.c.linked.program, &f.c.costs.atoms, &scratch, function,
                   f.c.linked.program.bodies[function]);
        struct loop_carry carry = carry_of_loop(&f.c.costs, &scope, 0);
        unsigned found = found_of(&f, &scope, &carry);
        if (found != rows[i].expected || carry.class != rows[i].class)
            fail_msg("row %u: found %x of class %d, expected %x of class %d", i, found, (int)carry.class,
                     rows[i].expected, (int)rows[i].class);
        arena_finish(&scratch);
        counted_finish(&f.c);
    }
}

#define F(locals, body) "(function f (parameters c n p (x \"struct box *\")) (locals i " locals ") (body " body "))"
#define FOR(body)       "(assign i 0) (loop for (condition (< i n)) (step (assign i += 1)) (body " body "))"
#define ADD(what)       "(call add (q " what ") (types \"struct buffer *\" \"char *\"))"
#define ASK             "(call ask (c (field (deref q) box::data)))"
#define Q               "(q \"struct box *\") r"

static void knows_requests_that_are_the_same(void **state) {
    static const struct row rows[] = {
        {F("", FOR("(call ask (c \"SELECT 1\"))")), SAME, CLASS_NONE},
        {F("", FOR("(call ask (c n))")), SAME, CLASS_NONE},
        {F("", FOR("(call ask (c i))")), VARIES, CLASS_NONE},
        {F("", FOR("(call ask (c (element p i)))")), VARIES, CLASS_NONE},
        {F("", FOR("(call ask (c (element p 0)))")), SAME, CLASS_NONE},
        {F("", FOR("(call read_line (p)) (call ask (c $0))")), VARIES, CLASS_NONE},
        {F("", FOR("(call strlen (p)) (call ask (c $0))")), SAME, CLASS_NONE},
        {F("(k \"struct box\")", FOR("(call look (c (field k box::data))) (call part_of ((address k)))")), VARIES,
         CLASS_NONE},
        /* A local that is set anew from the same is the same; a counter of the function is not. */
        {F("k", FOR("(assign k p) (call ask (c k))")), SAME, CLASS_NONE},
        {F("k", "(assign k 0)" FOR("(call ask (c k)) (assign k += 1)")), VARIES, CLASS_NONE},
        /* A buffer that is filled with the same, emptied before or behind; one that grows. */
        {F(Q, FOR("(call renew (q))" ADD("\"SELECT 1\"") ASK)), SAME, CLASS_NONE},
        {F(Q, FOR(ADD("\"SELECT 1\"") ASK "(call renew (q))")), SAME, CLASS_NONE},
        {F(Q, FOR(ADD("\"SELECT 1\"") ASK)), VARIES, CLASS_NONE},
        {F(Q, FOR("(call renew (q))" ADD("(element p i)") ASK)), VARIES, CLASS_NONE},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void knows_what_is_carried(void **state) {
    static const struct row rows[] = {
        {F("", FOR("(call ask (c p)) (assign p $0)")), CARRIED, CLASS_NONE},
        {F("r", FOR("(call ask (c p)) (assign r $0) (call part_of (r)) (assign p $1)")), CARRIED, CLASS_NONE},
        {F("r", FOR("(call ask_into (c p (address r))) (assign p r)")), CARRIED, CLASS_NONE},
        /* It takes two turns to arrive. */
        {F("a b", FOR("(call ask (c a)) (assign a b) (assign b $0)")), CARRIED, CLASS_NONE},
        /* What is set anew before it is asked with holds nothing. */
        {F("", FOR("(assign p n) (call ask (c p)) (assign p $0)")), SAME, CLASS_NONE},
        {F("r", FOR("(call ask (c i)) (assign r $0)")), VARIES, CLASS_NONE},
        /* Declared in the body: a new one on each turn. */
        {F("r", FOR("(declare r) (call ask_into (c i (address r)))")), VARIES, CLASS_NONE},
        /* Elements and what is reached by them belong to the turn. */
        {F("", FOR("(call ask (c (element p i))) (assign (element p i) $0)")), VARIES, CLASS_NONE},
        {F("", FOR("(call ask (c (element p 0))) (assign (element p 0) $0)")), CARRIED, CLASS_NONE},
        {F("(e \"struct box *\")", FOR("(assign e (address (element p i))) (call ask (c (field (deref e) box::data)))"
                                       " (assign (field (deref e) box::out) $0)")),
         VARIES, CLASS_NONE},
        {F("", "(loop while (condition x) (body (call ask (c (field (deref x) box::data)))"
               " (assign (field (deref x) box::out) $0) (assign x (field (deref x) box::next))))"),
         VARIES, CLASS_NONE},
        /* Another field of the same object is something else. */
        {F("", FOR("(call ask (c (field (deref x) box::data))) (assign (field (deref x) box::out) $0)")), SAME,
         CLASS_NONE},
        {F("", FOR("(call ask (c (field (deref x) box::data))) (assign (field (deref x) box::data) $0)")), CARRIED,
         CLASS_NONE},
        /* A buffer into which answers go: emptied, or not. */
        {F(Q, FOR(ASK "(call renew (q)) (call add (q $0) (types \"struct buffer *\" \"char *\"))")), CARRIED,
         CLASS_NONE},
        {F(Q, FOR("(call renew (q))" ADD("i") ASK "(call add (q $2) (types \"struct buffer *\" \"char *\"))")), VARIES,
         CLASS_NONE},
        /* Tests are no data. */
        {F("", FOR("(call ask (c p)) (branch if $0 (then (assign p 1)))")), VARIES, CLASS_NONE},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

#define G_STATE                                                                                                        \
    "(function g (parameters (s \"struct box *\") v) (body (call ask ((field (deref s) box::conn) v))"                 \
    " (assign (field (deref s) box::out) $0)))"
#define H_STATE                                                                                                        \
    "(function h (parameters (s \"struct box *\")) (body (call ask ((field (deref s) box::conn) (field (deref s) "     \
    "box::data))) (assign (field (deref s) box::data) $0)))"

static void follows_helpers(void **state) {
    static const struct row rows[] = {
        {G_STATE F("(s \"struct box\")", FOR("(call g ((address s) i))")), VARIES, CLASS_NONE},
        {H_STATE F("(s \"struct box\")", FOR("(call h ((address s)))")), CARRIED, CLASS_NONE},
        {H_STATE F("(s \"struct box\")", FOR("(assign (field s box::data) p) (call h ((address s)))")), SAME,
         CLASS_NONE},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void knows_connections_of_their_own(void **state) {
    static const struct row rows[] = {
        {F("", FOR("(call look ((element c i) p))")), SAME | OTHER, CLASS_NONE},
        {F("", FOR("(call look ((element c 0) p))")), SAME, CLASS_NONE},
        {F("", "(loop while (condition x) (body (call look ((field (deref x) box::conn) p))"
               " (assign x (field (deref x) box::next))))"),
         SAME | OTHER, CLASS_NONE},
        {F("k", FOR("(assign k (field (deref x) box::conn)) (call look (k p))")), SAME, CLASS_NONE},
        /* An iterator gives another one each time. */
        {F("k", "(loop while (condition k) (test (call next_item (x)) (assign k $0)) (body"
                " (call look ((field (deref k) box::conn) p))))"),
         SAME | OTHER, CLASS_NONE},
        /* Opened again after a failure: one peer. */
        {F("", FOR("(call look (c p)) (branch if n (then (call dial (i)) (assign c $1)))")), SAME, CLASS_NONE},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void knows_what_ends_the_loop(void **state) {
    static const struct row rows[] = {
        {F("", FOR("(call ask (c i)) (branch if $0 (then (return i)))")), VARIES | LEAVES, CLASS_NONE},
        {F("", FOR("(call ask (c i)) (branch if (! $0) (then (return -1)))")), VARIES, CLASS_NONE},
        {F("", FOR("(call ask (c i)) (branch if (! $0) (then (break)))")), VARIES, CLASS_NONE},
        {F("", FOR("(call ask (c i)) (branch if (< $0 0) (then (break)))")), VARIES, CLASS_NONE},
        {F("", FOR("(call ask (c i)) (branch if (> $0 0) (then (break)))")), VARIES | LEAVES, CLASS_NONE},
        {F("", FOR("(call ask (c i)) (branch if n (then (break)))")), VARIES, CLASS_NONE},
        {F("hit", "(assign i 0) (loop for (condition (&& (< i n) (! hit))) (step (assign i += 1)) (body"
                  " (call ask (c i)) (branch if $0 (then (assign hit 1)))))"),
         VARIES | LEAVES, CLASS_NONE},
        {F("", "(loop do (condition $0) (body (call ask (c n)) (assign n += 1)))"), VARIES | TESTS, CLASS_NONE},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void knows_classes(void **state) {
    static const struct row rows[] = {
        {F("", "(loop do (condition n) (body (call ask (c \"FETCH 100 FROM a\"))))"), SAME, CLASS_PAGE},
        {F("", "(loop do (condition n) (body (call ask (c \"FETCH 1 FROM a\"))))"), SAME, CLASS_NONE},
        {F("", "(loop do (condition n) (body (call ask (c \"SELECT 1\"))))"), SAME, CLASS_NONE},
        {F("cursor", FOR("(call look (c cursor)) (call part_of ($0)) (assign cursor $1)")), CARRIED, CLASS_PAGE},
        {F("node", FOR("(call look (c node)) (call part_of ($0)) (assign node $1)")), CARRIED, CLASS_NONE},
        {F("offset", FOR("(call look (c offset)) (call part_of ($0)) (assign offset += $1)")), CARRIED, CLASS_PAGE},
        /* Not: a loop over tables, each of which has a cursor. */
        {F("", FOR("(call ask (c (element p i)))")), VARIES, CLASS_NONE},
        {F("k", "(loop while (condition (> n 0)) (body (call look (c n)) (assign k $0) (assign n -= k)))"), CARRIED,
         CLASS_TRANSFER},
        {F("k", "(loop while (condition (> n 0)) (body (assign k (select (< n 9) n 9)) (call look (c k))"
                " (assign n -= k)))"),
         VARIES, CLASS_CHUNK},
        {F("", "(loop while (condition (> n 0)) (body (call look (c n)) (assign n -= 1)))"), VARIES, CLASS_NONE},
        {F("(b \"char[99]\") k",
           "(loop while (condition (> k 0)) (test (call read_file (n b) (types \"int\" \"char[99]\")) (assign k $0))"
           " (body (call look (c b k))))"),
         VARIES, CLASS_CHUNK},
        {F("(b \"char[99]\") k",
           "(loop while (condition (> k 0)) (test (call read_file (n b) (types \"int\" \"char[99]\")) (assign k $0))"
           " (body (call look (c b))))"),
         VARIES, CLASS_NONE},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_requests_that_are_the_same),
        cmocka_unit_test(knows_what_is_carried),
        cmocka_unit_test(follows_helpers),
        cmocka_unit_test(knows_connections_of_their_own),
        cmocka_unit_test(knows_what_ends_the_loop),
        cmocka_unit_test(knows_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
