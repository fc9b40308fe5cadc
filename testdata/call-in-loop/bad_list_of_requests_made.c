/* Makes lists for bad_list_of_requests.c; nothing here waits. */
#include "bad_list_of_requests.h"

char *command_for(const char *name);

struct chain *group_commands(const struct group *groups)
{
    struct chain *commands = 0;
    while (groups) {
        char *command = command_for(groups->name);
        commands = chain_add(commands, command);
        groups = groups->next;
    }
    return commands;
}

static struct chain *table_commands(const struct group *group)
{
    struct chain *commands = 0;
    for (const struct chain *t = group->tables; t; t = t->next)
        commands = chain_add(commands, command_for(t->text));
    return commands;
}

struct chain *all_commands(const struct group *groups)
{
    struct chain *commands = 0, *of_groups = group_commands(groups);
    commands = chain_add(commands, command_for("begin"));
    for (const struct group *g = groups; g; g = g->next) {
        struct chain *of_tables = table_commands(g);
        commands = chain_join(commands, of_tables);
    }
    commands = chain_join(commands, of_groups);
    return commands;
}

struct chain *old_commands(const struct group *groups)
{
    struct chain *commands = 0;
    for (; groups; groups = groups->next)
        commands = chain_add(commands, command_for(groups->name));
    return commands;
}

struct chain *report_commands(const struct group *groups)
{
    struct chain *commands = 0;
    for (; groups; groups = groups->next)
        commands = chain_add(commands, command_for(groups->name));
    return commands;
}

/* A list of lists: what is added is an item here, though it is a list. */
struct chain *names_of(const struct group *groups)
{
    struct chain *names = 0;
    for (; groups; groups = groups->next)
        names = chain_add(names, groups->tables);
    return names;
}

struct chain *few_commands(void)
{
    struct chain *commands = chain_add(0, command_for("lock"));
    commands = chain_add(commands, command_for("unlock"));
    return commands;
}

struct chain *mark(struct chain *commands, const struct group *groups)
{
    struct chain *marked = 0;
    for (; groups; groups = groups->next)
        marked = chain_add(marked, commands ? commands->text : groups->name);
    return marked;
}
