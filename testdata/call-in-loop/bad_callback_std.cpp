// flags: -std=c++17 -I../include/c++
/* What the algorithms of C++ are handed runs at the call: once for each item of the range, or as sorts and searches do. */
#include "libpq-fe.h"
#include <algorithm>

static void rename_city(PGconn *db, int city)
{
    PQclear(PQexecParams(db, "UPDATE city SET name = $1", 1, 0, 0, 0, 0, 0));
    (void)city;
}

void rename_all(PGconn *db, std::vector<int> &cities)
{
    // expect@+1: call-in-loop {{the lambda of line 15 waits for postgresql on each of up to size\(cities\) calls by for_each\(\): up to size\(cities\) round trips}}
    std::for_each(cities.begin(), cities.end(), [db](int city) { rename_city(db, city); });
}

/* Nothing changes what is behind a constant reference. */
// expect-cost rename_constant: size(cities) (exact)
void rename_constant(PGconn *db, const std::vector<int> &cities)
{
    auto rename = [db](int city) { rename_city(db, city); };
    std::for_each(cities.cbegin(), cities.cend(), rename); // expect: call-in-loop {{: size\(cities\) round trips}}
}

struct country {
    std::vector<int> cities;
    PGconn *db;

    void rename(int city) { rename_city(db, city); }
    void rename_all()
    {
        std::for_each(std::begin(cities), std::end(cities), [this](int city) { rename(city); }); // expect: call-in-loop {{size\(cities\) round trips}}
    }
};

static PGconn *connection;

static bool is_large(int city)
{
    PGresult *rows = PQexec(connection, "SELECT 1 FROM city WHERE large");
    bool is_one = PQntuples(rows) > city;
    PQclear(rows);
    return is_one;
}

/* They stop at the first. */
bool has_large(std::vector<int> &cities)
{
    return std::any_of(cities.begin(), cities.end(), is_large); // expect: call-in-loop {{is_large\(\) waits for postgresql on each of up to size\(cities\) calls by any_of\(\): up to size\(cities\) round trips}}
}

/* An array, and a part of one. */
void of_arrays(int *cities, int n)
{
    int few[40];
    std::remove_if(few, few + 40, is_large); // expect: call-in-loop {{: 40 round trips}}
    std::find_if(cities, cities + n, is_large); // expect: call-in-loop {{up to n round trips}}
}

void sorted(std::vector<int> &cities)
{
    // expect@+1: call-in-loop {{up to 2 \* log\(size\(cities\)\) \* size\(cities\) round trips}}
    std::sort(cities.begin(), cities.end(), [](int a, int b) { return is_large(a) < is_large(b); });
    std::lower_bound(cities.begin(), cities.end(), 3, [](int a, int b) { return is_large(a) && a < b; }); // expect: call-in-loop {{up to log\(size\(cities\)\) round trips}}
}

int total(std::vector<int> &cities)
{
    return std::accumulate(cities.begin(), cities.end(), 0, [](int sum, int city) { return sum + is_large(city); }); // expect: call-in-loop {{the lambda of line 70 waits for postgresql on each of up to size\(cities\) calls by accumulate\(\): up to size\(cities\) round trips}}
}

/* An object that is called like a function; another that asks nobody. */
struct renamer {
    PGconn *db;
    void operator()(int city) const { rename_city(db, city); }
};

struct less {
    bool operator()(int a, int b) const { return a < b; }
};

// expect-cost by_number: 0 (exact)
void by_number(std::vector<int> &cities)
{
    std::sort(cities.begin(), cities.end(), less());
}

void renamed(PGconn *db, std::vector<int> &cities)
{
    const renamer rename = {db};
    std::for_each(cities.begin(), cities.end(), renamer{db}); // expect: call-in-loop {{size\(cities\) round trips}}
    std::for_each(cities.begin(), cities.end(), rename);      // expect: call-in-loop {{size\(cities\) round trips}}
}

/* Handed on: by the caller's own function, as a template and as a std::function. */
template <class F> static void each(std::vector<int> &cities, F f)
{
    std::for_each(cities.begin(), cities.end(), f);
}

static void each_function(std::vector<int> &cities, std::function<void(int)> f)
{
    std::for_each(cities.begin(), cities.end(), f);
}

void handed_on(std::vector<int> &cities, PGconn *db)
{
    each(cities, [db](int city) { rename_city(db, city); });          // expect: call-in-loop {{size\(cities\) round trips}}
    each_function(cities, [db](int city) { rename_city(db, city); }); // expect: call-in-loop {{size\(cities\) round trips}}
}
