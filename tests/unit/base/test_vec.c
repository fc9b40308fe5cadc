#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct point {
    int x, y;
};

static void test_pushed_items_stay_in_order(void **state) {
    (void)state;
    VEC(int) numbers = {0};
    for (int i = 0; i < 10000; i++)
        vec_push(&numbers, i * 3);
    assert_int_equal(numbers.count, 10000);
    assert_true(numbers.capacity >= numbers.count);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(numbers.items[i], i * 3);
    vec_finish(&numbers);
    assert_null(numbers.items);
    assert_int_equal(numbers.count, 0);
    assert_int_equal(numbers.capacity, 0);
    vec_finish(&numbers);
}

static void test_push_takes_compound_literals_and_own_items(void **state) {
    (void)state;
    VEC(struct point) points = {0};
    vec_push(&points, (struct point){.x = 1, .y = 2});
    /* Across the first growth: the item must not be read from memory that was given back. */
    for (int i = 0; i < 100; i++)
        vec_push(&points, points.items[0]);
    assert_int_equal(points.count, 101);
    assert_int_equal(points.items[100].x, 1);
    assert_int_equal(points.items[100].y, 2);
    vec_finish(&points);
}

static void test_added_item_is_zeroed_even_when_memory_was_used(void **state) {
    (void)state;
    VEC(struct point) points = {0};
    for (int i = 0; i < 8; i++)
        vec_push(&points, (struct point){-1, -1});
    points.count = 3;
    struct point *added = vec_add(&points);
    assert_ptr_equal(added, &points.items[3]);
    assert_int_equal(added->x, 0);
    assert_int_equal(added->y, 0);
    assert_int_equal(points.count, 4);
    assert_int_equal(points.items[4].x, -1);
    vec_finish(&points);
}

static void test_grow_leaves_room_alone(void **state) {
    (void)state;
    uint32_t capacity = 0;
    char *items = vec_grow(NULL, 0, &capacity, 1);
    assert_true(capacity > 0);
    uint32_t before = capacity;
    assert_ptr_equal(vec_grow(items, capacity - 1, &capacity, 1), items);
    assert_int_equal(capacity, before);
    items = vec_grow(items, capacity, &capacity, 1);
    assert_true(capacity > before);
    vec_free(items);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pushed_items_stay_in_order),
        cmocka_unit_test(test_push_takes_compound_literals_and_own_items),
        cmocka_unit_test(test_added_item_is_zeroed_even_when_memory_was_used),
        cmocka_unit_test(test_grow_leaves_room_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
