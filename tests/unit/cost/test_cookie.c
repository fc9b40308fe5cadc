/* More cookies in one function than there are names for. What they are followed through: testdata/_cost/cookies.region.
 */
#include "unit/cost/counted.h"

#define TEST_LIBRARIES "testdata/_cost/rules"
#define MANY           100

static const char head[] =
    "(unit \"many.c\" (symbols (post_ask function (header \"post.h\" 1))"
    " (post_tell function (header \"post.h\" 2)) (post_take function (header \"post.h\" 3))"
    " (post_query function (header \"post.h\" 4)) (post_look_ahead function (header \"post.h\" 5))"
    " (post_look function (header \"post.h\" 6)) (f function))"
    " (function f @1:1 (parameters c) (locals";

/* Asks MANY times, runs `between`, takes all, runs `behind`: "(call post_query @3:1 (c 1))". */
static void count_many(struct counted *c, const char *between, const char *behind) {
    struct buffer text = {0};
    struct error err = {0};
    buffer_add_text(&text, head);
    for (uint32_t i = 0; i < MANY; i++)
        buffer_printf(&text, " v%u", i);
    buffer_add_text(&text, ") (body");
    for (uint32_t i = 0; i < MANY; i++)
        buffer_printf(&text, " (call post_ask @2:1 (c 1)) (assign v%u $%u)", i, i);
    buffer_add_text(&text, between);
    for (uint32_t i = 0; i < MANY; i++)
        buffer_printf(&text, " (call post_take @4:1 (c v%u))", i);
    buffer_printf(&text, "%s)))", behind);
    linked_init(&c->linked);
    if (!pack_load(c->linked.packs, TEST_LIBRARIES, &err))
        fail_msg("%s", err.message);
    linked_encode(&c->linked, "many.c", text.data, text.size);
    linked_link(&c->linked);
    counted_count(c);
    buffer_finish(&text);
}

static void assert_count(const char *between, const char *behind, const char *wanted) {
    struct counted c = {0};
    count_many(&c, between, behind);
    assert_string_equal(counted_trips(&c, "f"), wanted);
    counted_finish(&c);
}

static void all_at_once_are_one(void **state) {
    (void)state;
    assert_count("", "", "1");
    assert_count(" (call post_query @3:1 (c 1))", "", "1");
}

/* All answers are there, whatever else is under way. */
static void old_ones_do_not_wait_for_others(void **state) {
    (void)state;
    assert_count(" (call post_query @3:1 (c 1)) (call post_tell @3:2 (c 1))", "", "1");
}

static void requests_ahead_have_room_among_them(void **state) {
    (void)state;
    assert_count(" (call post_look_ahead @3:1 (c 7))", " (call post_look @5:1 (c 7))", "1");
    assert_count(" (call post_look_ahead @3:1 (c 8))", " (call post_look @5:1 (c 7))", "2");
}

/* The last one is asked for again, and its answer is not there. */
static void new_ones_are_waited_for(void **state) {
    (void)state;
    assert_count(" (call post_query @3:1 (c 1)) (call post_ask @3:2 (c 1)) (assign v99 $101)", "", "up to 2");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_at_once_are_one),
        cmocka_unit_test(old_ones_do_not_wait_for_others),
        cmocka_unit_test(requests_ahead_have_room_among_them),
        cmocka_unit_test(new_ones_are_waited_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
