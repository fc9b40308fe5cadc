/* Loops over containers whose two or three elements are written out: as many turns as there are elements. */
// flags: -std=c++17
// expect-none
#include <libpq-fe.h>
#include <string>
#include <vector>

struct probe {
    const char *name;
    int (*ask)(PGconn *);
};

static int ask_version(PGconn *db)
{
    PGresult *answer = PQexec(db, "SELECT version()");
    int rows = PQntuples(answer);
    PQclear(answer);
    return rows;
}

static int ask_user(PGconn *db)
{
    PGresult *answer = PQexec(db, "SELECT current_user");
    int rows = PQntuples(answer);
    PQclear(answer);
    return rows;
}

static std::vector<probe> probes()
{
    probe version = {"version", ask_version};
    probe user = {"user", ask_user};
    return {version, user};
}

// expect-cost answered: 2
int answered(PGconn *db)
{
    int rows = 0;
    for (const auto &one : probes())
        rows += one.ask(db);
    return rows;
}

static std::vector<probe> few_probes(bool is_all)
{
    if (is_all)
        return probes();
    return {{"version", ask_version}};
}

// expect-cost one_of_two_answers: 2
int one_of_two_answers(PGconn *db, bool is_all)
{
    int rows = 0;
    for (const auto &one : few_probes(is_all))
        rows += one.ask(db);
    return rows;
}

// expect-cost held: 3
void held(PGconn *db)
{
    std::vector<const char *> texts = {"ANALYZE a", "ANALYZE b", "ANALYZE c"};
    if (texts.empty())
        return;
    for (const char *text : texts)
        PQclear(PQexec(db, text));
}

// expect-cost by_iterator: 2
void by_iterator(PGconn *db)
{
    const std::vector<std::string> texts{"ANALYZE a", "ANALYZE b"};
    for (auto i = texts.begin(); i != texts.end(); ++i)
        PQclear(PQexec(db, i->c_str()));
}
