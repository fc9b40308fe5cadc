/* Decides how tripcount speaks of itself on standard error. Tests: tests/unit/base/test_log.c */
#include "base/log.h"

#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static enum log_level current_level = LOG_WARNING;

static const char *const level_names[] = {
    [LOG_ERROR] = "error", [LOG_WARNING] = "warning", [LOG_INFO] = "info", [LOG_DEBUG] = "debug"};

void log_set_level(enum log_level level) { current_level = level; }

bool log_is_on(enum log_level level) { return level <= current_level; }

void log_line(enum log_level level, const char *format, ...) {
    if (!log_is_on(level))
        return;
    struct buffer line = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_printf(&line, "tripcount: %s: ", level_names[level]);
    buffer_vprintf(&line, format, arguments);
    buffer_add_char(&line, '\n');
    va_end(arguments);
    /* In one piece: workers write to the same terminal. */
    fwrite(line.data, 1, line.size, stderr);
    buffer_finish(&line);
}

static double seconds_of(clockid_t clock) {
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* When this process started, in seconds since boot; field 22 of proc(5) "stat". Read each time, because remembering it
 * would be state. The second field is the program's name and may hold anything, so counting starts behind its ")". */
static double start_since_boot(void) {
    char text[1024];
    FILE *file = fopen("/proc/self/stat", "re");
    if (file == NULL)
        return 0;
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    const char *fields = strrchr(text, ')');
    unsigned long long ticks = 0;
    if (fields == NULL ||
        sscanf(fields + 1, " %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %llu",
               &ticks) != 1)
        return 0;
    return (double)ticks / (double)sysconf(_SC_CLK_TCK);
}

double clock_seconds(void) {
    double seconds = seconds_of(CLOCK_BOOTTIME) - start_since_boot();
    return seconds > 0 ? seconds : 0;
}
