/* Declarations with the names and types of gRPC's C++ library, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_GRPCPP_H
#define TESTDATA_GRPCPP_H

#include <functional>
#include <memory>
#include <string>

namespace grpc {

class Status {
  public:
    bool ok() const;
    int error_code() const;
};

class ClientContext {
  public:
    ClientContext();
    ~ClientContext();
};

class CompletionQueue {
  public:
    CompletionQueue();
    ~CompletionQueue();
    bool Next(void **tag, bool *ok);
    void Shutdown();
};
class ServerCompletionQueue : public CompletionQueue {};

class ChannelInterface {
  public:
    virtual ~ChannelInterface();
};

template <class R> class ClientAsyncResponseReaderInterface {
  public:
    virtual ~ClientAsyncResponseReaderInterface() {}
    virtual void StartCall() = 0;
    virtual void Finish(R *message, Status *status, void *tag) = 0;
};
template <class R> class ClientAsyncResponseReader final : public ClientAsyncResponseReaderInterface<R> {
  public:
    void StartCall() override;
    void Finish(R *message, Status *status, void *tag) override;
};

namespace internal {
class ClientStreamingInterface {
  public:
    virtual ~ClientStreamingInterface() {}
    virtual Status Finish() = 0;
};
template <class R> class ReaderInterface {
  public:
    virtual ~ReaderInterface() {}
    virtual bool Read(R *message) = 0;
};
template <class W> class WriterInterface {
  public:
    virtual ~WriterInterface() {}
    virtual bool Write(const W &message) = 0;
};
} // namespace internal

template <class R>
class ClientReaderInterface : public internal::ClientStreamingInterface, public internal::ReaderInterface<R> {
  public:
    virtual void WaitForInitialMetadata() = 0;
};
template <class W, class R>
class ClientReaderWriterInterface : public internal::ClientStreamingInterface,
                                    public internal::WriterInterface<W>,
                                    public internal::ReaderInterface<R> {
  public:
    virtual void WaitForInitialMetadata() = 0;
    virtual bool WritesDone() = 0;
};
template <class R> class ClientReader final : public ClientReaderInterface<R> {
  public:
    bool Read(R *message) override;
    Status Finish() override;
    void WaitForInitialMetadata() override;
};
template <class W> class ClientWriter final {
  public:
    bool Write(const W &message);
    bool WritesDone();
    Status Finish();
};
template <class W, class R> class ClientReaderWriter final : public ClientReaderWriterInterface<W, R> {
  public:
    bool Write(const W &message) override;
    bool WritesDone() override;
    bool Read(R *message) override;
    Status Finish() override;
    void WaitForInitialMetadata() override;
};

} // namespace grpc

#endif
