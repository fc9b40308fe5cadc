/* The way from a loop to the library, and the sites of a finding. */
#include "unit/rule/checked.h"

static void assert_site(const struct finding *f, uint32_t index, uint32_t line, const char *callee, const char *expr) {
    assert_true(index < f->site_count);
    if (f->sites[index].place.line != line || strcmp(f->sites[index].callee, callee) != 0 ||
        strcmp(f->sites[index].roundtrips.expr, expr) != 0)
        fail_msg("site %u is line %u, %s, %s", index, f->sites[index].place.line, f->sites[index].callee,
                 f->sites[index].roundtrips.expr);
}

static void steps_lead_to_the_library(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (load function) (get_city function (header \"c.h\" 1)))"
            " (function load @10:5 (parameters n m) (locals i j) (body " FOR(
                "11", "i", "n",
                FOR("12", "j", "m",
                    "(call get_city @13:7 (j))")) ")))"
                                                  "(unit \"c.c\" (symbols " DEMO_SYMBOLS
                                                  " (get_city function (header \"c.h\" 1)) (one function internal))"
                                                  " (function get_city @4:5 (parameters x) (body (call one @5:3 (x))))"
                                                  " (function one @8:5 (parameters x) (body (call query @9:3 "
                                                  "(\"SELECT\") (end 9 8)))))");
    assert_int_equal(c.result.finding_count, 1);
    const struct finding *f = finding_at(&c, "a.c", 13);
    static const struct {
        enum step_kind kind;
        const char *file;
        uint32_t line;
        const char *text;
    } expected[] = {{STEP_LOOP, "a.c", 11, "runs n times"},
                    {STEP_LOOP, "a.c", 12, "runs m times"},
                    {STEP_CALL, "a.c", 13, "calls get_city()"},
                    {STEP_CALL, "c.c", 5, "calls one()"},
                    {STEP_ROUNDTRIP, "c.c", 9, "query() waits for demo"}};
    assert_int_equal(f->step_count, ARRAY_COUNT(expected));
    for (size_t i = 0; i < ARRAY_COUNT(expected); i++) {
        assert_int_equal(f->steps[i].kind, expected[i].kind);
        assert_string_equal(f->steps[i].place.file, expected[i].file);
        assert_int_equal(f->steps[i].place.line, expected[i].line);
        assert_string_equal(f->steps[i].text, expected[i].text);
    }
    assert_string_equal(f->steps[4].function, "one");
    assert_string_equal(f->callee, "query");
    assert_string_equal(f->library, "demo");
    checked_finish(&c);
}

/* A loop that may have no connection says so; any other field that it depends on is nothing to tell. */
static void a_loop_without_connection_is_told(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c,
        "(unit \"a.c\" (symbols (ask_over function (header \"demo.h\" 6)) (archive record)"
        " (archive::link field (type \"struct link *\") (record archive))"
        " (archive::size field (type \"int\") (record archive)) (play function) (count function))"
        " (function play @10:5 (parameters (a \"struct archive *\") n) (locals i) (body " FOR(
            "11", "i", "n",
            "(branch if (field (deref a) archive::link) (then (call ask_over @12:7 ((field (deref a) "
            "archive::link)) (types \"struct link *\"))))") "))"
                                                            " (function count @20:5 (parameters (a \"struct archive "
                                                            "*\") n) (locals i) (body " FOR(
                                                                "21", "i", "n",
                                                                "(branch if (field (deref a) archive::size) (then "
                                                                "(call ask_over @22:7 ((field (deref a) "
                                                                "archive::link)) (types \"struct link *\"))))") ")))");
    assert_string_equal(finding_at(&c, "a.c", 12)->steps[0].text, "runs n times; waits only when a->link");
    assert_string_equal(finding_at(&c, "a.c", 22)->steps[0].text, "runs n times");
    checked_finish(&c);
}

