/* Asks for some of what is left, deals with all of that at once, and asks again until nothing is left. */
#include <hiredis/hiredis.h>
#include <stddef.h>
#include <stdlib.h>

static redisReply *move(redisContext *c, redisReply *keys) {
    void *answer = 0;
    const char **words = calloc(keys->elements + 1, sizeof *words);
    words[0] = "MIGRATE";
    for (size_t i = 0; i < keys->elements; i++)
        words[i + 1] = keys->element[i]->str;
    redisAppendCommandArgv(c, (int)keys->elements + 1, words, 0);
    redisGetReply(c, &answer);
    free(words);
    return answer;
}

// expect-none
int move_slot(redisContext *c, int slot, int count) {
    while (1) {
        redisReply *keys = redisCommand(c, "CLUSTER GETKEYSINSLOT %d %d", slot, count);
        if (!keys)
            return -1;
        size_t found = keys->elements;
        if (found == 0) {
            freeReplyObject(keys);
            break;
        }
        freeReplyObject(move(c, keys));
        freeReplyObject(keys);
    }
    return 0;
}
