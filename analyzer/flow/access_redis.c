/* Redis: the word of the command, and its second word where that decides. Tests: tests/unit/flow/test_access.c */
#include "flow/access_words.h"

#include <string.h>

#define DEFAULT_COUNT 10 /* of SCAN */

static const struct {
    enum access_class class;
    const char *words;
} commands[] = {
    {ACCESS_READ,
     "get mget exists ttl pttl expiretime pexpiretime type strlen getrange substr getbit bitcount bitpos bitfield_ro "
     "lcs dump hget hmget hgetall hkeys hvals hlen hexists hstrlen hrandfield llen lindex lrange lpos scard sismember "
     "smismember smembers srandmember sinter sunion sdiff sintercard zcard zcount zlexcount zscore zmscore zrank "
     "zrevrank zrange zrevrange zrangebyscore zrevrangebyscore zrangebylex zrevrangebylex zrandmember zinter zunion "
     "zdiff zintercard xlen xrange xrevrange xinfo xpending xread geopos geodist geohash geosearch georadius_ro "
     "georadiusbymember_ro pfcount keys dbsize randomkey info time lastsave role ping echo command sort_ro eval_ro "
     "evalsha_ro fcall_ro memory object slowlog latency pubsub lolwut"},
    {ACCESS_WRITE,
     "set setex psetex setnx mset msetnx append setrange setbit bitop bitfield del unlink rename renamenx copy move "
     "expire pexpire expireat pexpireat persist touch restore hset hmset hsetnx hdel lpush rpush lpushx rpushx lset "
     "linsert lrem ltrim sadd srem smove sinterstore sunionstore sdiffstore zadd zrem zremrangebyrank "
     "zremrangebyscore zremrangebylex zrangestore zinterstore zunionstore zdiffstore xadd xdel xtrim xack xgroup "
     "xsetid geoadd geosearchstore georadius georadiusbymember pfadd pfmerge publish spublish sort eval evalsha fcall "
     "replicaof slaveof failover acl module swapdb migrate"},
    {ACCESS_TAKE,
     "rpop lpop blpop brpop rpoplpush brpoplpush lmove blmove lmpop blmpop incr incrby incrbyfloat decr decrby "
     "hincrby hincrbyfloat zincrby spop getdel getset getex zpopmin zpopmax bzpopmin bzpopmax zmpop bzmpop xreadgroup "
     "xclaim xautoclaim"},
    {ACCESS_CURSOR, "scan hscan sscan zscan"},
    {ACCESS_SESSION,
     "auth select client hello readonly readwrite multi discard watch unwatch reset quit asking subscribe psubscribe "
     "ssubscribe unsubscribe punsubscribe sunsubscribe monitor psync sync replconf shutdown"},
    {ACCESS_SYNC, "exec wait waitaof"},
    {ACCESS_HEAVY, "bgsave save bgrewriteaof flushall flushdb debug"},
};

static const struct {
    const char *command;
    const char *reads; /* second words that only look; the others write */
} containers[] = {
    {"config", "get help"},
    {"cluster", "nodes info slots shards links myid keyslot countkeysinslot getkeysinslot replicas slaves help"},
    {"script", "exists help"},
    {"function", "list dump stats help"},
    {"sentinel", "masters master replicas slaves sentinels myid ckquorum info get help"},
};

