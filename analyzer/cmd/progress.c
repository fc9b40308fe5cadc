/* Decides how the bar looks. Tests: tests/integration/test_progress.py */
#include "cmd/progress.h"

#include "base/buffer.h"
#include "base/log.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { BAR_CELLS = 20, NARROWEST = 20, DEFAULT_COLUMNS = 80, SECONDS_OF_MINUTE = 60, SECONDS_OF_HOUR = 3600 };
#define REDRAW_SECONDS 0.1

void progress_init(struct progress *progress, bool is_on) { *progress = (struct progress){.is_on = is_on}; }

static uint32_t terminal_columns(void) {
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= NARROWEST)
        return size.ws_col;
    return DEFAULT_COLUMNS;
}

static void add_time_left(struct buffer *out, double seconds) {
    if (seconds < 0)
        return;
    unsigned long whole = (unsigned long)(seconds + 0.5);
    if (whole >= SECONDS_OF_HOUR)
        buffer_printf(out, "  %lu h %lu min left", whole / SECONDS_OF_HOUR,
                      whole % SECONDS_OF_HOUR / SECONDS_OF_MINUTE);
    else if (whole >= SECONDS_OF_MINUTE)
        buffer_printf(out, "  %lu min %lu s left", whole / SECONDS_OF_MINUTE, whole % SECONDS_OF_MINUTE);
    else
        buffer_printf(out, "  %lu s left", whole);
}

/* The end of a path says more than its beginning. What could steer the terminal is left out; so are bytes of longer
 * characters, as the number of columns has to be known. */
static void add_path(struct buffer *out, const char *path, size_t room) {
    struct buffer plain = {0};
    for (const char *c = path; *c != '\0'; c++)
        buffer_add_char(&plain, *c >= ' ' && *c <= '~' ? *c : '?');
    if (plain.size <= room) {
        buffer_add(out, plain.data, plain.size);
    } else if (room > 3) {
        buffer_add_text(out, "...");
        buffer_add(out, plain.data + (plain.size - (room - 3)), room - 3);
    }
    buffer_finish(&plain);
}

static void draw(const struct driver_progress *state) {
    struct buffer line = {0};
    struct buffer out = {0};
    uint32_t filled = state->total > 0 ? (uint32_t)((uint64_t)BAR_CELLS * state->done / state->total) : 0;
    buffer_add_char(&line, '[');
    for (uint32_t i = 0; i < BAR_CELLS; i++)
        buffer_add_char(&line, i < filled ? '=' : i == filled ? '>' : ' ');
    buffer_printf(&line, "] %u/%u", state->done, state->total);
    if (state->failed > 0)
        buffer_printf(&line, "  %u failed", state->failed);
    add_time_left(&line, state->seconds_left);
    size_t columns = terminal_columns() - 1; /* a full last column would wrap */
    if (line.size + 2 < columns && state->current != NULL) {
        buffer_add_text(&line, "  ");
        add_path(&line, state->current, columns - line.size);
    }
    if (line.size > columns)
        line.size = columns;
    /* In one write: return, text, erase to the end of the line. */
    buffer_add_char(&out, '\r');
    buffer_add(&out, line.data, line.size);
    buffer_add_text(&out, "\x1b[K");
    fwrite(out.data, 1, out.size, stderr);
    fflush(stderr);
    buffer_finish(&line);
    buffer_finish(&out);
}

void progress_show(struct progress *progress, const struct driver_progress *state) {
    if (!progress->is_on)
        return;
    double now = clock_seconds();
    if (progress->is_drawn && now - progress->last_seconds < REDRAW_SECONDS)
        return;
    draw(state);
    progress->is_drawn = true;
    progress->last_seconds = now;
}

void progress_erase(struct progress *progress) {
    if (!progress->is_drawn)
        return;
    fputs("\r\x1b[K", stderr);
    fflush(stderr);
    progress->is_drawn = false;
    progress->last_seconds = 0;
}
