/* gRPC: methods of generated stubs, which no list can name; one that sends and waits on each turn. */
// flags: -std=c++17
#include "catalog.grpc.pb.h"

#include <vector>

using Ids = std::vector<long>;

// expect-cost each: size(ids)
int each(shop::Catalog::Stub &stub, const Ids &ids)
{
    for (long id : ids) {
        grpc::ClientContext context;
        shop::ItemRequest request;
        shop::ItemReply reply;
        request.set_id(id);
        grpc::Status status = stub.GetItem(&context, request, &reply); // expect: call-in-loop {{GetItem.*grpc}}
        // expect-verdict@-1: pipeline
        if (!status.ok())
            return 1;
    }
    return 0;
}

/* As code is written that is tested with mocks. */
// expect-cost put_each: size(items)
void put_each(shop::Catalog::StubInterface *stub, const std::vector<shop::ItemReply> &items)
{
    for (const auto &item : items) {
        grpc::ClientContext context;
        shop::ItemRequest answer;
        stub->PutItem(&context, item, &answer); // expect: call-in-loop {{PutItem}}
    }
}

class Client {
  public:
    // expect-cost Client::all: size(ids)
    void all(const Ids &ids, std::vector<shop::ItemReply> *out)
    {
        for (long id : ids) {
            shop::ItemReply reply;
            if (get(id, &reply)) // expect: call-in-loop {{get.. waits for grpc}}
                out->push_back(reply);
        }
    }

    // expect-cost Client::one_by_one: size(ids)
    void one_by_one(const Ids &ids)
    {
        grpc::CompletionQueue cq;
        for (long id : ids) {
            grpc::ClientContext context;
            shop::ItemRequest request;
            shop::ItemReply reply;
            grpc::Status status;
            void *tag;
            bool ok;
            request.set_id(id);
            auto rpc = stub_->AsyncGetItem(&context, request, &cq);
            rpc->Finish(&reply, &status, &reply);
            cq.Next(&tag, &ok); // expect: call-in-loop {{Next}}
        }
    }

    // expect-cost Client::stream_each: size(ids)
    void stream_each(const Ids &ids, std::vector<std::string> *names)
    {
        for (long id : ids) {
            grpc::ClientContext context;
            shop::ItemRequest request;
            shop::ItemReply reply;
            request.set_id(id);
            auto reader = stub_->ListItems(&context, request);
            while (reader->Read(&reply))
                names->push_back(reply.name());
            reader->Finish(); // expect: call-in-loop {{Finish}}
        }
    }

    /* Each item is written when the one before is answered. */
    // expect-cost Client::talk: size(ids) + 1
    void talk(const Ids &ids)
    {
        grpc::ClientContext context;
        auto stream = stub_->TalkItems(&context);
        for (long id : ids) {
            shop::ItemRequest request;
            shop::ItemReply reply;
            request.set_id(id);
            stream->Write(request);
            stream->Read(&reply); // expect: call-in-loop {{Read}}
        }
        stream->WritesDone();
        stream->Finish();
    }

  private:
    bool get(long id, shop::ItemReply *reply)
    {
        grpc::ClientContext context;
        shop::ItemRequest request;
        request.set_id(id);
        grpc::Status status = stub_->GetItem(&context, request, reply);
        return status.ok();
    }

    std::unique_ptr<shop::Catalog::Stub> stub_;
};

/* Each request holds what the one before was answered with. */
// expect-cost follow: n
void follow(shop::Catalog::Stub &stub, int n)
{
    shop::ItemRequest request;
    for (int i = 0; i < n; i++) {
        grpc::ClientContext context;
        shop::ItemReply reply;
        if (!stub.GetItem(&context, request, &reply).ok()) // expect: call-in-loop {{GetItem}}
            return;                                        // expect-verdict: sequential
        request.set_id(reply.id());
    }
}
