/* Sequences of straight lines: "5>1" is five round trips of which one chain remains; look-alikes beside each other. */
#include "unit/cost/asking.h"

static void print_sequences(struct asking *a, struct buffer *out) {
    struct sequences found;
    sequences_find(&a->question, &a->course, NULL, &found);
    for (uint32_t i = 0; i < found.items.count; i++)
        buffer_printf(out, "%d>%d ", (int)found.items.items[i].trips, (int)found.items.items[i].rounds);
    sequences_finish(&found);
}

static void check(const struct asking_row *rows, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        struct buffer text = {0};
        asking_say(rows[i].functions, print_sequences, &text);
        if (strcmp(buffer_text(&text), rows[i].expected) != 0)
            fail_msg("row %u: found '%s', expected '%s'", i, buffer_text(&text), rows[i].expected);
        buffer_finish(&text);
    }
}

#define THREE ASK("1") ASK("2") ASK("3")

static void finds_the_longest_chain(void **state) {
    static const struct asking_row rows[] = {
        {F(THREE), "3>1 "},
        {F(ASK("1") ASK("2")), ""},
        {F(THREE ASK("$2")), "4>2 "},
        {F(ASK("1") ASK("$0") ASK("3") ASK("$2")), "4>2 "},
        {F(ASK("1") ASK("$0") ASK("3")), ""},
        {F(ASK("1") ASK("$0") ASK("$1") ASK("$2") ASK("$3")), ""},
        /* A call on another connection hands the answer on. */
        {F(ASK("1") "(call ask (d $0))" ASK("$1") ASK("4")), ""},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void takes_one_way(void **state) {
    static const struct asking_row rows[] = {
        {F("(branch if n (then " THREE ") (else " ASK("4") "))"), "3>1 "},
        {F("(branch if n (then " ASK("1") ASK("2") ") (else " ASK("3") ASK("4") "))"), ""},
        {F("(branch if n (then " ASK("1") ")) (branch if p (then " ASK("2") ")) (branch if d (then " ASK("3") "))"),
         ""},
        {F(ASK("1") ASK("2") "(branch if p (then " ASK("3") "))"), "3>1 "},
        {F(ASK("1") ASK("2") "(branch if (== n 1) (then (return 0)))" ASK("3")), "3>1 "},
        {F(ASK("1") ASK("2") "(return 0)"), ""},
        /* Conditions that exclude each other. */
        {F(ASK("1") "(branch if (== n 1) (then " ASK("2") ")) (branch if (== n 2) (then " ASK("3") "))"), ""},
        /* A macro's do { } while (0); a loop of data. */
        {F("(loop do (condition 0) (body " ASK("1") ASK("2") "))" ASK("3")), "3>1 "},
        {F(ASK("1") "(loop while (condition (> n p)) (body " ASK("2") ASK("3") "))"), ""},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void keeps_connections_apart(void **state) {
    static const struct asking_row rows[] = {
        {F(ASK("1") "(call ask (d 2)) (call ask (p 3))"), ""},
        {F(ASK("1") "(call ask (d 2))" ASK("3") "(call ask (d 4))" ASK("5") "(call ask (d 6))"), "3>1 3>1 "},
        {F(ASK("1") ASK("2") "(call dial (n)) (assign c $2)" ASK("3")), ""},
        {F("(call ask ((element x 0) 1)) (call ask ((element x 1) 2)) (call ask ((element x 2) 3))"), ""},
        {F("(call dial (1)) (call dial (2)) (call dial (3))"), ""},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void counts_helpers(void **state) {
    static const struct asking_row rows[] = {
        {"(function g (parameters c k) (locals) (body" ASK("k") "))" F("(call g (c 1)) (call g (c 2)) (call g (c 3))"),
         "3>1 "},
        /* Two round trips that no one can shorten but the helper. */
        {"(function g (parameters c k) (locals) (body" ASK("k") ASK("$0") "))" F("(call g (c 1)) (call g (c 2))"),
         "4>2 "},
        {"(function g (parameters c k) (locals) (body (branch if k (then " ASK("k") "))))" F(
             "(call g (c n)) (call g (c p)) (call g (c d))"),
         ""},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_longest_chain),
        cmocka_unit_test(takes_one_way),
        cmocka_unit_test(keeps_connections_apart),
        cmocka_unit_test(counts_helpers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
