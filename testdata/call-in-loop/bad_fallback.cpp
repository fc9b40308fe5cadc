/* As good_fallback.cpp, but what comes first is no request for all of them, or one for something else: what it leaves
 * is asked for one by one. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"
#include "hiredis/hiredis.h"

#include <set>
#include <vector>

using Ids = std::vector<long>;
using Set = std::set<long>;

static Set list_many(shop::Catalog::Stub &stub, const Ids &ids)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    shop::ItemReply reply;
    Set found;
    for (long id : ids)
        request.add_ids(id);
    if (stub.GetItem(&context, request, &reply).ok())
        for (long id : reply.ids())
            found.insert(id);
    return found;
}

static bool get_one(shop::Catalog::Stub &stub, long id)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    shop::ItemReply reply;
    request.set_id(id);
    return stub.GetItem(&context, request, &reply).ok() && reply.id() == id;
}

static bool put_one(shop::Catalog::Stub &stub, long id)
{
    grpc::ClientContext context;
    shop::ItemReply item;
    shop::ItemRequest answer;
    return stub.PutItem(&context, item, &answer).ok() && id != 0;
}

/* Looks into what is kept here. */
class Cache {
  public:
    Set find_all(const Ids &ids) const
    {
        Set found;
        for (long id : ids)
            if (kept_.count(id))
                found.insert(id);
        return found;
    }

  private:
    Set kept_;
};

// expect-cost not_kept: size(ids)
Set not_kept(const Cache &cache, shop::Catalog::Stub &stub, const Ids &ids)
{
    Set found = cache.find_all(ids);
    if (found.size() != ids.size())
        for (long id : ids)
            if (!found.contains(id) && get_one(stub, id)) // expect: call-in-loop {{get_one\(\) waits for grpc}}
                found.insert(id);
    return found;
}

/* Which are there: those that are not have to be put there. */
// expect-cost put_missing: size(ids) + 1
void put_missing(shop::Catalog::Stub &stub, const Ids &ids)
{
    Set there = list_many(stub, ids);
    if (there.size() != ids.size())
        for (long id : ids)
            if (!there.contains(id))
                put_one(stub, id); // expect: call-in-loop {{put_one\(\) waits for grpc}}
}

static Set ask_redis(redisContext *redis, const Ids &ids)
{
    Set found;
    auto *reply = static_cast<redisReply *>(redisCommand(redis, "MGET %b", ids.data(), ids.size() * sizeof(long)));
    for (std::size_t i = 0; i < reply->elements; i++)
        found.insert(reply->element[i]->integer);
    freeReplyObject(reply);
    return found;
}

/* Another server, which keeps what was asked for lately. */
// expect-cost not_in_redis: size(ids) + 1
Set not_in_redis(redisContext *redis, shop::Catalog::Stub &stub, const Ids &ids)
{
    Set found = ask_redis(redis, ids);
    if (found.size() != ids.size())
        for (long id : ids)
            if (!found.contains(id) && get_one(stub, id)) // expect: call-in-loop {{get_one\(\) waits for grpc}}
                found.insert(id);
    return found;
}

/* Each that was found is asked for more. */
// expect-cost more_of_each: size(ids) + 1
std::size_t more_of_each(shop::Catalog::Stub &stub, const Ids &ids)
{
    Set found = list_many(stub, ids);
    std::size_t count = 0;
    if (!found.empty())
        for (long id : ids)
            count += get_one(stub, id); // expect: call-in-loop {{get_one\(\) waits for grpc}}
    return count + found.size();
}

/* Of others. */
// expect-cost instead: size(others) + 1
Set instead(shop::Catalog::Stub &stub, const Ids &ids, const Ids &others)
{
    Set found = list_many(stub, ids);
    if (found.empty())
        for (long id : others)
            if (get_one(stub, id)) // expect: call-in-loop {{get_one\(\) waits for grpc}}
                found.insert(id);
    return found;
}

/* One by one before as well: each that fails is asked for again. */
// expect-cost twice: 2*size(ids)
Set twice(shop::Catalog::Stub &stub, const Ids &ids)
{
    Set found;
    for (long id : ids)
        if (get_one(stub, id)) // expect: call-in-loop {{get_one\(\) waits for grpc}}
            found.insert(id);
    if (found.size() != ids.size())
        for (long id : ids)
            if (!found.contains(id) && get_one(stub, id)) // expect: call-in-loop {{get_one\(\) waits for grpc}}
                found.insert(id);
    return found;
}

/* Half of them were kept here. */
// expect-cost partly_kept: size(ids) + 1
Set partly_kept(const Cache &cache, shop::Catalog::Stub &stub, const Ids &ids, const Ids &wanted)
{
    Set found = cache.find_all(ids);
    for (long id : list_many(stub, wanted))
        found.insert(id);
    if (found.size() != ids.size())
        for (long id : ids)
            if (!found.contains(id) && get_one(stub, id)) // expect: call-in-loop {{get_one\(\) waits for grpc}}
                found.insert(id);
    return found;
}
