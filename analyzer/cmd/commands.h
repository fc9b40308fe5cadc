/* The commands, each defined by its file: what command_list.h names. */
#ifndef TRIPCOUNT_CMD_COMMANDS_H
#define TRIPCOUNT_CMD_COMMANDS_H

#include "cmd/command.h"

#define COMMAND(name) extern const struct command command_##name;
#include "cmd/command_list.h"
#undef COMMAND

#endif
