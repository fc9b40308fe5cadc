/* Names of effects, access classes and failure conventions, as packs write them. Tests: tests/unit/pack/test_pack.c */
#include "model/effect.h"

#include "base/attr.h"

const char *effect_name(enum effect effect) {
    static const char *const names[EFFECT_COUNT] = {"local", "roundtrip", "send", "wait", "fetch", "connect", "mode"};
    return (unsigned)effect < ARRAY_COUNT(names) ? names[effect] : "unknown";
}

const char *access_name(enum access_class access) {
    static const char *const names[ACCESS_COUNT] = {"unknown", "read", "write",   "take",
                                                    "cursor",  "sync", "session", "heavy"};
    return (unsigned)access < ARRAY_COUNT(names) ? names[access] : "unknown";
}

const char *failure_name(enum failure failure) {
    static const char *const names[FAILURE_COUNT] = {"unknown", "null",   "negative", "nonzero",
                                                     "zero",    "status", "throws",   "never"};
    return (unsigned)failure < ARRAY_COUNT(names) ? names[failure] : "unknown";
}

const char *pause_name(enum pause pause) {
    static const char *const names[PAUSE_COUNT] = {"none", "event", "time", "input", "arrived", "command"};
    return (unsigned)pause < ARRAY_COUNT(names) ? names[pause] : "unknown";
}

const char *language_name(enum request_language language) {
    static const char *const names[LANGUAGE_COUNT] = {"none", "sql", "redis", "names", "built"};
    return (unsigned)language < ARRAY_COUNT(names) ? names[language] : "unknown";
}

const char *call_turns_name(enum call_turns turns) {
    static const char *const names[CALL_TURNS_COUNT] = {"once",   "number", "items",  "finds",
                                                        "halves", "sorts",  "unknown"};
    return (unsigned)turns < ARRAY_COUNT(names) ? names[turns] : "unknown";
}
