/* A fuzz target: one stage that reads bytes which somebody else wrote.
 *
 * Each fuzz_NAME.c is linked twice: with main.c into the test program that every build runs over seeds and what
 * mutate.h makes of them, and with libFuzzer where TRIPCOUNT_FUZZ is on. Whatever the bytes are, a target may neither
 * crash nor hang nor ask for much memory; what a stage refuses has an error that says something, what it accepts keeps
 * the promises of its header. */
#ifndef TRIPCOUNT_TESTS_FUZZ_TARGET_H
#define TRIPCOUNT_TESTS_FUZZ_TARGET_H

#include "base/buffer.h"
#include "base/error.h"
#include "ir/unit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the stage accepted the bytes. */
bool target_run(const void *data, size_t size);

/* The same for libFuzzer, whose name and type it is. Gives 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Appends seed `number` (from 0) that is made of a file of this repository; false when the file gives no more. */
bool target_seed(const struct buffer *file, uint32_t number, struct buffer *out);

/* Aborts, so that the input is kept. */
#define EXPECT(condition, ...)                                                                                         \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            BUG(__VA_ARGS__);                                                                                          \
    } while (0)

/* --- what targets share --- */

/* For target_seed: the file itself is the only seed. */
bool target_seed_of_text(const struct buffer *file, uint32_t number, struct buffer *out);
/* Unit `number` of a file of units as text, encoded; false behind the last one. */
bool target_seed_of_unit(const struct buffer *file, uint32_t number, struct buffer *out);

/* A file in memory that holds the bytes, for a stage that wants a path. */
struct target_file {
    int descriptor;
    char path[32];
};
void target_file_open(struct target_file *file, const void *data, size_t size);
void target_file_close(struct target_file *file);

/* That a stage which gave `is_good` filled `err` if and only if it failed; frees it. With `place` the message begins
 * with it, then ":LINE:COLUMN: ". */
void target_expect_error(bool is_good, struct error *err, const char *place);

/* That the unit is valid, and the same again after text and back, and after bytes and back. */
void target_expect_round_trips(const struct unit *unit);

/* That an arena did not grow out of proportion to the input. */
void target_expect_memory(size_t used_bytes, size_t input_size);

#endif
