/* Declarations with the names and types of hiredis, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_HIREDIS_H
#define TESTDATA_HIREDIS_H

#include <stdarg.h>

#ifdef __cplusplus
extern "C" {
#endif

#define REDIS_OK           0
#define REDIS_ERR          (-1)
#define REDIS_REPLY_STRING 1
#define REDIS_REPLY_ARRAY 2
#define REDIS_REPLY_INTEGER 3
#define REDIS_REPLY_NIL 4
#define REDIS_REPLY_STATUS 5
#define REDIS_REPLY_ERROR 6

typedef struct redisReply {
    int type;
    long long integer;
    unsigned long len;
    char *str;
    unsigned long elements;
    struct redisReply **element;
} redisReply;

typedef struct redisContext {
    int err;
    char errstr[128];
    int fd;
} redisContext;

redisContext *redisConnect(const char *ip, int port);
int redisReconnect(redisContext *c);
void redisFree(redisContext *c);
void freeReplyObject(void *reply);

void *redisCommand(redisContext *c, const char *format, ...);
void *redisvCommand(redisContext *c, const char *format, va_list list);
void *redisCommandArgv(redisContext *c, int argc, const char **argv, const unsigned long *argvlen);
int redisAppendCommand(redisContext *c, const char *format, ...);
int redisGetReply(redisContext *c, void **reply);

#ifdef __cplusplus
}
#endif

#endif
