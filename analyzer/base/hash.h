/* Content keys: 128-bit XXH3 of bytes, written as 32 hexadecimal digits where people see them.
 * Tests: tests/unit/base/test_hash.c */
#ifndef TRIPCOUNT_BASE_HASH_H
#define TRIPCOUNT_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct digest {
    uint64_t high;
    uint64_t low;
};

#define DIGEST_TEXT_SIZE 33 /* with the zero byte */

struct digest digest_of(const void *bytes, size_t size);
/* Order matters: a digest of both. */
struct digest digest_combine(struct digest first, struct digest second);
static inline bool digest_is_equal(struct digest a, struct digest b) { return a.high == b.high && a.low == b.low; }
void digest_print(struct digest digest, char text[DIGEST_TEXT_SIZE]);
bool digest_parse(const char *text, struct digest *digest);

#endif
