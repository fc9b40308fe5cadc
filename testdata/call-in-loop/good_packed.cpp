/* Each request takes as many items as fit into it: that is the bulk way already. A helper goes over the items, puts
 * them into the request and tells where it has stopped. */
// flags: -std=c++20
// expect-none
#include "catalog.grpc.pb.h"

#include <string>
#include <vector>

static const std::size_t most_bytes = 3 * 1024 * 1024;

/* Up to the first that is too much. */
template <typename Iterator>
static Iterator fill(shop::ItemRequest *request, Iterator from, Iterator end, std::size_t most)
{
    for (auto it = from; it != end; ++it) {
        if (request->ByteSizeLong() + sizeof *it > most)
            return it;
        request->add_ids(*it);
    }
    return end;
}

// expect-cost get_all: 1
bool get_all(shop::Catalog::Stub &stub, const std::vector<long> &ids)
{
    auto it = ids.begin();
    while (it != ids.end()) {
        shop::ItemRequest request;
        shop::ItemReply reply;
        grpc::ClientContext context;
        it = fill(&request, it, ids.end(), most_bytes);
        if (!stub.GetItem(&context, request, &reply).ok())
            return false;
    }
    return true;
}

/* An item that is too large for any request goes by another way. */
// expect-cost get_or_stream: 1
void get_or_stream(shop::Catalog::Stub &stub, const std::vector<long> &ids)
{
    for (auto done = ids.begin(), it = done; done != ids.end(); done = it) {
        shop::ItemRequest request;
        shop::ItemReply reply;
        grpc::ClientContext context;
        it = fill(&request, it, ids.end(), most_bytes);
        if (it == done) {
            request.set_id(*it);
            stub.GetItem(&context, request, &reply);
            ++it;
            continue;
        }
        stub.GetItem(&context, request, &reply);
    }
}

/* So many at a time. */
static std::size_t take(shop::ItemRequest *request, const std::vector<long> &ids, std::size_t from, std::size_t most)
{
    std::size_t count = 0;
    while (from < ids.size() && count < most) {
        request->add_ids(ids[from]);
        from++;
        count++;
    }
    return from;
}

// expect-cost get_hundreds: ceil(size(ids)/100)
void get_hundreds(shop::Catalog::Stub &stub, const std::vector<long> &ids)
{
    for (std::size_t i = 0; i < ids.size();) {
        shop::ItemRequest request;
        shop::ItemReply reply;
        grpc::ClientContext context;
        i = take(&request, ids, i, 100);
        stub.GetItem(&context, request, &reply);
    }
}
