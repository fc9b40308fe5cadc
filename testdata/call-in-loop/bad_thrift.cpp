/* Thrift: methods of generated clients, told by their siblings send_ and recv_, some bodies being in sight. */
// flags: -std=c++17
#include "catalog_thrift.h"

using Ids = std::vector<long>;

// expect-cost each: size(ids)
void each(shop::CatalogClient &client, const Ids &ids, std::vector<shop::Item> &items)
{
    for (long id : ids) {
        shop::Item item;
        client.getItem(item, id); // expect: call-in-loop {{getItem.* waits for thrift}}
        // expect-verdict@-1: pipeline
        items.push_back(item);
    }
}

/* One round trip, though its body sends and waits: a model is a leaf. */
// expect-cost put_each: size(items)
void put_each(shop::CatalogClient &client, const std::vector<shop::Item> &items)
{
    for (const auto &item : items) {
        try {
            client.putItem(item); // expect: call-in-loop {{putItem}}
        } catch (const apache::thrift::TException &) {
            return;
        }
    }
}

// expect-cost put_through_interface: size(items)
void put_through_interface(shop::CatalogIf *catalog, const std::vector<shop::Item> &items)
{
    for (const auto &item : items)
        catalog->putItem(item); // expect: call-in-loop {{putItem}}
}

// expect-cost one_by_one: size(ids)
void one_by_one(shop::CatalogClient &client, const Ids &ids)
{
    for (long id : ids) {
        shop::Item item;
        client.send_getItem(id);
        client.recv_getItem(item); // expect: call-in-loop {{recv_getItem}}
    }
}

// expect-cost shared: size(ids)
void shared(shop::CatalogConcurrentClient &client, const Ids &ids)
{
    for (long id : ids) {
        shop::Item item;
        int number = client.send_getItem(id);
        client.recv_getItem(item, number); // expect: call-in-loop {{recv_getItem}}
    }
}

// expect-cost connect_each: 2*size(hosts)
void connect_each(const std::vector<const char *> &hosts)
{
    for (const char *host : hosts) {
        apache::thrift::transport::TSocket socket(host, 9090);
        shop::CatalogClient client(&socket);
        shop::Item item;
        socket.open(); // expect: call-in-loop {{open}}
        client.getItem(item, 1);
        socket.close();
    }
}
