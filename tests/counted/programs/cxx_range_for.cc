// Each element of a vector that is a member.
// count: shop::Orders::save
// formula: size(orders) + 1 (exact)
// run: n=0
// run: n=1
// run: n=40
// where: size(orders) = n
#include "counted.h"
#include "libpq-fe.h"

#include <string>
#include <vector>

namespace shop {

struct Order {
    int id;
};

class Orders {
  public:
    Orders(PGconn *connection, int n) : db(connection) {
        for (int i = 0; i < n; i++)
            orders.push_back(Order{i});
    }
    void save();

  private:
    PGconn *db;
    std::vector<Order> orders;
};

void Orders::save() {
    for (const Order &order : orders) {
        std::string text = "INSERT INTO orders VALUES (" + std::to_string(order.id) + ")";
        PQclear(PQexec(db, text.c_str()));
    }
    PQclear(PQexec(db, "COMMIT"));
}

} // namespace shop

void counted_run() {
    PGconn *db = PQconnectdb("");
    shop::Orders orders(db, counted_size("n"));
    COUNT(orders.save());
    PQfinish(db);
}
