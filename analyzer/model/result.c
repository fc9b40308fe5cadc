/* Names of the enumerations of a result, as JSON and the database write them. Tests: tests/unit/report/test_json.c */
#include "model/result.h"

#include "base/attr.h"

const char *severity_name(enum severity severity) {
    static const char *const names[] = {"note", "warning", "error"};
    return (unsigned)severity < ARRAY_COUNT(names) ? names[severity] : "unknown";
}

const char *confidence_name(enum confidence confidence) {
    static const char *const names[] = {"low", "medium", "high"};
    return (unsigned)confidence < ARRAY_COUNT(names) ? names[confidence] : "unknown";
}

const char *phase_name(enum phase phase) {
    static const char *const names[] = {"request", "startup", "shutdown", "test"};
    return (unsigned)phase < ARRAY_COUNT(names) ? names[phase] : "unknown";
}

const char *step_kind_name(enum step_kind kind) {
    static const char *const names[] = {"loop", "call", "roundtrip"};
    return (unsigned)kind < ARRAY_COUNT(names) ? names[kind] : "unknown";
}