/* One command that takes many: keys, or what belongs to one key. */
static const struct {
    const char *command;
    const char *bulk;
    bool is_of_key;
} bulk_forms[] = {
    {"get", "MGET", false},
    {"set", "MSET", false},
    {"hget", "HMGET", true},
    {"hset", "HSET", true},
    {"hdel", "HDEL", true},
    {"del", "DEL", false},
    {"unlink", "UNLINK", false},
    {"exists", "EXISTS", false},
    {"touch", "TOUCH", false},
    {"sadd", "SADD", true},
    {"srem", "SREM", true},
    {"zadd", "ZADD", true},
    {"zrem", "ZREM", true},
    {"lpush", "LPUSH", true},
    {"rpush", "RPUSH", true},
    {"zscore", "ZMSCORE", true},
    {"sismember", "SMISMEMBER", true},
    {"pfadd", "PFADD", true},
    {"geopos", "GEOPOS", true},
    {"xdel", "XDEL", true},
    {"xack", "XACK", true},
    {"hmset", "HSET", true},
    {"msetnx", "MSETNX", false},
    {"lindex", "LRANGE", true},
    {"rpop", "RPOP", true},
    {"lpop", "LPOP", true},
    {"spop", "SPOP", true},
    {"migrate", "MIGRATE ... KEYS", false},
};

/* SCAN 0 MATCH x COUNT 100; `COUNT %d` is not known. */
static void set_page_of_scan(struct access *access, const char *rest) {
    for (struct word word = word_next(rest); word.length; word = word_next(word_end(word))) {
        if (!word_equals(word, "count"))
            continue;
        struct word next = word_next(word_end(word));
        int64_t number = word_number(next);
        bool is_written = next.text > word.text && next.text[-1] != '%';
        access->page = is_written && number > 0 ? number : 0;
        return;
    }
    access->page = DEFAULT_COUNT;
    access->is_usual = true;
}

struct access access_of_redis(const char *text) {
    struct word command = word_next(text);
    struct access access = {.class = ACCESS_UNKNOWN};
    for (size_t i = 0; i < sizeof bulk_forms / sizeof bulk_forms[0]; i++)
        if (word_equals(command, bulk_forms[i].command))
            access.bulk = bulk_forms[i].bulk;
    for (size_t i = 0; i < sizeof containers / sizeof containers[0]; i++)
        if (word_equals(command, containers[i].command)) {
            struct word second = word_next(word_end(command));
            access.class = second.length == 0                           ? ACCESS_UNKNOWN
                           : word_is_among(second, containers[i].reads) ? ACCESS_READ
                                                                        : ACCESS_WRITE;
            return access;
        }
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (word_is_among(command, commands[i].words))
            access.class = commands[i].class;
    if (access.class == ACCESS_CURSOR)
        set_page_of_scan(&access, word_end(command));
    return access;
}

bool access_bulk_is_of_key(const char *bulk) {
    for (size_t i = 0; i < sizeof bulk_forms / sizeof bulk_forms[0]; i++)
        if (strcmp(bulk_forms[i].bulk, bulk) == 0)
            return bulk_forms[i].is_of_key;
    return false;
}

/* Of hiredis' formats: `%b` takes a text and its length, `%.*s` too; `%%` takes nothing. */
static uint32_t arguments_between(const char *text, const char *end) {
    uint32_t count = 0;
    for (; text < end; text++) {
        if (*text != '%')
            continue;
        if (++text < end && *text == '%')
            continue;
        for (; text < end && strchr("-+ #0123456789.*hlqjzt", *text); text++)
            count += *text == '*';
        count += text < end && *text == 'b' ? 2 : 1;
    }
    return count;
}

bool access_key_arguments(const char *format, struct key_arguments *out) {
    struct word command = word_next(format);
    const char *after = word_end(command), *key = after + strspn(after, " ");
    const char *end = key + strcspn(key, " ");
    if (command.length == 0 || key == end || key == after)
        return false;
    out->first = arguments_between(format, key);
    out->count = arguments_between(key, end);
    return true;
}

bool access_redis_waits(const char *text) {
    struct word word = word_next(text);
    if (word_is_among(word, "blpop brpop blmove brpoplpush blmpop bzpopmin bzpopmax bzmpop"))
        return true;
    if (!word_is_among(word, "xread xreadgroup"))
        return false;
    while (word.length && !word_equals(word, "block"))
        word = word_next(word_end(word));
    return word.length > 0;
}
