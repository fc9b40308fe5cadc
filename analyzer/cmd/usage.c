/* Decides what --help says. Tests: tests/integration/test_cli.py */
#include "base/attr.h"
#include "base/log.h"
#include "cmd/command.h"

#include <stdio.h>

enum { NAME_COLUMN = 13, MOST_COMMANDS = 32 };

static const char exit_codes[] =
    "exit codes: 0 done, 1 --fail-on found something, 2 wrong usage or an unreadable config, "
    "pack or database,\n"
    "            3 units failed that allow_failed does not name, 70 a defect of "
    "tripcount itself\n";

void help_write_all(struct buffer *out, bool with_hidden) {
    buffer_add_text(out, "tripcount counts the network round trips that C and C++ code will make.\n\n"
                         "  tripcount analyze -p build        what this program does to the wire, worst first\n"
                         "  tripcount explain 1               the whole story of the first finding\n\n"
                         "usage: tripcount COMMAND [OPTION...] [ARGUMENT...]\n\ncommands:\n");
    for (uint32_t i = 0; command_at(i) != NULL; i++) {
        const struct command *command = command_at(i);
        if (!command->is_hidden || with_hidden)
            buffer_printf(out, "  %-*s %s\n", NAME_COLUMN, command->name, command->summary);
    }
    buffer_add_text(out, "\n  tripcount COMMAND --help           its options, with an example\n");
    if (!with_hidden)
        buffer_add_text(out,
                        "  tripcount --help --all             also the commands for build systems and developers\n");
    buffer_printf(out, "  tripcount --version\n\n%s", exit_codes);
}

void help_write_command(struct buffer *out, const struct command *command) {
    buffer_printf(out, "%s\nusage: tripcount %s%s%s%s\n\n%s\n", command->example, command->name,
                  command->options != 0 ? " [OPTION...]" : "", command->arguments[0] != '\0' ? " " : "",
                  command->arguments, command->summary);
    if (command->notes != NULL)
        buffer_printf(out, "\n%s", command->notes);
    if (command->options != 0) {
        buffer_add_text(out, "\noptions:\n");
        options_write_help(out, command->options);
    }
    if ((command->options & OPTION_FORMAT) != 0) {
        buffer_add_text(out, "\nformats:\n");
        for (uint32_t i = 0; report_at(i) != NULL; i++)
            buffer_printf(out, "  %-*s %s\n", NAME_COLUMN, report_at(i)->name, report_at(i)->summary);
    }
    buffer_printf(out, "\n%s", exit_codes);
}

void help_refuse_command(const char *word) {
    const char *names[MOST_COMMANDS];
    uint32_t count = 0;
    struct buffer hint = {0};
    for (uint32_t i = 0; command_at(i) != NULL && count < MOST_COMMANDS; i++)
        names[count++] = command_at(i)->name;
    log_error("unknown command '%s'%s", word, output_suggestion(&hint, word, names, count));
    output_hint("see: tripcount --help");
    buffer_finish(&hint);
}
