/* What a method has asked for is kept in its object, held by std::optional or a pointer that owns. */
// flags: -std=c++17
// expect-none
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
        long id = 7;
        request.set_id(id);
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

    // expect-cost Shop::sum: 1
    long sum(const std::vector<long> &ids)
    {
        long sum = 0;
        for (long id : ids)
            sum += id * current().id();
        return sum;
    }

    // expect-cost Shop::sum_owned: 1
    long sum_owned(const std::vector<long> &ids)
    {
        long sum = 0;
        for (long id : ids)
            sum += id * owned().id();
        return sum;
    }

  private:
    shop::Catalog::Stub &stub_;
    std::optional<shop::ItemReply> current_;
    std::unique_ptr<shop::ItemReply> owned_;
};

// expect-cost with: 1
long with(Shop &shop, const std::vector<long> &ids)
{
    long sum = 0;
    for (long id : ids)
        sum += id * shop.owned().id();
    return sum;
}
