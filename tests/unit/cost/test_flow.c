/* What reaches requests and answers, through helpers: by function, and by the turns of loops. */
#include "flow/flow.h"
#include "unit/cost/flowing.h"

static void print_place(const struct flowing *f, uint32_t function, const struct flow_place *place,
                        struct buffer *out) {
    const struct program *program = &f->c.linked.program;
    if (place->root == EXPR_PARAMETER)
        buffer_add_text(out, program_entry(program, function)->head.parameters[place->index].name);
    else
        buffer_add_text(out, place->root == EXPR_THIS ? "this" : program->entities[place->index].name);
    for (uint32_t i = 0; i < place->field_count; i++)
        buffer_printf(out, ".%s", strrchr(program->entities[place->fields[i]].name, ':') + 1);
}

static void print_labels(const struct flowing *f, uint32_t function, const char *what, uint64_t labels,
                         struct buffer *out) {
    const struct function_flows *flows = f->c.costs.flows[function];
    if (!labels)
        return;
    buffer_printf(out, "%s%s:", out->size ? "; " : "", what);
    buffer_add_text(out, labels & FLOW_ANSWER ? " answer" : "");
    buffer_add_text(out, labels & FLOW_VARIES ? " varies" : "");
    buffer_add_text(out, labels & FLOW_DIALED ? " dialed" : "");
    for (uint32_t i = 0; i < flows->place_count; i++)
        if (labels & FLOW_PLACE(i)) {
            buffer_add_char(out, ' ');
            print_place(f, function, &flows->places[i], out);
        }
}

static void print_access(const char *what, uint32_t access, struct buffer *out) {
    if (!access)
        return;
    buffer_printf(out, "; %s:", what);
    for (uint32_t i = 0; i < ACCESS_COUNT; i++)
        if (access >> i & 1)
            buffer_printf(out, " %s", access_name((enum access_class)i));
}

/* "handle: c; request: q; returns: answer; out = answer; access: read" */
static void expect_flows(struct flowing *f, const char *name, const char *expected) {
    struct buffer out = {0};
    uint32_t function = linked_function(&f->c.linked, NULL, name);
    const struct function_flows *flows = f->c.costs.flows[function];
    assert_non_null(flows);
    print_labels(f, function, "handle", flows->handle, &out);
    print_labels(f, function, "request", flows->request, &out);
    print_labels(f, function, "text", flows->text, &out);
    print_labels(f, function, "returns", flows->returned, &out);
    for (uint32_t i = 0; i < flows->write_count; i++) {
        struct buffer to = {0};
        buffer_add_text(&to, flows->writes[i].is_reset ? "new " : "");
        print_place(f, function, &flows->writes[i].to, &to);
        print_labels(f, function, buffer_text(&to), flows->writes[i].labels, &out);
        if (!flows->writes[i].labels)
            buffer_printf(&out, "%s%s", out.size ? "; " : "", buffer_text(&to));
        buffer_finish(&to);
    }
    print_access("access", flows->access, &out);
    print_access("else", flows->fallback_access, &out);
    assert_string_equal(buffer_text(&out), expected);
    buffer_finish(&out);
}

/* --- functions --------------------------------------------------------------------------------------------------- */

struct row {
    const char *function; /* of f */
    const char *flows;
};

static void check(const struct row *rows, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        struct flowing f;
        flowing_make(&f, rows[i].function);
        expect_flows(&f, "f", rows[i].flows);
        counted_finish(&f.c);
    }
}

