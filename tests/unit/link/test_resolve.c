/* Whom calls through pointers run, and what functions are that are handed others. */
#include "link/resolve.h"

#include "unit/link/resolutions.h"

#define FN "int (*)(int)"

static uint32_t instances_of(const struct linked *linked, const char *name) {
    uint32_t count = 0;
    for (uint32_t f = linked->program.own_count; f < linked->program.function_count; f++)
        count += linked->program.functions[f].bound && strcmp(program_function_name(&linked->program, f), name) == 0;
    return count;
}

static bool is_in_cone(const struct linked *linked, const char *name) {
    return linked->program.functions[linked_function(linked, NULL, name)].is_in_cone;
}

static void assert_counted(const struct linked *linked, uint32_t all, uint32_t resolved) {
    assert_int_equal(linked->program.indirect_call_count, all);
    assert_int_equal(linked->program.resolved_call_count, resolved);
}

/* --- sets and what they are worth -------------------------------------------------------------------------------- */

/* f() makes its call 1 through what `callee` says, a pointer of `pointee`; $0 is what get_map() gives. */
static void link_f(struct linked *linked, const char *callee, const char *pointee, const char *facts) {
    struct buffer unit = {0};
    buffer_printf(
        &unit,
        "(unit \"a.c\" (symbols " QUERY INT_FUNCTION("ask") INT_FUNCTION(
            "compute") "(two function (type \"int (int, int)\"))"
                       "(hook variable (type \"" FN
                       "\")) (erased variable (type \"void *\")) (f function) (get_map function)"
                       "(my_map variable (type \"struct map\")) (map record) (map::cmp field (type \"" FN
                       "\") (record map))"
                       "(ops record) (ops::get field (type \"" FN "\") (record ops)) (ops::put field (type \"" FN
                       "\") (record ops))"
                       "(cf record) (cf::callback field (type \"void *\") (record cf)))"
                       "(record map (field map::cmp \"" FN "\")) (record ops (field ops::get \"" FN
                       "\") (field ops::put \"" FN "\"))"
                       "(record cf (field cf::callback \"void *\"))" ASKS("ask") COMPUTES(
                           "compute") "(function two @5:1 (parameters (x \"int\") (y \"int\")) (body (call query (y))))"
                                      "(function f @9:1 (parameters (m \"struct map *\") (i \"int\") (c \"struct cf "
                                      "*\"))"
                                      " (locals (l \"" FN "\") (k \"" FN "\"))"
                                      " (body (call get_map @9:3) (assign @9:9 l &ask) (call (through %s) @10:3 (1) "
                                      "(pointee \"%s\")))) %s)",
        callee, pointee, facts);
    linked_make(linked, unit.data);
    buffer_finish(&unit);
}

static void assert_f_runs(const char *callee, const char *facts, const char *text) {
    struct linked linked;
    link_f(&linked, callee, "int (int)", facts);
    assert_runs(&linked, "f", 1, text);
    assert_counted(&linked, 1, strcmp(text, "nobody") != 0);
    linked_finish(&linked);
}

static void one_function_is_certain(void **state) {
    (void)state;
    assert_f_runs("@hook", "(fact @hook &ask)", "ask high");
    assert_f_runs("(element @hook i)", "(fact (element @hook 2) &ask)", "ask high");
    assert_f_runs("(deref @hook)", "(fact @hook &ask)", "ask high");
    assert_f_runs("&ask", "", "ask high");
    assert_f_runs("l", "", "ask high");
    assert_f_runs("(select i @hook 0)", "(fact @hook &ask)", "ask high"); /* a null pointer is nobody */
}

static void a_set_is_medium(void **state) {
    (void)state;
    assert_f_runs("@hook", "(fact @hook &ask) (fact @hook &compute)", "ask compute medium");
    assert_f_runs("(select i &ask &compute)", "", "ask compute medium");
    assert_f_runs("(select i l k)", "", "ask medium"); /* nothing is assigned to the other */
}

