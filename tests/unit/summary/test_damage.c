/* Bytes that are not what was written: an error or a valid unit, never a crash, never much memory. */
#include "unit/ir/sample.h"

#include "base/intern.h"
#include "ir/verify.h"
#include "summary/summary.h"

#include <stdlib.h>

static struct buffer encode_sample(void) {
    struct buffer text = {0}, bytes = {0};
    struct arena arena;
    arena_init(&arena);
    sample_load(SAMPLE_EVERYTHING, &text);
    struct unit unit = sample_read(&arena, buffer_text(&text));
    summary_encode(&unit, &bytes);
    arena_finish(&arena);
    buffer_finish(&text);
    return bytes;
}

/* True when all of it could be read; then it has been verified and printed. The bytes are put into a block of their own
 * size, so that a read behind them is seen. */
static bool read_whole(const char *data, size_t size) {
    struct arena arena;
    struct interner interner;
    struct error err = {0};
    struct summary summary;
    struct unit unit;
    char *copy = malloc(size > 0 ? size : 1);
    assert_non_null(copy);
    if (size > 0)
        memcpy(copy, data, size);
    arena_init(&arena);
    interner_init(&interner);
    bool is_good =
        summary_open(&arena, &interner, copy, size, &summary, &err) && summary_unit(&summary, &arena, &unit, &err);
    if (is_good) {
        struct buffer printed = {0};
        struct error invalid = {0};
        if (!unit_verify(&unit, &invalid))
            fail_msg("was read, but: %s", invalid.message);
        unit_print(&unit, &printed);
        assert_true(printed.size > 0);
        buffer_finish(&printed);
    } else {
        assert_non_null(err.message);
        assert_true(strlen(err.message) > 0);
    }
    /* Whatever the bytes ask for: a small multiple of what they are. */
    assert_true(arena.used_bytes < 400 * size + 4096);
    error_finish(&err);
    interner_finish(&interner);
    arena_finish(&arena);
    free(copy);
    return is_good;
}

static void test_every_prefix_is_refused(void **state) {
    (void)state;
    struct buffer bytes = encode_sample();
    for (size_t size = 0; size < bytes.size; size++)
        if (read_whole(bytes.data, size))
            fail_msg("the first %zu of %zu bytes were read", size, bytes.size);
    assert_true(read_whole(bytes.data, bytes.size));
    buffer_finish(&bytes);
}

static void test_a_byte_too_many_is_refused(void **state) {
    (void)state;
    struct buffer bytes = encode_sample();
    buffer_add_char(&bytes, 0);
    assert_false(read_whole(bytes.data, bytes.size));
    buffer_finish(&bytes);
}

static void test_every_flipped_bit_and_every_changed_byte(void **state) {
    (void)state;
    static const unsigned char values[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    struct buffer bytes = encode_sample();
    uint32_t refused = 0, read = 0;
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char old = (unsigned char)bytes.data[i];
        for (unsigned bit = 0; bit < 8; bit++) {
            bytes.data[i] = (char)(unsigned char)(old ^ (1U << bit));
            bool is_good = read_whole(bytes.data, bytes.size);
            read += is_good;
            refused += !is_good;
        }
        for (size_t v = 0; v < ARRAY_COUNT(values); v++) {
            bytes.data[i] = (char)values[v];
            (void)read_whole(bytes.data, bytes.size);
        }
        bytes.data[i] = (char)old;
    }
    assert_true(refused > 0);
    assert_true(read > 0);
    assert_true(read_whole(bytes.data, bytes.size));
    buffer_finish(&bytes);
}

/* Many wrong bytes at once, the same each time the test runs. */
static void test_noise(void **state) {
    (void)state;
    struct buffer bytes = encode_sample();
    struct buffer noisy = {0};
    uint64_t random = 88172645463325252ULL;
    for (int round = 0; round < 3000; round++) {
        buffer_clear(&noisy);
        buffer_add(&noisy, bytes.data, bytes.size);
        for (int i = 0; i < 1 + round % 8; i++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            noisy.data[random % noisy.size] = (char)(unsigned char)(random >> 32 & 0xff);
        }
        (void)read_whole(noisy.data, noisy.size);
    }
    assert_int_equal(noisy.size, bytes.size);
    buffer_finish(&noisy);
    buffer_finish(&bytes);
}

/* A region without a line has no place at all: a column or a file would be lost when it is written again. */
static void test_places_that_are_none(void **state) {
    (void)state;
    static const char text[] = "(unit \"a.c\" (symbols (f function)) (function f @3:1 (body (return @3:7))))";
    /* Number of labels; return, with a place; lines from that of f; column; no value; end of the list. */
    static const char body[] = {0, REGION_RETURN + 1 + 0x10, 0, 7, 0x1f, 0};
    struct buffer bytes = {0};
    struct arena arena;
    arena_init(&arena);
    struct unit unit = sample_read(&arena, text);
    summary_encode(&unit, &bytes);
    char *end = bytes.data + bytes.size;
    assert_memory_equal(end - sizeof body, body, sizeof body);
    assert_true(read_whole(bytes.data, bytes.size));
    end[-4] = 1; /* one line back */
    assert_true(read_whole(bytes.data, bytes.size));
    end[-4] = 5; /* three lines back: line 0, column 7 */
    assert_false(read_whole(bytes.data, bytes.size));
    end[-4] = 0;
    /* Symbol, flags, file, line and column of f, then where it ends: lines from where it begins. */
    static const char head[] = {1, 0, 0, 3, 1, 0};
    char *place = memmem(bytes.data, bytes.size, head, sizeof head);
    assert_non_null(place);
    place[5] = 5; /* in line 0 */
    assert_true(read_whole(bytes.data, bytes.size));
    place[5] = 7; /* before that */
    assert_false(read_whole(bytes.data, bytes.size));
    place[5] = 0;
    /* The second file instead of line and column: the body is a byte shorter. */
    static const char only_file[] = {sizeof body - 1, 0, REGION_RETURN + 1 + 0x20, 1, 0x1f, 0};
    assert_int_equal(end[-7], sizeof body);
    memcpy(end - 7, only_file, sizeof only_file);
    assert_false(read_whole(bytes.data, bytes.size - 1));
    arena_finish(&arena);
    buffer_finish(&bytes);
}

static void expect_message(const char *data, size_t size, const char *expected) {
    struct arena arena;
    struct interner interner;
    struct error err = {0};
    struct summary summary;
    arena_init(&arena);
    interner_init(&interner);
    assert_false(summary_open(&arena, &interner, data, size, &summary, &err));
    assert_string_equal(err.message, expected);
    error_finish(&err);
    interner_finish(&interner);
    arena_finish(&arena);
}

static void test_messages(void **state) {
    (void)state;
    struct buffer bytes = encode_sample();
    expect_message("", 0, "this is no summary of a unit");
    expect_message("TCSX\1", 5, "this is no summary of a unit");
    expect_message("TCSU\7", 5, "a unit summary of version 7; this program reads version 5");
    expect_message(bytes.data, 5, "a damaged unit summary (5 bytes, at byte 5)");
    buffer_finish(&bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_prefix_is_refused),
        cmocka_unit_test(test_a_byte_too_many_is_refused),
        cmocka_unit_test(test_every_flipped_bit_and_every_changed_byte),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_places_that_are_none),
        cmocka_unit_test(test_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
