#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void test_text_is_always_ended(void **state) {
    (void)state;
    struct buffer buffer = {0};
    assert_string_equal(buffer_text(&buffer), "");
    buffer_add(&buffer, NULL, 0);
    assert_string_equal(buffer_text(&buffer), "");
    buffer_add_text(&buffer, "n");
    buffer_add_char(&buffer, '*');
    buffer_printf(&buffer, "%d", 12);
    assert_string_equal(buffer.data, "n*12");
    assert_int_equal(buffer.size, 4);
    buffer_clear(&buffer);
    assert_string_equal(buffer.data, "");
    assert_int_equal(buffer.size, 0);
    assert_true(buffer.capacity > 0);
    buffer_finish(&buffer);
    assert_null(buffer.data);
    buffer_finish(&buffer);
    buffer_finish(NULL);
}

static void test_growth_at_every_size_keeps_the_text(void **state) {
    (void)state;
    struct buffer buffer = {0};
    for (size_t i = 0; i < 1000; i++) {
        buffer_add_char(&buffer, (char)('a' + i % 26));
        assert_int_equal(strlen(buffer.data), i + 1);
    }
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(buffer.data[i], 'a' + i % 26);
    buffer_finish(&buffer);
}

static void test_printf_of_every_length_around_the_capacity(void **state) {
    (void)state;
    for (int width = 1; width < 300; width++) {
        struct buffer buffer = {0};
        buffer_add_text(&buffer, "ab");
        buffer_printf(&buffer, "%*d", width, 7);
        assert_int_equal(buffer.size, 2 + width);
        assert_int_equal(strlen(buffer.data), 2 + width);
        assert_int_equal(buffer.data[buffer.size - 1], '7');
        buffer_finish(&buffer);
    }
}

static void test_reserved_room_is_added_when_committed(void **state) {
    (void)state;
    struct buffer buffer = {0};
    buffer_add_text(&buffer, "x");
    char *room = buffer_reserve(&buffer, 500);
    assert_string_equal(buffer.data, "x");
    memset(room, 'y', 500);
    buffer_commit(&buffer, 3);
    assert_string_equal(buffer.data, "xyyy");
    assert_int_equal(buffer.size, 4);
    buffer_finish(&buffer);
}

static const uint64_t unsigned_values[] = {
    0, 1, 127, 128, 16383, 16384, UINT32_MAX, UINT64_C(1) << 32, UINT64_C(1) << 63, UINT64_MAX - 1, UINT64_MAX};

static void test_unsigned_numbers_come_back(void **state) {
    (void)state;
    struct buffer buffer = {0};
    for (size_t i = 0; i < ARRAY_COUNT(unsigned_values); i++)
        buffer_add_unsigned(&buffer, unsigned_values[i]);
    struct reader reader = reader_of(buffer.data, buffer.size);
    for (size_t i = 0; i < ARRAY_COUNT(unsigned_values); i++)
        assert_true(reader_unsigned(&reader) == unsigned_values[i]);
    assert_false(reader.failed);
    assert_ptr_equal(reader.cursor, reader.limit);
    buffer_clear(&buffer);
    buffer_add_unsigned(&buffer, 127);
    assert_int_equal(buffer.size, 1);
    buffer_add_unsigned(&buffer, UINT64_MAX);
    assert_int_equal(buffer.size, 11);
    buffer_finish(&buffer);
}

static void test_signed_numbers_come_back(void **state) {
    (void)state;
    static const int64_t values[] = {0, -1, 1, -64, 64, INT32_MIN, INT32_MAX, INT64_MIN, INT64_MIN + 1, INT64_MAX};
    struct buffer buffer = {0};
    for (size_t i = 0; i < ARRAY_COUNT(values); i++)
        buffer_add_signed(&buffer, values[i]);
    struct reader reader = reader_of(buffer.data, buffer.size);
    for (size_t i = 0; i < ARRAY_COUNT(values); i++)
        assert_true(reader_signed(&reader) == values[i]);
    assert_false(reader.failed);
    assert_int_equal(buffer.data[1], 1); /* -1 takes one byte */
    buffer_finish(&buffer);
}

