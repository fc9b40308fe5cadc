/* A lambda tests what it captures: what the caller passes decides, unless it is set anew before the lambda runs. */
// flags: -std=c++20
#include "catalog.grpc.pb.h"

#include <vector>

using Ids = std::vector<long>;

static bool get(shop::Catalog::Stub &stub, long id)
{
    grpc::ClientContext context;
    shop::ItemRequest request;
    shop::ItemReply reply;
    request.set_id(id);
    return stub.GetItem(&context, request, &reply).ok();
}

template <typename F> static void visit(const Ids &ids, const F &fn)
{
    for (long id : ids)
        fn(id);
}

static void work(shop::Catalog::Stub &stub, const Ids &ids, bool remote)
{
    visit(ids, [&](long id) { // expect: call-in-loop {{on each of size\(ids\) turns of visit\(\): up to size\(ids\) round trips}}
        if (remote)
            get(stub, id);
    });
}

// expect-cost work_here: 0
void work_here(shop::Catalog::Stub &stub, const Ids &ids)
{
    work(stub, ids, false);
}

// expect-cost work_there: size(ids)
void work_there(shop::Catalog::Stub &stub, const Ids &ids)
{
    work(stub, ids, true);
}

/* A field of what is captured. */
struct Options {
    bool remote;
    int level;
};

static void work_as_told(shop::Catalog::Stub &stub, const Ids &ids, const Options &options)
{
    visit(ids, [&](long id) { // expect: call-in-loop {{on each of size\(ids\) turns of visit\(\): up to size\(ids\) round trips}}
        if (options.remote)
            get(stub, id);
    });
}

// expect-cost told_here: 0
void told_here(shop::Catalog::Stub &stub, const Ids &ids)
{
    Options options = {.remote = false, .level = 1};
    work_as_told(stub, ids, options);
}

// expect-cost told_there: size(ids)
void told_there(shop::Catalog::Stub &stub, const Ids &ids)
{
    Options options = {.remote = true, .level = 1};
    work_as_told(stub, ids, options);
}

/* Through two lambdas. */
static void work_nested(shop::Catalog::Stub &stub, const Ids &ids, bool remote)
{
    visit(ids, [&](long) {
        visit(ids, [&](long id) { // expect: call-in-loop {{on each of size\(ids\) turns of visit\(\): up to size\(ids\) round trips}}
            if (remote)
                get(stub, id);
        });
    });
}

// expect-cost nested_here: 0
void nested_here(shop::Catalog::Stub &stub, const Ids &ids)
{
    work_nested(stub, ids, false);
}

void nested_there(shop::Catalog::Stub &stub, const Ids &ids)
{
    work_nested(stub, ids, true);
}

/* Another lambda sets it. */
static void set_by_other(shop::Catalog::Stub &stub, const Ids &ids, bool remote)
{
    auto turn_on = [&] { remote = true; };
    turn_on();
    visit(ids, [&](long id) { // expect: call-in-loop {{on each of size\(ids\) turns of visit\(\)}}
        if (remote)
            get(stub, id);
    });
}

// expect-cost set_by_other_here: size(ids)
void set_by_other_here(shop::Catalog::Stub &stub, const Ids &ids)
{
    set_by_other(stub, ids, false);
}

/* Set behind the lambda, before it runs. */
static void set_later(shop::Catalog::Stub &stub, const Ids &ids, bool remote)
{
    auto fn = [&](long id) {
        if (remote)
            get(stub, id);
    };
    remote = ids.size() > 3;
    visit(ids, fn); // expect: call-in-loop {{on each of size\(ids\) turns of visit\(\)}}
}

// expect-cost set_later_here: size(ids)
void set_later_here(shop::Catalog::Stub &stub, const Ids &ids)
{
    set_later(stub, ids, false);
}
