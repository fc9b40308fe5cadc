#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_empty_map_has_nothing(void **state) {
    (void)state;
    struct map map = {0};
    assert_int_equal(map_get(&map, 0), MAP_NONE);
    map_clear(&map);
    map_finish(&map);
    map_finish(NULL);
}

static void test_values_are_found_and_replaced(void **state) {
    (void)state;
    struct map map = {0};
    map_put(&map, 0, 10);
    map_put(&map, UINT64_MAX, 11);
    map_put(&map, 5, 0);
    assert_int_equal(map_get(&map, 0), 10);
    assert_int_equal(map_get(&map, UINT64_MAX), 11);
    assert_int_equal(map_get(&map, 5), 0);
    assert_int_equal(map_get(&map, 6), MAP_NONE);
    map_put(&map, 5, MAP_NONE - 1);
    assert_int_equal(map_get(&map, 5), MAP_NONE - 1);
    assert_int_equal(map.count, 3);
    map_finish(&map);
}

static void test_get_or_put_stores_once(void **state) {
    (void)state;
    struct map map = {0};
    assert_int_equal(map_get_or_put(&map, 7, 1), MAP_NONE);
    assert_int_equal(map_get_or_put(&map, 7, 2), 1);
    assert_int_equal(map_get(&map, 7), 1);
    assert_int_equal(map.count, 1);
    map_finish(&map);
}

/* Keys that share their low bits, as addresses and pairs do. */
static uint64_t spread_key(uint32_t i) { return i % 2 == 0 ? (uint64_t)i << 4 : map_key_pair(i, 1); }

static void test_many_keys_survive_growth_and_clearing(void **state) {
    (void)state;
    enum { KEY_COUNT = 100000 };
    struct map map = {0};
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < KEY_COUNT; i++)
            map_put(&map, spread_key(i), i);
        assert_int_equal(map.count, KEY_COUNT);
        for (uint32_t i = 0; i < KEY_COUNT; i++)
            assert_int_equal(map_get(&map, spread_key(i)), i);
        assert_int_equal(map_get(&map, spread_key(KEY_COUNT)), MAP_NONE);
        assert_true(map.capacity < KEY_COUNT * 4);
        map_clear(&map);
        assert_int_equal(map.count, 0);
        assert_int_equal(map_get(&map, spread_key(1)), MAP_NONE);
    }
    map_finish(&map);
    assert_null(map.slots);
}

static void test_keys_of_addresses_and_pairs_are_distinct(void **state) {
    (void)state;
    int numbers[2] = {0};
    assert_true(map_key(&numbers[0]) != map_key(&numbers[1]));
    assert_true(map_key_pair(1, 2) != map_key_pair(2, 1));
    assert_true(map_key_pair(UINT32_MAX, 0) == UINT64_C(0xffffffff00000000));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_map_has_nothing),
        cmocka_unit_test(test_values_are_found_and_replaced),
        cmocka_unit_test(test_get_or_put_stores_once),
        cmocka_unit_test(test_many_keys_survive_growth_and_clearing),
        cmocka_unit_test(test_keys_of_addresses_and_pairs_are_distinct),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
