/* A model: what calling one library or project function does to the wire. Filled by pack/, read by link/ and cost/. */
#ifndef TRIPCOUNT_MODEL_EFFECT_H
#define TRIPCOUNT_MODEL_EFFECT_H

#include <stdbool.h>
#include <stdint.h>

enum effect {
    EFFECT_LOCAL,     /* never reaches the wire */
    EFFECT_ROUNDTRIP, /* waits once for the peer (or `roundtrips` times) */
    EFFECT_SEND,      /* goes out, nobody waits */
    EFFECT_WAIT,      /* waits for an earlier send */
    EFFECT_FETCH,     /* next of many: local unless a page ends */
    EFFECT_CONNECT,   /* opens a connection */
    EFFECT_MODE,      /* begins or ends a pipeline */
};
#define EFFECT_COUNT 7

enum access_class { /* what a request does when its text does not tell */
                    ACCESS_UNKNOWN,
                    ACCESS_READ,
                    ACCESS_WRITE,
                    ACCESS_TAKE,
                    ACCESS_CURSOR,
                    ACCESS_SYNC,
                    ACCESS_SESSION,
                    ACCESS_HEAVY,
};
#define ACCESS_COUNT 8

enum failure { /* how the function says that it failed */
               FAILURE_UNKNOWN,
               FAILURE_NULL,     /* returns NULL */
               FAILURE_NEGATIVE, /* returns < 0 */
               FAILURE_NONZERO,  /* returns other than 0 */
               FAILURE_ZERO,     /* returns 0 (false) */
               FAILURE_STATUS,   /* the answer carries it: PQresultStatus(r), reply->type */
               FAILURE_THROWS,
               FAILURE_NEVER,
};
#define FAILURE_COUNT 8

/* What a function's result says about a count: `rows: 0` = the number of rows in argument 0. */
#define ARGUMENT_NONE   (-1)
#define ARGUMENT_RESULT (-2)
#define ARGUMENT_THIS   (-3)

/* What a thread waits for that is no answer to a request: it makes event loops, polls and retries. */
enum pause {
    PAUSE_NONE,
    PAUSE_EVENT,   /* for whatever comes next from outside: poll, accept, XNextEvent, read from a pipe, a job queue */
    PAUSE_TIME,    /* for some time to pass: sleep */
    PAUSE_INPUT,   /* for a person or the command line to say the next thing: readline, getopt */
    PAUSE_ARRIVED, /* for nothing: it takes what has come from outside, if something has: XPending */
    PAUSE_COMMAND, /* for another program to end: system. It makes no loop one of events */
};
#define PAUSE_COUNT 6

/* How the text of a request tells its access class. */
enum request_language {
    LANGUAGE_NONE,
    LANGUAGE_SQL,   /* the first keyword: SELECT, INSERT, FETCH */
    LANGUAGE_REDIS, /* the command's word: GET, RPOP, SCAN */
    LANGUAGE_NAMES, /* the name of an operation: GetAll, ListUnits, SetProperty */
    LANGUAGE_BUILT, /* no text: an object, and the call that made it; see struct built_request */
};
#define LANGUAGE_COUNT 5

/* What the object that a function returns asks for when it is sent, where one argument of the call that makes it is
 * this number: snmp_pdu_create(SNMP_MSG_GETNEXT). */
struct built_request {
    int64_t argument; /* index from 0 */
    int64_t value;
    enum access_class access;
    int64_t page; /* items that the request brings at the most; 0: not known, or as many as wanted */
};

/* How often a function of a library calls the function that it is handed. */
enum call_turns {
    CALLS_ONCE,
    CALLS_NUMBER,  /* as often as an argument says */
    CALLS_ITEMS,   /* once for each item of an argument */
    CALLS_FINDS,   /* ... until it says that one is found */
    CALLS_HALVES,  /* as often as an argument can be halved: a search */
    CALLS_SORTS,   /* ... that often for each of so many: a sort */
    CALLS_UNKNOWN, /* of a number that no argument tells */
};
#define CALL_TURNS_COUNT 7

#define PASS_ITEM (-4) /* the function hands on what is its own: an item, its key */

/* Where a model comes from decides who wins (ANALYSIS: annotation, project, pack by header, definition, pack by name).
 */
enum model_origin { ORIGIN_ANNOTATION, ORIGIN_PROJECT, ORIGIN_PACK };

