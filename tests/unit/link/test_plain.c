/* Which outside functions plainly stay in the process. */
#include "unit/link/linked.h"

#include "link/plain.h"

static bool is_plain(const char *name, const char *header, bool is_system) {
    struct entity entity = {.name = name, .header = header, .is_system = is_system};
    return entity_is_plain(&entity);
}

static void by_name(void **state) {
    (void)state;
    static const char *const plain[] = {"g_malloc",     "g_malloc0_n_alloc0", "g_strdup_printf", "freeaddrinfo",
                                        "gai_strerror", "X509_free",          "bson_copy",       "uuid_compare"};
    static const char *const others[] = {"getaddrinfo", "memcached_get", "stream_read", "struct_send", "SSL_read",
                                         "refresh",     "dupe_request",  "lenient_ask", "format_disk", ""};
    for (size_t i = 0; i < ARRAY_COUNT(plain); i++)
        if (!is_plain(plain[i], "/usr/include/some.h", true))
            fail_msg("%s is plain", plain[i]);
    for (size_t i = 0; i < ARRAY_COUNT(others) - 2; i++)
        if (is_plain(others[i], "/usr/include/some.h", true))
            fail_msg("%s may wait", others[i]);
}

static void by_header(void **state) {
    (void)state;
    assert_true(is_plain("deflate", "/usr/include/zlib.h", true));
    assert_true(is_plain("wrefresh", "/usr/include/curses.h", true));
    assert_true(is_plain("lzma_code", "/usr/include/lzma/base.h", true));
    assert_false(is_plain("deflate", "/usr/include/my-zlib.h", true));
    assert_false(is_plain("ipc_free", "src/ipc.h", false)); /* a project's own may do anything */
    assert_false(is_plain("ipc_free", NULL, true));
}

static void plain_ones_are_listed_last(void **state) {
    struct linked linked;
    uint32_t count, total;
    (void)state;
    linked_make(&linked, "(unit \"a.c\" (files (\"a.c\" main) (\"/usr/include/glib.h\" system)) (symbols"
                         " (g_free function system (header \"/usr/include/glib.h\" 1))"
                         " (bus_ask function system (header \"/usr/include/glib.h\" 2)) (f function) (g function))"
                         " (function f (parameters n) (body (loop while (condition n) (body (call g_free)))))"
                         " (function g (parameters n) (body (loop while (condition n) (body (call g_free) (call "
                         "bus_ask))))))");
    struct unknown_function *all = program_unknown_functions(&linked.program, &linked.arena, 10, &count, &total);
    assert_int_equal(count, 2);
    assert_int_equal(total, 2); /* it still counts */
    assert_string_equal(all[0].name, "bus_ask");
    assert_string_equal(all[1].name, "g_free");
    linked_finish(&linked);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_name), cmocka_unit_test(by_header),
                                       cmocka_unit_test(plain_ones_are_listed_last)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
