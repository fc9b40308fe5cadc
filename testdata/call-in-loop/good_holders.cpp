/* Peers are asked one after the other, until one answers: std::optional and pointers that own tell whether it did. */
// flags: -std=c++17
#include "catalog.grpc.pb.h"

#include <memory>
#include <optional>
#include <vector>

using Peers = std::vector<std::shared_ptr<shop::Catalog::Stub>>;

static std::optional<shop::ItemReply> ask(shop::Catalog::Stub &stub, long id)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    shop::ItemReply reply;
    request.set_id(id);
    if (!stub.GetItem(&context, request, &reply).ok())
        return std::nullopt;
    return reply;
}

// expect-cost first_of: 1
std::optional<shop::ItemReply> first_of(const Peers &peers, long id)
{
    for (auto const &peer : peers)
        if (auto reply = ask(*peer, id))
            return *reply;
    return std::nullopt;
}

// expect-cost first_set_in_head: 1
long first_set_in_head(const Peers &peers, long id)
{
    std::optional<shop::ItemReply> reply{std::nullopt};
    for (auto const &peer : peers) {
        if (reply = ask(*peer, id); reply)
            break;
    }
    return reply ? reply->id() : 0;
}

// expect-cost first_with_value: 1
long first_with_value(const Peers &peers, long id)
{
    for (auto const &peer : peers) {
        auto reply = ask(*peer, id);
        if (reply.has_value())
            return reply->id();
    }
    return 0;
}

static std::unique_ptr<shop::ItemReply> ask_for(shop::Catalog::Stub &stub, long id)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    auto reply = std::make_unique<shop::ItemReply>();
    request.set_id(id);
    if (!stub.GetItem(&context, request, reply.get()).ok())
        return nullptr;
    return reply;
}

// expect-cost first_owned: 1
std::unique_ptr<shop::ItemReply> first_owned(const Peers &peers, long id)
{
    for (auto const &peer : peers)
        if (auto reply = ask_for(*peer, id); reply != nullptr)
            return reply;
    return nullptr;
}

// expect-cost first_kept: 1
std::optional<shop::ItemReply> first_kept(const Peers &peers, long id)
{
    std::optional<shop::ItemReply> reply;
    for (std::size_t i = 0; i < peers.size() && !reply; i++)
        reply = ask(*peers[i], id);
    return reply;
}
