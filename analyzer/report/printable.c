/* Decides what hostile text looks like and how wide it is. Tests: tests/unit/report/test_printable.c */
#include "report/printable.h"

#include <string.h>

enum {
    REPLACEMENT = 0xFFFD,
    TAB_STOP = 8,
    CONTINUATION_BITS = 6,
    CONTINUATION_MASK = 0x3F,
    ASCII_LIMIT = 0x80,
    PLANE_LIMIT = 0x10000,
    ELLIPSIS_COLUMNS = 3,
};

struct range {
    uint32_t first;
    uint32_t last;
};

/* Line and paragraph separators, marks that reorder, join or hide text, tags. C0, DEL and C1 are tested apart. */
static const struct range unsafe_ranges[] = {{0x061C, 0x061C}, {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E},
                                             {0x2060, 0x2069}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};

/* The blocks of combining marks that occur in names and comments; the rest counts as one column. */
static const struct range zero_width_ranges[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF},
    {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF}};

static const struct range wide_ranges[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

static bool ranges_hold(const struct range *ranges, size_t count, uint32_t code) {
    for (size_t i = 0; i < count && ranges[i].first <= code; i++)
        if (code <= ranges[i].last)
            return true;
    return false;
}

size_t utf8_decode(const char *bytes, size_t size, uint32_t *code) {
    /* Lead byte, the bits it carries, the least code that needs this length (less is an overlong form). */
    static const struct {
        unsigned mask, lead;
        uint32_t least;
    } forms[] = {{0xE0, 0xC0, 0x80}, {0xF0, 0xE0, 0x800}, {0xF8, 0xF0, 0x10000}};
    unsigned char lead = (unsigned char)bytes[0];
    *code = lead < ASCII_LIMIT ? lead : REPLACEMENT;
    if (lead < ASCII_LIMIT)
        return 1;
    for (size_t form = 0; form < ARRAY_COUNT(forms); form++) {
        if ((lead & forms[form].mask) != forms[form].lead)
            continue;
        size_t length = form + 2;
        if (length > size)
            return 1;
        uint32_t value = lead & ~forms[form].mask;
        for (size_t i = 1; i < length; i++) {
            unsigned char byte = (unsigned char)bytes[i];
            if ((byte & ~(unsigned)CONTINUATION_MASK) != ASCII_LIMIT)
                return 1;
            value = value << CONTINUATION_BITS | (byte & CONTINUATION_MASK);
        }
        if (value < forms[form].least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
            return 1;
        *code = value;
        return length;
    }
    return 1;
}

static void add_character(struct buffer *out, const char *bytes, size_t taken, uint32_t code) {
    /* One byte above ASCII is only ever taken when it could not be decoded. */
    if (taken == 1 && code == REPLACEMENT)
        buffer_add_text(out, "\xEF\xBF\xBD");
    else
        buffer_add(out, bytes, taken);
}

void utf8_add_valid(struct buffer *out, const char *bytes, size_t size) {
    for (size_t at = 0; at < size;) {
        uint32_t code;
        size_t taken = utf8_decode(bytes + at, size - at, &code);
        add_character(out, bytes + at, taken, code);
        at += taken;
    }
}

bool utf8_is_unsafe(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || ranges_hold(unsafe_ranges, ARRAY_COUNT(unsafe_ranges), code);
}

static uint32_t code_columns(uint32_t code) {
    if (code < 0x300)
        return 1;
    if (ranges_hold(zero_width_ranges, ARRAY_COUNT(zero_width_ranges), code))
        return 0;
    return ranges_hold(wide_ranges, ARRAY_COUNT(wide_ranges), code) ? 2 : 1;
}

static void add_escape(struct buffer *out, uint32_t code) {
    if (code == '\n')
        buffer_add_text(out, "\\n");
    else if (code == '\t')
        buffer_add_text(out, "\\t");
    else if (code == '\r')
        buffer_add_text(out, "\\r");
    else if (code < 0x100)
        buffer_printf(out, "\\x%02x", code);
    else if (code < PLANE_LIMIT)
        buffer_printf(out, "\\u%04x", code);
    else
        buffer_printf(out, "\\U%08x", code);
}

void printable_add(struct buffer *out, const char *text) {
    if (text == NULL)
        text = "?";
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t code;
        size_t taken = utf8_decode(text + at, size - at, &code);
        if (utf8_is_unsafe(code))
            add_escape(out, code);
        else
            add_character(out, text + at, taken, code);
        at += taken;
    }
}

/* The length of a colour sequence at the front of `text`, or 0. */
static size_t color_length(const char *text) {
    if (text[0] != '\x1b' || text[1] != '[')
        return 0;
    size_t length = 2 + strspn(text + 2, "0123456789;");
    return text[length] == 'm' ? length + 1 : 0;
}

uint32_t printable_columns(const char *text) {
    uint32_t columns = 0;
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        size_t skipped = color_length(text + at);
        uint32_t code = 0;
        size_t taken = skipped > 0 ? skipped : utf8_decode(text + at, size - at, &code);
        columns += skipped > 0 ? 0 : code_columns(code);
        at += taken;
    }
    return columns;
}

