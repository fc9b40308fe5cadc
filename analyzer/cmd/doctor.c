/* `tripcount doctor`: is everything here to analyse this project? Tests: tests/integration/test_doctor.py */
#include "base/attr.h"
#include "cmd/command.h"
#include "cmd/commands.h"

#include <string.h>

enum { NAME_COLUMN = 18, INDENT = 10 };

static void write_indented(struct buffer *out, const char *text) {
    for (const char *start = text; *start != '\0';) {
        size_t length = strcspn(start, "\n");
        buffer_printf(out, "%*s%.*s\n", INDENT, "", (int)length, start);
        start += length + (start[length] == '\n');
    }
}

static void write_check(struct buffer *out, const struct driver_check *check) {
    static const char *const words[] = {[HEALTH_GOOD] = "ok", [HEALTH_DOUBTFUL] = "look", [HEALTH_BAD] = "FAILED"};
    buffer_printf(out, "%-7s %-*s ", words[check->health], NAME_COLUMN, check->name);
    size_t first = strcspn(check->found, "\n");
    buffer_printf(out, "%.*s\n", (int)first, check->found);
    if (check->found[first] != '\0')
        write_indented(out, check->found + first + 1);
    if (check->advice != NULL)
        write_indented(out, check->advice);
}

static int run(struct command_line *line) {
    struct driver_check *checks = NULL;
    uint32_t count = 0, bad_count = 0;
    struct buffer text = {0};
    driver_examine(&line->driver, line->arena, &checks, &count);
    for (uint32_t i = 0; i < count; i++) {
        write_check(&text, &checks[i]);
        bad_count += checks[i].health == HEALTH_BAD;
    }
    if (bad_count == 0)
        buffer_add_text(&text, "ready: tripcount analyze\n");
    else
        buffer_printf(&text, "%u of %u points failed\n", bad_count, count);
    int code = output_write(line, &text, bad_count > 0 ? EXIT_USAGE : EXIT_DONE);
    buffer_finish(&text);
    return code;
}

const struct command command_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = "Is everything here to analyse this project? What to do if not.",
    .example = "  tripcount doctor -p build\n",
    .options = OPTIONS_PLACE | OPTIONS_COMMON | OPTION_RULES | OPTION_LATENCY,
    .run = run,
};
