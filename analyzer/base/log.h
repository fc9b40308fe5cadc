/* Diagnostics of tripcount itself, on standard error: never findings, never results.
 *
 * The level is the one writable file-scope variable outside cmd/main.c.
 * Tests: tests/unit/base/test_log.c */
#ifndef TRIPCOUNT_BASE_LOG_H
#define TRIPCOUNT_BASE_LOG_H

#include "base/attr.h"

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

void log_set_level(enum log_level level); /* LOG_WARNING at start */
bool log_is_on(enum log_level level);

/* One line, "tripcount: warning: ..."; never while a lower level is set. */
PRINTF_LIKE(2, 3) void log_line(enum log_level level, const char *format, ...);

#define log_error(...)   log_line(LOG_ERROR, __VA_ARGS__)
#define log_warning(...) log_line(LOG_WARNING, __VA_ARGS__)
#define log_info(...)    log_line(LOG_INFO, __VA_ARGS__)
#define log_debug(...)   log_line(LOG_DEBUG, __VA_ARGS__)

/* Wall time since the process started, for --timing and -v. The start is known to 10 ms, differences are exact. */
double clock_seconds(void);

#endif