/* Library functions that reach the wire have bodies that call them; others are only counted. */
static void library_functions_are_some_of_them(void **state) {
    struct linked linked;
    (void)state;
    link_f(&linked, "@hook", "int (int)", "(fact @hook &query) (fact @hook &compute) (fact @hook &get_map)");
    assert_runs(&linked, "f", 1, "<query> compute medium");
    assert_runs(&linked, "<query>", 0, "nobody"); /* the model is what it costs */
    uint32_t stand_in = function_in_full(&linked, "<query>");
    assert_true(linked.program.functions[stand_in].is_in_cone);
    assert_true(is_in_cone(&linked, "f"));
    linked_finish(&linked);
    assert_f_runs("@hook", "(fact @hook &get_map) (fact @hook &compute)", "compute medium");
    assert_f_runs("@hook", "(fact @hook &query)", "<query> high");
}

static void a_call_of_what_is_only_outside_is_resolved(void **state) {
    struct linked linked;
    (void)state;
    link_f(&linked, "@hook", "int (int)", "(fact @hook &get_map)");
    assert_runs(&linked, "f", 1, "nobody");
    assert_counted(&linked, 1, 1);
    linked_finish(&linked);
}

/* Each object has its own: what the field of any object holds says little of this one's. */
static void a_mix_in_a_container_is_low(void **state) {
    static const char mix[] = "(fact (field @my_map map::cmp) &ask) (fact (field (deref m) map::cmp) &compute (in f))";
    static const char remote[] = "(fact (field @my_map map::cmp) &ask) (fact (field (deref m) map::cmp) &two (in f))";
    (void)state;
    assert_f_runs("(field (deref $0) map::cmp)", mix, "ask compute low");
    assert_f_runs("(field (deref $0) map::cmp)", remote, "ask two medium"); /* all of them ask */
    assert_f_runs("(field @my_map map::cmp)", mix, "ask high");
}

static void a_mix_in_a_table_is_medium(void **state) {
    static const char mix[] = "(fact (field @my_map ops::get) &ask) (fact (field (deref m) ops::get) &compute (in f))"
                              "(fact (field @my_map ops::put) &two)";
    (void)state;
    assert_f_runs("(field (deref $0) ops::get)", mix, "ask compute medium");
}

/* f() has no caller: any object may be passed to it. */
static void a_parameter_that_nobody_passes_is_any_object(void **state) {
    (void)state;
    assert_f_runs("(field (deref m) map::cmp)",
                  "(fact (field @my_map map::cmp) &ask) (fact (field @hook map::cmp) &compute)", "ask compute low");
    assert_f_runs("(field (deref m) map::cmp)", "(fact (field @my_map map::cmp) &ask)", "ask high");
}

static void nobody_knows(void **state) {
    static const char *const callees[] = {"$0",
                                          "(opaque \"(fn)data\")",
                                          "(+ @hook 1)",
                                          "(deref $0)",
                                          "(element $0 i)",
                                          "i",
                                          "@hook",
                                          "0",
                                          "k",
                                          "\"no text\"",
                                          "(field (opaque \"u\") cf::callback)"};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(callees); i++)
        assert_f_runs(callees[i], "", "nobody");
}

/* --- prototypes -------------------------------------------------------------------------------------------------- */

/* One `void *` holds callbacks of several prototypes, and each call casts to its own. */
static void prototypes_tell_what_a_cast_means(void **state) {
    static const char facts[] =
        "(fact (field (deref c) cf::callback) &ask (in f)) (fact (field (deref c) cf::callback) "
        "&two (in f)) (fact @erased &two) (fact @erased &compute)";
    static const struct {
        const char *callee, *pointee, *text;
    } rows[] = {
        {"(field (deref c) cf::callback)", "int (int)", "ask high"},
        {"(field (deref c) cf::callback)", "int (int, int)", "two high"},
        {"(field (deref c) cf::callback)", "int ()", "ask two medium"}, /* says nothing */
        {"(field (deref c) cf::callback)", "void (int)", "nobody"},
        {"@erased", "int (int)", "compute high"},
        {"(select i @erased @hook)", "int (int)", "compute two medium"}, /* no one declaration */
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct linked linked;
        link_f(&linked, rows[i].callee, rows[i].pointee, facts);
        assert_runs(&linked, "f", 1, rows[i].text);
        linked_finish(&linked);
    }
}

