/* A lambda tests what it captures, and the caller of the function around it passes a constant: nothing is asked. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"

#include <vector>

using Ids = std::vector<long>;

static bool get(shop::Catalog::Stub &stub, long id)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    shop::ItemReply reply;
    request.set_id(id);
    return stub.GetItem(&context, request, &reply).ok();
}

template <typename F> static void visit(const Ids &ids, bool remote, const F &fn)
{
    for (long id : ids)
        fn(id, remote);
}

/* It is passed to the lambda. */
// expect-cost by_parameter: 0
void by_parameter(shop::Catalog::Stub &stub, const Ids &ids)
{
    visit(ids, false, [&](long id, bool remote) {
        if (remote)
            get(stub, id);
    });
}

// expect-cost by_value: 0
void by_value(shop::Catalog::Stub &stub, const Ids &ids)
{
    const bool remote = false;
    auto fn = [&stub, remote](long id) {
        if (remote)
            get(stub, id);
    };
    for (long id : ids)
        fn(id);
}
