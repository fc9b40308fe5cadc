#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdalign.h>
#include <stdbool.h>
#include <string.h>

static bool is_zero(const unsigned char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != 0)
            return false;
    }
    return true;
}

static void test_blocks_are_zeroed_aligned_and_apart(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    unsigned char *before = NULL;
    size_t before_size = 0;
    for (size_t size = 0; size < 700; size++) {
        unsigned char *block = arena_alloc(&arena, size);
        assert_non_null(block);
        assert_int_equal((uintptr_t)block % alignof(max_align_t), 0);
        assert_true(is_zero(block, size));
        assert_ptr_not_equal(block, before);
        if (before != NULL)
            assert_true(block >= before + before_size || block + size <= before);
        memset(block, 0xa5, size);
        before = block;
        before_size = size;
    }
    assert_int_equal(arena.used_bytes, 699 * 700 / 2);
    arena_finish(&arena);
}

static void test_large_blocks_and_small_ones_keep_their_content(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    enum { BLOCK_COUNT = 40 };
    unsigned char *blocks[BLOCK_COUNT];
    size_t sizes[BLOCK_COUNT];
    for (int i = 0; i < BLOCK_COUNT; i++) {
        sizes[i] = i % 4 == 0 ? (size_t)i * 300000 + 1 : (size_t)i * 31;
        blocks[i] = arena_alloc(&arena, sizes[i]);
        assert_true(is_zero(blocks[i], sizes[i]));
        memset(blocks[i], i + 1, sizes[i]);
    }
    for (int i = 0; i < BLOCK_COUNT; i++) {
        for (size_t j = 0; j < sizes[i]; j += 997)
            assert_int_equal(blocks[i][j], i + 1);
    }
    arena_finish(&arena);
    assert_null(arena.chunks);
}

static void test_reset_gives_zeroed_memory_again_and_keeps_one_chunk(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    arena_reset(&arena);
    assert_int_equal(arena.used_bytes, 0);
    for (int i = 0; i < 100; i++)
        memset(arena_alloc(&arena, 10000), 0xff, 10000);
    assert_int_equal(arena.used_bytes, 1000000);
    const struct arena_chunk *kept = arena.chunks;
    arena_reset(&arena);
    assert_int_equal(arena.used_bytes, 0);
    assert_ptr_equal(arena.chunks, kept);
    assert_true(is_zero(arena_alloc(&arena, 10000), 10000));
    assert_ptr_equal(arena.chunks, kept);
    arena_finish(&arena);
}

static void test_text_is_copied_and_ended(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    char source[] = "PQexec";
    const char *copy = arena_text(&arena, source, 2);
    source[0] = 'x';
    assert_string_equal(copy, "PQ");
    assert_string_equal(arena_text(&arena, NULL, 0), "");
    /* Its zero byte has room of its own, even where the text fills the last unit of alignment. */
    const char *full = arena_text(&arena, "0123456789abcdef", 16);
    memset(arena_alloc(&arena, 16), 'x', 16);
    assert_string_equal(full, "0123456789abcdef");
    arena_finish(&arena);
}

static void test_printf_takes_any_length(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(arena_printf(&arena, "%d*%s", 2, "n"), "2*n");
    const char *wide = arena_printf(&arena, "%100000d", 7);
    assert_int_equal(strlen(wide), 100000);
    assert_int_equal(wide[99999], '7');
    arena_finish(&arena);
}

static void test_typed_macros_fit_the_type(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct pair {
        double a, b;
    } *pairs = ARENA_ARRAY(&arena, struct pair, 3);
    pairs[2].b = 1.5;
    assert_int_equal(arena.used_bytes, 3 * sizeof(struct pair));
    uint64_t *number = ARENA_NEW(&arena, uint64_t);
    assert_int_equal(*number, 0);
    assert_true(pairs[2].b > 1);
    arena_finish(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_are_zeroed_aligned_and_apart),
        cmocka_unit_test(test_large_blocks_and_small_ones_keep_their_content),
        cmocka_unit_test(test_reset_gives_zeroed_memory_again_and_keeps_one_chunk),
        cmocka_unit_test(test_text_is_copied_and_ended),
        cmocka_unit_test(test_printf_takes_any_length),
        cmocka_unit_test(test_typed_macros_fit_the_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