/* The pointer is declared with the prototype that is called: what was stored through a cast is called all the same. */
static void a_declared_pointer_does_not_filter(void **state) {
    (void)state;
    assert_f_runs("@hook", "(fact @hook &ask) (fact @hook &two)", "ask two medium");
}

static void library_functions_have_prototypes_as_well(void **state) {
    struct linked linked;
    static const char facts[] = "(fact @erased &query) (fact @erased &two)";
    (void)state;
    link_f(&linked, "@erased", "int (int)", facts);
    assert_runs(&linked, "f", 1, "<query> high");
    linked_finish(&linked);
    link_f(&linked, "@erased", "int (int, int)", facts);
    assert_runs(&linked, "f", 1, "two high");
    linked_finish(&linked);
}

/* --- what is handed over ----------------------------------------------------------------------------------------- */

#define THROUGH(expr, at)         "(call (through " expr ") @" at " (1) (pointee \"int (int)\"))"
#define RUNS_EACH(name, fn)       "(function " name " @20:1 (body (call each @21:3 (3 " fn "))))"
#define HANDED(to, index, fn, in) "(fact (element &" to " " index ") " fn " (in " in "))"
#define EACH_SYMBOL               "(each function (type \"void (int, " FN ")\") (header \"each.h\" 1) (parameters 2))"
#define EACH                                                                                                           \
    "(function each @5:1 (parameters (n \"int\") (fn \"" FN "\")) (body (loop for @6:3 (condition (< 0 n)) (body "     \
    "" THROUGH("fn", "6:9") "))))"
#define CALLBACKS       QUERY INT_FUNCTION("ask") INT_FUNCTION("compute") INT_FUNCTION("ask_too")
#define CALLBACK_BODIES ASKS("ask") COMPUTES("compute") ASKS("ask_too")

static void callers_that_hand_over_the_same_share_an_instance(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (symbols " CALLBACKS EACH_SYMBOL
                "(r1 function) (r2 function) (r3 function) (r4 function))" CALLBACK_BODIES EACH RUNS_EACH("r1", "&ask")
                    RUNS_EACH("r2", "&ask") RUNS_EACH("r3", "&compute") RUNS_EACH("r4", "&ask_too")
                        HANDED("each", "1", "&ask", "r1") HANDED("each", "1", "&ask", "r2")
                            HANDED("each", "1", "&compute", "r3") HANDED("each", "1", "&ask_too", "r4") ")");
    assert_runs(&linked, "r1", 0, "each{fn = ask} high");
    assert_runs(&linked, "r2", 0, "each{fn = ask} high");
    assert_runs(&linked, "r3", 0, "each high"); /* costs the same without an instance */
    assert_runs(&linked, "r4", 0, "each{fn = ask_too} high");
    assert_runs(&linked, "each{fn = ask}", 0, "ask high");
    assert_runs(&linked, "each{fn = ask_too}", 0, "ask_too high");
    assert_runs(&linked, "each", 0, "nobody"); /* a body never runs with what its parameter may hold anywhere */
    assert_int_equal(instances_of(&linked, "each"), 2);
    assert_counted(&linked, 1, 1);
    assert_true(is_in_cone(&linked, "r1"));
    assert_false(is_in_cone(&linked, "r3"));
    assert_false(is_in_cone(&linked, "each"));
    linked_finish(&linked);
}

