/* Decides how many digits people get to see. Tests: tests/unit/report/test_number.c */
#include "report/number.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

#define VALUE_LIMIT 1e9
#define MINUTE      60
#define HOUR        (60 * MINUTE)

enum {
    DIGITS_MAX = 32,
    SHORT_FROM = 10000, /* below, a number is written whole */
};

void number_add(struct buffer *out, uint64_t number) {
    char digits[DIGITS_MAX];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, number);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            buffer_add_char(out, ',');
        buffer_add_char(out, digits[i]);
    }
}

void number_add_short(struct buffer *out, uint64_t number) {
    static const char *const units[] = {"", "k", "M", "G"};
    if (number < SHORT_FROM) {
        number_add(out, number);
        return;
    }
    double scaled = (double)number;
    unsigned unit = 0;
    /* 999.5 would be rounded to 1000. */
    while (scaled >= 999.5 && unit + 1 < ARRAY_COUNT(units)) {
        scaled /= 1000;
        unit++;
    }
    buffer_printf(out, scaled < 9.95 ? "%.1f %s" : "%.0f %s", scaled, units[unit]);
}

void number_add_counted(struct buffer *out, uint64_t number, const char *one, const char *many) {
    number_add(out, number);
    buffer_printf(out, " %s", number == 1 ? one : many);
}

/* False where the value is no ordinary number and has been written as what it is. */
static bool add_unusual(struct buffer *out, double value) {
    if (value != value)
        buffer_add_text(out, "unknown");
    else if (value > VALUE_LIMIT)
        buffer_add_text(out, "more than 10^9");
    else if (value < 0)
        buffer_printf(out, "%.2g", value);
    else
        return false;
    return true;
}

void number_add_value(struct buffer *out, double value) {
    if (add_unusual(out, value))
        return;
    if (value < 99.5) {
        buffer_printf(out, value < 9.95 ? "%.2g" : "%.0f", value);
        return;
    }
    uint64_t step = 1;
    while (value / (double)step >= 99.5)
        step *= 10;
    number_add(out, (uint64_t)(value / (double)step + 0.5) * step);
}

void number_add_given(struct buffer *out, double value) {
    if (add_unusual(out, value))
        return;
    uint64_t whole = (uint64_t)value;
    if ((double)whole == value)
        number_add(out, whole);
    else
        buffer_printf(out, "%.6g", value);
}

void number_add_duration(struct buffer *out, double seconds) {
    if (!(seconds >= 0) || seconds > VALUE_LIMIT)
        buffer_add_text(out, "unknown time");
    else if (seconds < 9.95)
        buffer_printf(out, "%.1f s", seconds);
    else if (seconds < MINUTE - 0.5)
        buffer_printf(out, "%.0f s", seconds);
    else if (seconds < HOUR - 0.5) {
        unsigned whole = (unsigned)(seconds + 0.5);
        buffer_printf(out, "%u min %u s", whole / MINUTE, whole % MINUTE);
    } else {
        unsigned minutes = (unsigned)((seconds + MINUTE / 2.0) / MINUTE);
        buffer_printf(out, "%u h %u min", minutes / MINUTE, minutes % MINUTE);
    }
}
