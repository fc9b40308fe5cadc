/* Proxies of a project's own: told by their base class and by a sibling, whatever the services are called. */
// flags: -std=c++17
// config: proxies.yaml

namespace rpc {
class Proxy {
  public:
    void shutdown();
};
class UserProxy : public Proxy {};
} // namespace rpc

struct Request {
    int table;
};
struct Answer {
    int rows;
};

class MasterServiceProxy : public rpc::UserProxy {
  public:
    int CreateTable(const Request &request, Answer *answer);
    void CreateTableAsync(const Request &request, Answer *answer);
    int size() const;
};

/* The same names, but derived from nothing. */
class PaperProxy {
  public:
    int CreateTable(const Request &request, Answer *answer);
    void CreateTableAsync(const Request &request, Answer *answer);
};

// expect-cost create: n
void create(MasterServiceProxy &proxy, const int *tables, int n)
{
    for (int i = 0; i < n; i++) {
        Request request;
        Answer answer;
        request.table = tables[i];
        proxy.CreateTable(request, &answer); // expect: call-in-loop {{CreateTable.* waits for master}}
    }
}

// expect-cost send_all: 0
void send_all(MasterServiceProxy &proxy, const Request *requests, Answer *answers, int n)
{
    for (int i = 0; i < n && i < proxy.size(); i++)
        proxy.CreateTableAsync(requests[i], &answers[i]);
    proxy.shutdown();
}

// expect-cost create_none: 0
void create_none(PaperProxy &proxy, const Request *requests, Answer *answer, int n)
{
    for (int i = 0; i < n; i++)
        proxy.CreateTable(requests[i], answer);
}
