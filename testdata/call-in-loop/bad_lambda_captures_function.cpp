// flags: -std=c++17
/* A lambda calls a function that its own function was handed: each caller pays for what it hands over. */
#include "libpq-fe.h"
#include <functional>
#include <string>
#include <vector>

typedef std::function<bool(const char *)> callback;

static bool ask(PGconn *db, const char *name)
{
    PGresult *rows = PQexecParams(db, "SELECT 1 FROM item WHERE name = $1", 1, nullptr, &name, nullptr, nullptr, 0);
    bool is_found = PQntuples(rows) > 0;
    PQclear(rows);
    return is_found;
}

static void all(const std::vector<const char *> &names, const callback &found)
{
    const auto one = [&found](const char *name) { return found(name); };
    for (const char *name : names)
        one(name);
}

void asking(PGconn *db, const std::vector<const char *> &names)
{
    all(names, [=](const char *name) { return ask(db, name); }); // expect: call-in-loop {{size\(names\) turns of all\(\): size\(names\) round trips}}
                                                                 // expect-confidence: high
                                                                 // expect-step: all::lambda@20: {{^calls the lambda of line 27$}}
}

// expect-cost staying: 0 (exact)
void staying(const std::vector<const char *> &names)
{
    all(names, [](const char *name) { return *name != '\0'; });
}

/* By value, handed on by the lambda, and by a lambda in a lambda. */
static std::string with_text(const std::string &name, std::function<std::string(const char *)> text)
{
    return text(name.c_str());
}

struct stage {
    virtual ~stage() {}
    virtual std::string one(const char *name) const = 0;
    void each(const std::vector<std::string> &names, std::function<std::string(const char *)> text) const;
    void all(const std::vector<std::string> &names) const;
};

void stage::each(const std::vector<std::string> &names, std::function<std::string(const char *)> text) const
{
    const auto add = [&](const std::string &name) {
        auto inner = [&] { return with_text(name, text); };
        return inner();
    };
    for (const auto &name : names)
        add(name);
}

void stage::all(const std::vector<std::string> &names) const
{
    std::function<std::string(const char *)> text = [&](const char *name) { return this->one(name); };
    each(names, text); // expect: call-in-loop {{size\(names\) turns of each\(\): size\(names\) round trips}}
}

struct asking_stage : stage {
    PGconn *db;
    std::string one(const char *name) const override { return ask(db, name) ? "found" : ""; }
};
