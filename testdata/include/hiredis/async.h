/* Declarations with the names and types of hiredis' asynchronous interface, as far as the tests call them. Written for
 * the tests. */
#ifndef TESTDATA_HIREDIS_ASYNC_H
#define TESTDATA_HIREDIS_ASYNC_H
#include "hiredis.h"
typedef struct redisAsyncContext {
    redisContext c;
    int err;
} redisAsyncContext;
typedef void(redisCallbackFn)(struct redisAsyncContext *context, void *reply, void *data);
int redisAsyncCommand(redisAsyncContext *context, redisCallbackFn *fn, void *data, const char *format, ...);
#endif