static void test_strings_come_back_and_null_is_not_empty(void **state) {
    (void)state;
    struct buffer buffer = {0};
    buffer_add_string(&buffer, "PQexec");
    buffer_add_string(&buffer, NULL);
    buffer_add_string(&buffer, "");
    struct reader reader = reader_of(buffer.data, buffer.size);
    size_t size = 99;
    const char *text = reader_string(&reader, &size);
    assert_int_equal(size, 6);
    assert_memory_equal(text, "PQexec", 6);
    assert_null(reader_string(&reader, &size));
    assert_int_equal(size, 0);
    assert_false(reader.failed);
    size = 99;
    assert_non_null(reader_string(&reader, &size));
    assert_int_equal(size, 0);
    assert_ptr_equal(reader.cursor, reader.limit);
    assert_false(reader.failed);
    buffer_finish(&buffer);
}

static void test_every_cut_of_a_record_fails(void **state) {
    (void)state;
    struct buffer buffer = {0};
    buffer_add_unsigned(&buffer, UINT64_MAX);
    buffer_add_string(&buffer, "text");
    buffer_add_signed(&buffer, -300);
    for (size_t cut = 0; cut < buffer.size; cut++) {
        /* A copy of its own, so that a sanitizer sees a read behind the end. */
        struct buffer part = {0};
        buffer_add(&part, buffer.data, cut);
        struct reader reader = reader_of(part.data, part.size);
        size_t size;
        reader_unsigned(&reader);
        reader_string(&reader, &size);
        reader_signed(&reader);
        assert_true(reader.failed);
        buffer_finish(&part);
    }
    buffer_finish(&buffer);
}

static void test_failure_sticks(void **state) {
    (void)state;
    struct reader reader = reader_of("\x05", 1);
    assert_null(reader_bytes(&reader, 2));
    assert_true(reader.failed);
    size_t size = 99;
    assert_true(reader_unsigned(&reader) == 0);
    assert_true(reader_signed(&reader) == 0);
    assert_int_equal(reader_index(&reader, 100), 0);
    assert_null(reader_bytes(&reader, 0));
    assert_null(reader_string(&reader, &size));
    assert_int_equal(size, 0);
}

static void test_numbers_that_do_not_fit_fail(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02",     /* bit 65 */
        "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", /* eleven bytes */
        "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x01", /* the tenth goes on */
    };
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        struct reader reader = reader_of(wrong[i], strlen(wrong[i]));
        assert_true(reader_unsigned(&reader) == 0);
        assert_true(reader.failed);
    }
}

static void test_index_is_below_its_limit(void **state) {
    (void)state;
    static const struct {
        uint64_t value, limit;
        bool is_good;
    } cases[] = {{0, 1, true},
                 {0, 0, false},
                 {9, 10, true},
                 {10, 10, false},
                 {UINT32_MAX, UINT64_MAX, true},
                 {UINT64_C(1) << 32, UINT64_MAX, false}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct buffer buffer = {0};
        buffer_add_unsigned(&buffer, cases[i].value);
        struct reader reader = reader_of(buffer.data, buffer.size);
        uint32_t index = reader_index(&reader, cases[i].limit);
        assert_int_equal(!reader.failed, cases[i].is_good);
        assert_true(index == (cases[i].is_good ? cases[i].value : 0));
        buffer_finish(&buffer);
    }
}

static void test_string_longer_than_the_rest_fails(void **state) {
    (void)state;
    struct buffer buffer = {0};
    buffer_add_unsigned(&buffer, UINT64_MAX);
    buffer_add_text(&buffer, "abc");
    struct reader reader = reader_of(buffer.data, buffer.size);
    size_t size = 99;
    assert_null(reader_string(&reader, &size));
    assert_true(reader.failed);
    assert_int_equal(size, 0);
    buffer_finish(&buffer);
}

static void test_reader_of_nothing(void **state) {
    (void)state;
    struct reader reader = reader_of(NULL, 0);
    assert_non_null(reader_bytes(&reader, 0));
    assert_false(reader.failed);
    reader_unsigned(&reader);
    assert_true(reader.failed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_always_ended),
        cmocka_unit_test(test_growth_at_every_size_keeps_the_text),
        cmocka_unit_test(test_printf_of_every_length_around_the_capacity),
        cmocka_unit_test(test_reserved_room_is_added_when_committed),
        cmocka_unit_test(test_unsigned_numbers_come_back),
        cmocka_unit_test(test_signed_numbers_come_back),
        cmocka_unit_test(test_strings_come_back_and_null_is_not_empty),
        cmocka_unit_test(test_every_cut_of_a_record_fails),
        cmocka_unit_test(test_failure_sticks),
        cmocka_unit_test(test_numbers_that_do_not_fit_fail),
        cmocka_unit_test(test_index_is_below_its_limit),
        cmocka_unit_test(test_string_longer_than_the_rest_fails),
        cmocka_unit_test(test_reader_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
