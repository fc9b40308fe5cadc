/* Turns of loops over lists, texts and iterators: what is walked, from where, and how often in total. */
#include "unit/cost/turns_rows.h"

static const struct row lists[] = {
    {"HASH_ITER: el = s, tmp = el ? el->next : NULL; el; el = tmp, ...",
     "(assign x s) (assign tmp (select s (field (deref s) node::next) 0))"
     " (loop for (condition (!= x 0)) (step (assign x tmp) (assign tmp (select tmp (field (deref tmp) node::next) "
     "0))))",
     "length(s)"},
    {"for (x = s; x && (tmp = x->next, 1); x = tmp)",
     "(assign x s) (loop for (condition (&& x 1)) (step (assign x tmp))"
     " (test (branch && x (then (assign tmp (field (deref x) node::next))))))",
     "up to length(s)"},
    {"list_for_each_entry_safe",
     "(assign pos (- (field (field (deref s) node::list) node::next) 16))"
     " (assign tmp (- (field (field (deref pos) node::list) node::next) 16))"
     " (loop for (condition (!= (address (field (deref pos) node::list)) (address (field (deref s) node::list))))"
     " (step (assign pos tmp) (assign tmp (- (field (field (deref tmp) node::list) node::next) 16))))",
     "length(s->list)"},
    {"through two locals",
     "(assign x s) (loop while (condition x) (body (assign tmp (field (deref x) node::next)) (assign next (- tmp 16))"
     " (assign x next)))",
     "length(s)"},
    {"TAILQ_FOREACH: head.tqh_first",
     "(assign x (field (deref s) node::tqh_first)) (loop for (condition (!= x 0))"
     " (step (assign x (field (deref x) node::next))))",
     "length(*s)"},
    {"a second variable that is set to something else",
     "(assign x s) (loop while (condition x) (body (assign tmp (opaque \"a\")) (assign x tmp)))", "up to turns@f:1"},
    {"p ? p->next : p: stays where it is",
     "(assign x s) (loop while (condition x) (body (assign x (select x (field (deref x) node::next) s))))",
     "up to turns@f:1"},
    {"list = remove(list, x)",
     "(loop while (condition p) (body (call next_item (p x) (type \"struct node *\")) (assign p $0)))",
     "up to length(p)"},
    {"for (x = first(s); x; x = next(x))",
     "(call head_of (s)) (assign x $0) (loop for (condition x)"
     " (step (call next_item (x) (type \"struct node *\")) (assign x $1)))",
     "up to length(s)"},
    {"while ((t = strchr(t, ' '))): leaps",
     "(loop while (condition t) (test (call next_item (t 32) (type \"char *\"))"
     " (assign t $0)))",
     "up to items(next_item)"},
    {"x = next_item(s): not from x",
     "(loop while (condition x) (test (call next_item (s) (type \"struct node *\")) (assign x $0)))",
     "up to items(next_item)"},
    {"*t != ','", "(loop while (condition (!= (deref t) 44)) (body (assign t += 1)))", "up to length(t)"},
    {"t->text != END", "(loop while (condition (!= (field (deref t) node::count) 9)) (body (assign t += 1)))",
     "up to length(t)"},
    {"s->count != 9: nothing moves", "(loop while (condition (!= (field (deref s) node::count) 9)))",
     "up to turns@f:1"},
    {"while (*t == ' ' || *t == 9)",
     "(loop while (condition (|| (== (deref t) 32) (== (deref t) 9))) (body (assign t += 1)))", "up to length(t)"},
    {"while (*t == 0): no terminator ends it", "(loop while (condition (== (deref t) 0)) (body (assign t += 1)))",
     "up to turns@f:1"},
    {"while (isspace(*t)) t++", "(loop while (condition $0) (test (call done ((deref t)))) (body (assign t += 1)))",
     "up to length(t)"},
    {"while (table[*t] & 8) t++", "(loop while (condition (& (element table (deref t)) 8)) (body (assign t += 1)))",
     "up to length(t)"},
    {"while (m & 8): nothing moves", "(loop while (condition (& m 8)) (body (assign m (opaque \"a\"))))",
     "up to turns@f:1"},
    {"for (; *t; t += count(t))", "(loop for (condition (deref t)) (step (call count (t)) (assign t += $0)))",
     "up to length(t)"},
    {"while (!TAILQ_EMPTY(s)) { x = TAILQ_FIRST(s); remove(x); }",
     "(loop while (condition (! (== (field (deref s) node::tqh_first) 0))) (body"
     " (assign x (field (deref s) node::tqh_first)) (call done (x))))",
     "up to length(*s)"},
    {"while ((x = s->list)) s->list = x->next",
     "(loop while (condition (!= x 0)) (test (assign x (field (deref s) node::list))) (body"
     " (assign (field (deref s) node::list) (field (deref x) node::next))))",
     "up to length(s->list)"},
    {"while ((x = s->list)): nobody takes it",
     "(loop while (condition (!= x 0)) (test (assign x (field (deref s) node::list))) (body (call done (x))))",
     "up to turns@f:1"},
    {"while ((x = s->list)) of another s each time",
     "(loop while (condition (!= x 0)) (test (assign x (field (deref s) node::list))) (body (assign s (opaque "
     "\"a\"))))",
     "up to turns@f:1"},
    {"what it asks for is only looked at in an arm",
     "(loop while (condition (field (deref s) node::list)) (body (branch if n (then"
     " (assign x (field (deref s) node::list))))))",
     "up to turns@f:1"},
    {"what it asks for belongs to something else each time",
     "(loop while (condition (field (deref s) node::list)) (body (assign x (field (deref s) node::list))"
     " (assign s (opaque \"a\"))))",
     "up to turns@f:1"},
    {"t[i++]", "(assign i 0) (loop while (condition (element t (- i 1))) (test (assign i += 1)))", "up to length(t)"},
};

