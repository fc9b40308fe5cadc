/* `tripcount help [COMMAND]`. Tests: tests/integration/test_cli.py */
#include "cmd/command.h"
#include "cmd/commands.h"

static int run(struct command_line *line) {
    struct buffer text = {0};
    int code = EXIT_DONE;
    if (line->operand_count == 0) {
        help_write_all(&text, line->shows_all);
    } else {
        const struct command *command = command_find(line->operands[0]);
        if (command != NULL)
            help_write_command(&text, command);
        else
            help_refuse_command(line->operands[0]);
        code = command != NULL ? EXIT_DONE : EXIT_USAGE;
    }
    code = output_write(line, &text, code);
    buffer_finish(&text);
    return code;
}

const struct command command_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "the help of a command",
    .example = "  tripcount help analyze\n",
    .options = OPTION_ALL | OPTION_HELP,
    .run = run,
};
