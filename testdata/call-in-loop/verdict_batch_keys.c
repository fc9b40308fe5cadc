/* A command that takes many takes many keys, or many values of one key: then the key has to be the same on each turn. */
#include "hiredis/hiredis.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* --- many keys in one command ------------------------------------------------------------------------------------- */

void gets_each(redisContext *c, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(c, "GET %s", keys[i])); // expect: call-in-loop {{n round trips}}
                                                             // expect-verdict: batch
}

void drops_each(redisContext *c, const int *ids, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(c, "DEL item:%d", ids[i])); // expect: call-in-loop {{n round trips}}
                                                                 // expect-verdict: batch
}

/* --- many values of one key --------------------------------------------------------------------------------------- */

void fills_one_set(redisContext *c, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(c, "SADD names %s", names[i])); // expect: call-in-loop {{n round trips}}
                                                                     // expect-verdict: batch
}

void fills_set_of_owner(redisContext *c, int owner, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(c, "SADD %d:%s %s", owner, "names", names[i])); // expect: call-in-loop {{n round trips}}
                                                                                     // expect-verdict: batch
}

void fills_a_set_for_each(redisContext *c, const char **sets, const char *name, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(c, "SADD %s %s", sets[i], name)); // expect: call-in-loop {{n round trips}}
                                                                       // expect-verdict: pipeline
}

void reads_a_field_of_each(redisContext *c, const int *ids, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(c, "HGET item:%d name", ids[i])); // expect: call-in-loop {{n round trips}}
                                                                       // expect-verdict: pipeline
}

/* A text with its length is the key, the turn's own comes behind it. */
void fills_set_of_bytes(redisContext *c, const char *set, size_t length, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(c, "SADD %b %s", set, length, names[i])); // expect: call-in-loop {{n round trips}}
                                                                               // expect-verdict: batch
}

/* --- words --------------------------------------------------------------------------------------------------------- */

void fills_by_words(redisContext *c, const char **sets, const char *name, int n)
{
    const char *words[3];
    for (int i = 0; i < n; i++) {
        words[0] = "SADD";
        words[1] = sets[i];
        words[2] = name;
        freeReplyObject(redisCommandArgv(c, 3, words, NULL)); // expect: call-in-loop {{n round trips}}
                                                              // expect-verdict: pipeline
    }
}

void drops_by_words(redisContext *c, const char **keys, int n)
{
    const char *words[2];
    for (int i = 0; i < n; i++) {
        words[0] = "DEL";
        words[1] = keys[i];
        freeReplyObject(redisCommandArgv(c, 2, words, NULL)); // expect: call-in-loop {{n round trips}}
                                                              // expect-verdict: batch
    }
}

/* --- helpers ------------------------------------------------------------------------------------------------------- */

static void add(redisContext *c, const char *set, const char *name)
{
    freeReplyObject(redisCommand(c, "SADD %s %s", set, name));
}

void adds_to_one(redisContext *c, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        add(c, "names", names[i]); // expect: call-in-loop {{n round trips}}
                                   // expect-verdict: batch
}

void adds_to_each(redisContext *c, const char **sets, int n)
{
    for (int i = 0; i < n; i++)
        add(c, sets[i], "name"); // expect: call-in-loop {{n round trips}}
                                 // expect-verdict: pipeline
}

static void ask(redisContext *c, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    freeReplyObject(redisvCommand(c, format, list));
    va_end(list);
}

void asks_for_one(redisContext *c, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        ask(c, "SADD names %s", names[i]); // expect: call-in-loop {{n round trips}}
                                           // expect-verdict: batch
}

void asks_for_each(redisContext *c, const char **sets, int n)
{
    for (int i = 0; i < n; i++)
        ask(c, "SADD %s 1", sets[i]); // expect: call-in-loop {{n round trips}}
                                      // expect-verdict: pipeline
}

/* --- a text that is made before ------------------------------------------------------------------------------------ */

void fills_by_text(redisContext *c, const int *ids, int n)
{
    char text[100];
    for (int i = 0; i < n; i++) {
        snprintf(text, sizeof text, "SADD ids %d", ids[i]);
        freeReplyObject(redisCommand(c, text)); // expect: call-in-loop {{n round trips}}
                                                // expect-verdict: batch
    }
}

void fills_each_by_text(redisContext *c, const int *ids, int n)
{
    char text[100];
    for (int i = 0; i < n; i++) {
        snprintf(text, sizeof text, "SADD item:%d 1", ids[i]);
        freeReplyObject(redisCommand(c, text)); // expect: call-in-loop {{n round trips}}
                                                // expect-verdict: pipeline
    }
}
