/* The same read twice: "1=0" is call 1 that repeats call 0, "1~0" the read behind a size probe. */
#include "unit/cost/asking.h"

static void print_repeats(struct asking *a, struct buffer *out) {
    struct repeats found;
    repeats_find(&a->question, &a->course, &found);
    for (uint32_t i = 0; i < found.items.count; i++)
        buffer_printf(out, "%u%c%u ", found.items.items[i].second, found.items.items[i].is_probe ? '~' : '=',
                      found.items.items[i].first);
    repeats_finish(&found);
}

static void check(const struct asking_row *rows, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        struct buffer text = {0};
        asking_say(rows[i].functions, print_repeats, &text);
        if (strcmp(buffer_text(&text), rows[i].expected) != 0)
            fail_msg("row %u: found '%s', expected '%s'", i, buffer_text(&text), rows[i].expected);
        buffer_finish(&text);
    }
}

#define LOOK(what) "(call look (c " what "))"

static void finds_the_same_read(void **state) {
    static const struct asking_row rows[] = {
        {F(LOOK("n") LOOK("n")), "1=0 "},
        {F(LOOK("n") LOOK("p")), ""},
        {F(LOOK("n") LOOK("p") LOOK("n") LOOK("n")), "2=0 3=0 "},
        {F(LOOK("\"a\"") LOOK("\"a\"")), "1=0 "},
        {F("(assign r 7) (assign s 7)" LOOK("r") LOOK("s")), "1=0 "},
        {F(LOOK("n") "(call look (p n))"), ""},
        {F("(branch if p (then " LOOK("n") ") (else " LOOK("n") "))"), ""},
        {F("(branch if p (then " LOOK("n") "))" LOOK("n")), "1=0 "},
        /* A request of which nobody knows what it does. */
        {F(ASK("n") ASK("n")), ""},
        {F(ASK("\"SELECT 1\"") ASK("\"SELECT 1\"")), "1=0 "},
        {"(function g (parameters c k) (locals) (body" LOOK("k") "(return $0)))" F("(call g (c n)) (call g (c n))"),
         "1=0 "},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

static void sees_what_stands_between(void **state) {
    static const struct asking_row rows[] = {
        {F(LOOK("n") ASK("p") LOOK("n")), ""},
        {F(LOOK("n") "(assign n += 1)" LOOK("n")), ""},
        {F(LOOK("n") "(assign p 1)" LOOK("n")), "1=0 "},
        {F(LOOK("(field (deref x) box::data)") "(assign x (field (deref x) box::next))" LOOK(
             "(field (deref x) box::data)")),
         ""},
        {F(LOOK("x") "(call add (x p) (types \"struct box *\" \"char *\"))" LOOK("x")), ""},
        {F(LOOK("x") "(call strlen (x) (types \"const char *\"))" LOOK("x")), "2=0 "},
        /* The connection is given away all the time, but stays the same. */
        {F("(call look ((field (deref x) box::conn) n)) (call add (x p) (types \"struct box *\" \"char *\"))"
           " (call look ((field (deref x) box::conn) n))"),
         "2=0 "},
        {F(LOOK("n") "(assign c d)" LOOK("n")), ""},
        /* The second only runs because of the first. */
        {F(LOOK("n") "(branch if (> $0 1) (then " LOOK("n") "))"), ""},
    };
    (void)state;
    check(rows, ARRAY_COUNT(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_same_read),
        cmocka_unit_test(sees_what_stands_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