/* A wrapper that passes its caller's request on decides nothing: the site is its caller. */
static void the_site_is_who_decides_what_is_asked(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c,
        "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (run function) (db_one function) (city function) (f function)"
        " (db_any function))"
        " (function run @3:5 (parameters sql) (body (call query @4:3 (sql))))"
        " (function db_one @6:5 (parameters c sql) (body (call run @7:3 (sql))))"
        " (function db_any @8:5 (parameters c) (body (call query @9:3 (\"SELECT 1\"))))"
        " (function city @10:5 (parameters c) (body (call db_one @11:3 (c \"SELECT city\")) (call db_any @12:3 (c))))"
        " (function f @20:5 (parameters c n) (locals i) (body " FOR("21", "i", "n", "(call city @22:5 (c))") ")))");
    const struct finding *f = finding_at(&c, "a.c", 22);
    assert_int_equal(f->site_count, 2);
    assert_site(f, 0, 9, "query", "n");
    assert_site(f, 1, 11, "query", "n");
    assert_string_equal(f->sites[1].function, "city");
    assert_string_equal(f->roundtrips.expr, "2*n");
    checked_finish(&c);
}

/* What a constant argument excludes is no site; the path ends at what is asked on each turn, not at what is kept. */
static void excluded_calls_are_no_sites(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (one function) (two function) (command function) (pass function)"
            " (keep function) (f function) (g function) (h function) (done variable (type \"int\")))"
            " (function one @1:5 (body (call query @2:3 (\"one\"))))"
            " (function two @3:5 (body (call query @4:3 (\"two\"))))"
            " (function command @5:5 (parameters c quick) (body (call one @6:3 ()) (branch if (! quick)"
            " (then (call two @7:3 ())))))"
            " (function pass @8:5 (parameters quick) (body (call command @9:3 (0 quick))))"
            " (function keep @10:5 (body (branch if (! @done) (then (call two @11:3 ()) (assign @done 1)))"
            " (call one @12:3 ())))"
            " (function f @20:5 (parameters c n) (locals i) (body " FOR(
                "21", "i", "n",
                "(call pass @22:5 (1))") "))"
                                         " (function g @30:5 (parameters c n) (locals i) (body " FOR(
                                             "31", "i", "n",
                                             "(call pass @32:5 (0))") "))"
                                                                      " (function h @40:5 (parameters c n) (locals i) "
                                                                      "(body " FOR("41", "i", "n",
                                                                                   "(call keep @42:5 ())") ")))");
    const struct finding *f = finding_at(&c, "a.c", 22), *g = finding_at(&c, "a.c", 32), *h = finding_at(&c, "a.c", 42);
    assert_int_equal(f->site_count, 1);
    assert_site(f, 0, 2, "query", "n");
    assert_int_equal(g->site_count, 2);
    assert_site(g, 1, 4, "query", "n");
    assert_int_equal(h->steps[h->step_count - 1].place.line, 2);
    checked_finish(&c);
}

