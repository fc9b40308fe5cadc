/* What Thrift's compiler writes for a service, without what no caller sees. */
#ifndef TESTDATA_CATALOG_THRIFT_H
#define TESTDATA_CATALOG_THRIFT_H

#include <functional>
#include <memory>
#include <vector>

#include <thrift/transport/TTransport.h>

namespace shop {

struct Item {
    long id;
};

class CatalogIf {
  public:
    virtual ~CatalogIf() {}
    virtual void getItem(Item &_return, const long id) = 0;
    virtual void putItem(const Item &item) = 0;
    virtual void touch(const long id) = 0;
};

class CatalogMultiface : virtual public CatalogIf {
  public:
    void putItem(const Item &item) override
    {
        size_t sz = ifaces_.size();
        size_t i = 0;
        for (; i < (sz - 1); ++i) {
            ifaces_[i]->putItem(item);
        }
        ifaces_[i]->putItem(item);
    }

  protected:
    std::vector<std::shared_ptr<CatalogIf>> ifaces_;
};

class CatalogClient : virtual public CatalogIf {
  public:
    CatalogClient(apache::thrift::transport::TTransport *transport);
    void getItem(Item &_return, const long id) override;
    void send_getItem(const long id);
    void recv_getItem(Item &_return);
    void putItem(const Item &item) override
    {
        send_putItem(item);
        recv_putItem();
    }
    void send_putItem(const Item &item);
    void recv_putItem();
    /* oneway */
    void touch(const long id) override;
    void send_touch(const long id);
};

class CatalogConcurrentClient : virtual public CatalogIf {
  public:
    void getItem(Item &_return, const long id) override;
    int send_getItem(const long id);
    void recv_getItem(Item &_return, const int seqid);
};

/* cob_style */
class CatalogCobClient {
  public:
    void getItem(std::function<void(CatalogCobClient *client)> cob, const long id);
    void send_getItem(const long id);
    void recv_getItem(Item &_return);
};

} // namespace shop

#endif
