/* `tripcount summarize`: the first half of analyze, for build systems. Tests: tests/integration/test_incremental.py */
#include "base/log.h"
#include "cmd/command.h"
#include "cmd/commands.h"

static void list_units(struct buffer *text, const struct unit_report *units, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        buffer_printf(text, "%s: %s: %s\n", units[i].file, unit_status_name(units[i].status),
                      units[i].message != NULL ? units[i].message : "");
}

static int run_command(struct command_line *line) {
    if (line->operand_count > 0 && !line->has_flags) {
        log_error("'summarize' takes FILE... only with flags: tripcount summarize FILE... -- FLAGS...");
        return EXIT_USAGE;
    }
    if (line->has_flags)
        command_line_take_files(line);
    struct driver_run *run = &line->run;
    struct error err = {0};
    bool is_done = driver_summarize(&line->driver, line->arena, run, &err);
    progress_erase(&line->progress);
    if (!is_done)
        return output_error(&err);
    output_timing(line, run);
    const struct run *units = &run->result.run;
    struct buffer text = {0};
    if (!line->is_quiet)
        buffer_printf(&text, "analysed %u of %u translation unit%s, %u of them unchanged\n", units->analysed_count,
                      units->unit_count, units->unit_count == 1 ? "" : "s", units->reused_count);
    list_units(&text, units->failed, units->failed_count);
    list_units(&text, units->partial, units->partial_count);
    int code = output_write(line, &text, run->unexpected_failures > 0 ? EXIT_INCOMPLETE : EXIT_DONE);
    buffer_finish(&text);
    return code;
}

const struct command command_summarize = {
    .name = "summarize",
    .arguments = "[FILE... -- FLAGS...]",
    .summary = "Reads what changed into the database, links nothing: the first half of analyze.",
    .example = "  tripcount summarize -p build\n",
    .options =
        OPTIONS_PLACE | OPTIONS_COMMON | OPTION_RULES | OPTION_JOBS | OPTION_TIMEOUT | OPTION_PROGRESS | OPTION_TIMING,
    .takes_flags = true,
    .is_hidden = true,
    .run = run_command,
};
