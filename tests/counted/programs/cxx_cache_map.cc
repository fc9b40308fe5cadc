// A map keeps what was asked for: once for each city at the most once for each order.
// count: Cities::print
// formula: size(orders)
// run: n=0 cities=1
// run: n=8 cities=8
// run: n=40 cities=3
// where: size(orders) = n
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <string>
#include <unordered_map>
#include <vector>

class Cities {
  public:
    explicit Cities(PGconn *connection) : db(connection) {}
    const std::string &name(int id);
    void print(const std::vector<int> &orders);

  private:
    PGconn *db;
    std::unordered_map<int, std::string> names;
};

const std::string &Cities::name(int id) {
    auto known = names.find(id);
    if (known != names.end())
        return known->second;
    PGresult *result = PQexec(db, "SELECT name FROM city");
    names[id] = PQgetvalue(result, 0, 0);
    PQclear(result);
    return names[id];
}

void Cities::print(const std::vector<int> &orders) {
    for (int city : orders)
        counted_use(static_cast<long>(name(city).size()));
}

void counted_run() {
    std::vector<int> orders;
    for (int i = 0; i < counted_size("n"); i++)
        orders.push_back(i % counted_size("cities"));
    PGconn *db = PQconnectdb("");
    Cities cities(db);
    COUNT(cities.print(orders));
    PQfinish(db);
}