/* Of two arms one runs: a place below both counts once, and so does what a constant leaves of two equal arms. */
static void sites_of_arms_are_not_added_up(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c,
        "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (state function) (whole function) (dial function)"
        " (open function) (arms function) (both function) (fixed function))"
        " (function state @1:5 (body (call query @2:3 (\"one\"))))"
        " (function whole @3:5 (body (call query @4:3 (\"all\")) (call state @5:3 ())))"
        " (function dial @6:5 (parameters path) (body (branch if path (then (call query @7:3 (\"a\")))"
        " (else (call query @8:3 (\"b\"))))))"
        " (function open @9:5 (parameters path) (body (call dial @10:3 (path))))"
        " (function arms @20:5 (parameters n k) (locals i) (body " FOR(
            "21", "i", "n",
            "(branch if k (then (call whole @22:5 ())) (else (call state @23:5 ())))") "))"
                                                                                       " (function both @30:5 "
                                                                                       "(parameters n) (locals i) "
                                                                                       "(body " FOR(
                                                                                           "31", "i", "n",
                                                                                           "(call whole @32:5 "
                                                                                           "()) (call state "
                                                                                           "@33:5 ())") "))"
                                                                                                        " ("
                                                                                                        "funct"
                                                                                                        "ion "
                                                                                                        "fixed"
                                                                                                        " @40:"
                                                                                                        "5 "
                                                                                                        "(para"
                                                                                                        "meter"
                                                                                                        "s n) "
                                                                                                        "(loca"
                                                                                                        "ls "
                                                                                                        "i) "
                                                                                                        "(body"
                                                                                                        " " FOR(
                                                                                                            "4"
                                                                                                            "1",
                                                                                                            "i", "n",
                                                                                                            "("
                                                                                                            "c"
                                                                                                            "a"
                                                                                                            "l"
                                                                                                            "l"
                                                                                                            " "
                                                                                                            "o"
                                                                                                            "p"
                                                                                                            "e"
                                                                                                            "n"
                                                                                                            " "
                                                                                                            "@"
                                                                                                            "4"
                                                                                                            "2"
                                                                                                            ":"
                                                                                                            "5"
                                                                                                            " "
                                                                                                            "("
                                                                                                            "0"
                                                                                                            ")"
                                                                                                            ")") ")))");
    const struct finding *arms = finding_at(&c, "a.c", 22), *both = finding_at(&c, "a.c", 32),
                         *fixed = finding_at(&c, "a.c", 42);
    assert_int_equal(arms->site_count, 2);
    assert_site(arms, 0, 2, "query", "n");
    assert_false(arms->sites[0].roundtrips.is_exact);
    assert_site(both, 0, 2, "query", "2*n");
    assert_true(both->sites[0].roundtrips.is_exact);
    assert_int_equal(fixed->site_count, 1);
    assert_site(fixed, 0, 8, "query", "n");
    checked_finish(&c);
}

static void sites_are_in_terms_of_the_loop_s_function(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (few function) (mid function) (f function))"
                     /* Three turns are silent: what they cost stays open for the loops around. */
                     " (function few @3:5 (parameters k) (locals i) (body " FOR(
                         "4", "i", "3",
                         "(call query @5:3 (\"one\"))") "))"
                                                        " (function mid @7:5 (parameters k) (body (call few @8:3 (k)) "
                                                        "(call few @9:3 (k)) (call query @10:3 (\"two\"))))"
                                                        " (function f @20:5 (parameters a b) (locals i j) (body " FOR(
                                                            "21", "i", "a",
                                                            "(call mid @22:5 (i))" FOR("23", "j", "2",
                                                                                       "(call mid @24:5 (j))")) ")))");
    assert_int_equal(c.result.finding_count, 1);
    const struct finding *f = finding_at(&c, "a.c", 24);
    assert_string_equal(f->roundtrips.expr, "21*a");
    assert_int_equal(f->site_count, 2);
    assert_site(f, 0, 5, "query", "18*a");
    assert_site(f, 1, 10, "query", "3*a");
    checked_finish(&c);
}

/* Reached in two ways, it is one place with the sum of both. */
static void a_place_is_one_site(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c,
                 "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (leaf function) (x function) (y function) (f function))"
                 " (function leaf @3:5 (body (call query @4:3 (\"q\"))))"
                 " (function x @5:5 (body (call leaf @6:3))) (function y @7:5 (body (call leaf @8:3) (call leaf @9:3)))"
                 " (function f @20:5 (parameters n) (locals i) (body " FOR("21", "i", "n",
                                                                           "(call x @22:5) (call y @23:5)") ")))");
    const struct finding *f = finding_at(&c, "a.c", 23);
    assert_int_equal(f->site_count, 1);
    assert_site(f, 0, 4, "query", "3*n");
    checked_finish(&c);
}