static void sets_and_library_functions_are_handed_over(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.c\" (symbols " CALLBACKS EACH_SYMBOL
                         "(r1 function) (r2 function) (hook variable))" CALLBACK_BODIES EACH RUNS_EACH("r1", "@hook")
                             RUNS_EACH("r2", "&query")
                                 HANDED("each", "1", "@hook", "r1") "(fact @hook &ask) (fact @hook &compute)" HANDED(
                                     "each", "1", "&query", "r2") ")");
    assert_runs(&linked, "r1", 0, "each{fn = ask or 1 other} high");
    assert_runs(&linked, "each{fn = ask or 1 other}", 0, "ask compute medium");
    assert_runs(&linked, "r2", 0, "each{fn = query} high");
    assert_runs(&linked, "each{fn = query}", 0, "<query> high");
    linked_finish(&linked);
}

#define LEVEL(name, callee)                                                                                            \
    "(function " name " @8:1 (parameters (fn \"" FN "\")) (body (call " callee " @9:3 (fn))))"                         \
    "(fact (element &" callee " 0) fn (in " name "))"
#define FN_SYMBOL(name)     "(" name " function (type \"int (" FN ")\"))"
#define START(name, callee) "(function " name " @30:1 (body (call " callee " @31:3 (&ask))))"

/* Up to three callers pass on what they were handed; what the fourth was handed, nobody knows. */
static void open_paths_are_lifted_three_levels(void **state) {
    struct linked linked;
    (void)state;
    linked_make(
        &linked,
        "(unit \"a.c\" (symbols " CALLBACKS FN_SYMBOL("l0") FN_SYMBOL("l1") FN_SYMBOL("l2") FN_SYMBOL("l3")
            FN_SYMBOL("l4") "(s0 function) (s1 function) (s2 function) (s3 function) (s4 function))" CALLBACK_BODIES
                            "(function l0 @5:1 (parameters (fn \"" FN
                            "\")) (body " THROUGH("fn", "6:9") "))" START("s0", "l0") START("s1", "l1")
                                START("s2", "l2") START("s3", "l3") START("s4", "l4") LEVEL("l1", "l0")
                                    LEVEL("l2", "l1") LEVEL("l3", "l2") LEVEL("l4", "l3") ")");
    assert_runs(&linked, "s0", 0, "l0{fn = ask} high");
    assert_runs(&linked, "s1", 0, "l1{fn = ask} high");
    assert_runs(&linked, "l1{fn = ask}", 0, "l0{fn = ask} high");
    assert_runs(&linked, "s2", 0, "l2{fn = ask} high");
    assert_runs(&linked, "l2{fn = ask}", 0, "l1{fn = ask} high");
    assert_runs(&linked, "s3", 0, "l3{fn = ask} high");
    assert_runs(&linked, "l3{fn = ask}", 0, "l2{fn = ask} high");
    assert_runs(&linked, "s4", 0, "l4 high");
    assert_runs(&linked, "l4", 0, "l3 high");
    assert_int_equal(instances_of(&linked, "l0"), 1);
    linked_finish(&linked);
}

#define DEEP_UNIT                                                                                                      \
    "(unit \"deep.c\" (symbols " FN_SYMBOL(                                                                            \
        "x") "(g function) (k function (header \"k.h\" 1)))"                                                           \
             "(function x @5:1 (parameters (fn \"" FN "\")) (body " THROUGH(                                           \
                 "fn", "6:9") "))"                                                                                     \
                              "(function g @5:1 (parameters (a \"" FN "\") (b \"" FN                                   \
                              "\")) (body " THROUGH("a", "6:9") "(call x @7:3 (b))))"                                  \
                                                                "(function k @8:1 (parameters (fn \"" FN               \
                                                                "\")) (body (call g @9:3 (0 fn)))))"
#define NEAR_UNIT                                                                                                      \
    "(unit \"near.c\" (symbols " QUERY INT_FUNCTION("ask") FN_SYMBOL("y") FN_SYMBOL("k2") FN_SYMBOL("j")               \
        FN_SYMBOL("m") "(s function) (k function (header \"k.h\" 1)))" ASKS(                                           \
            "ask") "(function y @5:1 (parameters (fn \"" FN                                                            \
                   "\")) (body " THROUGH("fn", "6:9") "))" LEVEL(                                                      \
                       "k2", "y") "(function j @8:1 (parameters (fn \"" FN                                             \
                                  "\")) (body (call k @9:3 (fn)) (call k2 @9:9 (fn))))" LEVEL("m", "j")                \
                                      START("s", "m") ")"

