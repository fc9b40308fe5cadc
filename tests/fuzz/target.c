/* See target.h. */
#include "fuzz/target.h"

#include "base/intern.h"
#include "ir/text.h"
#include "ir/verify.h"
#include "summary/summary.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A record of the largest kind for each byte, and what an empty input takes. */
enum { MEMORY_FACTOR = 400, MEMORY_LEAST = 64 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    (void)target_run(data, size);
    return 0;
}

bool target_seed_of_text(const struct buffer *file, uint32_t number, struct buffer *out) {
    if (number > 0)
        return false;
    buffer_add(out, buffer_text(file), file->size);
    return true;
}

bool target_seed_of_unit(const struct buffer *file, uint32_t number, struct buffer *out) {
    struct arena arena;
    struct error err = {0};
    struct unit *units;
    uint32_t count = 0;
    arena_init(&arena);
    if (!unit_read_all(&arena, "a seed", buffer_text(file), file->size, &units, &count, &err))
        BUG("%s", err.message);
    if (number < count)
        summary_encode(&units[number], out);
    arena_finish(&arena);
    return number < count;
}

void target_file_open(struct target_file *file, const void *data, size_t size) {
    file->descriptor = memfd_create("input", MFD_CLOEXEC);
    EXPECT(file->descriptor >= 0, "memfd_create: %s", strerror(errno));
    for (size_t done = 0; done < size;) {
        ssize_t count = write(file->descriptor, (const char *)data + done, size - done);
        EXPECT(count > 0, "writing a file in memory: %s", strerror(errno));
        done += (size_t)count;
    }
    snprintf(file->path, sizeof file->path, "/proc/self/fd/%d", file->descriptor);
}

void target_file_close(struct target_file *file) { close(file->descriptor); }

/* ":12:3: " */
static bool text_is_line_and_column(const char *text) {
    for (int i = 0; i < 2; i++) {
        size_t digits = text[0] == ':' ? strspn(text + 1, "0123456789") : 0;
        if (digits == 0 || text[1] == '0')
            return false;
        text += 1 + digits;
    }
    return strncmp(text, ": ", 2) == 0;
}

void target_expect_error(bool is_good, struct error *err, const char *place) {
    const char *message = err->message;
    if (is_good) {
        EXPECT(message == NULL, "done, and yet an error: %s", message);
        return;
    }
    EXPECT(message != NULL && message[0] != '\0', "failed without a message");
    if (place != NULL) {
        size_t size = strlen(place);
        EXPECT(strncmp(message, place, size) == 0, "a message that does not begin with %s: %s", place, message);
        EXPECT(text_is_line_and_column(message + size), "a message without its place: %s", message);
    }
    error_finish(err);
}

static void expect_same_text(const struct unit *unit, const struct buffer *text, const char *what) {
    struct buffer again = {0};
    struct error err = {0};
    EXPECT(unit_verify(unit, &err), "%s is not valid: %s", what, err.message);
    unit_print(unit, &again);
    EXPECT(again.size == text->size && memcmp(again.data, text->data, text->size) == 0,
           "%s is another unit:\n%s\nit was:\n%s", what, again.data, text->data);
    buffer_finish(&again);
}

void target_expect_round_trips(const struct unit *unit) {
    struct arena arena;
    struct interner interner;
    struct buffer text = {0}, bytes = {0};
    struct error err = {0};
    struct unit read;
    struct summary summary;
    arena_init(&arena);
    interner_init(&interner);
    EXPECT(unit_verify(unit, &err), "accepted, and not valid: %s", err.message);
    unit_print(unit, &text);
    EXPECT(unit_read(&arena, "printed", text.data, text.size, &read, &err), "%s\n%s", err.message, text.data);
    expect_same_text(&read, &text, "what was printed and read");
    summary_encode(unit, &bytes);
    EXPECT(summary_open(&arena, &interner, bytes.data, bytes.size, &summary, &err), "%s", err.message);
    EXPECT(summary_unit(&summary, &arena, &read, &err), "%s", err.message);
    expect_same_text(&read, &text, "what was encoded and decoded");
    buffer_finish(&bytes);
    buffer_finish(&text);
    interner_finish(&interner);
    arena_finish(&arena);
}

void target_expect_memory(size_t used_bytes, size_t input_size) {
    EXPECT(used_bytes <= MEMORY_FACTOR * input_size + MEMORY_LEAST, "%zu bytes of memory for %zu bytes", used_bytes,
           input_size);
}