/* foreach() of PostgreSQL 15, and its like. */
#define CELL    " (declare w (list (field (deref s) node::list) 0))"
#define MORE    "(&& (!= (field w walk::list) 0) (< (field w walk::at) (field (deref (field w walk::list)) node::length)))"
#define TAKE    "(assign x (address (element (field (deref (field w walk::list)) node::names) (field w walk::at))))"
#define ADVANCE "(step (assign (field w walk::at) += 1))"

static const struct row cells[] = {
    {"more ? (cell = ..., true) : (cell = NULL, false)",
     CELL " (loop for (condition (select " MORE " 1 0)) (test (branch ?: " MORE " (then " TAKE
          ") (else (assign x 0)))) " ADVANCE ")",
     "length(s->list)"},
    {"more && (cell = ..., true)",
     CELL " (loop for (condition (&& " MORE " 1)) (test (branch && " MORE " (then " TAKE "))) " ADVANCE ")",
     "up to length(s->list)"},
    {"(cell = more ? ... : NULL), cell != NULL",
     CELL " (loop for (condition (!= x 0)) (test (assign x (select " MORE
          " (address (element (field (deref (field w walk::list)) node::names) (field w walk::at))) 0))) " ADVANCE ")",
     "length(s->list)"},
    {"foreach_delete_current",
     CELL " (loop for (condition (select " MORE " 1 0)) " ADVANCE
          " (body (branch if (opaque \"a\") (then (assign (field w walk::at) -= 1)"
          " (call next_item ((field (deref s) node::list))) (assign (field w walk::list) $0)))))",
     "up to length(s->list)"},
    {"another list in the middle",
     CELL " (loop for (condition (select " MORE " 1 0)) " ADVANCE
          " (body (branch if (opaque \"a\") (then (call next_item (c)) (assign (field w walk::list) $0)))))",
     "up to turns@f:1"},
    {"any ? 1 : 1", CELL " (loop for (condition (select " MORE " 1 1)) " ADVANCE ")", "up to turns@f:1"},
    {"none ? false : true", CELL " (loop for (condition (select (! " MORE ") 0 1)) " ADVANCE ")", "length(s->list)"},
    {"a literal that was set again",
     CELL " (assign (field w walk::list) p) (loop for (condition " MORE ") " ADVANCE ")", "up to w.list->length"},
    {"for (once = 1; once; once = 0)", "(assign k 1) (loop for (condition k) (step (assign k 0)))", "1"},
    {"for (; k; k = 0), under a condition", "(loop while (condition k) (body (branch if n (then (assign k 0)))))",
     "up to turns@f:1"},
    {"for (; k; k = 1)", "(loop for (condition k) (step (assign k 1)))", "up to turns@f:1"},
};

