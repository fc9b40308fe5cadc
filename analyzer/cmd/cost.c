/* `tripcount cost`: every function's round trips as a formula. Tests: tests/integration/test_cli.py */
#include "base/glob.h"
#include "base/log.h"
#include "base/vec.h"
#include "cmd/command.h"
#include "cmd/commands.h"

/* Only functions that wait have a cost: another name is one of those that do not, or a mistake. */
static void refuse_function(const struct command_line *line, const char *name) {
    bool is_there = false;
    const char *nearest = NULL;
    struct error err = {0};
    if (!driver_find_function(&line->driver, name, line->arena, &is_there, &nearest, &err))
        output_error(&err);
    else if (is_there)
        log_error("'%s' makes no round trips, as far as the rule packs know", name);
    else
        log_error("there is no function '%s'%s%s%s", name, nearest != NULL ? "; did you mean '" : "",
                  nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

/* Leaves the costs of functions that one of the operands names. False after having said which names none. */
static bool select_functions(const struct command_line *line, struct result *result) {
    bool *is_kept = ARENA_ARRAY(line->arena, bool, result->cost_count);
    const char **names = ARENA_ARRAY(line->arena, const char *, result->cost_count);
    for (uint32_t i = 0; i < result->cost_count; i++)
        names[i] = result->costs[i].function != NULL ? result->costs[i].function : "";
    for (uint32_t k = 0; k < line->operand_count; k++) {
        bool is_found = false;
        for (uint32_t i = 0; i < result->cost_count; i++) {
            if (!glob_matches_name(line->operands[k], names[i]))
                continue;
            is_kept[i] = true;
            is_found = true;
        }
        if (!is_found) {
            refuse_function(line, line->operands[k]);
            return false;
        }
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < result->cost_count; i++)
        if (is_kept[i])
            result->costs[kept++] = result->costs[i];
    result->cost_count = kept;
    return true;
}

static int run_command(struct command_line *line) {
    const struct report_writer *writer = output_writer(line);
    if (writer == NULL)
        return EXIT_USAGE;
    struct driver_run *run = &line->run;
    struct error err = {0};
    bool is_done = driver_analyze(&line->driver, line->arena, run, &err);
    progress_erase(&line->progress);
    if (!is_done)
        return output_error(&err);
    output_timing(line, run);
    if (line->operand_count > 0 && !select_functions(line, &run->result))
        return EXIT_USAGE;
    struct report_options options = output_options(line);
    options.costs_only = true;
    struct buffer text = {0};
    writer->write(&text, &run->result, &options);
    int code = output_write(line, &text, run->unexpected_failures > 0 ? EXIT_INCOMPLETE : EXIT_DONE);
    buffer_finish(&text);
    return code;
}

const struct command command_cost = {
    .name = "cost",
    .arguments = "[FUNCTION...]",
    .summary = "The round trips of every function as a formula, the dearest first. Reads what changed first.",
    .example = "  tripcount cost load_orders     what one call of load_orders() waits for\n"
               "  tripcount cost 'handle_*'      of all functions that match\n",
    .options = OPTIONS_RUN | OPTIONS_OUTPUT,
    .run = run_command,
};
