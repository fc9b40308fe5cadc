/* Names of unit statuses. Tests: tests/integration/test_kill.py, test_bad_input.py */
#include "model/unit_status.h"

#include "base/attr.h"

const char *unit_status_name(enum unit_status status) {
    static const char *const names[UNIT_STATUS_COUNT] = {"ok",    "partial", "missing", "invalid",
                                                         "error", "crash",   "timeout"};
    return (unsigned)status < ARRAY_COUNT(names) ? names[status] : "unknown";
}
