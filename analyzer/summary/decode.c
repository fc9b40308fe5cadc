/* Bytes to a unit: order of the sections, small pieces, the whole unit again. Format: summary/format.h.
 * Tests: tests/unit/summary/test_summary.c, test_damage.c */
#include "summary/decode_skeleton.h"

#include "ir/verify.h"

#include <string.h>

uint32_t decoder_number(struct decoder *decoder) { return reader_index(&decoder->reader, (uint64_t)UINT32_MAX + 1); }

uint32_t decoder_or_none(struct decoder *decoder) {
    uint64_t number = reader_unsigned(&decoder->reader);
    if (number > UINT32_MAX) {
        decoder->reader.failed = true;
        return 0;
    }
    return number == 0 ? UINT32_MAX : (uint32_t)(number - 1);
}

uint32_t decoder_difference(struct decoder *decoder, uint32_t base) {
    int64_t difference = reader_signed(&decoder->reader);
    if (difference < -(int64_t)base || difference > (int64_t)UINT32_MAX - base) {
        decoder->reader.failed = true;
        return 0;
    }
    return (uint32_t)(base + difference);
}

uint32_t decoder_count(struct decoder *decoder) {
    return reader_index(&decoder->reader, (uint64_t)(decoder->reader.limit - decoder->reader.cursor) + 1);
}

const char *decoder_text(struct decoder *decoder) {
    uint32_t number = reader_index(&decoder->reader, (uint64_t)decoder->text_count + 1);
    return number == 0 ? NULL : decoder->texts[number - 1];
}

struct location decoder_location(struct decoder *decoder) {
    struct location location;
    location.file = decoder_number(decoder);
    location.line = decoder_number(decoder);
    location.column = decoder_number(decoder);
    return location;
}

void decoder_local(struct decoder *decoder, struct local *out) {
    out->name = decoder_text(decoder);
    out->type = decoder_text(decoder);
    out->flags = decoder_number(decoder);
    out->line = decoder_number(decoder);
}

static bool read_magic(struct decoder *decoder, struct error *err) {
    const char *magic = reader_bytes(&decoder->reader, SUMMARY_MAGIC_SIZE + 1);
    if (!magic || memcmp(magic, SUMMARY_MAGIC, SUMMARY_MAGIC_SIZE) != 0)
        return error_set(err, "this is no summary of a unit");
    int version = (unsigned char)magic[SUMMARY_MAGIC_SIZE];
    if (version != SUMMARY_VERSION)
        return error_set(err, "a unit summary of version %d; this program reads version %d", version, SUMMARY_VERSION);
    return true;
}

static void read_texts(struct decoder *decoder, struct interner *interner, struct summary *summary) {
    uint32_t count = decoder_count(decoder);
    const char **texts = ARENA_ARRAY(decoder->arena, const char *, count);
    for (uint32_t i = 0; i < count && !decoder->reader.failed; i++) {
        size_t length = (size_t)reader_unsigned(&decoder->reader);
        const char *text = reader_bytes(&decoder->reader, length);
        if (!text || memchr(text, '\0', length)) {
            decoder->reader.failed = true;
            return;
        }
        texts[i] = intern_bytes(interner, text, length);
    }
    summary->texts = texts;
    summary->text_count = count;
    decoder->texts = texts;
    decoder->text_count = count;
}

bool summary_open(struct arena *arena, struct interner *interner, const void *data, size_t size, struct summary *out,
                  struct error *err) {
    struct decoder decoder = {.reader = reader_of(data, size), .arena = arena};
    struct summary summary = {.data = data, .size = size};
    if (size > UINT32_MAX)
        return error_set(err, "a unit summary of %zu bytes is too large", size);
    if (!read_magic(&decoder, err))
        return false;
    read_texts(&decoder, interner, &summary);
    if (!decoder.reader.failed)
        decoder_skeleton(&decoder, &summary);
    if (decoder.reader.failed)
        return error_set(err, "a damaged unit summary (%zu bytes, at byte %zu)", size,
                         (size_t)(decoder.reader.cursor - summary.data));
    if (!decoder_check_skeleton(&summary, err))
        return false;
    *out = summary;
    return true;
}

bool summary_function_again(const struct summary *summary, uint32_t index, struct arena *arena, struct function *out,
                            struct error *err) {
    if (index >= summary->function_count)
        BUG("function %u of %u", index, summary->function_count);
    const struct function_entry *entry = &summary->functions[index];
    struct decoder decoder = {
        .reader = reader_of(summary->data + entry->body_offset, entry->body_size),
        .arena = arena,
        .texts = summary->texts,
        .text_count = summary->text_count,
        .place = entry->head.location,
    };
    struct function function = entry->head;
    function.local_count = entry->local_count;
    decoder_body(&decoder, &function);
    if (decoder.reader.failed || decoder.reader.cursor != decoder.reader.limit)
        return error_set(err, "a damaged unit summary of %s (function %u)", summary->skeleton.path, index);
    *out = function;
    return true;
}

bool summary_function(const struct summary *summary, uint32_t index, struct arena *arena, struct function *out,
                      struct error *err) {
    return summary_function_again(summary, index, arena, out, err) && function_verify(&summary->skeleton, out, err);
}

bool summary_unit(const struct summary *summary, struct arena *arena, struct unit *out, struct error *err) {
    struct unit unit = summary->skeleton;
    unit.functions = ARENA_ARRAY(arena, struct function, summary->function_count);
    unit.function_count = summary->function_count;
    for (uint32_t i = 0; i < summary->function_count; i++)
        if (!summary_function(summary, i, arena, &unit.functions[i], err))
            return false;
    *out = unit;
    return true;
}