/* Arms that exclude each other may lead to one place: it does not cost more than the loop. */
static void exclusive_arms_are_no_sum(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c,
        "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (leaf function) (pick function) (f function))"
        " (function leaf @3:5 (body (call query @4:3 (\"q\"))))"
        " (function pick @5:5 (parameters x) (body (branch if x (then (call leaf @6:3)) (else (call leaf @7:3) (call "
        "value_of @7:9)))))"
        " (function f @20:5 (parameters n x) (locals i) (body " FOR(
            "21", "i", "n",
            "(branch if x (then (call pick @22:5 (i))) (else (call pick @23:5 (x)) (call pick @24:5 (x))))") ")))");
    const struct finding *f = finding_at(&c, "a.c", 22);
    assert_string_equal(f->roundtrips.expr, "2*n");
    assert_int_equal(f->site_count, 1);
    assert_site(f, 0, 4, "query", "2*n");
    assert_int_equal(f->sites[0].call_count, 1);
    checked_finish(&c);
}

/* Two places behind each of two ways that exclude each other: each costs what one way makes of it. */
static void sites_of_exclusive_ways_add_up(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (both function) (pick function) (f function))"
            " (function both @3:5 (body (call query @4:3 (\"a\")) (call query @5:3 (\"b\")) (call query @5:9 (\"c\"))))"
            " (function pick @6:5 (parameters x) (body (branch if x (then (call both @7:3) (return)))"
            " (call both @8:3)))"
            " (function f @20:5 (parameters n) (locals i) (body " FOR("21", "i", "n", "(call pick @22:5 (i))") ")))");
    const struct finding *f = finding_at(&c, "a.c", 22);
    assert_string_equal(f->roundtrips.expr, "3*n");
    assert_int_equal(f->site_count, 3);
    for (uint32_t i = 0; i < 3; i++)
        assert_string_equal(f->sites[i].roundtrips.expr, "n");
    checked_finish(&c);
}

/* Nor does it take a share of what another peer costs. */
static void a_cap_is_that_of_the_peer(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (leaf function) (pick function) (f function))"
            " (function leaf @3:5 (body (call query @4:3 (\"q\"))))"
            " (function pick @5:5 (parameters x) (body (call other_call @5:9)"
            " (branch if x (then (call leaf @6:3)) (else (call leaf @7:3)))))"
            " (function f @20:5 (parameters n) (locals i) (body " FOR("21", "i", "n", "(call pick @22:5 (i))") ")))");
    const struct finding *f = finding_at(&c, "a.c", 22);
    assert_int_equal(f->site_count, 2);
    assert_site(f, 0, 4, "query", "n");
    assert_site(f, 1, 5, "other_call", "n");
    checked_finish(&c);
}

/* A list that a macro writes: many calls at one place, one site for each function that is called. */
static void calls_of_a_macro_are_one_site(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (all function) (f function))"
                     " (function all @3:5 (body (call query @4:3 (\"a\")) (call query @4:3 (\"b\"))"
                     " (call query_twice @4:3 (\"c\")) (call query @4:3 (\"d\")) (call query @4:20 (\"e\"))))"
                     " (function f @20:5 (parameters n) (locals i) (body " FOR(
                         "21", "i", "n", "(call all @22:5) (call query @23:5 (1)) (call query @23:5 (2))") ")))");
    const struct finding *f = finding_at(&c, "a.c", 22);
    assert_string_equal(f->roundtrips.expr, "8*n");
    assert_int_equal(f->site_count, 4);
    assert_site(f, 0, 4, "query", "3*n");
    assert_int_equal(f->sites[0].call_count, 3);
    assert_site(f, 1, 4, "query_twice", "2*n");
    assert_int_equal(f->sites[1].call_count, 1);
    assert_site(f, 2, 23, "query", "2*n");
    assert_int_equal(f->sites[2].call_count, 2);
    assert_site(f, 3, 4, "query", "n"); /* another column is another call */
    checked_finish(&c);
}

