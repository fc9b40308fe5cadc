/* Not the same on each turn: a function is handed over that asks for the next one, or each is tried for itself. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"

#include <chrono>
#include <functional>
#include <string>
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

/* Each turn that does not leave has been answered well, and what comes behind the loop is no failure. */
struct Page {
    bool is_last = false;
    int next = 0;
};

static Page get_page(shop::Catalog::Stub &stub, int number, std::vector<std::string> *names)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    shop::ItemReply reply;
    request.set_id(number);
    if (!stub.GetItem(&context, request, &reply).ok())
        return {.is_last = true};
    names->push_back(reply.name());
    return {.is_last = reply.id() == 0, .next = number + 1};
}

// expect-cost get_pages: limit
bool get_pages(shop::Catalog::Stub &stub, int limit, std::vector<std::string> *names)
{
    for (int i = 0; i < limit; i++) {
        auto [is_last, next] = get_page(stub, i, names); // expect: call-in-loop {{get_page\(\) waits for grpc on each of up to limit turns}}
        if (is_last)
            return true;
    }
    return false;
}

/* What is handed over asks for the next one each time. */
static bool until_last(const std::function<Page()> &work, int limit)
{
    for (int i = 0; i < limit; i++) {
        auto [is_last, next] = work();
        if (is_last)
            return true;
    }
    return false;
}

// expect-cost get_pages_by: limit
bool get_pages_by(shop::Catalog::Stub &stub, int limit, std::vector<std::string> *names)
{
    int number = 0;
    return until_last( // expect: call-in-loop {{on each of up to limit turns of until_last\(\)}}
        [&] {
            Page page = get_page(stub, number, names);
            number = page.next;
            return page;
        },
        limit);
}
