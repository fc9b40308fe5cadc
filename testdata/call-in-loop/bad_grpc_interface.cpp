/* gRPC: a conversation over a stream that is kept as an interface, as code is that is tested with mocks. Read() is
 * declared by what every reader is derived from; that this one waits is told by the type of the object. */
// flags: -std=c++17
#include "catalog.grpc.pb.h"

#include <vector>

using Ids = std::vector<long>;
using Talk = grpc::ClientReaderWriterInterface<shop::ItemRequest, shop::ItemReply>;

// expect-cost by_pointer: size(ids)
void by_pointer(Talk *talk, const Ids &ids, std::vector<std::string> *names)
{
    for (long id : ids) {
        shop::ItemRequest request;
        shop::ItemReply reply;
        request.set_id(id);
        talk->Write(request);
        if (!talk->Read(&reply)) // expect: call-in-loop {{Read.. waits for grpc}}
            return;              // expect-verdict@-1: pipeline
        names->push_back(reply.name());
    }
}

// expect-cost by_reference: size(ids)
void by_reference(Talk &talk, const Ids &ids)
{
    for (long id : ids) {
        shop::ItemRequest request;
        shop::ItemReply reply;
        request.set_id(id);
        talk.Write(request);
        talk.Read(&reply); // expect: call-in-loop {{Read.. waits for grpc}}
    }
}

// expect-cost of_stub: size(ids) + 1
void of_stub(shop::Catalog::StubInterface *stub, const Ids &ids)
{
    grpc::ClientContext context;
    auto talk = stub->TalkItems(&context);
    for (long id : ids) {
        shop::ItemRequest request;
        shop::ItemReply reply;
        request.set_id(id);
        talk->Write(request);
        talk->Read(&reply); // expect: call-in-loop {{Read.. waits for grpc}}
    }
    talk->WritesDone();
    talk->Finish();
}
