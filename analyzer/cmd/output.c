/* Decides where results go and how a failure to write is told. Tests: tests/integration/test_output.py */
#include "base/file.h"
#include "base/log.h"
#include "base/suggest.h"
#include "cmd/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int output_error(struct error *err) {
    log_error("%s", err->message != NULL ? err->message : "failed for a reason that was not told");
    error_finish(err);
    return EXIT_USAGE;
}

void output_hint(const char *format, ...) {
    struct buffer line = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_add_text(&line, "tripcount: ");
    buffer_vprintf(&line, format, arguments);
    buffer_add_char(&line, '\n');
    va_end(arguments);
    fwrite(line.data, 1, line.size, stderr);
    buffer_finish(&line);
}

const char *output_suggestion(struct buffer *buffer, const char *word, const char *const names[], uint32_t name_count) {
    const char *nearest = suggest_nearest(word, names, name_count);
    buffer_clear(buffer);
    if (nearest != NULL)
        buffer_printf(buffer, "; did you mean '%s'?", nearest);
    return buffer_text(buffer);
}

/* Gives 0 or the reason. Some file systems tell of a full disk only when closing. */
static int write_to_stdout(const struct buffer *text) {
    size_t written = 0;
    while (written < text->size) {
        ssize_t count = write(STDOUT_FILENO, text->data + written, text->size - written);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno;
        written += (size_t)count;
    }
    return close(STDOUT_FILENO) == 0 ? 0 : errno;
}

int output_write(const struct command_line *line, const struct buffer *text, int code) {
    struct error err = {0};
    if (line->output != NULL)
        return file_write(line->output, buffer_text(text), text->size, &err) ? code : output_error(&err);
    int reason = write_to_stdout(text);
    /* Nobody reads any longer (`tripcount analyze | head`): what was wanted was got. */
    if (reason == 0 || reason == EPIPE)
        return code;
    log_error("cannot write to standard output: %s", strerror(reason));
    return EXIT_USAGE;
}

static uint32_t terminal_width(void) {
    struct winsize size;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

struct report_options output_options(const struct command_line *line) {
    struct report_options options = report_default_options();
    bool is_terminal = line->output == NULL && isatty(STDOUT_FILENO) == 1;
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    bool is_plain = (no_color != NULL && no_color[0] != '\0') || (terminal != NULL && strcmp(terminal, "dumb") == 0);
    options.is_terminal = is_terminal;
    options.use_color = line->color == WHEN_ALWAYS || (line->color == WHEN_AUTO && is_terminal && !is_plain);
    options.width = is_terminal ? terminal_width() : 0;
    options.show_all = line->shows_all;
    options.with_costs = line->shows_costs;
    options.is_quiet = line->is_quiet;
    options.show_timing = line->shows_timing;
    options.min_confidence = line->min_confidence;
    return options;
}

const struct report_writer *output_writer(const struct command_line *line) {
    const struct report_writer *writer = report_find(line->format);
    if (writer != NULL)
        return writer;
    struct buffer names = {0};
    for (uint32_t i = 0; report_at(i) != NULL; i++)
        buffer_printf(&names, "%s%s", i > 0 ? ", " : "", report_at(i)->name);
    log_error("there is no format '%s'; there are: %s", line->format, buffer_text(&names));
    buffer_finish(&names);
    return NULL;
}

void output_timing(const struct command_line *line, const struct driver_run *run) {
    if (!line->shows_timing)
        return;
    struct buffer text = {0};
    buffer_printf(&text, "timing: total %.3f s", run->result.run.seconds);
    for (uint32_t i = 0; i < DRIVER_STAGE_COUNT; i++)
        buffer_printf(&text, ", %s %.3f s", driver_stage_name((enum driver_stage)i), run->stages[i]);
    buffer_printf(&text, "\ntiming: %u unit%s, %u read, %u unchanged%s\n", run->result.run.unit_count,
                  run->result.run.unit_count == 1 ? "" : "s", run->parsed_count, run->result.run.reused_count,
                  run->is_result_reused ? ", result unchanged" : "");
    fwrite(text.data, 1, text.size, stderr);
    buffer_finish(&text);
}