/* j() hands on what is called two levels down, and four: the nearer counts, whichever is found first. */
static void the_nearest_call_tells_the_level(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, DEEP_UNIT NEAR_UNIT);
    assert_runs(&linked, "s", 0, "m{fn = ask} high");
    assert_runs(&linked, "m{fn = ask}", 0, "j{fn = ask} high");
    assert_runs(&linked, "y{fn = ask}", 0, "ask high");
    linked_finish(&linked);
    assert_order_is_no_matter(DEEP_UNIT, NEAR_UNIT);
}

/* walk(o, fn) calls o->each(fn), and no more is known of the object than its type. */
static void callbacks_go_through_objects_of_which_nothing_is_known(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (symbols " CALLBACKS FN_SYMBOL(
                    "all") "(find function) (walk function) (r1 function)"
                           "(ops record) (ops::each field (type \"int (*)(" FN ")\") (record ops)) (table variable))"
                           "(record ops (field ops::each \"int (*)(" FN ")\"))" CALLBACK_BODIES
                           "(function all @5:1 (parameters (fn \"" FN "\")) (body " THROUGH(
                               "fn", "6:9") "))"
                                            "(function walk @7:1 (parameters (o \"struct ops *\") (fn \"" FN
                                            "\")) (body (call (through (field (deref "
                                            "o) ops::each)) @8:3 (fn) (pointee \"int (" FN ")\"))))"
                                            "(function r1 @9:1 (body (call find @9:3) (call walk @9:9 ($0 &ask))))"
                                            "(fact (field @table ops::each) &all))");
    assert_runs(&linked, "r1", 1, "walk{fn = ask} high");
    assert_runs(&linked, "walk{fn = ask}", 0, "all{fn = ask} high");
    assert_runs(&linked, "all{fn = ask}", 0, "ask high");
    linked_finish(&linked);
}

/* each_with(fn, data) calls fn(data); trampoline(data) calls data->fn. */
#define EACH_WITH                                                                                                      \
    "(function each_with @5:1 (parameters (fn \"int (*)(void *)\") (data \"void *\"))"                                 \
    " (body (call (through fn) @6:3 (data) (pointee \"int (void *)\"))))"                                              \
    "(function trampoline @7:1 (parameters (data \"void *\")) (locals (c \"struct ctx *\"))"                           \
    " (body (declare @7:5 c data) " THROUGH("(field (deref c) ctx::fn)", "8:3") "))"
#define WITH_CONTEXT(name, callback)                                                                                   \
    "(function " name " @20:1 (locals (c \"struct ctx\" address-taken))"                                               \
    " (body (assign @20:5 (field c ctx::fn) " callback ") (call each_with @21:3 (&trampoline (address c)))))"          \
    "(fact (field c ctx::fn) " callback " (in " name ")) (fact (element &each_with 0) &trampoline (in " name "))"

