/* Declarations with the names and types of libmemcached, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_MEMCACHED_H
#define TESTDATA_MEMCACHED_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct memcached_st memcached_st;
typedef struct memcached_result_st memcached_result_st;
typedef enum { MEMCACHED_SUCCESS, MEMCACHED_FAILURE, MEMCACHED_NOTFOUND = 16, MEMCACHED_END = 21 } memcached_return_t;

memcached_st *memcached(const char *string, unsigned long string_length);
void memcached_free(memcached_st *ptr);
char *memcached_get(memcached_st *ptr, const char *key, unsigned long key_length, unsigned long *value_length,
                    unsigned int *flags, memcached_return_t *error);
memcached_return_t memcached_set(memcached_st *ptr, const char *key, unsigned long key_length, const char *value,
                                 unsigned long value_length, long expiration, unsigned int flags);
memcached_return_t memcached_mget(memcached_st *ptr, const char *const *keys, const unsigned long *key_length,
                                  unsigned long number_of_keys);
memcached_result_st *memcached_fetch_result(memcached_st *ptr, memcached_result_st *result, memcached_return_t *error);
const char *memcached_result_value(const memcached_result_st *self);
void memcached_result_free(memcached_result_st *result);
typedef struct memcached_instance_st memcached_instance_st;
typedef memcached_return_t (*memcached_server_fn)(const memcached_st *ptr, const memcached_instance_st *server,
                                                  void *context);
memcached_return_t memcached_server_cursor(const memcached_st *ptr, const memcached_server_fn *callback, void *context,
                                           unsigned number_of_callbacks);

#ifdef __cplusplus
}
#endif

#endif
