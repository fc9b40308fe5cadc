/* `tripcount explain`: the whole story of a finding or of a function, or why there is none.
 * Tests: tests/integration/test_explain.py */
#include "base/log.h"
#include "base/path.h"
#include "base/vec.h"
#include "cmd/command.h"
#include "cmd/commands.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FINGERPRINT_LEAST = 4, FINGERPRINT_SIZE = 32 };

/* What is told: findings, then functions. */
struct story {
    VEC(uint32_t) findings;
    VEC(uint32_t) functions;
};

static bool text_is(const char *text, int (*is_of_class)(int)) {
    for (const char *c = text; *c != '\0'; c++)
        if (!is_of_class((unsigned char)*c))
            return false;
    return text[0] != '\0';
}

static bool select_number(const char *text, const struct result *result, struct story *story) {
    if (!text_is(text, isdigit) || strlen(text) >= FINGERPRINT_SIZE)
        return false;
    unsigned long number = strtoul(text, NULL, 10);
    if (number == 0 || number > result->finding_count)
        return false;
    vec_push(&story->findings, (uint32_t)(number - 1));
    return true;
}

static bool select_fingerprint(const char *text, const struct result *result, struct story *story) {
    if (!text_is(text, isxdigit) || strlen(text) < FINGERPRINT_LEAST)
        return false;
    for (uint32_t i = 0; i < result->finding_count; i++)
        if (result->findings[i].fingerprint != NULL &&
            strncmp(result->findings[i].fingerprint, text, strlen(text)) == 0)
            vec_push(&story->findings, i);
    return story->findings.count > 0;
}

static bool place_is(const struct place *place, const char *file, uint32_t line) {
    return place->line == line && place->file != NULL && strcmp(place->file, file) == 0;
}

/* The finding that stands there, else those with a step or a site there. */
static bool select_at(const struct result *result, const char *file, uint32_t line, struct story *story) {
    for (uint32_t i = 0; i < result->finding_count; i++)
        if (place_is(&result->findings[i].place, file, line))
            vec_push(&story->findings, i);
    for (uint32_t i = 0; story->findings.count == 0 && i < result->finding_count; i++) {
        const struct finding *finding = &result->findings[i];
        bool is_there = false;
        for (uint32_t k = 0; k < finding->step_count; k++)
            is_there = is_there || place_is(&finding->steps[k].place, file, line);
        for (uint32_t k = 0; k < finding->site_count; k++)
            is_there = is_there || place_is(&finding->sites[k].place, file, line);
        if (is_there)
            vec_push(&story->findings, i);
    }
    return story->findings.count > 0;
}

static bool select_function(const char *text, const struct result *result, struct story *story) {
    for (uint32_t i = 0; i < result->cost_count; i++)
        if (result->costs[i].function != NULL && strcmp(result->costs[i].function, text) == 0)
            vec_push(&story->functions, i);
    return story->functions.count > 0;
}

static void refuse(struct command_line *line, const char *what, const struct result *result, bool is_place) {
    if (is_place) {
        log_error("nothing is reported at %s; why not: tripcount explain --why-not %s", what, what);
        return;
    }
    const char **names = ARENA_ARRAY(line->arena, const char *, result->cost_count);
    struct buffer hint = {0};
    for (uint32_t i = 0; i < result->cost_count; i++)
        names[i] = result->costs[i].function != NULL ? result->costs[i].function : "";
    if (text_is(what, isdigit))
        log_error("there is no finding %s; the last run has %u", what, result->finding_count);
    else
        log_error(
            "'%s' is no finding of the last run (number, fingerprint, FILE:LINE) and no function that reaches the "
            "wire%s",
            what, output_suggestion(&hint, what, names, result->cost_count));
    buffer_finish(&hint);
}

static bool select_story(struct command_line *line, const char *what, const struct result *result,
                         struct story *story) {
    const char *file = NULL;
    uint32_t number = 0;
    bool is_place = select_place(line->arena, what, &file, &number);
    if (is_place) {
        if (select_at(result, select_from_root(line, result->run.root, file), number, story) ||
            select_at(result, path_normalize(line->arena, file), number, story)) /* copied from a result */
            return true;
    } else if (select_number(what, result, story) || select_fingerprint(what, result, story)) {
        return true;
    }
    /* A C++ name may hold colons and digits too. */
    if (select_function(what, result, story))
        return true;
    refuse(line, what, result, is_place);
    return false;
}

static int tell(struct command_line *line, const char *what) {
    struct result result;
    struct error err = {0};
    if (!driver_load(&line->driver, line->arena, &result, &err))
        return output_error(&err);
    struct story story = {0};
    struct buffer text = {0};
    int code = EXIT_USAGE;
    if (select_story(line, what, &result, &story)) {
        struct report_options options = output_options(line);
        struct source_lines *lines = source_lines_create(result.run.root);
        options.source = source_lines_reader(lines);
        for (uint32_t i = 0; i < story.findings.count; i++)
            report_explain(&text, &result, story.findings.items[i], &options);
        for (uint32_t i = 0; i < story.functions.count; i++)
            report_explain_function(&text, &result, story.functions.items[i], &options);
        code = output_write(line, &text, EXIT_DONE);
        source_lines_destroy(lines);
    }
    vec_finish(&story.findings);
    vec_finish(&story.functions);
    buffer_finish(&text);
    return code;
}

static int tell_why_not(struct command_line *line) {
    const char *file = NULL;
    uint32_t number = 0;
    if (!select_place(line->arena, line->why_not, &file, &number)) {
        log_error("--why-not takes FILE:LINE, not '%s'", line->why_not);
        return EXIT_USAGE;
    }
    struct buffer text = {0};
    struct error err = {0};
    int code = EXIT_DONE;
    if (driver_why_not(&line->driver, file, number, &text, &err))
        code = output_write(line, &text, code);
    else
        code = output_error(&err);
    buffer_finish(&text);
    return code;
}

static int run(struct command_line *line) {
    uint32_t wanted = line->why_not != NULL ? 0 : 1;
    if (line->operand_count != wanted) {
        log_error("what to explain: a number or fingerprint of a finding, FILE:LINE, a function, or --why-not "
                  "FILE:LINE; exactly one");
        return EXIT_USAGE;
    }
    return line->why_not != NULL ? tell_why_not(line) : tell(line, line->operands[0]);
}

const struct command command_explain = {
    .name = "explain",
    .arguments = "WHAT | --why-not FILE:LINE",
    .summary = "The whole story of a finding or a function of the last run; or why nothing is reported at a place.",
    .example = "  tripcount explain 1                          the first finding of the list\n"
               "  tripcount explain src/orders.c:33            what is reported there\n"
               "  tripcount explain load_orders                what a function costs\n"
               "  tripcount explain --why-not src/orders.c:40  why nothing is\n",
    .notes = "WHAT is the number of a finding, four or more digits of its fingerprint, FILE:LINE, or a function.\n"
             "FILE is looked for from the current directory, then from the root, as results print it.\n",
    .options =
        OPTIONS_PLACE | OPTIONS_COMMON | OPTION_RULES | OPTION_LATENCY | OPTION_COLOR | OPTION_OUTPUT | OPTION_WHY_NOT,
    .run = run,
};
