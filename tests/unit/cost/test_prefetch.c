/* Which calls are found to have been fetched ahead: one case for each condition, and its opposite. */
#include "unit/cost/counted.h"

#define STORE                                                                                                          \
    "version: 1\n"                                                                                                     \
    "library: store\n"                                                                                                 \
    "title: A store\n"                                                                                                 \
    "headers: [store.h]\n"                                                                                             \
    "functions:\n"                                                                                                     \
    "  - {names: [fetch_one], effect: roundtrip, peer: store, bulk: fetch_many}\n"                                     \
    "  - {names: [fetch_many], effect: roundtrip, peer: store}\n"                                                      \
    "  - {names: [load_one], effect: roundtrip, peer: store}\n"                                                        \
    "  - {names: [load_many], effect: roundtrip, peer: store, bulk: true}\n"                                           \
    "  - {names: [load_elsewhere], effect: roundtrip, peer: elsewhere, bulk: true}\n"                                  \
    "  - {names: [send_one], effect: roundtrip, peer: store, bulk: send_many}\n"                                       \
    "  - {names: [send_many], effect: send, peer: store}\n"

#define SYMBOLS                                                                                                        \
    "(symbols (fetch_one function (header \"store.h\" 1)) (fetch_many function (header \"store.h\" 2))"                \
    " (load_one function (header \"store.h\" 3)) (load_many function (header \"store.h\" 4))"                          \
    " (load_elsewhere function (header \"store.h\" 5)) (send_one function (header \"store.h\" 6))"                     \
    " (send_many function (header \"store.h\" 7)) (known function) (push function) (f function) (one function)"        \
    " (cached function) (hit function) (ahead function) (deeper function) (deepest function) (abyss function)"         \
    " (list record) (list::n field (record list)))"

#define HELPERS                                                                                                        \
    "(function one @60:1 (parameters x) (body (call fetch_one @61:3 (x))))"                                            \
    "(function cached @63:1 (parameters x) (body (call known @64:3 (x))"                                               \
    "  (branch if (! $0) (then (call load_one @65:5 (x))))))"                                                          \
    "(function hit @67:1 (parameters x) (body (call known @68:3 (x)) (branch if $0 (then (return $0)))"                \
    "  (call load_one @69:3 (x)) (return $1)))"                                                                        \
    "(function ahead @71:1 (parameters l) (body (call fetch_many @72:3 (l))))"                                         \
    "(function deeper @73:1 (parameters l) (body (call ahead @74:3 (l))))"                                             \
    "(function deepest @75:1 (parameters l) (body (call deeper @76:3 (l))))"                                           \
    "(function abyss @77:1 (parameters l) (body (call deepest @78:3 (l))))"

#define LOOP(bound, call)                                                                                              \
    "(assign i 0) (loop for @20:3 (condition (< i " bound ")) (step (assign i += 1)) (body " call "))"
#define N       "(field (deref l) list::n)"
#define EACH(f) LOOP(N, "(call " f " @21:5 ((element rows i)))")

/* Whether something in f() is left to tell. */
static bool is_reported(const char *body) {
    struct counted c = {0};
    struct buffer text = {0};
    buffer_printf(&text,
                  "(unit \"a.c\" " SYMBOLS HELPERS
                  " (function f @1:1 (parameters l m rows n x) (locals i wanted) (body %s)))",
                  body);
    linked_init(&c.linked);
    linked_load_pack(&c.linked, STORE);
    linked_encode(&c.linked, "test", buffer_text(&text), text.size);
    linked_link(&c.linked);
    counted_count(&c);
    bool has_loop = c.costs.functions[linked_function(&c.linked, NULL, "f")].loop_count > 0;
    counted_finish(&c);
    buffer_finish(&text);
    return has_loop;
}

static void passed_the_collection(void **state) {
    (void)state;
    assert_true(is_reported(EACH("fetch_one")));
    assert_false(is_reported("(call fetch_many @5:3 (l)) " EACH("fetch_one")));
    assert_false(is_reported("(call fetch_many @5:3 ((address " N "))) " EACH("fetch_one")));
    assert_false(
        is_reported("(call fetch_many @5:3 (rows n)) " LOOP("n", "(call fetch_one @21:5 ((element rows i)))")));
    assert_true(is_reported("(call fetch_many @5:3 (m)) " EACH("fetch_one")));
    assert_true(is_reported("(call fetch_many @5:3 (10)) " LOOP("10", "(call fetch_one @21:5 ((element rows i)))")));
}

static void collected_before(void **state) {
    (void)state;
    assert_false(is_reported(
        LOOP(N, "(call push @4:5 (wanted (element rows i)))") "(call fetch_many @5:3 (wanted)) " EACH("fetch_one")));
    assert_true(is_reported(
        LOOP("n", "(call push @4:5 (wanted (element rows i)))") "(call fetch_many @5:3 (wanted)) " EACH("fetch_one")));
    assert_true(is_reported(
        LOOP(N, "(call push @4:5 (x (element rows i)))") "(call fetch_many @5:3 (wanted)) " EACH("fetch_one")));
}

static void where_it_stands(void **state) {
    (void)state;
    assert_false(is_reported("(branch if x (then (call fetch_many @5:3 (l)))) " EACH("fetch_one")));
    assert_true(is_reported(EACH("fetch_one") "(call fetch_many @25:3 (l))"));
    assert_true(is_reported("(branch if x (then (call fetch_many @5:3 (l))) (else " EACH("fetch_one") "))"));
    assert_true(
        is_reported("(switch x (case (1) (call fetch_many @5:3 (l)) (break)) (case (2) " EACH("fetch_one") "))"));
    assert_false(is_reported("(branch if x (then (call fetch_many @5:3 (l)) " EACH("fetch_one") "))"));
}

static void through_helpers(void **state) {
    (void)state;
    assert_false(is_reported("(call fetch_many @5:3 (l)) " EACH("one")));
    assert_false(is_reported("(call ahead @5:3 (l)) " EACH("one")));
    assert_false(is_reported("(call deepest @5:3 (l)) " EACH("one")));
    assert_true(is_reported("(call abyss @5:3 (l)) " EACH("one"))); /* too far to be meant for this */
}

/* A bulk call to the same peer, and only what is missing is asked for. */
static void what_is_missing(void **state) {
    (void)state;
    assert_false(is_reported("(call load_many @5:3 (l)) " EACH("cached")));
    assert_false(is_reported("(call load_many @5:3 (l)) " EACH("hit")));
    assert_true(is_reported("(call load_many @5:3 (l)) " EACH("load_one")));
    assert_true(is_reported("(call load_elsewhere @5:3 (l)) " EACH("cached")));
    assert_true(is_reported("(call send_many @5:3 (l)) " EACH("send_one"))); /* fetches nothing */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passed_the_collection), cmocka_unit_test(collected_before), cmocka_unit_test(where_it_stands),
        cmocka_unit_test(through_helpers),       cmocka_unit_test(what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
