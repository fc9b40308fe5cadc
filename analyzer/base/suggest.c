/* Decides which name a misspelt one meant. Optimal string alignment: insertions, deletions, substitutions and swaps of
 * neighbours, no part edited twice. Tests: tests/unit/base/test_suggest.c */
#include "base/suggest.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* `rows` has room for 3 * (strlen(b) + 1) numbers: the row being filled and the two before it. */
static size_t edit_distance(const char *a, size_t a_length, const char *b, size_t b_length, size_t *rows) {
    size_t width = b_length + 1;
    size_t *older = rows;
    size_t *old = rows + width;
    size_t *row = rows + 2 * width;
    for (size_t j = 0; j < width; j++)
        old[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t change = old[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(change, least(old[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], older[j - 2] + 1);
        }
        size_t *spare = older;
        older = old;
        old = row;
        row = spare;
    }
    return old[b_length];
}

const char *suggest_nearest(const char *word, const char *const names[], uint32_t name_count) {
    size_t word_length = strlen(word);
    size_t *rows = checked_alloc(3 * ((uint64_t)word_length + 1), sizeof *rows);
    const char *nearest = NULL;
    size_t nearest_distance = SIZE_MAX;
    for (uint32_t i = 0; i < name_count; i++) {
        size_t length = strlen(names[i]);
        size_t difference = length > word_length ? length - word_length : word_length - length;
        size_t allowed = length / 3;
        if (difference > allowed)
            continue;
        size_t distance = edit_distance(names[i], length, word, word_length, rows);
        if (distance <= allowed && distance < nearest_distance) {
            nearest = names[i];
            nearest_distance = distance;
        }
    }
    free(rows);
    return nearest;
}
