/* Since C++20 `it != v.end()` is `!(it == v.end())`: the turns have the same name. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"

#include <map>
#include <set>
#include <string>
#include <vector>

static bool get(shop::Catalog::Stub &stub, long id)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    shop::ItemReply reply;
    request.set_id(id);
    return stub.GetItem(&context, request, &reply).ok();
}

// expect-cost by_iterator: size(ids)
void by_iterator(shop::Catalog::Stub &stub, const std::vector<long> &ids)
{
    for (auto it = ids.begin(); it != ids.end(); ++it)
        get(stub, *it); // expect: call-in-loop {{on each of up to size\(ids\) turns}}
}

// expect-cost by_map: size(ids)
void by_map(shop::Catalog::Stub &stub, const std::map<std::string, long> &ids)
{
    for (auto it = ids.begin(); ids.end() != it; ++it)
        get(stub, it->second); // expect: call-in-loop {{on each of up to size\(ids\) turns}}
}

// expect-cost up_to_end: size(ids)
void up_to_end(shop::Catalog::Stub &stub, const std::set<long> &ids)
{
    auto it = ids.cbegin();
    const auto end = ids.cend();
    while (it != end)
        get(stub, *it++); // expect: call-in-loop {{on each of up to size\(ids\) turns}}
}

// expect-cost between: items(last)
void between(shop::Catalog::Stub &stub, std::vector<long>::iterator first, std::vector<long>::iterator last)
{
    for (; first != last; ++first)
        get(stub, *first); // expect: call-in-loop {{on each of up to items\(last\) turns}}
}

/* Grows while it is walked: its size is no bound. */
// expect-cost growing: turns@growing:1
void growing(shop::Catalog::Stub &stub, std::vector<long> &ids)
{
    for (auto it = ids.begin(); it != ids.end(); ++it)
        if (get(stub, *it)) // expect: call-in-loop {{get\(\) waits for grpc}}
            ids.push_back(*it + 1);
}
