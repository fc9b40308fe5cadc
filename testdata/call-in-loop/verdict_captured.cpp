/* What a lambda captures: what one turn leaves in it, the next one asks with; or it is the same on each turn. */
// flags: -std=c++17
#include "hiredis/hiredis.h"

#include <functional>
#include <string>
#include <vector>

template <typename F> static void each(int n, const F &fn)
{
    for (int i = 0; i < n; i++)
        fn(i);
}

static void each_kept(int n, const std::function<void(int)> &fn)
{
    for (int i = 0; i < n; i++)
        fn(i);
}

void use(long value);

/* --- carried from turn to turn ------------------------------------------------------------------------------------- */

void follow(redisContext *redis, int n)
{
    long last = 0;
    each(n, [&](int) { // expect: call-in-loop {{n round trips}}
        // expect-verdict: sequential
        auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET next:%ld", last));
        last = reply->integer;
        freeReplyObject(reply);
    });
}

void follow_kept(redisContext *redis, int n)
{
    long last = 0;
    each_kept(n, [&last, redis](int) { // expect: call-in-loop {{n round trips}}
        // expect-verdict: sequential
        auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET next:%ld", last));
        last = reply->integer;
        freeReplyObject(reply);
    });
    use(last);
}

void follow_own(redisContext *redis, int n)
{
    long last = 0;
    auto next = [&] {
        auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET next:%ld", last));
        last = reply->integer;
        freeReplyObject(reply);
    };
    for (int i = 0; i < n; i++)
        next(); // expect: call-in-loop {{n round trips}}
                // expect-verdict: sequential
}

/* --- only collected ------------------------------------------------------------------------------------------------ */

void collect(redisContext *redis, int n, std::vector<long> *out)
{
    long sum = 0;
    each(n, [&](int i) { // expect: call-in-loop {{n round trips}}
        // expect-verdict: batch
        auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET item:%d", i));
        sum += reply->integer;
        out->push_back(reply->integer);
        freeReplyObject(reply);
    });
    use(sum);
}

/* The variable of another run of the function is another one. */
static void ask_twice(redisContext *redis, long first)
{
    long last = first;
    auto ask = [&] {
        auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET next:%ld", last));
        last = reply->integer;
        freeReplyObject(reply);
    };
    ask();
    ask();
}

void each_twice(redisContext *redis, const std::vector<long> &firsts)
{
    for (long first : firsts)
        ask_twice(redis, first); // expect: call-in-loop {{ask_twice\(\) waits for redis}}
                                 // expect-verdict: batch
}

/* --- the same on each turn ----------------------------------------------------------------------------------------- */

void same(redisContext *redis, long id, int n)
{
    each(n, [id, redis](int) { // expect: call-in-loop {{n round trips}}
        // expect-verdict: hoist
        auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET item:%ld", id));
        use(reply->integer);
        freeReplyObject(reply);
    });
}

void same_own(redisContext *redis, long id, int n)
{
    auto ask = [=] {
        auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET item:%ld", id));
        use(reply->integer);
        freeReplyObject(reply);
    };
    for (int i = 0; i < n; i++)
        ask(); // expect: call-in-loop {{n round trips}}
               // expect-verdict: hoist
}

/* Changed between two turns by the function around, or by another lambda. */
void other(redisContext *redis, long id, int n)
{
    auto ask = [&] {
        auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET item:%ld", id));
        use(reply->integer);
        freeReplyObject(reply);
    };
    for (int i = 0; i < n; i++) {
        ask(); // expect: call-in-loop {{n round trips}}
               // expect-verdict: batch
        id += 2;
    }
}

void other_lambda(redisContext *redis, int n)
{
    long id = 0;
    auto step = [&id](int i) { id = 3 * i; };
    each(n, [&](int i) { // expect: call-in-loop {{n round trips}}
        // expect-verdict: batch
        step(i);
        auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET item:%ld", id));
        use(reply->integer);
        freeReplyObject(reply);
    });
}

/* A copy of what is another one on each turn. */
void copied(redisContext *redis, const std::vector<long> &ids)
{
    for (long id : ids) {
        auto ask = [redis, id] {
            auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET item:%ld", id));
            use(reply->integer);
            freeReplyObject(reply);
        };
        ask(); // expect: call-in-loop {{size\(ids\) round trips}}
               // expect-verdict: batch
    }
}
