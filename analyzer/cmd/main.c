/* The command: finds the subcommand, runs it, ends with its code.
 *
 * The one place with state of the process: which signal asked to stop. Tests: tests/integration/test_cli.py */
#include "base/attr.h"
#include "base/error.h"
#include "base/log.h"
#include "cmd/command.h"
#include "cmd/commands.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t stop_signal;

static void note_stop(int number) {
    /* Asked a second time: at once. */
    if (stop_signal != 0)
        _exit(128 + number);
    stop_signal = number;
}

/* BUG() aborts; people and build systems know a defect by its exit code. */
static void end_as_defect(int number) {
    (void)number;
    _exit(EXIT_DEFECT);
}

static void install_handlers(void) {
    struct sigaction stop = {.sa_handler = note_stop};
    struct sigaction defect = {.sa_handler = end_as_defect};
    sigemptyset(&stop.sa_mask);
    sigemptyset(&defect.sa_mask);
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGABRT, &defect, NULL);
    /* A file that may not grow any further is an error of the write, as a full disk is. */
    signal(SIGXFSZ, SIG_IGN);
}

const struct command *command_at(uint32_t index) {
    static const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "cmd/command_list.h"
#undef COMMAND
    };
    return index < ARRAY_COUNT(commands) ? commands[index] : NULL;
}

const struct command *command_find(const char *name) {
    for (uint32_t i = 0; command_at(i) != NULL; i++)
        if (strcmp(command_at(i)->name, name) == 0)
            return command_at(i);
    return NULL;
}

static bool is_cancelled(void *context) {
    (void)context;
    return stop_signal != 0;
}

static void show_progress(const struct driver_progress *state, void *context) {
    progress_show(&((struct command_line *)context)->progress, state);
}

static void show_warning(const char *message, void *context) {
    progress_erase(&((struct command_line *)context)->progress);
    log_warning("%s", message);
}

static int print_help(struct command_line *line, const struct command *command) {
    struct buffer text = {0};
    if (command != NULL)
        help_write_command(&text, command);
    else
        help_write_all(&text, line->shows_all);
    int code = output_write(line, &text, EXIT_DONE);
    buffer_finish(&text);
    return code;
}

static int run_command(const struct command *command, int count, char *arguments[]) {
    struct arena arena;
    arena_init(&arena);
    struct command_line line = {.arena = &arena};
    line.driver.on_progress = show_progress;
    line.driver.on_warning = show_warning;
    line.driver.is_cancelled = is_cancelled;
    line.driver.context = &line;
    int code = EXIT_USAGE;
    if (command_line_read(&line, command, count, arguments)) {
        if (line.wants_help) {
            line.output = NULL;
            code = print_help(&line, command);
        } else {
            code = command->run(&line);
        }
    }
    command_line_finish(&line);
    arena_finish(&arena);
    return code;
}

static int run_without_command(int count, char *arguments[]) {
    struct command_line line = {0};
    struct buffer text = {0};
    const char *word = count > 1 ? arguments[1] : "";
    int code = EXIT_USAGE;
    if (strcmp(word, "--version") == 0) {
        buffer_add_text(&text, "tripcount " TRIPCOUNT_VERSION "\n");
        code = output_write(&line, &text, EXIT_DONE);
    } else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        line.shows_all = count > 2 && strcmp(arguments[2], "--all") == 0;
        code = print_help(&line, NULL);
    } else if (word[0] == '\0') {
        help_write_all(&text, false);
        fputs(buffer_text(&text), stderr);
    } else if (word[0] == '-') {
        log_error("the command comes first: tripcount COMMAND [OPTION...]; see: tripcount --help");
    } else {
        help_refuse_command(word);
    }
    buffer_finish(&text);
    return code;
}

int main(int count, char *arguments[]) {
    install_handlers();
    const struct command *command = count > 1 ? command_find(arguments[1]) : NULL;
    int code = command != NULL ? run_command(command, count - 1, arguments + 1) : run_without_command(count, arguments);
    if (stop_signal != 0 && code == EXIT_USAGE) {
        /* Whoever started us learns that it was the signal, as with any other program. */
        int number = (int)stop_signal;
        signal(number, SIG_DFL);
        raise(number);
    }
    return code;
}