static void a_trampoline_calls_what_its_context_holds(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (symbols " CALLBACKS "(each_with function) (trampoline function (type \"int (void *)\"))"
                "(r1 function) (r2 function) (r3 function) (ctx record) (ctx::fn field (type \"" FN "\") (record ctx)))"
                "(record ctx (field ctx::fn \"" FN "\"))" CALLBACK_BODIES EACH_WITH WITH_CONTEXT("r1", "&ask")
                    WITH_CONTEXT("r2", "&compute") WITH_CONTEXT("r3", "&ask_too") ")");
    assert_runs(&linked, "r1", 0, "each_with{fn = trampoline, data->fn = ask} high");
    assert_runs(&linked, "each_with{fn = trampoline, data->fn = ask}", 0, "trampoline{data->fn = ask} high");
    assert_runs(&linked, "trampoline{data->fn = ask}", 0, "ask high");
    assert_runs(&linked, "r3", 0, "each_with{fn = trampoline, data->fn = ask_too} high");
    assert_string_equal(strstr(runs(&linked, "r2", 0), "ask") ? "asks" : "does not", "does not");
    linked_finish(&linked);
}

/* walk(n, fn) calls fn and goes on to itself; turn() and back() hand fn to one another. */
static void recursion_hands_on(void **state) {
    struct linked linked;
    (void)state;
    linked_make(
        &linked,
        "(unit \"a.c\" (symbols " CALLBACKS FN_SYMBOL("walk") FN_SYMBOL("turn") FN_SYMBOL(
            "back") "(s1 function) (s2 function))" CALLBACK_BODIES "(function walk @5:1 (parameters (fn \"" FN
                    "\")) (body " THROUGH(
                        "fn",
                        "6:9") "(call walk @7:3 (fn))))"
                               "(function turn @5:1 (parameters (fn \"" FN "\")) (body (call back @7:3 (fn))))"
                               "(function back @5:1 (parameters (fn \"" FN
                               "\")) (body " THROUGH("fn", "6:9") "(call turn @7:3 (fn))))" START("s1", "walk") START(
                                   "s2",
                                   "turn") "(fact (element &walk 0) fn (in walk)) (fact (element &back 0) fn (in turn))"
                                           "(fact (element &turn 0) fn (in back)) (fact (element &walk 0) &ask (in s1))"
                                           "(fact (element &turn 0) &ask (in s2)))");
    assert_runs(&linked, "s1", 0, "walk{fn = ask} high");
    assert_runs(&linked, "walk{fn = ask}", 0, "ask high");
    assert_runs(&linked, "walk{fn = ask}", 1, "walk{fn = ask} high");
    assert_runs(&linked, "s2", 0, "turn{fn = ask} high");
    assert_runs(&linked, "turn{fn = ask}", 0, "back{fn = ask} high");
    assert_runs(&linked, "back{fn = ask}", 0, "ask high");
    assert_runs(&linked, "back{fn = ask}", 1, "turn{fn = ask} high");
    assert_int_equal(linked.program.function_count - linked.program.own_count, 3);
    linked_finish(&linked);
}

/* A table whose function calls through the table: a command that runs commands. */
static void a_table_of_callers_of_itself(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (symbols " CALLBACKS INT_FUNCTION(
                    "dispatch") "(commands variable)"
                                "(command record) (command::run field (type \"" FN
                                "\") (record command)))" CALLBACK_BODIES
                                "(function dispatch @9:1 (parameters (i \"int\"))"
                                " (body " THROUGH("(field (element @commands i) command::run)",
                                                  "9:5") "))"
                                                         "(fact (field (element @commands 0) command::run) &dispatch)"
                                                         "(fact (field (element @commands 1) command::run) &ask))");
    assert_runs(&linked, "dispatch", 0, "ask dispatch medium");
    assert_true(is_in_cone(&linked, "dispatch"));
    linked_finish(&linked);
}

/* Variables that are assigned to one another, and to themselves. */
static void cycles_of_assignments_end(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (symbols " CALLBACKS FN_SYMBOL(
                    "l0") "(s0 function))" CALLBACK_BODIES "(function l0 @5:1 (parameters (fn \"" FN
                          "\")) (locals (a \"" FN "\") (b \"" FN "\"))"
                          " (body (assign a fn) (assign b a) (assign a b) (assign b b) (assign fn fn) (assign fn b)"
                          "" THROUGH("b", "6:9") "))" START("s0", "l0") "(fact (element &l0 0) &ask (in s0)))");
    assert_runs(&linked, "s0", 0, "l0{fn = ask} high");
    assert_runs(&linked, "l0{fn = ask}", 0, "ask high");
    linked_finish(&linked);
}

