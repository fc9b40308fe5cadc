/* As good_packed.cpp, but what tells where to go on puts nothing into the request, or one item alone. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"

#include <vector>

/* The next one that is set. */
template <typename Iterator> static Iterator skip_unset(Iterator from, Iterator end)
{
    for (auto it = from; it != end; ++it)
        if (*it)
            return it;
    return end;
}

// expect-cost get_set: size(ids)
void get_set(shop::Catalog::Stub &stub, const std::vector<long> &ids)
{
    auto it = skip_unset(ids.begin(), ids.end());
    while (it != ids.end()) {
        shop::ItemRequest request;
        shop::ItemReply reply;
        grpc::ClientContext context;
        request.set_id(*it);
        stub.GetItem(&context, request, &reply); // expect: call-in-loop {{size\(ids\)}}
        it = skip_unset(it + 1, ids.end());
    }
}

template <typename Iterator> static Iterator put_one(shop::ItemRequest *request, Iterator from, Iterator end)
{
    if (from == end)
        return end;
    request->add_ids(*from);
    return ++from;
}

// expect-cost get_singly: size(ids)
void get_singly(shop::Catalog::Stub &stub, const std::vector<long> &ids)
{
    for (auto it = ids.begin(); it != ids.end();) {
        shop::ItemRequest request;
        shop::ItemReply reply;
        grpc::ClientContext context;
        it = put_one(&request, it, ids.end());
        stub.GetItem(&context, request, &reply); // expect: call-in-loop {{size\(ids\)}}
    }
}

/* Goes over the items for another reason, to the first that is of the kind. */
static std::size_t first_above(shop::ItemRequest *request, const std::vector<long> &ids, std::size_t from)
{
    std::size_t sum = 0;
    for (; from < ids.size(); from++) {
        sum += ids[from];
        if (sum > 100)
            break;
    }
    request->set_id(from);
    return from + 1;
}

// expect-cost get_above: turns@get_above:1
void get_above(shop::Catalog::Stub &stub, const std::vector<long> &ids)
{
    for (std::size_t i = 0; i < ids.size();) {
        shop::ItemRequest request;
        shop::ItemReply reply;
        grpc::ClientContext context;
        i = first_above(&request, ids, i);
        stub.GetItem(&context, request, &reply); // expect: call-in-loop {{turns@get_above:1}}
    }
}
