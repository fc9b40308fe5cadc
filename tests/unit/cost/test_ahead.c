/* Answers that could be asked for ahead: what f asks for on each way through it, by name; look-alikes beside each
 * other. */
#include "unit/cost/counted.h"

#include "cost/ahead.h"
#include "facts/counted_scope.h"

#define PACK                                                                                                           \
    "version: 1\n"                                                                                                     \
    "library: wire\n"                                                                                                  \
    "title: A demonstration\n"                                                                                         \
    "peer: wire\n"                                                                                                     \
    "headers: [wire.h]\n"                                                                                              \
    "functions:\n"                                                                                                     \
    "  - {names: [have], effect: roundtrip, handle: 0, request: 1, access: read, cached: true, prefetch: "             \
    "have_ahead}\n"                                                                                                    \
    "  - {names: [have_ahead], effect: send, handle: 0, request: 1, access: read}\n"                                   \
    "  - {names: [look], effect: roundtrip, handle: 0, request: 1, access: read, prefetch: have_ahead}\n"              \
    "  - {names: [keep], effect: roundtrip, handle: 0, request: 1, access: read, cached: true}\n"

#define SYMBOLS                                                                                                        \
    "(symbols (have function (header \"wire.h\" 1)) (have_ahead function (header \"wire.h\" 2))"                       \
    " (look function (header \"wire.h\" 3)) (keep function (header \"wire.h\" 4)) (a variable) (b variable)"           \
    " (box variable) (pair record) (pair::one field (record pair)) (pair::two field (record pair))"                    \
    " (leave function noreturn) (f function) (g function) (h function) (main function) (check function))"

#define F(body)    "(function f (parameters c n p) (locals r s) (labels out) (body " body "))"
#define G(body)    "(function g (parameters c n p) (locals r s) (body " body "))"
#define HAVE(what) "(call have (c " what "))"
#define A          HAVE("(address @a)")
#define B          HAVE("(address @b)")

/* "a b 3": the last argument of each call. */
static void print_aheads(const struct counted *c, const struct aheads *aheads, struct buffer *out) {
    for (uint32_t i = 0; i < aheads->count; i++) {
        const struct ahead *last = aheads->items[i]->last;
        const struct program_unit *unit = &c->linked.program.units[c->linked.program.functions[last->function].unit];
        const struct expr *value = last->region->call->arguments[1].value, *root = expr_root(value);
        if (value->kind == EXPR_CONSTANT)
            buffer_printf(out, "%d ", (int)value->value);
        else if (value->kind == EXPR_STRING)
            buffer_printf(out, "'%s' ", value->text);
        else
            buffer_printf(out, "%s ", c->linked.program.entities[unit->entities[root->index]].name);
    }
}

/* Of each function that is given, in this order, for the next. */
static void keep(struct counted *c, struct ahead_table *table, const char *name, struct aheads *aheads) {
    struct arena scratch;
    struct scope scope;
    struct aheads none = {0};
    arena_init(&scratch);
    uint32_t function = linked_function(&c->linked, NULL, name);
    counted_scope(&c->costs, &scope, &scratch, function);
    *aheads = ahead_on_each_way(table, &scope, &none);
    ahead_keep(table, function, aheads);
    arena_finish(&scratch);
}

static void make(struct counted *c, const char *functions) {
    struct buffer text = {0};
    *c = (struct counted){0};
    buffer_printf(&text, "(unit \"a.c\" " SYMBOLS " %s)", functions);
    linked_init(&c->linked);
    linked_load_pack(&c->linked, PACK);
    linked_encode(&c->linked, "test", text.data, text.size);
    linked_link(&c->linked);
    counted_count(c);
    buffer_finish(&text);
}

struct row {
    const char *functions;
    const char *expected;
};

static void check(const struct row *rows, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        struct counted c;
        struct buffer text = {0};
        struct aheads aheads;
        make(&c, rows[i].functions);
        struct ahead_table *table = ahead_table_new(&c.linked.program);
        if (strstr(rows[i].functions, "(function g "))
            keep(&c, table, "g", &aheads);
        keep(&c, table, "f", &aheads);
        print_aheads(&c, &aheads, &text);
        if (strcmp(buffer_text(&text), rows[i].expected) != 0)
            fail_msg("row %u: found '%s', expected '%s'", i, buffer_text(&text), rows[i].expected);
        buffer_finish(&text);
        counted_finish(&c);
    }
}

