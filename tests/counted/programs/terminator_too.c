/* The terminator is sent as well: one turn more than the text has letters. */
// count: send_letters
// formula: length(text) + 1
// run: n=0
// run: n=1
// run: n=20
// where: length(text) = n
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

void send_letters(redisContext *redis, const char *text) {
    do {
        freeReplyObject(redisCommand(redis, "LPUSH letters %d", *text));
    } while (*text++);
}

void counted_run(void) {
    char text[32] = "";
    for (int i = 0; i < counted_size("n"); i++)
        text[i] = 'x';
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(send_letters(redis, text));
    redisFree(redis);
}