/* A wait that the callee makes for what its caller has sent. */
static void a_wait_in_a_callee_is_a_site(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (answer function) (f function))"
                     " (function answer @3:5 (body (call get @4:3)))"
                     " (function f @20:5 (parameters n) (locals i) (body " FOR(
                         "21", "i", "n", "(call append @22:5 (i)) (call answer @23:5)") ")))");
    const struct finding *f = finding_at(&c, "a.c", 23);
    assert_string_equal(f->roundtrips.expr, "n");
    assert_int_equal(f->site_count, 1);
    assert_site(f, 0, 23, "get", "n");
    assert_int_equal(f->steps[f->step_count - 1].kind, STEP_ROUNDTRIP);
    assert_int_equal(f->steps[f->step_count - 1].place.line, 4);
    checked_finish(&c);
}

/* What leads back into a function on the way is no wait of its own. */
static void a_call_back_is_no_site(void **state) {
    struct checked c;
    (void)state;
    checked_make(
        &c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (leave function) (handle function) (drag function) (f function))"
            " (function leave @4:1 (body (call query @4:3 (\"two\"))))"
            " (function handle @5:1 (parameters kind) (body (call query @7:3 (\"one\"))"
            " (branch if (== kind 1) (then (call drag @9:3)))))"
            " (function drag @12:1 (locals k) (body (call leave @14:3) (call handle @16:3 (k))))"
            " (function f @20:5 (parameters n) (locals i) (body " FOR("21", "i", "n", "(call handle @22:5 (i))") ")))");
    const struct finding *f = finding_at(&c, "a.c", 22);
    assert_int_equal(f->site_count, 2);
    assert_int_equal(f->sites[0].place.line, 4);
    assert_int_equal(f->sites[1].place.line, 7);
    checked_finish(&c);
}

/* It waits beside what it asks on its own: all of the total is in the list. */
static void a_wait_beside_requests_is_a_site(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (answer function) (f function))"
                     " (function answer @3:5 (body (call get @4:3) (call query @5:3 (\"one\"))))"
                     " (function f @20:5 (parameters n) (locals i) (body " FOR(
                         "21", "i", "n", "(call append @22:5 (i)) (call answer @23:5)") ")))");
    const struct finding *f = finding_at(&c, "a.c", 23);
    assert_string_equal(f->roundtrips.expr, "2*n");
    assert_int_equal(f->site_count, 2);
    assert_site(f, 0, 4, "get", "n");
    assert_site(f, 1, 5, "query", "n");
    checked_finish(&c);
}

static void a_glob_is_named_by_what_is_called(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS
                     " (f function)) (function f @20:5 (parameters n) (locals i) (body " FOR(
                         "21", "i", "n", "(call other_call @22:5)") ")))");
    const struct finding *f = finding_at(&c, "a.c", 22);
    assert_string_equal(f->callee, "other_call");
    assert_string_equal(f->sites[0].callee, "other_call");
    assert_string_equal(f->peer, "other");
    checked_finish(&c);
}

#define LEVELS 30

/* Three ways at each of thirty levels are more than can be followed: the count stays right, and it ends. */
static void ways_without_number(void **state) {
    struct buffer text = {0};
    struct checked c;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function)");
    for (int i = 0; i <= LEVELS; i++)
        buffer_printf(&text, " (f%d function)", i);
    buffer_add_text(&text, ") (function f0 @1:1 (body (call query @2:1 (\"q\"))))");
    for (int i = 1; i <= LEVELS; i++)
        buffer_printf(&text, "(function f%d @%d:1 (body (call f%d @%d:1) (call f%d @%d:2) (call f%d @%d:3)))", i,
                      i * 10, i - 1, i * 10 + 1, i - 1, i * 10 + 1, i - 1, i * 10 + 1);
    buffer_printf(
        &text, " (function f @900:5 (parameters n) (locals i) (body " FOR("901", "i", "n", "(call f%d @902:5)") ")))",
        LEVELS);
    checked_make(&c, text.data);
    const struct finding *f = finding_at(&c, "a.c", 902);
    assert_string_equal(f->roundtrips.expr, "205891132094649*n");
    assert_true(f->site_count >= 1);
    assert_int_equal(f->confidence, CONFIDENCE_LOW); /* thirty calls away */
    checked_finish(&c);
    buffer_finish(&text);
}