/* As often assigned as there are handlers; the same one again is no other. */
static void a_local_of_many_assignments(void **state) {
    struct linked linked;
    struct buffer text = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " CALLBACKS "(f function))" CALLBACK_BODIES
                           "(function f @9:1 (locals (l \"" FN "\")) (body ");
    for (int i = 0; i < 20; i++)
        buffer_add_text(&text, "(assign l &ask)");
    buffer_add_text(&text, THROUGH("l", "9:9") ")))");
    linked_make(&linked, text.data);
    assert_runs(&linked, "f", 0, "ask high");
    linked_finish(&linked);
    buffer_finish(&text);
}

/* if (!fn) fn = ask; */
static void a_parameter_may_be_assigned_to(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.c\" (symbols " CALLBACKS FN_SYMBOL(
                             "l0") "(r1 function) (r2 function))" CALLBACK_BODIES
                                   "(function l0 @5:1 (parameters (fn \"" FN "\")) (body (assign fn &ask) " THROUGH(
                                       "fn", "6:9") ")) (function r1 @8:1 (body (call l0 @8:9 (0))))"
                                                    "(function r2 @9:1 (body (call l0 @9:9 (&ask_too)))))");
    assert_runs(&linked, "l0", 0, "ask medium");
    assert_runs(&linked, "r1", 0, "l0 high");
    assert_runs(&linked, "r2", 0, "l0{fn = ask_too} high");
    assert_runs(&linked, "l0{fn = ask_too}", 0, "ask ask_too medium");
    linked_finish(&linked);
}

/* hook(&ask), and whom the hook leads to keeps it: v = fn. */
static void what_is_passed_through_a_pointer_is_held(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (symbols " CALLBACKS FN_SYMBOL(
                    "keep") "(hook variable (type \"int (*)(" FN ")\"))"
                            "(v variable (type \"" FN "\")) (w variable (type \"" FN
                            "\")) (f function) (g function))" CALLBACK_BODIES
                            "(function keep @5:1 (parameters (fn \"" FN "\")) (body (assign @v fn)))"
                            "(function f @6:1 (body (call (through @hook) @6:3 (&ask) (pointee \"int (" FN ")\"))"
                            " (call (through @hook) @6:9 (@w) (types \"" FN "\") (pointee \"int (" FN ")\"))))"
                            "(function g @7:1 (body " THROUGH(
                                "@v", "7:3") "))"
                                             "(fact @hook &keep) (fact @v fn (in keep)) (fact @w &ask_too))");
    assert_runs(&linked, "f", 0, "keep high");
    assert_runs(&linked, "g", 0, "ask ask_too medium");
    linked_finish(&linked);
}

/* What hands over what asks does ask: r2() hands r1() over, which hands over what `v` holds; r4() hands r3() over,
 * which calls the library through a pointer. */
static void those_who_hand_over_ask_as_well(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (symbols " CALLBACKS EACH_SYMBOL INT_FUNCTION("r1") INT_FUNCTION(
                    "r3") "(r2 function) (r4 function) (v variable (type \"" FN "\")) (hook variable (type \"" FN
                          "\")))" CALLBACK_BODIES EACH RUNS_EACH("r1", "@v")
                              RUNS_EACH("r2", "&r1") "(function r3 @9:1 (body " THROUGH("@hook", "9:9") "))" RUNS_EACH(
                                  "r4", "&r3") "(fact @hook &query) (fact @v &ask))");
    assert_runs(&linked, "r2", 0, "each{fn = r1} high");
    assert_runs(&linked, "each{fn = r1}", 0, "r1 high");
    assert_runs(&linked, "r3", 0, "<query> high");
    assert_runs(&linked, "r4", 0, "each{fn = r3} high");
    assert_true(is_in_cone(&linked, "r2") && is_in_cone(&linked, "r4"));
    linked_finish(&linked);
}

#define EACH_UNIT "(unit \"each.c\" (symbols " EACH_SYMBOL ")" EACH ")"

/* --- who may be meant -------------------------------------------------------------------------------------------- */

#define HOOK             "(hook variable (type \"" FN "\") (header \"hook.h\" 1))"
#define CALLS_HOOK(name) "(function " name " @9:1 (body " THROUGH("@hook", "9:9") "))"

