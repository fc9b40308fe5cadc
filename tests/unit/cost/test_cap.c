/* Bounds that people write: comments on loops. Those of the config: tests/integration/test_bounds.py. */
#include "unit/cost/counted.h"

#include "turns/cap.h"

static void assert_read(const char *text, const char *name, int64_t most) {
    struct cap_text cap;
    if (!cap_read(text, &cap))
        fail_msg("not read: %s", text);
    assert_int_equal(cap.name_length, strlen(name));
    assert_memory_equal(cap.name, name, strlen(name));
    assert_int_equal(cap.most, most);
}

static void forms(void **state) {
    (void)state;
    assert_read("n <= 8", "n", 8);
    assert_read("n<=8", "n", 8);
    assert_read("  n  <=  8  ", "n", 8);
    assert_read("n <= 8 (shards)", "n", 8);
    assert_read("n <= 8 (at most <= 9 (of them))", "n", 8);
    assert_read("<= 8", "", 8);
    assert_read("o->list[i].count <= 40", "o->list[i].count", 40);
    assert_read("length(keys->first) <= 100", "length(keys->first)", 100);
    assert_read("turns@load:2 <= 3", "turns@load:2", 3);
    assert_read("n <= 0", "n", 0);
    static const char *const wrong[] = {"",       "n",        "n <= ",   "n <= m",   "n < 8",          "n = 8",
                                        "8 >= n", "n <= 8 x", "n <= -1", "n <= 8.5", "n <= 8 (shards", "ignore"};
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        struct cap_text cap;
        if (cap_read(wrong[i], &cap))
            fail_msg("read: %s", wrong[i]);
    }
}

struct row {
    const char *what;
    const char *comments; /* clauses of the unit */
    const char *turns[2];
    const char *capped[2];
};

/* Lines: 3 f, 5 the outer loop, 6 its second line, 9 the inner loop, 10 its body. */
#define UNIT                                                                                                           \
    "(unit \"a.c\" (symbols (query function) (f function)) %s"                                                         \
    " (function f @3:1 (end 20) (parameters (n \"int\") (m \"int\")) (locals (i \"int\") (j \"int\")) (body"           \
    " (assign @5:10 i 0) (loop for @5:5 (end 19) (condition (< i (* 2 n))) (step (assign @6:10 i += 1)) (body"         \
    " (call query @8:1 (1)) (assign @9:10 j 0)"                                                                        \
    " (loop for @9:5 (end 12) (condition (< j m)) (step (assign @9:20 j += 1)) (body (call query @10:9 (2)))))))))"

static const struct row rows[] = {
    {"none", "", {"2*n", "m"}, {NULL, NULL}},
    {"on the line", "(bound @9:30 \"m <= 8\")", {"2*n", "up to 8"}, {NULL, "m"}},
    {"above", "(bound @8:30 \"m <= 8\")", {"2*n", "up to 8"}, {NULL, "m"}},
    {"above, in a comment of several lines", "(bound @7:1 \"m <= 8\")", {"2*n", "up to 8"}, {NULL, "m"}},
    {"two above the outer one", "(bound @3:1 \"<= 8\")", {"up to 8", "m"}, {"2*n", NULL}},
    {"too far above", "(bound @2:1 \"<= 8\")", {"2*n", "m"}, {NULL, NULL}},
    {"on the second line of a head", "(bound @6:30 \"<= 8\")", {"up to 8", "m"}, {"2*n", NULL}},
    {"inside the body", "(bound @11:1 \"<= 8\")", {"2*n", "m"}, {NULL, NULL}},
    {"behind the loop", "(bound @13:1 \"<= 8\")", {"2*n", "m"}, {NULL, NULL}},
    {"a name in the formula", "(bound @5:30 \"n <= 8 (shards)\")", {"up to 16", "m"}, {"n", NULL}},
    {"the whole formula", "(bound @5:30 \"2 * n <= 8\")", {"up to 8", "m"}, {"2 * n", NULL}},
    {"a name that is not in it", "(bound @5:30 \"shards <= 8\")", {"up to 8", "m"}, {"shards", NULL}},
    {"one for each", "(bound @5:30 \"n <= 4\") (bound @9:30 \"m <= 6\")", {"up to 8", "up to 6"}, {"n", "m"}},
    {"larger than what is assumed", "(bound @9:30 \"m <= 5000\")", {"2*n", "up to 5000"}, {NULL, "m"}},
    {"one that cannot be read", "(bound @9:30 \"m < 8\")", {"2*n", "m"}, {NULL, NULL}},
};

static void comments_cap_turns(void **state) {
    uint32_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct counted c = {0};
        struct buffer text = {0};
        struct scope scope;
        struct error err = {0};
        buffer_printf(&text, UNIT, rows[i].comments);
        linked_make(&c.linked, text.data);
        c.costs = (struct costs){.program = &c.linked.program};
        atom_table_init(&c.costs.atoms, &c.linked.arena);
        uint32_t f = linked_function(&c.linked, NULL, "f");
        scope_init(&scope, &c.linked.program, &c.costs.atoms, &c.linked.arena, f,
                   program_body(&c.linked.program, f, &err));
        for (uint32_t loop = 0; loop < 2; loop++) {
            struct turns turns = turns_of(&scope, loop);
            const char *found = counted_text(&c, f, turns.count);
            const char *capped = rows[i].capped[loop];
            bool is_same = capped ? turns.capped && strcmp(turns.capped, capped) == 0 &&
                                        strcmp(turns.from, "bound") == 0 && turns.is_named
                                  : !turns.capped;
            if (strcmp(found, rows[i].turns[loop]) != 0 || !is_same) {
                print_error("%s: loop %u: %s (%s)\n", rows[i].what, loop, found, turns.capped ? turns.capped : "-");
                wrong++;
            }
        }
        buffer_finish(&text);
        counted_finish(&c);
    }
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms),
        cmocka_unit_test(comments_cap_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
