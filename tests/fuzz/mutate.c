/* See mutate.h. */
#include "fuzz/mutate.h"

#include "base/attr.h"

#include <ctype.h>
#include <string.h>

enum {
    SMALL_LIMIT = 16,        /* bytes of what is cut or comes in, mostly */
    REPEATED_LIMIT = 24,     /* bytes that are repeated ... */
    REPEAT_LIMIT = 1500,     /* ... this often: deeper than UNIT_DEPTH_LIMIT */
    INPUT_LIMIT = 64 * 1024, /* bytes of an input, apart from the seeds themselves */
    WARM_UP = 4,
};

struct random {
    uint64_t state;
};

/* Below `limit`, which is not 0. A linear congruential generator (Knuth's constants); its low bits are poor. */
static size_t random_below(struct random *random, size_t limit) {
    random->state = random->state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (size_t)(random->state >> 33) % limit;
}

/* Mostly 1: what changes little often passes the first checks, and goes deeper. */
static size_t random_count(struct random *random) {
    static const size_t counts[] = {1, 1, 1, 2, 8};
    return counts[random_below(random, ARRAY_COUNT(counts))];
}

/* 1 to `limit`, which is not 0; mostly small. */
static size_t random_length(struct random *random, size_t limit) {
    bool is_small = random_below(random, 4) != 0 && limit > SMALL_LIMIT;
    return 1 + random_below(random, is_small ? SMALL_LIMIT : limit);
}

static const struct buffer *random_seed(struct random *random, const struct seeds *seeds) {
    return &seeds->items[random_below(random, seeds->count)];
}

/* Puts `size` bytes in place of `removed` ones. `bytes` is not part of `out`. */
static void replace(struct buffer *out, size_t offset, size_t removed, const char *bytes, size_t size) {
    struct buffer tail = {0};
    buffer_add(&tail, out->data + offset + removed, out->size - offset - removed);
    out->size = offset;
    buffer_add(out, bytes, size);
    buffer_add(out, tail.data, tail.size);
    buffer_finish(&tail);
}

/* The end is gone, or something in the middle. */
static void cut(struct random *random, const struct seeds *seeds, struct buffer *out) {
    (void)seeds;
    size_t offset = random_below(random, out->size);
    size_t rest = out->size - offset;
    replace(out, offset, random_below(random, 4) == 0 ? rest : random_length(random, rest), "", 0);
}

/* A few bytes become others: any, those that the formats are made of, numbers at their limits, a neighbour. */
static void add_noise(struct random *random, const struct seeds *seeds, struct buffer *out) {
    static const char marks[] = "()[]{}\"'`\\@&$;:,.-+*!|>#%?=/~ \n\t\r09aZ_";
    static const char limits[] = {0, 1, 0x7f, (char)0x80, (char)0xff, (char)0xfe};
    (void)seeds;
    for (size_t i = random_count(random); i > 0; i--) {
        char *byte = &out->data[random_below(random, out->size)];
        switch (random_below(random, 4)) {
        case 0:
            *byte = (char)(unsigned char)random_below(random, 256);
            break;
        case 1:
            *byte = limits[random_below(random, sizeof limits)];
            break;
        case 2:
            *byte = (char)(*byte ^ (char)(1U << random_below(random, 7)));
            break;
        default:
            *byte = marks[random_below(random, sizeof marks - 1)];
            break;
        }
    }
}

/* A part of another seed comes in, beside or in place of a part. */
static void splice(struct random *random, const struct seeds *seeds, struct buffer *out) {
    const struct buffer *other = random_seed(random, seeds);
    if (other->size == 0)
        return;
    size_t from = random_below(random, other->size);
    size_t size = random_length(random, other->size - from);
    size_t offset = random_below(random, out->size);
    size_t removed = random_below(random, 2) == 0 ? 0 : random_length(random, out->size - offset);
    replace(out, offset, removed, other->data + from, size);
}

/* Deep and long ones. */
static void repeat(struct random *random, const struct seeds *seeds, struct buffer *out) {
    struct buffer many = {0};
    (void)seeds;
    size_t offset = random_below(random, out->size);
    size_t size = 1 + random_below(random, REPEATED_LIMIT);
    if (size > out->size - offset)
        size = out->size - offset;
    for (size_t i = 1 + random_below(random, REPEAT_LIMIT); i > 0; i--)
        buffer_add(&many, out->data + offset, size);
    replace(out, offset, 0, many.data, many.size);
    buffer_finish(&many);
}

/* A line moves, or stands twice. */
static void copy_line(struct random *random, const struct seeds *seeds, struct buffer *out) {
    struct buffer line = {0};
    (void)seeds;
    size_t from = random_below(random, out->size);
    while (from > 0 && out->data[from - 1] != '\n')
        from--;
    const char *end = memchr(out->data + from, '\n', out->size - from);
    size_t size = end != NULL ? (size_t)(end - out->data) + 1 - from : out->size - from;
    buffer_add(&line, out->data + from, size);
    if (random_below(random, 2) == 0)
        replace(out, from, size, "", 0);
    size_t to = out->size == 0 ? 0 : random_below(random, out->size);
    while (to > 0 && out->data[to - 1] != '\n')
        to--;
    replace(out, to, 0, line.data, line.size);
    buffer_finish(&line);
}

static bool character_is_of_word(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* Where the word at or behind a random place begins; gives its length, 0 when there is none. */
static size_t random_word(struct random *random, const struct buffer *text, size_t *offset) {
    size_t start = random_below(random, text->size);
    while (start > 0 && character_is_of_word(text->data[start - 1]))
        start--;
    while (start < text->size && !character_is_of_word(text->data[start]))
        start++;
    size_t end = start;
    while (end < text->size && character_is_of_word(text->data[end]))
        end++;
    *offset = start;
    return end - start;
}

/* A word becomes another one, of any seed. */
static void exchange_word(struct random *random, const struct seeds *seeds, struct buffer *out) {
    const struct buffer *other = random_below(random, 2) == 0 ? random_seed(random, seeds) : out;
    size_t from, to;
    if (other->size == 0)
        return;
    struct buffer word = {0};
    size_t size = random_word(random, other, &from);
    buffer_add(&word, other->data + from, size);
    size_t removed = random_word(random, out, &to);
    replace(out, to, removed, buffer_text(&word), size);
    buffer_finish(&word);
}

void mutate(const struct seeds *seeds, uint32_t number, struct buffer *out) {
    static void (*const changes[])(struct random *, const struct seeds *, struct buffer *) = {
        cut, add_noise, add_noise, splice, repeat, copy_line, exchange_word, exchange_word};
    struct random random = {number};
    buffer_clear(out);
    if (number < seeds->count) {
        buffer_add(out, buffer_text(&seeds->items[number]), seeds->items[number].size);
        return;
    }
    for (int i = 0; i < WARM_UP; i++)
        (void)random_below(&random, 2);
    const struct buffer *seed = random_seed(&random, seeds);
    buffer_add(out, buffer_text(seed), seed->size);
    for (size_t i = random_count(&random); i > 0 && out->size > 0; i--)
        changes[random_below(&random, ARRAY_COUNT(changes))](&random, seeds, out);
    if (out->size > INPUT_LIMIT)
        out->size = INPUT_LIMIT;
}
