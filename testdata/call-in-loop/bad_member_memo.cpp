/* As good_member_memo.cpp, but each turn lets go of what is kept, or goes on with another object. */
// flags: -std=c++17
#include "catalog.grpc.pb.h"

#include <memory>
#include <optional>
#include <vector>

class Shop {
  public:
    explicit Shop(shop::Catalog::Stub &stub) : stub_(stub) {}

    const shop::ItemReply &current()
    {
        if (current_)
            return *current_;
        shop::ItemRequest request;
        shop::ItemReply reply;
        grpc::ClientContext context;
        stub_.GetItem(&context, request, &reply);
        current_ = reply;
        return *current_;
    }

    const shop::ItemReply &owned()
    {
        if (!owned_) {
            shop::ItemRequest request;
            grpc::ClientContext context;
            auto reply = std::make_unique<shop::ItemReply>();
            stub_.GetItem(&context, request, reply.get());
            owned_ = std::move(reply);
        }
        return *owned_;
    }

    // expect-cost Shop::sum: size(ids)
    long sum(const std::vector<long> &ids)
    {
        long sum = 0;
        for (long id : ids) {
            current_.reset();
            sum += id * current().id(); // expect: call-in-loop {{current\(\) waits for grpc on each of size\(ids\) turns}}
        }
        return sum;
    }

    void forget() { owned_ = nullptr; }
    void drop() { current_ = std::nullopt; }

  private:
    shop::Catalog::Stub &stub_;
    std::optional<shop::ItemReply> current_;
    std::unique_ptr<shop::ItemReply> owned_;
};

// expect-cost with_drop: 2*size(ids)
long with_drop(Shop &shop, const std::vector<long> &ids)
{
    long sum = 0;
    for (long id : ids) {
        sum += id * shop.owned().id() * shop.current().id(); // expect: call-in-loop {{owned\(\) waits for grpc}}
        shop.forget();
        shop.drop();
    }
    return sum;
}

// expect-cost each: size(shops)
long each(std::vector<Shop> &shops)
{
    long sum = 0;
    for (Shop &shop : shops)
        sum += shop.owned().id(); // expect: call-in-loop {{owned\(\) waits for grpc on each of size\(shops\) turns}}
    return sum;
}
