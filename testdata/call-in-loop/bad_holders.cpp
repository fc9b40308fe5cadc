/* std::optional and pointers that own say that there is no such thing, which is no failure; or hold what the next
 * request is made with. */
// flags: -std=c++17
#include "catalog.grpc.pb.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

using Peers = std::vector<std::shared_ptr<shop::Catalog::Stub>>;

static std::optional<shop::ItemReply> find(shop::Catalog::Stub &stub, long id)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    shop::ItemReply reply;
    request.set_id(id);
    if (!stub.GetItem(&context, request, &reply).ok())
        return std::nullopt;
    if (reply.name().empty())
        return std::nullopt;
    return reply;
}

/* The one that has it, maybe the last. */
// expect-cost first_that_has: size(peers)
std::optional<shop::ItemReply> first_that_has(const Peers &peers, long id)
{
    for (auto const &peer : peers)
        if (auto reply = find(*peer, id)) // expect: call-in-loop {{find\(\) waits for grpc on each of up to size\(peers\) turns}}
            return *reply;
    return std::nullopt;
}

static std::unique_ptr<shop::ItemReply> get(shop::Catalog::Stub &stub, long id)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    auto reply = std::make_unique<shop::ItemReply>();
    request.set_id(id);
    if (!stub.GetItem(&context, request, reply.get()).ok())
        return nullptr;
    return reply;
}

/* All answer, one with the name that is looked for. */
// expect-cost first_named: size(ids)
long first_named(shop::Catalog::Stub &stub, const std::vector<long> &ids, const std::string &name)
{
    for (long id : ids) {
        auto reply = get(stub, id); // expect: call-in-loop {{get\(\) waits for grpc on each of up to size\(ids\) turns}}
        if (reply && reply->name() == name)
            return id;
    }
    return 0;
}

// expect-cost all_of: size(ids)
std::vector<shop::ItemReply> all_of(shop::Catalog::Stub &stub, const std::vector<long> &ids)
{
    std::vector<shop::ItemReply> all;
    for (long id : ids)
        if (auto reply = get(stub, id)) // expect: call-in-loop {{get\(\) waits for grpc on each of size\(ids\) turns}}
            all.push_back(*reply);
    return all;
}

/* What is asked next stands in the answer before. */
// expect-cost follow: turns@follow:1
void follow(shop::Catalog::Stub &stub)
{
    std::optional<long> next = 1;
    while (next) {
        auto reply = get(stub, *next); // expect: call-in-loop {{get\(\) waits for grpc}}
        // expect-verdict: sequential
        next = reply->id() ? std::optional<long>(reply->id()) : std::nullopt;
    }
}

/* Kept, and dropped again for each. */
class Shop {
  public:
    const shop::ItemReply &current()
    {
        if (!current_)
            current_ = get(*stub_, id_);
        return *current_;
    }
    // expect-cost Shop::count: size(ids)
    long count(const std::vector<long> &ids)
    {
        long count = 0;
        for (long id : ids) {
            id_ = id;
            current_.reset();
            count += current().id(); // expect: call-in-loop {{current\(\) waits for grpc on each of size\(ids\) turns}}
        }
        return count;
    }

  private:
    std::unique_ptr<shop::Catalog::Stub> stub_;
    std::unique_ptr<shop::ItemReply> current_;
    long id_ = 0;
};
