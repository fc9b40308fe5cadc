/* The inner loop moves the outer one's cursor on: each letter is passed once, each word asked for once. */
// count: look_up_words
// formula: length(text)
// run: n=0
// run: n=1
// run: n=12
// where: length(text) = 2*n
// loose: a word has a letter and a space behind it at least
#include "counted.h"
#include "hiredis/hiredis.h"

void look_up_words(redisContext *redis, const char *text) {
    while (*text) {
        while (*text == ' ')
            text++;
        if (!*text)
            break;
        freeReplyObject(redisCommand(redis, "GET %c", *text));
        while (*text && *text != ' ')
            text++;
    }
}

void counted_run(void) {
    char text[64] = "";
    int n = counted_size("n");
    for (int i = 0; i < n; i++) {
        text[2 * i] = 'a';
        text[2 * i + 1] = ' ';
    }
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(look_up_words(redis, text));
    redisFree(redis);
}
