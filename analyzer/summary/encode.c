/* A unit as bytes: order of the sections, table of texts, small pieces. Format: summary/format.h.
 * Tests: tests/unit/summary/test_summary.c */
#include "summary/encode_skeleton.h"

#include <string.h>

void encoder_add_number(struct encoder *encoder, uint64_t number) { buffer_add_unsigned(encoder->out, number); }

void encoder_add_or_none(struct encoder *encoder, uint32_t number) {
    buffer_add_unsigned(encoder->out, number == UINT32_MAX ? 0 : (uint64_t)number + 1);
}

void encoder_add_text(struct encoder *encoder, const char *text) {
    if (!text) {
        encoder_add_number(encoder, 0);
        return;
    }
    const char *key = intern(&encoder->interner, text);
    uint32_t number = map_get_or_put(&encoder->text_numbers, map_key(key), encoder->texts.count);
    if (number == MAP_NONE) {
        number = encoder->texts.count;
        vec_push(&encoder->texts, key);
    }
    encoder_add_number(encoder, (uint64_t)number + 1);
}

void encoder_add_location(struct encoder *encoder, struct location location) {
    encoder_add_number(encoder, location.file);
    encoder_add_number(encoder, location.line);
    encoder_add_number(encoder, location.column);
}

void encoder_add_local(struct encoder *encoder, const struct local *local) {
    encoder_add_text(encoder, local->name);
    encoder_add_text(encoder, local->type);
    encoder_add_number(encoder, local->flags);
    encoder_add_number(encoder, local->line);
}

static void add_texts(const struct encoder *encoder, struct buffer *out) {
    buffer_add_unsigned(out, encoder->texts.count);
    for (uint32_t i = 0; i < encoder->texts.count; i++) {
        size_t length = strlen(encoder->texts.items[i]);
        buffer_add_unsigned(out, length);
        buffer_add(out, encoder->texts.items[i], length);
    }
}

void summary_encode(const struct unit *unit, struct buffer *out) {
    struct encoder encoder = {0};
    interner_init(&encoder.interner);
    encoder.out = &encoder.skeleton;
    encoder_add_skeleton(&encoder, unit);
    buffer_add(out, SUMMARY_MAGIC, SUMMARY_MAGIC_SIZE);
    buffer_add_char(out, SUMMARY_VERSION);
    add_texts(&encoder, out);
    buffer_add(out, buffer_text(&encoder.skeleton), encoder.skeleton.size);
    buffer_add(out, buffer_text(&encoder.bodies), encoder.bodies.size);
    buffer_finish(&encoder.skeleton);
    buffer_finish(&encoder.bodies);
    map_finish(&encoder.text_numbers);
    vec_finish(&encoder.texts);
    vec_finish(&encoder.callees);
    vec_finish(&encoder.loop_callees);
    vec_finish(&encoder.called_callees);
    interner_finish(&encoder.interner);
}
