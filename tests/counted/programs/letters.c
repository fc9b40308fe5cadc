/* Each letter of a text. */
// count: count_letters
// formula: length(text) (exact)
// run: n=0
// run: n=1
// run: n=20
// where: length(text) = n
#include "counted.h"
#include "hiredis/hiredis.h"

void count_letters(redisContext *redis, const char *text) {
    for (const char *p = text; *p; p++)
        freeReplyObject(redisCommand(redis, "INCR %c", *p));
}

void counted_run(void) {
    char text[32] = "";
    for (int i = 0; i < counted_size("n"); i++)
        text[i] = 'x';
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(count_letters(redis, text));
    redisFree(redis);
}
