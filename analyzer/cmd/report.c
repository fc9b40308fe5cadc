/* `tripcount report`: what the database holds, in any format. Tests: tests/integration/test_output.py */
#include "base/log.h"
#include "cmd/command.h"
#include "cmd/commands.h"

static int run(struct command_line *line) {
    const struct report_writer *writer = output_writer(line);
    if (writer == NULL)
        return EXIT_USAGE;
    if (line->operand_count > 0) {
        log_error("'report' takes no argument '%s'; where to write: -o FILE", line->operands[0]);
        return EXIT_USAGE;
    }
    struct result result;
    struct error err = {0};
    if (!driver_load(&line->driver, line->arena, &result, &err))
        return output_error(&err);
    struct report_options options = output_options(line);
    struct source_lines *lines = source_lines_create(result.run.root);
    struct buffer text = {0};
    options.source = source_lines_reader(lines);
    writer->write(&text, &result, &options);
    int code = output_write(line, &text, EXIT_DONE);
    buffer_finish(&text);
    source_lines_destroy(lines);
    return code;
}

const struct command command_report = {
    .name = "report",
    .arguments = "",
    .summary = "What the last run found, in any format. Reads the database only.",
    .example = "  tripcount report --format json -o tripcount.json\n",
    .options = OPTIONS_PLACE | OPTIONS_COMMON | OPTIONS_OUTPUT | OPTION_COSTS,
    .run = run,
};
