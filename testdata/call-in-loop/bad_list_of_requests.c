/* A loop that sends what a list holds pays for loops elsewhere that only fill it: these are named. */
// with: bad_list_of_requests_made.c
#include "bad_list_of_requests.h"
#include <libpq-fe.h>

void report(const char *text);

/* Whatever the functions of a list are called, and whether the program holds them, is told by their prototypes. */
static void send_all(PGconn *db, struct chain *commands)
{
    for (struct chain *c = commands; c; c = c->next)
        PQclear(PQexec(db, c->text)); // expect: call-in-loop {{on each of length\(commands\) turns}}
                                      // expect-verdict: pipeline
                                      // expect-step: group_commands: {{makes the list: chain_add\(\) adds one item on each turn}}
                                      // expect-step: all_commands: {{makes the list: chain_join\(\) adds the items of another list on each turn}}
                                      // expect-step: table_commands: {{makes the list}}
                                      // expect-no-step: few_commands: {{makes}}
                                      // expect-no-step: report_commands: {{makes}}
                                      // expect-no-step: old_commands: {{makes}}
                                      // expect-no-step: names_of: {{makes}}
}

void synchronize(PGconn *db, struct group *groups)
{
    struct chain *commands = old_commands(groups);
    commands = all_commands(groups); /* and no longer the old ones */
    send_all(db, commands);
}

/* Not more of them with more data. */
void set_up(PGconn *db)
{
    send_all(db, few_commands());
}

/* Filled in a loop, but for something else. */
void tell(struct group *groups)
{
    for (struct chain *c = report_commands(groups); c; c = c->next)
        report(c->text);
}

/* What the items are is not made from the other list, which is given for its names. */
static void send_marked(PGconn *db, struct chain *marked)
{
    for (struct chain *c = marked; c; c = c->next)
        PQclear(PQexec(db, c->text)); // expect: call-in-loop {{length\(marked\)}}
                                      // expect-step: mark: {{makes the list}}
                                      // expect-no-step: send_marked: {{makes}}
                                      // expect-no-step: group_commands: {{makes}}
}

void synchronize_marked(PGconn *db, struct group *groups)
{
    send_marked(db, mark(group_commands(groups), groups));
}

/* In the function itself. A cursor that is set in a loop adds nothing. */
void send_here(PGconn *db, struct group *groups)
{
    struct chain *commands = 0, *skipped = names_of(groups);
    while (skipped)
        skipped = chain_after(skipped, "-");
    for (struct group *g = groups; g; g = g->next)
        commands = chain_add(commands, g->name);
    for (struct chain *c = commands; c; c = c->next)
        PQclear(PQexec(db, c->text)); // expect: call-in-loop {{length\(commands\)}}
                                      // expect-step: send_here: {{chain_add\(\) adds one item on each turn}}
                                      // expect-no-step: {{chain_after}}
                                      // expect-no-step: {{names_of}}
}
