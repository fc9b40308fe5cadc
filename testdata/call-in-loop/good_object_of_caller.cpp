// flags: -std=c++17
/* One class runs the requests of all; those of the loop stay in the process. */
#include "libpq-fe.h"
#include <functional>
#include <vector>

typedef std::function<bool()> request;

class runner {
  public:
    explicit runner(const request &fn) : fn(fn) {}
    bool run() { return fn(); }

  private:
    const request fn;
};

static bool run_with(runner &one) { return one.run(); }

// expect-cost ask: 1 (exact)
void ask(PGconn *db)
{
    runner one([db] {
        PQclear(PQexec(db, "SELECT 1"));
        return true;
    });
    run_with(one);
}

// expect-cost count: 0 (exact)
int count(const std::vector<const char *> &names)
{
    int count = 0;
    for (const char *name : names) {
        runner one([&] { return name[0] != '\0'; });
        count += run_with(one);
    }
    return count;
}
// expect-none
