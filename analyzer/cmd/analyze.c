/* `tripcount analyze`: the main job. Tests: tests/integration */
#include "base/log.h"
#include "cmd/command.h"
#include "cmd/commands.h"

static bool has_finding_of(const struct result *result, const struct command_line *line) {
    for (uint32_t i = 0; i < result->finding_count; i++) {
        const struct finding *finding = &result->findings[i];
        bool is_shown = line->shows_all || finding->confidence >= line->min_confidence;
        if (is_shown && finding->severity >= line->fail_on)
            return true;
    }
    return false;
}

static int code_of(const struct driver_run *run, const struct command_line *line) {
    if (line->has_fail_on && has_finding_of(&run->result, line))
        return EXIT_FOUND;
    return run->unexpected_failures > 0 ? EXIT_INCOMPLETE : EXIT_DONE;
}

static int write_result(struct command_line *line, const struct report_writer *writer, const struct driver_run *run) {
    struct report_options options = output_options(line);
    struct source_lines *lines = source_lines_create(run->root);
    struct buffer text = {0};
    options.source = source_lines_reader(lines);
    options.is_not_stored = line->has_flags;
    writer->write(&text, &run->result, &options);
    int code = output_write(line, &text, code_of(run, line));
    buffer_finish(&text);
    source_lines_destroy(lines);
    return code;
}

static int run_command(struct command_line *line) {
    const struct report_writer *writer = output_writer(line);
    if (writer == NULL)
        return EXIT_USAGE;
    if (line->has_flags) {
        if (line->operand_count == 0) {
            log_error("no FILE before '--': tripcount analyze FILE... -- FLAGS...");
            return EXIT_USAGE;
        }
        command_line_take_files(line);
    }
    struct driver_run *run = &line->run;
    struct error err = {0};
    bool is_done = driver_analyze(&line->driver, line->arena, run, &err);
    progress_erase(&line->progress);
    if (!is_done)
        return output_error(&err);
    output_timing(line, run);
    if (!select_paths(line, run->root, &run->result))
        return EXIT_USAGE;
    return write_result(line, writer, run);
}

const struct command command_analyze = {
    .name = "analyze",
    .arguments = "[PATH...] | FILE... -- FLAGS...",
    .summary = "Reads what changed since the last run, finds round trips in loops, prints the worst first.",
    .example = "  tripcount analyze -p build           a project with build/compile_commands.json\n"
               "  tripcount analyze src/orders         only findings in files below src/orders\n"
               "  tripcount analyze a.c -- -Iinclude   one file, without a compilation database\n",
    .notes = "A PATH says which findings to show; everything is analysed all the same.\n"
             "What FILE... -- FLAGS finds is only printed: report and explain keep telling of the last whole run.\n"
             "compile_commands.json is made by:\n"
             "  CMake: cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -B build, then -p build\n"
             "  Meson: it is written into the build directory by itself\n"
             "  make and others: bear -- make\n",
    .options = OPTIONS_RUN | OPTIONS_OUTPUT | OPTION_FAIL_ON | OPTION_COSTS,
    .takes_flags = true,
    .run = run_command,
};