struct model {
    const char *name; /* as written: "PQexec", "ns::City::find", a glob "redis*Connect*" */
    bool is_glob;
    const char *const *except; /* of a glob: names and globs that it does not mean   [except_count] */
    uint32_t except_count;
    /* The class of the method must be derived from this one (NULL: from any or none), must declare all of `siblings`
     * and none of `strangers`: own names, in which `*` is what the last star of `name` stands for. */
    const char *derived_from;
    const char *const *siblings; /* [sibling_count] */
    uint32_t sibling_count;
    const char *const *strangers; /* [stranger_count] */
    uint32_t stranger_count;
    const char *library; /* "libpq"; for a project's own model the word "project" */
    const char *peer;    /* "postgresql"; never NULL: the library's name when the pack says none */
    enum effect effect;
    enum model_origin origin;
    int64_t roundtrips; /* round trips of one call where effect waits: 1 unless the pack says more */
    bool is_bulk;       /* one call serves many requests */
    bool is_cached;   /* EFFECT_ROUNDTRIP: the client keeps the answer; the same request again on the same connection is
                         local. Without `request`: every call after the first */
    bool is_cancel;   /* EFFECT_ROUNDTRIP, EFFECT_CONNECT: asks the peer to stop what is under way; where a test of that
                         comes first, nothing is when nothing fails */
    bool is_blocking; /* EFFECT_ROUNDTRIP, EFFECT_CONNECT: there is no form of it that only sends */
    bool is_step; /* EFFECT_WAIT: goes on with what is under way and never blocks; only a loop of it waits: cost/step.h
                   */
    bool is_unpipelined;  /* a connection that is a pipeline has no room for it: COPY */
    const char *bulk;     /* the function to call instead of many of these, or NULL */
    const char *advice;   /* the way out in words, or NULL: "one statement with id = ANY($1)" */
    const char *pipeline; /* ... where requests differ too much for one that stands for many, or NULL */
    const char *paging;   /* ... where each request goes on from the answer before it, or NULL */
    enum access_class access;
    enum failure failure;
    int32_t handle;  /* argument index from 0, or ARGUMENT_NONE: the connection */
    int32_t request; /* argument whose text is the request */
    int32_t result;  /* argument that receives the answer, or ARGUMENT_RESULT */
    int32_t rows;    /* the function returns the number of rows in this argument; ARGUMENT_NONE: it does not */
    int32_t items;   /* EFFECT_FETCH and local iterators: one call for each row of this argument */
    int32_t cookie;  /* EFFECT_SEND: the argument that names this very send afterwards, or ARGUMENT_RESULT; EFFECT_WAIT:
                        the  argument that says which send is waited for */
    int32_t tells;   /* a local function that tells whether the call behind this argument failed: PQresultStatus(r) */
    int32_t resets;  /* makes the object of this argument empty or new: what it held before is gone */
    const int64_t *ok; /* of `tells`: the results that mean success; any other means failure. Without `tells`: the
                          states that something can be in while nothing fails   [ok_count] */
    uint32_t ok_count;
    int64_t page; /* items that one round trip brings at the most: 1 for GETNEXT; 0: unknown, or as many as wanted */
    enum pause pause;
    enum request_language language;
    const struct built_request *builds; /* of a local function: what its result asks for   [built_count] */
    uint32_t built_count;
    const char
        *prefetch;     /* EFFECT_ROUNDTRIP: the function that sends this request ahead; after it the call only waits */
    const char *after; /* EFFECT_SEND, EFFECT_ROUNDTRIP: the function whose answer the client must have before this
                          request can go out, or NULL */
    int32_t calls; /* the argument, a function, that a local function calls before it returns; ARGUMENT_NONE: none */
    int32_t completes; /* the argument, a function, that is called when the answer of what was sent has come, or
                          ARGUMENT_NONE: tevent_req_set_callback */
    enum call_turns turns;
    int32_t counts;        /* the argument that `turns` speaks of, or ARGUMENT_NONE */
    const int32_t *passes; /* what it calls it with: own arguments, or PASS_ITEM   [pass_count] */
    uint32_t pass_count;
    const char *const *headers; /* globs on the end of the declaring header's path: "libpq-fe.h", "hiredis.h" */
    uint32_t header_count;
    const char *url;  /* documentation, or NULL */
    const char *file; /* where the entry stands, for messages: pack or config */
    uint32_t line;
    uint32_t column;
};

/* What an entry of which nothing but the name is known begins with: (struct model){MODEL_PLAIN, .name = "f"}. */
#define MODEL_PLAIN                                                                                                    \
    .roundtrips = 1, .handle = ARGUMENT_NONE, .request = ARGUMENT_NONE, .result = ARGUMENT_NONE,                       \
    .rows = ARGUMENT_NONE, .items = ARGUMENT_NONE, .cookie = ARGUMENT_NONE, .tells = ARGUMENT_NONE,                    \
    .resets = ARGUMENT_NONE, .calls = ARGUMENT_NONE, .completes = ARGUMENT_NONE, .counts = ARGUMENT_NONE

static inline bool model_is_remote(const struct model *model) { return model->effect != EFFECT_LOCAL; }
static inline bool model_waits_for_event(const struct model *model) { return model->pause == PAUSE_EVENT; }

/* A field that tells whether a call failed: redisReply.type, redisContext.err. */
struct status_field {
    const char *record;
    const char *field;
    const int64_t *ok; /* values that mean success; any other means failure   [ok_count] */
    uint32_t ok_count;
    const char *file; /* where it is written, for messages */
    uint32_t line;
    uint32_t column;
};

const char *effect_name(enum effect effect);               /* "roundtrip" */
const char *access_name(enum access_class access);         /* "read" */
const char *failure_name(enum failure failure);            /* "null" */
const char *pause_name(enum pause pause);                  /* "event" */
const char *language_name(enum request_language language); /* "sql" */
const char *call_turns_name(enum call_turns turns);        /* "items" */

#endif