static const struct row iterators[] = {
    {"rewind(s, &it); next(&it)",
     "(call list_rewind (s (address it)) (types \"struct node *\" \"struct walk *\"))"
     " (loop while (condition (!= x 0)) (test (call list_next ((address it)) (types \"struct walk *\"))"
     " (assign x $1)))",
     "up to length(s)"},
    {"x = iterator(s); next(x)",
     "(call list_iterator (s) (types \"struct node *\")) (assign k $0)"
     " (loop while (condition (!= x 0)) (test (call list_next (k) (types \"struct walk *\")) (assign x $1)))",
     "up to length(s)"},
    {"next(&it, &x) == 1",
     "(call list_rewind ((address it) (field (deref s) node::list)) (types \"struct walk *\" \"struct node *\"))"
     " (loop while (condition $1) (test (call list_next ((address it) (address x)) (types \"struct walk *\" \"int "
     "*\"))))",
     "up to length(s->list)"},
    {"for (; it.at; list_next(&it))",
     "(call list_iterator (s) (types \"struct node *\")) (assign it $0)"
     " (loop for (condition (field it walk::at)) (step (call list_next ((address it)) (types \"struct walk *\"))))",
     "up to length(s)"},
    {"for (; it.at; list_next(&x)): another one moves",
     "(loop for (condition (field it walk::at)) (step (call list_next ((address x)) (types \"struct walk *\"))))",
     "up to turns@f:1"},
    {"next = next_item(c); ...; x = next",
     "(call next_item (c)) (assign x $0) (loop while (condition (!= x 0)) (body (call next_item (c)) (assign next $1)"
     " (assign x next)))",
     "up to items(next_item)"},
    {"next is set to something else too",
     "(loop while (condition (!= x 0)) (body (call next_item (c)) (assign next $0)"
     " (branch if n (then (assign next (+ next 8)) (assign next (opaque \"a\")))) (assign x next)))",
     "up to turns@f:1"},
    {"made from a text",
     "(call list_iterator (t) (types \"char *\")) (assign k $0)"
     " (loop while (condition (!= x 0)) (test (call list_next (k) (types \"struct walk *\")) (assign x $1)))",
     "up to items(list_next)"},
    {"made by something that makes no iterator",
     "(call count (s) (types \"struct node *\")) (assign k $0)"
     " (loop while (condition (!= x 0)) (test (call list_next (k) (types \"struct walk *\")) (assign x $1)))",
     "up to items(list_next)"},
    {"made in an arm only",
     "(branch if n (then (call list_rewind (s (address it)) (types \"struct node *\" \"struct walk *\"))))"
     " (loop while (condition (!= x 0)) (test (call list_next ((address it)) (types \"struct walk *\"))"
     " (assign x $1)))",
     "up to items(list_next)"},
    {"two iterators of one name",
     "(loop while (condition x) (test (call next_item (c)) (assign x $0)))"
     " (loop while (index 1) (condition r) (test (call next_item (s)) (assign r $1)))",
     "up to items(next_item(c))"},
    {"do { } while (row_count(r) > 0): pages",
     "(loop do (condition (> $1 0)) (body (call query (c))) (test (call row_count (r))))", "up to turns@f:1"},
};

