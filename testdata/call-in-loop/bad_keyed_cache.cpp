/* Kept by its key, but each turn has another key, or another container; or it is not kept. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

static std::string ask(shop::Catalog::Stub &stub, long id)
{
    shop::ItemRequest request;
    shop::ItemReply reply;
    grpc::ClientContext context;
    request.set_id(id);
    stub.GetItem(&context, request, &reply);
    return reply.name();
}

long next_id();

class Shop {
  public:
    explicit Shop(shop::Catalog::Stub &stub) : stub_(stub) {}

    const std::string &name(long id)
    {
        auto it = names_.find(id);
        if (it != names_.end())
            return it->second;
        return names_.emplace(id, ask(stub_, id)).first->second;
    }

    // expect-cost Shop::names: size(ids)
    std::size_t names(const std::vector<long> &ids)
    {
        std::size_t length = 0;
        for (long id : ids)
            length += name(id).size(); // expect: call-in-loop {{name\(\) waits for grpc on each of size\(ids\) turns}}
        return length;
    }

    // expect-cost Shop::next_names: n
    std::size_t next_names(int n)
    {
        std::size_t length = 0;
        for (int i = 0; i < n; i++)
            length += name(next_id()).size(); // expect: call-in-loop {{name\(\) waits for grpc on each of n turns}}
        return length;
    }

    // expect-cost Shop::numbered_names: n
    std::size_t numbered_names(int n)
    {
        std::size_t length = 0;
        for (int i = 0; i < n; i++)
            length += name(2 * i + 1).size(); // expect: call-in-loop {{name\(\) waits for grpc on each of n turns}}
        return length;
    }

    /* What is found is left out. */
    // expect-cost Shop::new_name: 1
    std::string new_name(long id)
    {
        if (names_.contains(id))
            return "";
        return ask(stub_, id);
    }
    // expect-cost Shop::new_names: n
    void new_names(long id, int n, std::vector<std::string> *out)
    {
        for (int i = 0; i < n; i++)
            out->push_back(new_name(id)); // expect: call-in-loop {{new_name\(\) waits for grpc on each of n turns}}
    }

    /* Kept under something else. */
    std::string last_name(long id)
    {
        if (!names_.contains(id))
            names_[0] = ask(stub_, id);
        return names_[0];
    }
    // expect-cost Shop::last_names: n
    void last_names(long id, int n, std::vector<std::string> *out)
    {
        for (int i = 0; i < n; i++)
            out->push_back(last_name(id)); // expect: call-in-loop {{last_name\(\) waits for grpc on each of n turns}}
    }

    /* For a moment. */
    std::string fresh_name(long id)
    {
        if (!names_.contains(id))
            names_[id] = ask(stub_, id);
        std::string name = names_[id];
        names_.erase(id);
        return name;
    }
    // expect-cost Shop::fresh_names: n
    void fresh_names(long id, int n, std::vector<std::string> *out)
    {
        for (int i = 0; i < n; i++)
            out->push_back(fresh_name(id)); // expect: call-in-loop {{fresh_name\(\) waits for grpc on each of n turns}}
    }

  private:
    shop::Catalog::Stub &stub_;
    std::map<long, std::string> names_;
};

/* Each shop keeps its own. */
// expect-cost names_of_shops: size(shops)
std::size_t names_of_shops(std::vector<Shop> &shops, long id)
{
    std::size_t length = 0;
    for (Shop &shop : shops)
        length += shop.name(id).size(); // expect: call-in-loop {{name\(\) waits for grpc on each of size\(shops\) turns}}
    return length;
}

/* Until the function comes back. */
static std::string name_once(shop::Catalog::Stub &stub, long id)
{
    std::map<long, std::string> names;
    if (!names.contains(id))
        names[id] = ask(stub, id);
    return names[id];
}
// expect-cost names_once: n
void names_once(shop::Catalog::Stub &stub, long id, int n, std::vector<std::string> *out)
{
    for (int i = 0; i < n; i++)
        out->push_back(name_once(stub, id)); // expect: call-in-loop {{name_once\(\) waits for grpc on each of n turns}}
}