/* A path longer than what is shown still ends at the library. */
static void a_long_path_is_cut_in_the_middle(void **state) {
    struct buffer text = {0};
    struct checked c;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function)");
    for (int i = 0; i < 300; i++)
        buffer_printf(&text, " (f%d function)", i);
    buffer_add_text(&text, ") (function f0 @1:1 (body (call query @2:1 (\"q\"))))");
    for (int i = 1; i < 300; i++)
        buffer_printf(&text, "(function f%d @%d:1 (body (call f%d @%d:1)))", i, i * 10, i - 1, i * 10 + 1);
    buffer_add_text(&text, " (function f @4000:5 (parameters n) (locals i) (body " FOR("4001", "i", "n",
                                                                                       "(call f299 @4002:5)") ")))");
    checked_make(&c, text.data);
    const struct finding *f = finding_at(&c, "a.c", 4002);
    assert_string_equal(f->callee, "query");
    assert_in_range(f->step_count, 10, 70);
    assert_int_equal(f->steps[f->step_count - 1].place.line, 2);
    checked_finish(&c);
    buffer_finish(&text);
}

/* A cycle of eight. When e7 was tried, its loop made one round trip, too few to tell; with what e8 leads back to, they
 * are many, and told of there. Who counts on the one still has a way to the library, and is told of. */
static void a_loop_further_down_is_gone_through(void **state) {
    struct buffer text = {0};
    struct checked c;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function)");
    for (int i = 1; i <= 8; i++)
        buffer_printf(&text, " (e%d function)", i);
    buffer_add_text(&text, ")");
    for (int i = 1; i <= 6; i++)
        buffer_printf(&text, "(function e%d @%d:1 (parameters n) (body (call e%d @%d:2 (n))))", i, i * 10, i + 1,
                      i * 10 + 1);
    buffer_add_text(&text, "(function e7 @70:1 (parameters n) (locals i (r \"struct r *\")) (body (assign r 0) " FOR(
                               "71", "i", "n",
                               "(branch if (! r) (then (call query @72:2 (\"one\")) (assign r $0))) (call e8 @73:2 "
                               "(n))") "))"
                                       "(function e8 @80:1 (parameters n) (body (call e1 @81:2 (n))))"
                                       "(function f @90:5 (parameters n) (locals i) (body " FOR(
                                           "91", "i", "n", "(call e1 @92:5 (n))") ")))");
    checked_make(&c, text.data);
    finding_at(&c, "a.c", 73);
    const struct finding *f = finding_at(&c, "a.c", 92);
    assert_string_equal(f->callee, "query");
    assert_string_equal(f->roundtrips.expr, "n");
    assert_int_equal(f->steps[f->step_count - 1].place.line, 72);
    checked_finish(&c);
    buffer_finish(&text);
}

/* Asked on the first turn that needs it, whoever asks; an answer that is let go of is asked for on each turn. */
static void what_is_kept_is_asked_for_once(void **state) {
    static const struct {
        const char *more; /* in the loop */
        const char *trips;
    } cases[] = {{"", "1"}, {"(assign @kept 0)", "n"}};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct checked c;
        struct buffer text = {0};
        buffer_printf(&text,
                      "(unit \"a.c\" (symbols " DEMO_SYMBOLS
                      " (kept variable (type \"struct r *\")) (formats function) (make function) (all function))"
                      " (function formats @10:1 (body (branch if @kept (then (return)))"
                      " (call query @11:2 (\"one\")) (assign @kept $0)))"
                      " (function make @20:1 (parameters x) (body (call formats @21:2) (call query @22:2 (x))"
                      " (call query @23:2 (\"two\"))))"
                      " (function all @30:1 (parameters n) (locals i) (body " FOR("31", "i", "n",
                                                                                  "(call make @32:5 (i)) %s") ")))",
                      cases[i].more);
        checked_make(&c, buffer_text(&text));
        const struct finding *f = finding_at(&c, "a.c", 32);
        assert_int_equal(f->site_count, 3);
        for (uint32_t k = 0; k < f->site_count; k++)
            assert_string_equal(f->sites[k].roundtrips.expr, f->sites[k].place.line == 11 ? cases[i].trips : "n");
        checked_finish(&c);
        buffer_finish(&text);
    }
}

