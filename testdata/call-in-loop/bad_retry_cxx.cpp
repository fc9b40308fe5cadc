/* Not the same on each turn: a function is handed over that asks for the next one, or each is tried for itself. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"

#include <chrono>
#include <functional>
#include <thread>
#include <vector>

struct Attempt {
    bool ok = false;
    bool is_final = false;
};

static Attempt get(shop::Catalog::Stub &stub, long id, shop::ItemReply *reply)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    request.set_id(id);
    grpc::Status status = stub.GetItem(&context, request, reply);
    if (!status.ok())
        return {.ok = false, .is_final = status.error_code() != 14};
    return {.ok = true};
}

/* Each one may be tried more than once. */
// expect-cost get_each: size(ids)
void get_each(shop::Catalog::Stub &stub, const std::vector<long> &ids, std::vector<shop::ItemReply> &out, int limit)
{
    for (long id : ids) {
        for (int i = 0; i < limit; i++) {
            auto [ok, is_final] = get(stub, id, &out[0]); // expect: call-in-loop {{get\(\) waits for grpc on each of size\(ids\) turns}}
            if (ok || is_final)
                break;
        }
    }
}

/* Sleeping in between makes none of them the same. */
// expect-cost get_slowly: size(ids)
void get_slowly(shop::Catalog::Stub &stub, const std::vector<long> &ids, std::vector<shop::ItemReply> &out)
{
    for (long id : ids) {
        get(stub, id, &out[0]); // expect: call-in-loop {{get\(\) waits for grpc on each of size\(ids\) turns}}
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

/* Counts what went well. */
// expect-cost count_there: size(ids)
int count_there(shop::Catalog::Stub &stub, const std::vector<long> &ids)
{
    int count = 0;
    for (long id : ids) {
        shop::ItemReply reply;
        auto [ok, is_final] = get(stub, id, &reply); // expect: call-in-loop {{get\(\) waits for grpc on each of size\(ids\) turns}}
        if (ok)
            count++;
        else if (is_final)
            return -1;
    }
    return count;
}
