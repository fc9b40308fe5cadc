/* Long names of counts. */
#include "rule/short_name.h"

#include "unit/rule/checked.h"

static void assert_short(const char *name, const char *expected) {
    struct buffer out = {0};
    short_name_add(&out, name);
    assert_string_equal(buffer_text(&out), expected);
    buffer_finish(&out);
}

static void short_ones_stay(void **state) {
    (void)state;
    assert_short("", "");
    assert_short("n", "n");
    assert_short("length(a->nodes)", "length(a->nodes)");
    assert_short("count_of_all_screens(setup_of(connection_))", "count_of_all_screens(setup_of(connection_))");
}

static void calls_lose_what_is_innermost(void **state) {
    (void)state;
    assert_short("count_of_the_roots(setup_of_the_server(config.connection))",
                 "count_of_the_roots(setup_of_the_server(...))");
    assert_short("count_of_the_roots_of(setup_of_the_server_behind(config.connection))", "count_of_the_roots_of(...)");
    assert_short("count_of(first_of_the_list(a->first), second_of_the_list(b))", "count_of(...)");
}

static void measures_keep_what_they_measure(void **state) {
    (void)state;
    assert_short("length(children_of_the_container(workspace->parent, true))",
                 "length(children_of_the_container(...))");
    assert_short("length(a_rather_long_name_of_one_single_variable_here)",
                 "length(a_rather_long_name_of_one_single_variable_here)");
    assert_short("length(state->configuration->connection->pending_requests)", "length(state->...->pending_requests)");
    assert_short("rows(state.configuration.connection.pending_requests.list)", "rows(state...list)");
}

static void odd_ones_are_left(void **state) {
    (void)state;
    assert_short("))))))))))))))))))))))))))))))))))))))))))))))))((((((",
                 "))))))))))))))))))))))))))))))))))))))))))))))))((((((");
    assert_short("turns@a_function_with_a_name_that_goes_on_and_on:1",
                 "turns@a_function_with_a_name_that_goes_on_and_on:1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_ones_stay),
        cmocka_unit_test(calls_lose_what_is_innermost),
        cmocka_unit_test(measures_keep_what_they_measure),
        cmocka_unit_test(odd_ones_are_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
