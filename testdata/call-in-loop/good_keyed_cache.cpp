/* What was asked for is kept by its key. */
// flags: -std=c++20
// expect-none
#include "catalog.grpc.pb.h"

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

struct Limits {
    long most = 100;
};

class Shop {
  public:
    explicit Shop(shop::Catalog::Stub &stub) : stub_(stub) {}

    std::shared_ptr<Limits> limits(const std::string &branch) const
    {
        {
            std::shared_lock guard{lock_};
            auto it = limits_.find(branch);
            if (it != limits_.end())
                return it->second;
        }
        shop::ItemRequest request;
        shop::ItemReply reply;
        grpc::ClientContext context;
        bool is_known = stub_.GetItem(&context, request, &reply).ok();
        auto result = std::make_shared<Limits>();
        result->most = is_known ? reply.id() : 0;
        if (is_known) {
            std::unique_lock guard{lock_};
            limits_.insert_or_assign(branch, result);
        }
        return result;
    }

    const std::string &name(long id)
    {
        if (!names_.contains(id)) {
            shop::ItemRequest request;
            shop::ItemReply reply;
            grpc::ClientContext context;
            request.set_id(id);
            stub_.GetItem(&context, request, &reply);
            names_[id] = reply.name();
        }
        return names_.at(id);
    }

    // expect-cost Shop::sum: 1
    long sum(const std::vector<long> &ids) const
    {
        long sum = 0;
        for (long id : ids)
            sum += id % limits(branch_)->most;
        return sum;
    }

    // expect-cost Shop::names: 1
    std::size_t names(const std::vector<long> &ids, long id)
    {
        std::size_t length = 0;
        for (std::size_t i = 0; i < ids.size(); i++)
            length += name(id).size();
        return length;
    }

  private:
    shop::Catalog::Stub &stub_;
    std::string branch_;
    mutable std::shared_mutex lock_;
    mutable std::unordered_map<std::string, std::shared_ptr<Limits>> limits_;
    std::map<long, std::string> names_;
};

// expect-cost check: 1
bool check(const Shop &shop, const std::vector<long> &ids)
{
    for (long id : ids)
        if (id > shop.limits("main")->most)
            return false;
    return true;
}
