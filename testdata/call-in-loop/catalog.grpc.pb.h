/* What protoc and gRPC's plugin write for a service, without what no caller sees. */
#ifndef TESTDATA_CATALOG_GRPC_PB_H
#define TESTDATA_CATALOG_GRPC_PB_H

#include <grpcpp/grpcpp.h>

#include <vector>

namespace shop {

class ItemRequest {
  public:
    ItemRequest();
    ~ItemRequest();
    void set_id(long id);
    void add_ids(long id);
    std::size_t ByteSizeLong() const;
    void set_page_token(const std::string &token);
};
class ItemReply {
  public:
    ItemReply();
    ~ItemReply();
    long id() const;
    const std::vector<long> &ids() const;
    const std::string &name() const;
    const std::string &next_page_token() const;
};

class Catalog final {
  public:
    class StubInterface {
      public:
        virtual ~StubInterface() {}
        virtual grpc::Status GetItem(grpc::ClientContext *context, const ItemRequest &request, ItemReply *response) = 0;
        std::unique_ptr<grpc::ClientAsyncResponseReaderInterface<ItemReply>>
        AsyncGetItem(grpc::ClientContext *context, const ItemRequest &request, grpc::CompletionQueue *cq)
        {
            return std::unique_ptr<grpc::ClientAsyncResponseReaderInterface<ItemReply>>(
                AsyncGetItemRaw(context, request, cq));
        }
        virtual grpc::Status PutItem(grpc::ClientContext *context, const ItemReply &request, ItemRequest *response) = 0;
        std::unique_ptr<grpc::ClientReaderInterface<ItemReply>> ListItems(grpc::ClientContext *context,
                                                                          const ItemRequest &request)
        {
            return std::unique_ptr<grpc::ClientReaderInterface<ItemReply>>(ListItemsRaw(context, request));
        }
        std::unique_ptr<grpc::ClientReaderWriterInterface<ItemRequest, ItemReply>>
        TalkItems(grpc::ClientContext *context)
        {
            return std::unique_ptr<grpc::ClientReaderWriterInterface<ItemRequest, ItemReply>>(TalkItemsRaw(context));
        }

      private:
        virtual grpc::ClientAsyncResponseReaderInterface<ItemReply> *
        AsyncGetItemRaw(grpc::ClientContext *context, const ItemRequest &request, grpc::CompletionQueue *cq) = 0;
        virtual grpc::ClientAsyncResponseReaderInterface<ItemRequest> *
        AsyncPutItemRaw(grpc::ClientContext *context, const ItemReply &request, grpc::CompletionQueue *cq) = 0;
        std::unique_ptr<grpc::ClientAsyncResponseReaderInterface<ItemRequest>>
        AsyncPutItem(grpc::ClientContext *context, const ItemReply &request, grpc::CompletionQueue *cq);
        virtual grpc::ClientReaderInterface<ItemReply> *ListItemsRaw(grpc::ClientContext *context,
                                                                     const ItemRequest &request) = 0;
        void AsyncListItems();
        virtual grpc::ClientReaderWriterInterface<ItemRequest, ItemReply> *
        TalkItemsRaw(grpc::ClientContext *context) = 0;
        void AsyncTalkItems();
    };
    class Stub final : public StubInterface {
      public:
        Stub(const std::shared_ptr<grpc::ChannelInterface> &channel);
        grpc::Status GetItem(grpc::ClientContext *context, const ItemRequest &request, ItemReply *response) override;
        std::unique_ptr<grpc::ClientAsyncResponseReader<ItemReply>>
        AsyncGetItem(grpc::ClientContext *context, const ItemRequest &request, grpc::CompletionQueue *cq);
        std::unique_ptr<grpc::ClientAsyncResponseReader<ItemReply>>
        PrepareAsyncGetItem(grpc::ClientContext *context, const ItemRequest &request, grpc::CompletionQueue *cq);
        grpc::Status PutItem(grpc::ClientContext *context, const ItemReply &request, ItemRequest *response) override;
        void AsyncPutItem();
        std::unique_ptr<grpc::ClientReader<ItemReply>> ListItems(grpc::ClientContext *context,
                                                                 const ItemRequest &request);
        void AsyncListItems();
        std::unique_ptr<grpc::ClientWriter<ItemReply>> UploadItems(grpc::ClientContext *context, ItemRequest *response);
        void AsyncUploadItems();
        std::unique_ptr<grpc::ClientReaderWriter<ItemRequest, ItemReply>> TalkItems(grpc::ClientContext *context);
        void AsyncTalkItems();
        class async final {
          public:
            void GetItem(grpc::ClientContext *context, const ItemRequest *request, ItemReply *response,
                         std::function<void(grpc::Status)> done);
        };
        class async *async();

      private:
        grpc::ClientAsyncResponseReaderInterface<ItemReply> *AsyncGetItemRaw(grpc::ClientContext *context,
                                                                             const ItemRequest &request,
                                                                             grpc::CompletionQueue *cq) override;
        grpc::ClientAsyncResponseReaderInterface<ItemRequest> *AsyncPutItemRaw(grpc::ClientContext *context,
                                                                               const ItemReply &request,
                                                                               grpc::CompletionQueue *cq) override;
        grpc::ClientReaderInterface<ItemReply> *ListItemsRaw(grpc::ClientContext *context,
                                                             const ItemRequest &request) override;
        void UploadItemsRaw();
        grpc::ClientReaderWriterInterface<ItemRequest, ItemReply> *TalkItemsRaw(grpc::ClientContext *context) override;
    };
    static std::unique_ptr<Stub> NewStub(const std::shared_ptr<grpc::ChannelInterface> &channel);
};

} // namespace shop

#endif
