/* Decides what a content key is: 128-bit XXH3, the same on every machine. Tests: tests/unit/base/test_hash.c */
#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <xxhash.h>

enum { HALF_DIGITS = 16, DIGIT_BITS = 4 };

struct digest digest_of(const void *bytes, size_t size) {
    XXH128_hash_t hash = XXH3_128bits(size > 0 ? bytes : "", size);
    return (struct digest){.high = hash.high64, .low = hash.low64};
}

static void store_big_endian(unsigned char *bytes, uint64_t value) {
    for (int i = 7; i >= 0; i--, value >>= 8)
        bytes[i] = (unsigned char)(value & 0xff);
}

struct digest digest_combine(struct digest first, struct digest second) {
    unsigned char bytes[32];
    store_big_endian(bytes, first.high);
    store_big_endian(bytes + 8, first.low);
    store_big_endian(bytes + 16, second.high);
    store_big_endian(bytes + 24, second.low);
    return digest_of(bytes, sizeof bytes);
}

void digest_print(struct digest digest, char text[DIGEST_TEXT_SIZE]) {
    snprintf(text, DIGEST_TEXT_SIZE, "%016" PRIx64 "%016" PRIx64, digest.high, digest.low);
}

static int digit_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool parse_half(const char *text, uint64_t *half) {
    uint64_t value = 0;
    for (int i = 0; i < HALF_DIGITS; i++) {
        int digit = digit_value(text[i]);
        if (digit < 0)
            return false;
        value = value << DIGIT_BITS | (uint64_t)digit;
    }
    *half = value;
    return true;
}

bool digest_parse(const char *text, struct digest *digest) {
    struct digest parsed;
    if (!parse_half(text, &parsed.high) || !parse_half(text + HALF_DIGITS, &parsed.low) ||
        text[DIGEST_TEXT_SIZE - 1] != '\0')
        return false;
    *digest = parsed;
    return true;
}
