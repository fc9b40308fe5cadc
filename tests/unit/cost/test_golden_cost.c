/* The files of testdata/_cost against the formulas that stand in them; the command runs them too, this needs no
 * command. */
#include "unit/cost/counted.h"

#include "base/file.h"

#include <glob.h>

#define LIBRARIES      "rules/libraries"
#define TEST_LIBRARIES "testdata/_cost/rules"

struct expectation {
    char function[64];
    char formula[128];
    bool is_exact;
};

/* "; expect-cost NAME: FORMULA" with " (exact)" where it is demanded. */
static bool read_expectation(const char *line, struct expectation *out) {
    static const char key[] = "; expect-cost ";
    if (strncmp(line, key, strlen(key)) != 0)
        return false;
    const char *name = line + strlen(key), *colon = strstr(name, ": "); /* a method's name has colons, too */
    if (!colon || (size_t)(colon - name) >= sizeof out->function || sscanf(colon, ": %127[^\n]", out->formula) != 1)
        fail_msg("not an expectation: %.60s", line);
    snprintf(out->function, sizeof out->function, "%.*s", (int)(colon - name), name);
    char *exact = strstr(out->formula, " (exact)");
    out->is_exact = exact != NULL;
    if (exact)
        *exact = '\0';
    return true;
}

/* Some function of that name has the formula: static ones of several files share a name. */
static bool has_cost(struct counted *c, const struct expectation *wanted, struct buffer *found) {
    const struct program *program = &c->linked.program;
    for (uint32_t f = 0; f < program->function_count; f++) {
        if (strcmp(program_function_name(program, f), wanted->function) != 0)
            continue;
        const struct poly *trips = c->costs.functions[f].trips;
        const char *text = counted_text(c, f, trips);
        bool is_exact = poly_is_exact(trips);
        buffer_printf(found, " %s%s;", text, is_exact ? " (exact)" : "");
        text += is_exact ? 0 : strlen("up to ");
        if (strcmp(text, wanted->formula) == 0 && (is_exact || !wanted->is_exact))
            return true;
    }
    return false;
}

static uint32_t run_file(const char *path, uint32_t *wrong) {
    struct counted c = {0};
    struct buffer text = {0};
    struct error err = {0};
    uint32_t count = 0;
    if (!file_read(path, &text, &err))
        fail_msg("%s", err.message);
    linked_init(&c.linked);
    if (!pack_load(c.linked.packs, LIBRARIES, &err) || !pack_load(c.linked.packs, TEST_LIBRARIES, &err))
        fail_msg("%s", err.message);
    linked_encode(&c.linked, path, text.data, text.size);
    linked_link(&c.linked);
    counted_count(&c);
    for (const char *line = text.data; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        struct expectation wanted;
        struct buffer found = {0};
        if (!read_expectation(line, &wanted))
            continue;
        count++;
        if (!has_cost(&c, &wanted, &found)) {
            print_error("%s: %s is expected to cost %s%s, found:%s\n", path, wanted.function, wanted.formula,
                        wanted.is_exact ? " (exact)" : "", buffer_text(&found));
            ++*wrong;
        }
        buffer_finish(&found);
    }
    counted_finish(&c);
    buffer_finish(&text);
    return count;
}

static void every_formula_is_as_expected(void **state) {
    glob_t files;
    uint32_t wrong = 0;
    (void)state;
    assert_int_equal(glob("testdata/_cost/*.region", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        if (run_file(files.gl_pathv[i], &wrong) == 0)
            fail_msg("%s expects nothing", files.gl_pathv[i]);
    globfree(&files);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_formula_is_as_expected)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
