/* `tripcount link`: the second half of analyze, over all units that the database holds.
 * Tests: tests/integration/test_incremental.py */
#include "base/log.h"
#include "cmd/command.h"
#include "cmd/commands.h"

static int run_command(struct command_line *line) {
    const struct report_writer *writer = output_writer(line);
    if (writer == NULL)
        return EXIT_USAGE;
    if (line->operand_count > 0) {
        log_error("'link' takes no argument '%s'", line->operands[0]);
        return EXIT_USAGE;
    }
    struct driver_run *run = &line->run;
    struct error err = {0};
    if (!driver_link(&line->driver, line->arena, run, &err))
        return output_error(&err);
    output_timing(line, run);
    struct report_options options = output_options(line);
    struct source_lines *lines = source_lines_create(run->root);
    struct buffer text = {0};
    options.source = source_lines_reader(lines);
    writer->write(&text, &run->result, &options);
    int code = output_write(line, &text, run->unexpected_failures > 0 ? EXIT_INCOMPLETE : EXIT_DONE);
    buffer_finish(&text);
    source_lines_destroy(lines);
    return code;
}

const struct command command_link = {
    .name = "link",
    .arguments = "",
    .summary = "Links and counts what the database holds, reads no source: the second half of analyze.",
    .example = "  tripcount link --format json -o tripcount.json\n",
    .options =
        OPTIONS_PLACE | OPTIONS_COMMON | OPTIONS_OUTPUT | OPTION_RULES | OPTION_LATENCY | OPTION_COSTS | OPTION_TIMING,
    .is_hidden = true,
    .run = run_command,
};
