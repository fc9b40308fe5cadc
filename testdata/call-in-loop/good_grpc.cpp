/* gRPC: all calls first and then their answers, streams, callbacks, attempts, and a server that takes requests.
 * Beside generated stubs, a class of one's own that only looks like one. */
// flags: -std=c++17
// expect-none
#include "catalog.grpc.pb.h"

#include <vector>

using Ids = std::vector<long>;

struct Call {
    grpc::ClientContext context;
    shop::ItemReply reply;
    grpc::Status status;
    std::unique_ptr<grpc::ClientAsyncResponseReader<shop::ItemReply>> rpc;
};

// expect-cost all_at_once: 1
void all_at_once(shop::Catalog::Stub &stub, const Ids &ids)
{
    grpc::CompletionQueue cq;
    void *tag;
    bool ok;
    for (long id : ids) {
        auto *call = new Call;
        shop::ItemRequest request;
        request.set_id(id);
        call->rpc = stub.PrepareAsyncGetItem(&call->context, request, &cq);
        call->rpc->StartCall();
        call->rpc->Finish(&call->reply, &call->status, call);
    }
    for (size_t i = 0; i < ids.size(); i++) {
        cq.Next(&tag, &ok);
        delete static_cast<Call *>(tag);
    }
}

void with_callbacks(shop::Catalog::Stub &stub, const Ids &ids, std::vector<Call> &calls)
{
    for (size_t i = 0; i < ids.size(); i++) {
        shop::ItemRequest request;
        request.set_id(ids[i]);
        stub.async()->GetItem(&calls[i].context, &request, &calls[i].reply, [](grpc::Status) {});
    }
}

// expect-cost one_stream: 1
void one_stream(shop::Catalog::Stub &stub, const shop::ItemRequest &request, std::vector<std::string> *names)
{
    grpc::ClientContext context;
    shop::ItemReply reply;
    auto reader = stub.ListItems(&context, request);
    while (reader->Read(&reply))
        names->push_back(reply.name());
    reader->Finish();
}

// expect-cost upload: 1
bool upload(shop::Catalog::Stub &stub, const std::vector<shop::ItemReply> &items)
{
    grpc::ClientContext context;
    shop::ItemRequest answer;
    auto writer = stub.UploadItems(&context, &answer);
    for (const auto &item : items)
        if (!writer->Write(item))
            break;
    writer->WritesDone();
    return writer->Finish().ok();
}

// expect-cost talk: 1
void talk(shop::Catalog::Stub &stub, const Ids &ids, std::vector<std::string> *names)
{
    grpc::ClientContext context;
    shop::ItemReply reply;
    auto stream = stub.TalkItems(&context);
    for (long id : ids) {
        shop::ItemRequest request;
        request.set_id(id);
        stream->Write(request);
    }
    stream->WritesDone();
    while (stream->Read(&reply))
        names->push_back(reply.name());
    stream->Finish();
}

/* Tried again only where it failed. */
// expect-cost attempts: 1
bool attempts(shop::Catalog::Stub &stub, const shop::ItemRequest &request, shop::ItemReply *reply)
{
    for (int i = 0; i < 5; i++) {
        grpc::ClientContext context;
        grpc::Status status = stub.GetItem(&context, request, reply);
        if (status.ok())
            return true;
    }
    return false;
}

struct Handler {
    void proceed();
};

/* A server: what comes was not sent for. */
void serve(grpc::ServerCompletionQueue *cq)
{
    void *tag;
    bool ok;
    while (cq->Next(&tag, &ok))
        static_cast<Handler *>(tag)->proceed();
}

void serve_for_ever(grpc::ServerCompletionQueue *cq)
{
    for (;;) {
        void *tag;
        bool ok;
        if (!cq->Next(&tag, &ok) || !ok)
            return;
        static_cast<Handler *>(tag)->proceed();
    }
}

namespace own {
class Stub {
  public:
    void show(int row);
    void hide(int row);
};
} // namespace own

// expect-cost show_all: 0
void show_all(own::Stub &stub, int n)
{
    for (int i = 0; i < n; i++)
        stub.show(i);
}