void printable_add_slice(struct buffer *out, const char *text, uint32_t from, uint32_t to) {
    uint32_t column = 0;
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t code;
        size_t taken = utf8_decode(text + at, size - at, &code);
        uint32_t columns = code_columns(code);
        if (column >= from && column + columns <= to && (columns > 0 || column > from))
            buffer_add(out, text + at, taken);
        else if (columns == 2 && ((column < from && column + 2 > from) || (column < to && column + 2 > to)))
            buffer_add_char(out, ' ');
        column += columns;
        at += taken;
    }
}

void printable_add_cut(struct buffer *out, const char *text, uint32_t columns) {
    if (printable_columns(text) <= columns) {
        buffer_add_text(out, text);
        return;
    }
    uint32_t kept = columns > ELLIPSIS_COLUMNS ? columns - ELLIPSIS_COLUMNS : 0;
    printable_add_slice(out, text, 0, kept);
    printable_add_slice(out, "...", 0, columns);
}

void printable_add_cut_front(struct buffer *out, const char *text, uint32_t columns) {
    uint32_t all = printable_columns(text);
    if (all <= columns) {
        buffer_add_text(out, text);
        return;
    }
    uint32_t kept = columns > ELLIPSIS_COLUMNS ? columns - ELLIPSIS_COLUMNS : 0;
    printable_add_slice(out, "...", 0, columns);
    printable_add_slice(out, text, all - kept, all);
}

void printable_add_spaces(struct buffer *out, uint32_t count) {
    char *room = buffer_reserve(out, count);
    memset(room, ' ', count);
    buffer_commit(out, count);
}

void printable_trim(struct buffer *out) {
    while (out->size > 0 && out->data[out->size - 1] == ' ')
        out->data[--out->size] = '\0';
}

void printable_add_wrapped(struct buffer *out, const char *text, uint32_t first, uint32_t indent, uint32_t width) {
    struct buffer word = {0};
    uint32_t column = first;
    bool is_at_start = true;
    for (const char *cursor = text;; cursor++) {
        size_t length = strcspn(cursor, " ");
        buffer_clear(&word);
        buffer_add(&word, cursor, length);
        uint32_t columns = printable_columns(buffer_text(&word));
        if (!is_at_start && width > 0 && column + 1 + columns > width && column > indent) {
            buffer_add_char(out, '\n');
            printable_add_spaces(out, indent);
            column = indent;
        } else if (!is_at_start) {
            buffer_add_char(out, ' ');
            column++;
        }
        for (size_t i = 0; i < length; i++)
            buffer_add_char(out, cursor[i] == PRINTABLE_HARD_SPACE[0] ? ' ' : cursor[i]);
        column += columns;
        is_at_start = false;
        cursor += length;
        if (*cursor == '\0')
            break;
    }
    buffer_finish(&word);
}

struct source_span printable_add_source(struct buffer *out, const char *source, size_t start_offset,
                                        size_t end_offset) {
    size_t size = strlen(source);
    while (size > 0 && (source[size - 1] == '\n' || source[size - 1] == '\r'))
        size--;
    struct source_span span = {UINT32_MAX, UINT32_MAX};
    struct buffer piece = {0};
    uint32_t column = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code;
        size_t taken = utf8_decode(source + at, size - at, &code);
        /* An offset inside of a character means that character: its start, or for the end what follows it. */
        if (span.start == UINT32_MAX && start_offset < at + taken)
            span.start = column;
        if (span.end == UINT32_MAX && end_offset <= at)
            span.end = column;
        buffer_clear(&piece);
        if (code == '\t')
            printable_add_spaces(&piece, TAB_STOP - column % TAB_STOP);
        else if (utf8_is_unsafe(code))
            add_escape(&piece, code);
        else
            add_character(&piece, source + at, taken, code);
        buffer_add_text(out, buffer_text(&piece));
        column += printable_columns(buffer_text(&piece));
        at += taken;
    }
    buffer_finish(&piece);
    if (span.start == UINT32_MAX)
        span.start = column;
    if (span.end == UINT32_MAX)
        span.end = column;
    return span;
}
