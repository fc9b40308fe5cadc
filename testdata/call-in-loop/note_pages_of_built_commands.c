/* Commands whose words stand in arrays and lists: a SCAN of which no word says COUNT brings ten keys. */
#include "hiredis/hiredis.h"

void *malloc(unsigned long size);
void free(void *memory);
void *memcpy(void *to, const void *from, unsigned long size);
int snprintf(char *to, unsigned long size, const char *format, ...);
unsigned long strlen(const char *text);
unsigned long strtoul(const char *text, char **end, int base);
void use(const char *text);

struct word {
    struct { char *text; int length; } key;
    struct word *next;
};

static int word_add(struct word **list, const char *text, int length)
{
    struct word *added = malloc(sizeof *added);
    if (!added)
        return -1;
    added->next = 0;
    added->key.text = malloc((unsigned long)length + 1);
    if (!added->key.text) {
        free(added);
        return -1;
    }
    memcpy(added->key.text, text, (unsigned long)length);
    added->key.text[length] = '\0';
    added->key.length = length;
    if (!*list) {
        *list = added;
    } else {
        struct word *last = *list;
        while (last->next)
            last = last->next;
        last->next = added;
    }
    return 0;
}

static void words_free(struct word **list)
{
    struct word *word = *list, *next;
    for (; word; word = next) {
        next = word->next;
        free(word->key.text);
        free(word);
    }
    *list = 0;
}

static int words_as_array(struct word *list, char ***array)
{
    int count = 0, i = 0;
    struct word *word;
    *array = 0;
    for (word = list; word; word = word->next)
        count++;
    *array = malloc((unsigned long)count * sizeof **array);
    if (!*array)
        return -1;
    for (word = list; word; word = word->next, i++)
        (*array)[i] = word->key.text;
    return count;
}

static redisReply *run_words(redisContext *redis, struct word *list)
{
    char **array = 0;
    int count = words_as_array(list, &array);
    if (count < 0)
        return 0;
    redisReply *reply = redisCommandArgv(redis, count, (const char **)array, 0);
    free(array);
    return reply;
}

void scan_list(redisContext *redis, const char *pattern)
{
    struct word *words = 0;
    char number[32];
    unsigned long cursor = 0;
    do {
        snprintf(number, sizeof number, "%lu", cursor);
        if (word_add(&words, "SCAN", 4) || word_add(&words, number, (int)strlen(number)) ||
            word_add(&words, "MATCH", 5) || word_add(&words, pattern, (int)strlen(pattern)))
            break;
        // expect@+2: call-in-loop {{run_words\(\) waits for redis on each of}}
        // expect-verdict@+1: paging
        redisReply *reply = run_words(redis, words);
        words_free(&words);
        if (!reply)
            break;
        cursor = strtoul(reply->element[0]->str, 0, 10);
        for (unsigned long i = 0; i < reply->element[1]->elements; i++)
            use(reply->element[1]->element[i]->str);
        freeReplyObject(reply);
    } while (cursor > 0);
}

void scan_list_in_thousands(redisContext *redis, const char *pattern)
{
    struct word *words = 0;
    char number[32];
    unsigned long cursor = 0;
    do {
        snprintf(number, sizeof number, "%lu", cursor);
        if (word_add(&words, "SCAN", 4) || word_add(&words, number, (int)strlen(number)) ||
            word_add(&words, "MATCH", 5) || word_add(&words, pattern, (int)strlen(pattern)) ||
            word_add(&words, "COUNT", 5) || word_add(&words, "1000", 4))
            break;
        redisReply *reply = run_words(redis, words);
        words_free(&words);
        if (!reply)
            break;
        cursor = strtoul(reply->element[0]->str, 0, 10);
        for (unsigned long i = 0; i < reply->element[1]->elements; i++)
            use(reply->element[1]->element[i]->str);
        freeReplyObject(reply);
    } while (cursor > 0);
}

void scan_array(redisContext *redis, const char *pattern)
{
    char cursor[32] = "0";
    do {
        const char *words[] = {"SCAN", cursor, "MATCH", pattern};
        // expect@+2: call-in-loop {{redisCommandArgv\(\) waits for redis on each of}}
        // expect-verdict@+1: paging
        redisReply *reply = redisCommandArgv(redis, 4, words, 0);
        snprintf(cursor, sizeof cursor, "%s", reply->element[0]->str);
        for (unsigned long i = 0; i < reply->element[1]->elements; i++)
            use(reply->element[1]->element[i]->str);
        freeReplyObject(reply);
    } while (cursor[0] != '0');
}

void scan_array_in_thousands(redisContext *redis, const char *pattern)
{
    char cursor[32] = "0";
    do {
        const char *words[] = {"SCAN", cursor, "MATCH", pattern, "COUNT", "1000"};
        redisReply *reply = redisCommandArgv(redis, 6, words, 0);
        snprintf(cursor, sizeof cursor, "%s", reply->element[0]->str);
        for (unsigned long i = 0; i < reply->element[1]->elements; i++)
            use(reply->element[1]->element[i]->str);
        freeReplyObject(reply);
    } while (cursor[0] != '0');
}

/* The words one after the other; the number only where it is wanted. */
void scan_counted(redisContext *redis, const char *pattern, const char *number)
{
    char cursor[32] = "0";
    do {
        const char *words[6];
        int count = 0;
        words[count++] = "SCAN";
        words[count++] = cursor;
        words[count++] = "MATCH";
        words[count++] = pattern;
        if (number) {
            words[count++] = "count";
            words[count++] = number;
        }
        redisReply *reply = redisCommandArgv(redis, count, words, 0);
        snprintf(cursor, sizeof cursor, "%s", reply->element[0]->str);
        for (unsigned long i = 0; i < reply->element[1]->elements; i++)
            use(reply->element[1]->element[i]->str);
        freeReplyObject(reply);
    } while (cursor[0] != '0');
}

/* A list of words that somebody else has begun: what comes first is not known. */
void scan_begun(redisContext *redis, struct word *words)
{
    char number[32];
    unsigned long cursor = 0;
    do {
        snprintf(number, sizeof number, "%lu", cursor);
        if (word_add(&words, number, (int)strlen(number)))
            break;
        redisReply *reply = run_words(redis, words);
        if (!reply)
            break;
        cursor = strtoul(reply->element[0]->str, 0, 10);
        for (unsigned long i = 0; i < reply->element[1]->elements; i++)
            use(reply->element[1]->element[i]->str);
        freeReplyObject(reply);
    } while (cursor > 0);
}
