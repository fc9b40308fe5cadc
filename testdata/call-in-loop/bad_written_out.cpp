/* Containers that begin with elements that are written out, and get more; a list of many. */
// flags: -std=c++17
#include <iterator>
#include <libpq-fe.h>
#include <string>
#include <vector>

using Texts = std::vector<std::string>;

// expect-cost added: size(texts)
void added(PGconn *db, const Texts &more)
{
    Texts texts = {"ANALYZE a", "ANALYZE b"};
    for (const auto &one : more)
        texts.push_back(one);
    for (const auto &text : texts)
        PQclear(PQexec(db, text.c_str())); // expect: call-in-loop {{size.texts. round trips}}
}

// expect-cost by_adder: size(texts)
void by_adder(PGconn *db, const Texts &more)
{
    Texts texts = {"ANALYZE a", "ANALYZE b"};
    std::back_insert_iterator<Texts> adder(texts);
    for (const auto &one : more)
        adder = one;
    for (const auto &text : texts)
        PQclear(PQexec(db, text.c_str())); // expect: call-in-loop {{size.texts. round trips}}
}

void fill(Texts &texts);

// expect-cost handed_over: size(texts)
void handed_over(PGconn *db)
{
    Texts texts = {"ANALYZE a", "ANALYZE b"};
    fill(texts);
    for (const auto &text : texts)
        PQclear(PQexec(db, text.c_str())); // expect: call-in-loop {{size.texts. round trips}}
}

// expect-cost aliased: size(texts)
void aliased(PGconn *db, const Texts &more)
{
    Texts texts = {"ANALYZE a"};
    Texts &same = texts;
    for (const auto &one : more)
        same.push_back(one);
    for (const auto &text : texts)
        PQclear(PQexec(db, text.c_str())); // expect: call-in-loop {{size.texts. round trips}}
}

template <class Each> void captured_in(const Each &each)
{
    each("ANALYZE b");
}

// expect-cost captured: size(texts)
void captured(PGconn *db)
{
    Texts texts = {"ANALYZE a"};
    captured_in([&](const std::string &one) { texts.push_back(one); });
    for (const auto &text : texts)
        PQclear(PQexec(db, text.c_str())); // expect: call-in-loop {{size.texts. round trips}}
}

static Texts texts_of(const Texts &more, bool is_all)
{
    if (is_all)
        return more;
    return {"ANALYZE a"};
}

// expect-cost answered: size(texts_of(more, is_all))
void answered(PGconn *db, const Texts &more, bool is_all)
{
    for (const auto &text : texts_of(more, is_all))
        PQclear(PQexec(db, text.c_str())); // expect: call-in-loop {{size.*round trips}}
}

// expect-cost by_number: size(texts)
void by_number(PGconn *db, size_t n)
{
    Texts texts(n, "ANALYZE a");
    for (const auto &text : texts)
        PQclear(PQexec(db, text.c_str())); // expect: call-in-loop {{size.texts. round trips}}
}

// expect-cost five: 5 (exact)
void five(PGconn *db)
{
    const Texts texts = {"ANALYZE a", "ANALYZE b", "ANALYZE c", "ANALYZE d", "ANALYZE e"};
    for (const auto &text : texts)
        PQclear(PQexec(db, text.c_str())); // expect: call-in-loop {{each of 5 turns: 5 round trips}}
    // expect-severity@-1: note
}
