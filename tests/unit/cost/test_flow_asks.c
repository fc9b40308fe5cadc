/* Which answers each call needs: `b(a)` is made of a's answer, `b[a]` only runs because of it. Calls that reach the
 * wire are a, b, c, ... in the order of the source. */
#include "unit/cost/asking.h"

static char letter_of(const struct asking *a, uint64_t answer) {
    char letter = 'a';
    for (uint32_t i = 0; i < a->scope.body->call_count; i++) {
        if (a->question.asks[i].answer == answer)
            return letter;
        letter = (char)(letter + a->question.asks[i].is_wire);
    }
    return '?';
}

static void add_answers(const struct asking *a, uint64_t answers, const char *marks, struct buffer *out) {
    if (!answers)
        return;
    buffer_add_char(out, marks[0]);
    for (; answers; answers &= answers - 1)
        buffer_add_char(out, letter_of(a, answers & ~(answers - 1)));
    buffer_add_char(out, marks[1]);
}

static void print_needs(struct asking *a, struct buffer *out) {
    char letter = 'a';
    for (uint32_t i = 0; i < a->scope.body->call_count; i++) {
        const struct flow_ask *ask = &a->question.asks[i];
        if (!ask->is_wire)
            continue;
        buffer_add_char(out, letter++);
        add_answers(a, ask->needs, "()", out);
        add_answers(a, ask->decided_by, "[]", out);
    }
}

static void print_connections(struct asking *a, struct buffer *out) {
    static const char *const names[] = {"none", "place", "other"};
    for (uint32_t i = 0; i < a->scope.body->call_count; i++)
        if (a->question.asks[i].is_wire)
            buffer_printf(out, "%s ", names[a->question.asks[i].connection]);
}

static void check(const struct asking_row *rows, uint32_t count, asking_print *print) {
    for (uint32_t i = 0; i < count; i++) {
        struct buffer text = {0};
        asking_say(rows[i].functions, print, &text);
        if (strcmp(buffer_text(&text), rows[i].expected) != 0)
            fail_msg("row %u: found '%s', expected '%s'", i, buffer_text(&text), rows[i].expected);
        buffer_finish(&text);
    }
}

static void follows_data(void **state) {
    static const struct asking_row rows[] = {
        {F(ASK("n") ASK("p")), "ab"},
        {F(ASK("n") ASK("$0")), "ab(a)"},
        {F(ASK("n") "(assign r $0)" ASK("p") "(assign s $1)" ASK("r") ASK("s")), "abc(a)d(b)"},
        {F(ASK("n") "(assign r $0) (call part_of (r)) (assign s $1)" ASK("s")), "ab(a)"},
        {F("(call ask_into (c n (address r)))" ASK("r")), "ab(a)"},
        /* Not through what was between: it brings an answer of its own. */
        {F(ASK("n") ASK("$0") ASK("$1")), "ab(a)c(b)"},
        {F(ASK("n") "(assign r $0) (assign r p)" ASK("r")), "ab"},
        /* Through helpers, in and out. */
        {"(function g (parameters c k) (locals) (body" ASK("k") "(return $0)))" F(
             "(call g (c n)) (assign r $0) (call g (c r)) (call g (c p))"),
         "ab(a)c"},
        {"(function g (parameters c (k \"struct box *\")) (locals) (body" ASK(
             "1") " (assign (field (deref k) box::out) $0)))" F("(call g (c x))" ASK("(field (deref x) box::out)")
                                                                    ASK("(field (deref x) box::data)")),
         "ab(a)c"},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows), print_needs);
}

static void follows_tests(void **state) {
    static const struct asking_row rows[] = {
        {F(ASK("n") "(branch if (> $0 1) (then " ASK("p") "))"), "ab[a]"},
        {F(ASK("n") "(branch if (> $0 1) (then (return 1)))" ASK("p")), "ab[a]"},
        {F(ASK("n") "(branch if (> n 1) (then (return 1)))" ASK("p")), "ab"},
        /* What the test has set is made of it; what comes after both arms is not decided by it. */
        {F(ASK("n") "(branch if (> $0 1) (then (assign r 1)))" ASK("r") ASK("p")), "ab(a)c"},
        /* A failure decides nothing: -1 and labels that say so. */
        {F(ASK("n") "(branch if (> $0 1) (then (return -1)))" ASK("p")), "ab"},
        /* The end of a turn is not the end of the function. */
        {F(ASK("n") "(loop while (condition (> n d)) (body (branch if (> $0 1) (then (break)))" ASK("p") "))" ASK("p")),
         "ab[a]c"},
        {F(ASK("n") "(switch $0 (case (1) " ASK("p") " (break)))" ASK("p")), "ab[a]c"},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows), print_needs);
}

static void tells_connections_apart(void **state) {
    static const struct asking_row rows[] = {
        {F(ASK("n")), "place "},
        {F("(call ask ((field (deref x) box::conn) n))"), "place "},
        {F("(call next_item (n)) (call ask ($0 n))"), "other "},
        {"(function g (parameters (x \"struct box *\")) (locals) (body (call ask ((field (deref x) box::conn) 1))))" F(
             "(call g (x))"),
         "place "},
        {"(function g (parameters k) (locals d) (body (call dial (k)) (assign d $0) (call ask (d 1))))" F(
             "(call g (n))"),
         "other "},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows), print_connections);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_data),
        cmocka_unit_test(follows_tests),
        cmocka_unit_test(tells_connections_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