static void follows_what_is_passed_on(void **state) {
    static const struct row rows[] = {
        {"(function f (parameters c q) (body (call ask (c q)) (return $0)))",
         "handle: c; request: q; text: q; returns: answer varies"},
        {"(function f (parameters c q) (body (call look (c q)) (return $0)))",
         "handle: c; request: q; returns: answer; access: read"},
        {"(function f (parameters c q) (body (call ask (c \"SELECT 1\"))))", "handle: c; access: read"},
        {"(function f (parameters (b \"struct box *\")) (locals (c \"struct wire *\")) (body"
         " (assign c (field (deref b) box::conn)) (call ask (c (field (deref b) box::data)))))",
         "handle: b.conn; request: b.data; text: b.data"},
        {"(function f (parameters (b \"struct box *\")) (locals (a \"struct box *\")) (body"
         " (assign a b) (call ask ((field (deref a) box::conn) \"COMMIT\"))"
         " (assign (field (deref a) box::out) $0)))",
         "handle: b.conn; b.out: answer varies; access: sync"},
        {"(function f (parameters c q out) (locals r) (body (call ask (c q)) (assign r $0) (call part_of (r))"
         " (assign (deref out) $1)))",
         "handle: c; request: q; text: q; new out: answer varies"},
        {"(function f (parameters c q) (locals r) (body (call ask_into (c q (address r))) (return r)))",
         "handle: c; request: q; text: q; returns: answer varies"},
        {"(function f (parameters c q r) (body (call ask_into (c q r))))",
         "handle: c; request: q; text: q; r: answer varies"},
        {"(function f (parameters q) (body (call ask (@counter q))))", "handle: counter; request: q; text: q"},
        {"(function f (parameters q) (body (call dial (q)) (return $0)))",
         "request: q; returns: dialed; access: session"},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

/* A test of the answer is no flow. */
static void follows_data_alone(void **state) {
    static const struct row rows[] = {
        {"(function f (parameters c q out) (body (call ask (c q)) (branch if $0 (then (assign (deref out) 1)))))",
         "handle: c; request: q; text: q"},
        {"(function f (parameters c q n) (locals i) (body (assign i n) (assign i 0) (call ask (c (+ q i)))))",
         "handle: c; request: q; access: unknown"},
        {"(function f (parameters c a b) (locals q) (body (branch if a (then (assign q a)) (else (assign q b)))"
         " (call look (c q))))",
         "handle: c; request: a b; access: read"},
        {"(function f (parameters c a b) (locals q) (body (assign q a)"
         " (branch if a (then (assign q b) (return))) (call look (c q))))",
         "handle: c; request: a; access: read"},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void goes_through_helpers(void **state) {
    struct flowing f;
    (void)state;
    flowing_make(&f,
                 "(function g (parameters (b \"struct box *\") q) (body (call ask ((field (deref b) box::conn) q))"
                 " (return $0)))"
                 "(function f (parameters (outer \"struct box *\") n) (locals r) (body (call g (outer \"SELECT 2\"))"
                 " (assign r $0) (call part_of (r n)) (return $1)))"
                 "(function h (parameters (outer \"struct box *\") n) (body (call g (outer n))))");
    expect_flows(&f, "f", "handle: outer.conn; returns: answer varies n; access: read");
    expect_flows(&f, "h", "handle: outer.conn; request: n; text: n");
    counted_finish(&f.c);
}

/* The words of a request in a vector: what comes first in it, where it comes from another helper's list too. */
static void follows_words_into_vectors(void **state) {
    struct flowing f;
    (void)state;
    flowing_make(&f, "(function g (parameters (list \"struct box *\") (to \"char **\")) (locals i) (body"
                     " (assign (element (deref to) i) (field (deref list) box::data))))"
                     "(function f (parameters c (list \"struct box *\")) (locals (words \"char **\")) (body"
                     " (call g (list (address words))) (call ask (c words))))"
                     "(function h (parameters c word) (locals (words \"char *[4]\") n) (body"
                     " (assign (element words n) \"SELECT 1\") (assign n += 1)"
                     " (assign (element words n) word) (call ask (c words))))");
    expect_flows(&f, "g", "to: list.data");
    expect_flows(&f, "f", "handle: c; request: list.data; text: list.data");
    expect_flows(&f, "h", "handle: c; request: word; access: read");
    counted_finish(&f.c);
}

static void knows_what_empties_an_object(void **state) {
    static const struct {
        const char *g; /* body of g(b) */
        bool empties;
    } rows[] = {
        {"(assign (field (deref b) box::len) 0) (assign (element (field (deref b) box::data) 0) 0)", true},
        {"(branch if b (then (assign (field (deref b) box::len) 0)))", true},
        {"(branch if (!= (field (deref b) box::data) @counter) (then (assign (field (deref b) box::len) 0))"
         " (else (call h (b))))",
         true},
        {"(branch if n (then (assign (field (deref b) box::len) 0)))", false},
        {"(branch if n (then (return))) (assign (field (deref b) box::len) 0)", false},
        {"(assign (field (deref b) box::len) 1)", false},
        {"(assign (field (deref b) box::next) 0)", false},
        {"(assign (field (deref b) box::len) n)", true},
        {"(assign (field (deref b) box::len) += 0)", false},
        {"(call h (b))", true},
        {"(call renew (b))", true},
        {"(call snprintf ((field (deref b) box::data) 8 \"x\"))", false},
        {"(assign (element b 0) 0)", true},
    };
    (void)state;
    for (uint32_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct flowing f;
        struct buffer text = {0};
        buffer_printf(&text,
                      "(function h (parameters (b \"struct box *\")) (body (assign (field (deref b) box::len) 0)))"
                      "(function g (parameters (b \"struct box *\") n) (body %s))"
                      "(function f (parameters c (q \"struct box *\") x) (body"
                      " (call add (q x) (types \"struct box *\" \"char *\")) (call g (q 0))"
                      " (call look (c (field (deref q) box::data)))))",
                      rows[i].g);
        flowing_make(&f, text.data);
        const struct function_flows *flows = f.c.costs.flows[linked_function(&f.c.linked, NULL, "f")];
        bool holds_x = false;
        for (uint32_t k = 0; k < flows->place_count; k++)
            holds_x |= (flows->request & FLOW_PLACE(k)) && flows->places[k].root == EXPR_PARAMETER &&
                       flows->places[k].index == 2;
        if (holds_x == rows[i].empties)
            fail_msg("%s: %s", rows[i].g, holds_x ? "x is still there" : "x is gone");
        buffer_finish(&text);
        counted_finish(&f.c);
    }
}

/* --- texts ------------------------------------------------------------------------------------------------------- */

#define ADD(what) "(call add (q " what ") (types \"struct box *\" \"char *\"))"
#define ASK       "(call ask (c (field (deref q) box::data)))"
#define WITH_Q(body)                                                                                                   \
    "(function f (parameters c x) (locals (q \"struct box *\") s) (body (call h ()) (assign q $0) " body "))"

static void finds_the_first_text(void **state) {
    static const struct {
        const char *function;
        enum access_class class;
    } rows[] = {
        {WITH_Q(ADD("\"SELECT a\"") ADD("\"DELETE\"") ASK), ACCESS_READ},
        {WITH_Q(ADD("\"\\n\"") ADD("\"DELETE FROM t\"") ADD("\"SELECT\"") ASK), ACCESS_WRITE},
        {WITH_Q(ADD("\"DELETE\"") ASK "(call renew (q))" ADD("\"DELETE\"") ASK), ACCESS_WRITE},
        {WITH_Q(ADD("\"DELETE\"") "(call renew (q))" ADD("\"SELECT a\"") ASK), ACCESS_READ},
        {WITH_Q(ADD("\"DELETE\"") "(call h ()) (assign q $2)" ADD("\"SELECT a\"") ASK), ACCESS_READ},
        {WITH_Q("(call add (q \"%s\" \"SELECT a\") (types \"struct box *\" \"char *\" \"char *\"))" ASK), ACCESS_READ},
        {WITH_Q(ADD("(select x \"SELECT a\" \"SELECT b\")") ASK), ACCESS_READ},
        {WITH_Q("(call g (q))" ADD("\"SELECT a\"") ASK) " (function g (parameters q) (body" ADD("\"DELETE\"") "))",
         ACCESS_WRITE},
        {WITH_Q("(call strlen (q))" ADD("\"SELECT a\"") ASK), ACCESS_READ},
        {"(function f (parameters c) (locals (s \"char *\")) (body (assign s \"SELECT 1\") (call ask (c s))))",
         ACCESS_READ},
        {"(function f (parameters c) (locals (s \"char[99]\")) (body (call snprintf (s 99 \"DELETE %d\" 1)"
         " (types \"char *\" \"int\" \"char *\" \"int\")) (call ask (c s))))",
         ACCESS_WRITE},
        {"(function f (parameters c) (locals (s \"struct box\")) (body (call add ((address s) \"SELECT 1\")"
         " (types \"struct box *\" \"char *\")) (call ask (c (field s box::data)))))",
         ACCESS_READ},
        {"(function f (parameters c) (body (call g (c \"SELECT 1\"))))"
         " (function g (parameters c q) (body (call ask (c q))))",
         ACCESS_READ},
        {"(function f (parameters c) (body (call g ()) (call ask (c $0))))"
         " (function g (body (return \"DELETE\")))",
         ACCESS_WRITE},
        {"(function f (parameters c) (body (call read_line (c)) (call ask (c $0))))", ACCESS_UNKNOWN},
    };
    (void)state;
    for (uint32_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct flowing f;
        flowing_make(&f, rows[i].function);
        const struct function_flows *flows = f.c.costs.flows[linked_function(&f.c.linked, NULL, "f")];
        if (flows->access != 1u << rows[i].class || flows->text)
            fail_msg("row %u: access %x, text %lx", i, flows->access, (unsigned long)flows->text);
        counted_finish(&f.c);
    }
}

/* --- globals ----------------------------------------------------------------------------------------------------- */

/* How many places f writes: `count` globals, and what its parameter leads to. */
static uint32_t writes_with_globals(int count) {
    struct buffer text = {0};
    struct flowing f = {0};
    buffer_add_text(&text, "(unit \"a.c\" (symbols (ask function (header \"wire.h\" 1)) (f function)");
    for (int i = 0; i < count; i++)
        buffer_printf(&text, " (g%d variable)", i);
    buffer_add_text(&text, ") (function f (parameters c p) (body (call ask (c \"SELECT 1\")) (assign (deref p) $0)");
    for (int i = 0; i < count; i++)
        buffer_printf(&text, " (assign @g%d $0)", i);
    buffer_add_text(&text, ")))");
    linked_init(&f.c.linked);
    linked_load_pack(&f.c.linked, FLOW_PACK);
    linked_encode(&f.c.linked, "test", text.data, text.size);
    linked_link(&f.c.linked);
    counted_count(&f.c);
    uint32_t writes = f.c.costs.flows[linked_function(&f.c.linked, NULL, "f")]->write_count;
    counted_finish(&f.c);
    buffer_finish(&text);
    return writes;
}

static void gives_up_many_globals(void **state) {
    (void)state;
    assert_int_equal(writes_with_globals(2), 3);
    assert_int_equal(writes_with_globals(24), 25);
    assert_int_equal(writes_with_globals(25), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_what_is_passed_on),    cmocka_unit_test(follows_data_alone),
        cmocka_unit_test(follows_words_into_vectors),   cmocka_unit_test(goes_through_helpers),
        cmocka_unit_test(knows_what_empties_an_object), cmocka_unit_test(finds_the_first_text),
        cmocka_unit_test(gives_up_many_globals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
