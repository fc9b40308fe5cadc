/* Thrift: methods that nobody answers, all sent before the first is waited for, attempts; and classes that only look like
 * clients. */
// flags: -std=c++17
// expect-none
#include "catalog_thrift.h"

using Ids = std::vector<long>;

// expect-cost oneway: 0
void oneway(shop::CatalogClient &client, const Ids &ids)
{
    for (long id : ids)
        client.touch(id);
}

// expect-cost all_first: 1
void all_first(shop::CatalogClient &client, const Ids &ids, std::vector<shop::Item> &items)
{
    for (long id : ids)
        client.send_getItem(id);
    for (size_t i = 0; i < ids.size(); i++) {
        shop::Item item;
        client.recv_getItem(item);
        items.push_back(item);
    }
}

// expect-cost attempts: 1
bool attempts(shop::CatalogClient &client, const shop::Item &item)
{
    for (int i = 0; i < 3; i++) {
        try {
            client.putItem(item);
            return true;
        } catch (const apache::thrift::TException &) {
        }
    }
    return false;
}

// expect-cost with_callbacks: 0
void with_callbacks(shop::CatalogCobClient &client, const Ids &ids, std::vector<shop::Item> &items)
{
    for (long id : ids)
        client.getItem(
            [&items](shop::CatalogCobClient *answered) {
                shop::Item item;
                answered->recv_getItem(item);
                items.push_back(item);
            },
            id);
}

/* A client of nobody: it sends, but its siblings are others. */
class PaperClient {
  public:
    void getItem(int id);
    void send_letter(int id);
    void recv_letter();
};

// expect-cost read_all: 0
void read_all(PaperClient &client, int n)
{
    for (int i = 0; i < n; i++) {
        client.getItem(i);
        client.send_letter(i);
    }
}
