/* All are asked for at once; one by one only those that this has not brought. */
// flags: -std=c++20
// expect-none
#include "catalog.grpc.pb.h"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

using Ids = std::vector<long>;
using Set = std::set<long>;

static Set get_many(shop::Catalog::Stub &stub, const Ids &ids)
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

/* None has come. */
// expect-cost count_all: 1
std::size_t count_all(shop::Catalog::Stub &stub, const Ids &ids)
{
    Set found = get_many(stub, ids);
    if (found.empty())
        return std::count_if(ids.begin(), ids.end(), [&stub](long id) { return get_one(stub, id); });
    return found.size();
}

/* Some are missing. */
// expect-cost get_rest: 1
Set get_rest(shop::Catalog::Stub &stub, const Ids &ids)
{
    Set found = get_many(stub, ids);
    if (found.size() != ids.size())
        for (long id : ids)
            if (!found.contains(id) && get_one(stub, id))
                found.insert(id);
    return found;
}

// expect-cost get_listed_rest: 1
Set get_listed_rest(shop::Catalog::Stub &stub, const Ids &ids)
{
    Set found = get_many(stub, ids);
    if (found.size() == ids.size())
        return found;
    Ids rest;
    for (long id : ids)
        if (!found.contains(id))
            rest.push_back(id);
    for (long id : rest)
        if (get_one(stub, id))
            found.insert(id);
    return found;
}

/* In the same function, several requests, each tried by a helper. */
static bool attempt(const std::function<bool()> &work)
{
    for (int i = 0; i < 3; i++)
        if (work())
            return true;
    return false;
}

template <typename Iterator>
static Iterator fill(shop::ItemRequest *request, Iterator from, Iterator end, std::size_t most)
{
    for (auto it = from; it != end; ++it) {
        if (request->ByteSizeLong() > most)
            return it;
        request->add_ids(*it);
    }
    return end;
}

// expect-cost count_here: 1
std::size_t count_here(shop::Catalog::Stub &stub, const Ids &ids)
{
    Set found;
    for (auto it = ids.begin(); it != ids.end();) {
        shop::ItemRequest request;
        it = fill(&request, it, ids.end(), 3 * 1024 * 1024);
        attempt([&stub, &request, &found]() {
            grpc::ClientContext context;
            shop::ItemReply reply;
            if (!stub.GetItem(&context, request, &reply).ok())
                return false;
            for (long id : reply.ids())
                found.insert(id);
            return true;
        });
    }
    auto const missing = ids.size() - found.size();
    if (found.empty() and missing != 0)
        return std::count_if(ids.begin(), ids.end(), [&stub](long id) { return get_one(stub, id); });
    return found.size();
}