#define CHAIN 30 /* deeper than ways are followed one by one */

/* What costs most leads back: further down the path takes the target from which it gets shorter. */
static void a_path_through_a_cycle_ends(void **state) {
    struct checked c;
    struct buffer text = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (o record) (o::run field (type \"int (*)(int)\")"
                           " (record o)) (ops variable defined (type \"struct o\"))"
                           " (back function address-taken (type \"int (int)\"))"
                           " (leaf function address-taken (type \"int (int)\")) (ask function (type \"int (int)\"))"
                           " (top function)");
    for (int i = 0; i < CHAIN; i++)
        buffer_printf(&text, " (c%d function)", i);
    buffer_add_text(
        &text, ") (function top @1:1 (parameters n) (locals i) (body " FOR("2", "i", "n", "(call c0 @2:9 (n))") "))");
    for (int i = 0; i + 1 < CHAIN; i++)
        buffer_printf(&text, " (function c%d @%d:1 (parameters x) (body (call c%d @%d:3 (x))))", i, 10 + i, i + 1,
                      10 + i);
    buffer_printf(&text, " (function c%d @45:1 (parameters x) (body (call ask @46:3 (x))))", CHAIN - 1);
    buffer_add_text(&text,
                    " (function ask @50:1 (parameters (x \"int\")) (body (call (through (field @ops o::run)) @51:3 (x)"
                    " (types \"int\") (type \"int\") (pointee \"int (int)\"))))"
                    " (function back @60:1 (parameters (x \"int\")) (body (call ask @61:3 (x)) (call ask @62:3 (x))))"
                    " (function leaf @70:1 (parameters (x \"int\")) (body (call query @71:3 (x))))"
                    " (fact @80:1 (field @ops o::run) &back (type \"int (int)\"))"
                    " (fact @81:1 (field @ops o::run) &leaf (type \"int (int)\")))");
    checked_make(&c, buffer_text(&text));
    const struct finding *f = finding_at(&c, "a.c", 2);
    assert_string_equal(f->callee, "query");
    buffer_finish(&text);
    checked_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_lead_to_the_library),
        cmocka_unit_test(a_loop_without_connection_is_told),
        cmocka_unit_test(the_site_is_who_decides_what_is_asked),
        cmocka_unit_test(excluded_calls_are_no_sites),
        cmocka_unit_test(sites_of_arms_are_not_added_up),
        cmocka_unit_test(sites_are_in_terms_of_the_loop_s_function),
        cmocka_unit_test(exclusive_arms_are_no_sum),
        cmocka_unit_test(sites_of_exclusive_ways_add_up),
        cmocka_unit_test(a_cap_is_that_of_the_peer),
        cmocka_unit_test(calls_of_a_macro_are_one_site),
        cmocka_unit_test(a_place_is_one_site),
        cmocka_unit_test(a_wait_in_a_callee_is_a_site),
        cmocka_unit_test(a_call_back_is_no_site),
        cmocka_unit_test(a_wait_beside_requests_is_a_site),
        cmocka_unit_test(a_glob_is_named_by_what_is_called),
        cmocka_unit_test(ways_without_number),
        cmocka_unit_test(a_long_path_is_cut_in_the_middle),
        cmocka_unit_test(a_loop_further_down_is_gone_through),
        cmocka_unit_test(what_is_kept_is_asked_for_once),
        cmocka_unit_test(a_path_through_a_cycle_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
