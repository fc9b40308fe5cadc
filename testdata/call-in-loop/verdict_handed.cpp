/* A lambda that a helper is handed takes out of the answer what the next turn asks for; or it only collects. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

struct Place {
    long id = 0;
    bool is_folder = false;
};
struct Entry {
    std::string name;
    long id;
};
using Names = std::vector<std::string>;

static bool each_entry(const std::vector<Entry> &entries,
                       const std::function<bool(const std::string &, Place &&)> &store)
{
    for (const auto &entry : entries)
        if (!store(entry.name, Place{entry.id, true}))
            return false;
    return true;
}

std::optional<std::vector<Entry>> entries_of(const shop::ItemReply &reply);

static std::optional<shop::ItemReply> get(shop::Catalog::Stub &stub, const Place &place)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    shop::ItemReply reply;
    request.set_id(place.id);
    if (!stub.GetItem(&context, request, &reply).ok())
        return std::nullopt;
    return reply;
}

std::optional<Place> follow(shop::Catalog::Stub &stub, Place place, const Names &path)
{
    for (const auto &segment : path) {
        if (!place.is_folder)
            break;
        auto reply = get(stub, place); // expect: call-in-loop {{get\(\) waits for grpc on each of up to size\(path\) turns}}
        // expect-verdict: sequential
        if (!reply)
            return std::nullopt;
        auto entries = entries_of(*reply);
        std::optional<Place> next{};
        if (!entries || !each_entry(*entries, [&next, &segment](const std::string &name, Place &&found) {
                if (name == segment)
                    next = std::move(found);
                return true;
            }))
            break;
        if (!next)
            break;
        place = *next;
    }
    return place;
}

/* The same without a helper: no answer says how many turns there are, these are no pages. */
void follow_here(shop::Catalog::Stub &stub, Place place, const Names &path)
{
    for (const auto &segment : path) {
        auto reply = get(stub, place); // expect: call-in-loop {{get\(\) waits for grpc on each of up to size\(path\) turns}}
        // expect-verdict: sequential
        auto entries = entries_of(*reply);
        if (!entries)
            break;
        for (const auto &entry : *entries)
            if (entry.name == segment)
                place.id = entry.id;
    }
}

/* --- only collected ------------------------------------------------------------------------------------------------ */

void collect(shop::Catalog::Stub &stub, const std::vector<Place> &places, Names *names)
{
    long count = 0;
    for (const auto &place : places) {
        auto reply = get(stub, place); // expect: call-in-loop {{get\(\) waits for grpc on each of up to size\(places\) turns}}
        // expect-verdict: pipeline
        auto entries = entries_of(*reply);
        if (!entries || count > 100)
            break;
        each_entry(*entries, [&](const std::string &name, Place &&) {
            names->push_back(name);
            count++;
            return true;
        });
    }
}

/* What the lambda changes is its own. */
void follow_copy(shop::Catalog::Stub &stub, const Place &first, const std::vector<Place> &places)
{
    Place last = first;
    for (const auto &place : places) {
        last.id += place.id;
        auto reply = get(stub, last); // expect: call-in-loop {{get\(\) waits for grpc on each of up to size\(places\) turns}}
        // expect-verdict: pipeline
        auto entries = entries_of(*reply);
        if (!entries)
            break;
        each_entry(*entries, [last](const std::string &, Place &&found) mutable {
            last = found;
            return last.is_folder;
        });
    }
}

/* --- pages --------------------------------------------------------------------------------------------------------- */

void use(const std::string &name);

void all_pages(shop::Catalog::Stub &stub)
{
    Place next{1, true};
    while (next.is_folder) {
        auto entries = entries_of(*get(stub, next));
        next.is_folder = false;
        for (const auto &entry : *entries) {
            use(entry.name);
            next = Place{entry.id, true};
        }
    }
}
