/* Declarations with the names and types of Apache Thrift's C++ library, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_THRIFT_TTRANSPORT_H
#define TESTDATA_THRIFT_TTRANSPORT_H

namespace apache {
namespace thrift {

class TException {};

namespace transport {

class TTransport {
  public:
    virtual ~TTransport();
    virtual void open();
    virtual void close();
};

class TSocket : public TTransport {
  public:
    TSocket(const char *host, int port);
    void open() override;
    void close() override;
};

} // namespace transport
} // namespace thrift
} // namespace apache

#endif