static void definitions_of_tests_are_kept_out(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"src/a.c\" (symbols " QUERY HOOK INT_FUNCTION("ask") "(f function))" ASKS("ask") CALLS_HOOK(
                    "f") "(fact @hook &ask))"
                         "(unit \"test/a.c\" (symbols " HOOK INT_FUNCTION("mock") "(t function))" COMPUTES("mock")
                             CALLS_HOOK("t") "(fact @hook &mock))");
    assert_runs(&linked, "f", 0, "ask high");
    assert_runs(&linked, "t", 0, "ask mock medium");
    linked_finish(&linked);
}

/* Two programs define one name; the nearest is meant where its address is held. */
static void the_nearest_definition_is_meant(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"x/a.c\" (symbols " HOOK "(on function (header \"on.h\" 1)) (f function))" CALLS_HOOK(
                    "f") "(fact @hook &on))"
                         "(unit \"x/on.c\" (symbols (on function (header \"on.h\" 1))) (function on @3:1 (body)))"
                         "(unit \"y/on.c\" (symbols (on function (header \"on.h\" 1))) (function on @3:1 (body)))");
    assert_runs(&linked, "f", 0, "on high");
    assert_string_equal(
        linked.program
            .functions[program_resolved(&linked.program, linked_function(&linked, NULL, "f"), 0)->targets.functions[0]]
            .file,
        "x/on.c");
    linked_finish(&linked);
}

#define RUNS_UNIT                                                                                                      \
    "(unit \"run.c\" (symbols " CALLBACKS EACH_SYMBOL HOOK                                                             \
    "(r1 function) (r2 function) (r3 function))" CALLBACK_BODIES RUNS_EACH("r1", "&ask") RUNS_EACH("r2", "@hook")      \
        RUNS_EACH("r3", "&query") "(fact @hook &ask_too) (fact @hook &compute)" HANDED("each", "1", "&ask", "r1")      \
            HANDED("each", "1", "@hook", "r2") HANDED("each", "1", "&query", "r3") ")"

static void the_order_of_units_changes_nothing(void **state) {
    (void)state;
    assert_order_is_no_matter(RUNS_UNIT, EACH_UNIT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_function_is_certain),
        cmocka_unit_test(a_set_is_medium),
        cmocka_unit_test(library_functions_are_some_of_them),
        cmocka_unit_test(a_call_of_what_is_only_outside_is_resolved),
        cmocka_unit_test(a_mix_in_a_container_is_low),
        cmocka_unit_test(a_mix_in_a_table_is_medium),
        cmocka_unit_test(a_parameter_that_nobody_passes_is_any_object),
        cmocka_unit_test(nobody_knows),
        cmocka_unit_test(prototypes_tell_what_a_cast_means),
        cmocka_unit_test(a_declared_pointer_does_not_filter),
        cmocka_unit_test(library_functions_have_prototypes_as_well),
        cmocka_unit_test(callers_that_hand_over_the_same_share_an_instance),
        cmocka_unit_test(sets_and_library_functions_are_handed_over),
        cmocka_unit_test(open_paths_are_lifted_three_levels),
        cmocka_unit_test(the_nearest_call_tells_the_level),
        cmocka_unit_test(callbacks_go_through_objects_of_which_nothing_is_known),
        cmocka_unit_test(a_trampoline_calls_what_its_context_holds),
        cmocka_unit_test(recursion_hands_on),
        cmocka_unit_test(a_table_of_callers_of_itself),
        cmocka_unit_test(cycles_of_assignments_end),
        cmocka_unit_test(a_local_of_many_assignments),
        cmocka_unit_test(a_parameter_may_be_assigned_to),
        cmocka_unit_test(what_is_passed_through_a_pointer_is_held),
        cmocka_unit_test(those_who_hand_over_ask_as_well),
        cmocka_unit_test(definitions_of_tests_are_kept_out),
        cmocka_unit_test(the_nearest_definition_is_meant),
        cmocka_unit_test(the_order_of_units_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
