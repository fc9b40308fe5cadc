/* What became of one translation unit. Everything but UNIT_OK is told in every output. */
#ifndef TRIPCOUNT_MODEL_UNIT_STATUS_H
#define TRIPCOUNT_MODEL_UNIT_STATUS_H

enum unit_status {
    UNIT_OK,      /* read whole */
    UNIT_PARTIAL, /* read, but a header is missing or a function holds errors */
    UNIT_MISSING, /* the source file cannot be read */
    UNIT_INVALID, /* its command cannot be used */
    UNIT_ERROR,   /* libclang refused it */
    UNIT_CRASH,   /* the worker died on it */
    UNIT_TIMEOUT, /* the worker was stopped on it */
};

#define UNIT_STATUS_COUNT 7

static inline int unit_status_is_failure(enum unit_status status) { return status >= UNIT_MISSING; }

/* The word used in JSON and in the database: "ok", "partial", "missing", "invalid", "error", "crash", "timeout". */
const char *unit_status_name(enum unit_status status);

#endif
