/* One peer after the other, each by its own connection: send to all, then wait. And requests that were all sent before
 * the first is waited for. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"

#include <future>
#include <memory>
#include <vector>

using Peers = std::vector<std::unique_ptr<shop::Catalog::Stub>>;
using Ids = std::vector<long>;

static bool get(shop::Catalog::Stub &stub, long id)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    shop::ItemReply reply;
    request.set_id(id);
    return stub.GetItem(&context, request, &reply).ok();
}

void ask_all(const Peers &peers, long id)
{
    for (auto &peer : peers)
        get(*peer, id); // expect: call-in-loop {{get\(\) waits for grpc on each of size\(peers\) turns}}
                        // expect-verdict: fan-out
                        // expect-severity: note
}

void ask_raw(const std::vector<shop::Catalog::Stub *> &peers, long id)
{
    for (auto *peer : peers)
        get(*peer, id); // expect: call-in-loop {{get\(\) waits for grpc on each of size\(peers\) turns}}
                        // expect-verdict: fan-out
                        // expect-severity: note
}

/* The items are no connections. */
void ask_one(shop::Catalog::Stub &stub, const Ids &ids)
{
    for (long id : ids)
        get(stub, id); // expect: call-in-loop {{get\(\) waits for grpc on each of size\(ids\) turns}}
                       // expect-verdict: pipeline
                       // expect-severity: warning
}

/* --- begun before the first is waited for -------------------------------------------------------------------------- */

class Answers {
  public:
    Answers(shop::Catalog::Stub &stub, long id)
    {
        shop::ItemRequest request;
        request.set_id(id);
        reader_ = stub.ListItems(&context_, request);
    }
    bool wait()
    {
        shop::ItemReply reply;
        while (reader_->Read(&reply))
            ;
        return reader_->Finish().ok();
    }

  private:
    grpc::ClientContext context_;
    std::unique_ptr<grpc::ClientReader<shop::ItemReply>> reader_;
};

// expect-cost begun_before: 1
void begun_before(shop::Catalog::Stub &stub, const Ids &ids)
{
    std::vector<std::unique_ptr<Answers>> all;
    for (long id : ids)
        all.push_back(std::make_unique<Answers>(stub, id));
    for (auto &answers : all)
        answers->wait();
}

// expect-cost one_by_one: size(ids)
void one_by_one(shop::Catalog::Stub &stub, const Ids &ids)
{
    for (long id : ids) {
        auto answers = std::make_unique<Answers>(stub, id);
        answers->wait(); // expect-known-miss: call-in-loop {{on each of size\(ids\) turns}}
    }
}

// expect-cost by_threads: 0
void by_threads(shop::Catalog::Stub &stub, const Ids &ids)
{
    std::vector<std::future<bool>> all;
    for (long id : ids)
        all.push_back(std::async(std::launch::async, [&stub, id] { return get(stub, id); }));
    for (auto &one : all)
        one.get();
}
