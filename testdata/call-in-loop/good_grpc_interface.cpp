/* gRPC: streams that are kept as interfaces. What the peer streams comes by itself; all that is written before the first
 * Read() is answered in one go. */
// flags: -std=c++17
// expect-none
#include "catalog.grpc.pb.h"

#include <vector>

using Ids = std::vector<long>;

// expect-cost one_stream: 1
void one_stream(grpc::ClientReaderInterface<shop::ItemReply> *reader, std::vector<std::string> *names)
{
    shop::ItemReply reply;
    while (reader->Read(&reply))
        names->push_back(reply.name());
    reader->Finish();
}

// expect-cost any_reader: 0
void any_reader(grpc::internal::ReaderInterface<shop::ItemReply> *reader, const Ids &ids)
{
    for (size_t i = 0; i < ids.size(); i++) {
        shop::ItemReply reply;
        reader->Read(&reply);
    }
}

// expect-cost talk: 1
void talk(shop::Catalog::StubInterface *stub, const Ids &ids, std::vector<std::string> *names)
{
    grpc::ClientContext context;
    shop::ItemReply reply;
    auto stream = stub->TalkItems(&context);
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