static void takes_what_is_known_from_the_start(void **state) {
    static const struct row rows[] = {
        {F(A B A HAVE("3") HAVE("\"x\"") HAVE("3")), "a b 3 'x' "},
        {F(HAVE("n") HAVE("@a") HAVE("$0") HAVE("(+ n 1)") HAVE("(address n)")), ""},
        {F(HAVE("(address (field @box pair::one))") HAVE("(address (field @box pair::two))")), "box box "},
        {F(HAVE("(address (element @box 1))") HAVE("(address (element @box 2))") HAVE("(address (element @box 1))")),
         "box box "},
        {F(HAVE("(address (element @box n))") HAVE("(address (field (deref @box) pair::one))")), ""},
        /* Not kept, or no way to send ahead. */
        {F("(call look (c (address @a))) (call keep (c (address @b)))"), ""},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void takes_what_each_way_asks(void **state) {
    static const struct row rows[] = {
        {F("(branch if n (then " A B ") (else " B HAVE("1") "))"), "b "},
        {F("(branch if n (then " A "))"), ""},
        {F("(branch if n (then " A ") (else (call leave ())))"), "a "},
        {F("(branch if n (then (return 0)))" A), ""},
        {F(A "(branch if n (then (return 0)))" B), "a "},
        {F(A "(branch if n (then (goto out)))" B "(label out)" HAVE("1")), "a "},
        {F(A "(return 1)" B), "a "},
        {F("(switch n (case (1) " A B "(break)) (case () default " B "))"), "b "},
        {F("(switch n (case (1) " A ") (case (2) " B "(break)) (case () default " B "))"), "b "},
        {F("(switch n (case (1) " A "(break)) (case (2) " A "))"), ""},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void takes_loops_that_turn(void **state) {
    static const struct row rows[] = {
        {F("(loop while (condition (> n p)) (body " A "))"), ""},
        {F("(loop while (test " A ") (condition (> n p)) (body " B "))"), "a "},
        {F("(loop do (test " B ") (condition (> n p)) (body " A "))"), "a b "},
        {F("(loop do (test " B ") (condition (> n p)) (body " A "(branch if n (then (break)))" HAVE("1") "))"), "a "},
        {F("(loop do (test " B ") (condition (> n p)) (body (branch if n (then (continue)))" A "))"), ""},
        {F("(loop do (condition (> n p)) (body (loop do (condition 0) (body (break)))" A "))"), "a "},
        {F("(loop while (body " A "(branch if n (then (break)))" B "))" HAVE("1")), "a 1 "},
        {F("(loop while (condition (> n p)) (body (branch if n (then (return 0)))))" A), ""},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void goes_through_helpers(void **state) {
    static const struct row rows[] = {
        {G(A HAVE("n")) F("(call g (c 1 2))" B), "a b "},
        {G("(branch if n (then " A "))") F("(call g (c 1 2))" B), "b "},
        {F(A "(call f (c 1 2))"), "a "},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

#define SEND(what) "(call have_ahead (c " what "))"

static void leaves_out_what_is_sent(void **state) {
    static const struct row rows[] = {
        {F(SEND("(address @a)") A B), "b "},
        {F(SEND("n") A), "a "},
        {F(SEND("(address @box)") HAVE("(address (element @box 1))")), "box "},
        /* By a helper, by a caller, by what a caller calls; by somebody else. */
        {F("(call h (c))" A B) "(function h (parameters c) (body " SEND("(address @a)") "))", "b "},
        {F(A B) "(function main (parameters c) (body " SEND("(address @a)") "(call f (c 1 2))))", "b "},
        {F(A B) "(function h (parameters c) (body " SEND(
             "(address @a)") "))"
                             "(function main (parameters c) (body (call h (c)) (call f (c 1 2))))",
         "b "},
        {F(A B) "(function h (parameters c) (body " SEND("(address @a)") "))", "a b "},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void keeps_the_way_down(void **state) {
    struct counted c;
    struct aheads aheads;
    (void)state;
    make(&c, G(A) F("(call g (c 1 2))"));
    struct ahead_table *table = ahead_table_new(&c.linked.program);
    keep(&c, table, "g", &aheads);
    keep(&c, table, "f", &aheads);
    assert_int_equal(aheads.count, 1);
    assert_string_equal(aheads.items[0]->callee, "g");
    assert_string_equal(aheads.items[0]->inner->callee, "have");
    assert_ptr_equal(aheads.items[0]->inner, aheads.items[0]->last);
    assert_string_equal(aheads.items[0]->model->prefetch, "have_ahead");
    counted_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_is_known_from_the_start),
        cmocka_unit_test(takes_what_each_way_asks),
        cmocka_unit_test(takes_loops_that_turn),
        cmocka_unit_test(goes_through_helpers),
        cmocka_unit_test(leaves_out_what_is_sent),
        cmocka_unit_test(keeps_the_way_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
