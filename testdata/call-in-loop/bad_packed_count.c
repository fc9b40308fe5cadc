/* A count that is taken out of the bits of a word is called by the name that it is given. */
#include <hiredis/hiredis.h>
#include <stdint.h>

void scan(redisContext *c, const char *const *patterns, uint64_t where)
{
    unsigned int length = (where >> 31) & 0x7fffffffULL;
    for (unsigned int i = 0; i < length; i++)
        freeReplyObject(redisCommand(c, "KEYS %s", patterns[i])); // expect: call-in-loop {{on each of length turns: length round trips}}
}
