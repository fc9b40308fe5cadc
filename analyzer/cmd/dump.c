/* `tripcount dump STAGE FILE`: any stage as text. Tests: tests/integration/test_dump.py, tests/golden */
#include "base/log.h"
#include "cmd/command.h"
#include "cmd/commands.h"

#include <string.h>

static bool stage_is_known(const char *stage) {
    for (uint32_t i = 0; i < DRIVER_DUMP_STAGE_COUNT; i++)
        if (strcmp(driver_dump_stages[i], stage) == 0)
            return true;
    struct buffer hint = {0};
    struct buffer all = {0};
    for (uint32_t i = 0; i < DRIVER_DUMP_STAGE_COUNT; i++)
        buffer_printf(&all, " %s", driver_dump_stages[i]);
    log_error("there is no stage '%s'; there are:%s%s", stage, buffer_text(&all),
              output_suggestion(&hint, stage, driver_dump_stages, DRIVER_DUMP_STAGE_COUNT));
    buffer_finish(&all);
    buffer_finish(&hint);
    return false;
}

static int run(struct command_line *line) {
    if (line->operand_count != 2) {
        log_error("'dump' takes a stage and a file: tripcount dump STAGE FILE [-- FLAGS...]");
        return EXIT_USAGE;
    }
    if (!stage_is_known(line->operands[0]))
        return EXIT_USAGE;
    if (line->has_flags) {
        line->driver.files = line->operands + 1;
        line->driver.file_count = 1;
        line->driver.flags = line->flags;
        line->driver.flag_count = line->flag_count;
    }
    struct buffer text = {0};
    struct error err = {0};
    int code;
    if (driver_dump(&line->driver, line->operands[0], line->operands[1], &text, &err))
        code = output_write(line, &text, EXIT_DONE);
    else
        code = output_error(&err);
    buffer_finish(&text);
    return code;
}

const struct command command_dump = {
    .name = "dump",
    .arguments = "STAGE FILE [-- FLAGS...]",
    .summary = "One stage of one file as text: argv, ast, region, summary, callgraph or cost.",
    .example = "  tripcount dump region src/orders.c            what the analysis sees of a file\n"
               "  tripcount dump cost a.c -- -Iinclude          the round trips of its functions\n"
               "  tripcount dump cost testdata/_cost/a.region   the same, from units as text\n",
    .options = OPTIONS_PLACE | OPTIONS_COMMON | OPTION_RULES | OPTION_LATENCY | OPTION_OUTPUT,
    .takes_flags = true,
    .is_hidden = true,
    .run = run,
};
