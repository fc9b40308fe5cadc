/* The same is tried again until it goes well, by a function that is handed what to try. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <utility>

struct Attempt {
    bool ok = false;
    bool is_final = false;
    std::optional<std::string> message = std::nullopt;
};

static bool again(const std::function<Attempt()> &work, unsigned limit)
{
    try {
        for (auto i = 1U; i <= limit; ++i) {
            auto [ok, is_final, message] = work();
            if (ok)
                return true;
            if (is_final)
                return false;
        }
    } catch (...) {
        return false;
    }
    return false;
}

// expect-cost get_surely: 1
bool get_surely(shop::Catalog::Stub &stub, long id, shop::ItemReply *reply)
{
    auto work = [&stub, id, reply]() -> Attempt {
        grpc::ClientContext context;
        shop::ItemRequest request;
        request.set_id(id);
        grpc::Status status = stub.GetItem(&context, request, reply);
        if (status.ok())
            return {.ok = true};
        return {.ok = false, .is_final = status.error_code() != 14, .message = "not there"};
    };
    return again(work, 2000);
}

static Attempt get(shop::Catalog::Stub &stub, long id, shop::ItemReply *reply)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    Attempt attempt;
    request.set_id(id);
    grpc::Status status = stub.GetItem(&context, request, reply);
    if (status.ok()) {
        attempt.ok = true;
        return attempt;
    }
    attempt.is_final = status.error_code() != 14;
    return attempt;
}

// expect-cost get_in_turns: 1
bool get_in_turns(shop::Catalog::Stub &stub, long id, shop::ItemReply *reply, unsigned limit)
{
    for (auto i = 1U; i <= limit; ++i) {
        Attempt attempt = get(stub, id, reply);
        if (attempt.ok)
            return true;
        if (attempt.is_final)
            break;
    }
    return false;
}

/* Whatever tells that it is there: between two questions the thread sleeps. */
bool is_like(const shop::ItemReply &reply);

// expect-cost wait_for: 1
bool wait_for(shop::Catalog::Stub &stub, long id, unsigned limit)
{
    for (auto i = 1U; i <= limit; ++i) {
        shop::ItemReply reply;
        get(stub, id, &reply);
        if (is_like(reply))
            return true;
        std::this_thread::sleep_for(std::chrono::seconds(i));
    }
    return false;
}

/* What was answered may say that a part has failed: then the same is tried again, as often as it may be. */
static bool tried_again(const std::function<Attempt()> &work, unsigned limit)
{
    try {
        for (auto i = 1U; i <= limit; ++i) {
            auto [ok, is_final, message] = work();
            if (ok)
                return true;
            if (is_final)
                return false;
            if (i < limit)
                std::this_thread::sleep_for(std::chrono::seconds(i));
        }
    } catch (...) {
    }
    return false;
}

// expect-cost get_whole: 1
bool get_whole(shop::Catalog::Stub &stub, long id, shop::ItemReply *reply)
{
    return tried_again(
        [&stub, id, reply]() -> Attempt {
            grpc::ClientContext context;
            shop::ItemRequest request;
            request.set_id(id);
            if (!stub.GetItem(&context, request, reply).ok())
                return {.ok = false, .is_final = true};
            if (!is_like(*reply))
                return {.ok = false, .message = "a part of it"};
            return {.ok = true};
        },
        3000);
}