static const struct row ranges[] = {
    {"while (i < n) { while (i < n && a[i]) i++; i++; }",
     "(assign i 0) (loop while (condition (< i n)) (body"
     " (loop while (index 1) (condition (&& (< i n) (element t i))) (body (assign i += 1))) (assign i += 1)))",
     "up to n"},
};

TABLE(lists)
TABLE(cells)
TABLE(iterators)
TABLE(ranges)

/* --- inner loops that move the outer cursor ---------------------------------------------------------------------- */

struct inner {
    const char *what;
    const char *body;
    const char *turns;
    bool continues;
};

static const struct inner inners[] = {
    {"while (*t) { while (*t && *t != ',') t++; t++; }",
     "(loop while (condition (deref t)) (body (loop while (index 1) (condition (&& (deref t) (!= (deref t) 44)))"
     " (body (assign t += 1))) (assign t += 1)))",
     "up to length(t)", true},
    {"while (p) { while (p && same) p = p->next; }",
     "(loop while (condition p) (body (loop while (index 1) (condition (&& p (opaque \"same\")))"
     " (body (assign p (field (deref p) node::next))))))",
     "up to length(p)", true},
    {"while (i < n) { while (i < n && same) i++; }",
     "(assign i 0) (loop while (condition (< i n)) (body"
     " (loop while (index 1) (condition (&& (< i n) (opaque \"same\"))) (body (assign i += 1)))))",
     "up to n", true},
    {"for (j) while (i < n) i++: nobody sets i back",
     "(assign i 0) (assign j 0) (loop for (condition (< j m)) (step (assign j += 1)) (body"
     " (loop while (index 1) (condition (< i n)) (body (assign i += 1)))))",
     "up to n", true},
    {"for (j) for (i = 0; i < n; i++): started anew",
     "(assign j 0) (loop for (condition (< j m)) (step (assign j += 1)) (body (assign i 0)"
     " (loop while (index 1) (condition (< i n)) (body (assign i += 1)))))",
     "n", false},
    {"the end is another one on each turn",
     "(assign i 0) (loop while (condition (< i n)) (body (assign k (opaque \"end\"))"
     " (loop while (index 1) (condition (< i k)) (body (assign i += 1)))))",
     "up to k", false},
    {"the outer loop goes back",
     "(assign i 0) (loop while (condition (< i n)) (body (assign i -= 1)"
     " (loop while (index 1) (condition (< i n)) (body (assign i += 1)))))",
     "up to n", false},
    {"the cursor is a field: what the outer loop calls may set it",
     "(loop while (condition (opaque \"a\")) (body"
     " (loop while (index 1) (condition (< (field (deref s) node::count) n))"
     " (body (assign (field (deref s) node::count) += 1)))))",
     "up to n", false},
    {"the list begins anew",
     "(loop while (condition (opaque \"a\")) (body (assign x s) (loop while (index 1) (condition x)"
     " (body (assign x (field (deref x) node::next))))))",
     "length(s)", false},
};

static void an_inner_loop_that_moves_the_outer_cursor(void **state) {
    uint32_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(inners); i++) {
        struct counted c = {0};
        begin(&c, inners[i].body);
        struct turns turns = all_turns_in(&c, 1);
        const char *text = counted_text(&c, linked_function(&c.linked, NULL, "f"), turns.count);
        if (strcmp(text, inners[i].turns) != 0 || turns.continues != inners[i].continues) {
            print_error("%s: %s%s\n", inners[i].what, text, turns.continues ? ", in total" : "");
            wrong++;
        }
        counted_finish(&c);
    }
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turns_of_lists),
        cmocka_unit_test(turns_of_cells),
        cmocka_unit_test(turns_of_iterators),
        cmocka_unit_test(turns_of_ranges),
        cmocka_unit_test(an_inner_loop_that_moves_the_outer_cursor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
