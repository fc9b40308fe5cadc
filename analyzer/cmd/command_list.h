/* One row per command: COMMAND(name) stands for `const struct command command_<name>` of the file <name>.c. The order
 * is that of --help. Included once for each meaning of the macro: no include guard. */
#ifndef COMMAND
#define COMMAND(name)
#endif

COMMAND(analyze)
COMMAND(cost)
COMMAND(explain)
COMMAND(report)
COMMAND(rules)
COMMAND(doctor)
COMMAND(help)
COMMAND(summarize)
COMMAND(link)
COMMAND(dump)
