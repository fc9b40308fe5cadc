/* What stands in comments: NOLINT(tripcount-...), `tripcount: n <= 8`; and the hashes of lines.
 *
 * The bytes are scanned, not tokenised: libclang has no cursors for comments, and its tokens cost 20 us per loop. Only
 * files that hold one of the words at all are read as comments, strings and the rest.
 * Tests: tests/unit/frontend/test_comments.c */
#include "frontend/comments.h"

#include "base/hash.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct span {
    const char *begin;
    const char *end;
};

static struct span trim(struct span span) {
    while (span.begin < span.end && isspace((unsigned char)*span.begin))
        span.begin++;
    while (span.end > span.begin && isspace((unsigned char)span.end[-1]))
        span.end--;
    return span;
}

static const char *find(struct span span, const char *word) {
    return memmem(span.begin, (size_t)(span.end - span.begin), word, strlen(word));
}

static bool skip_word(struct span *span, const char *word) {
    size_t length = strlen(word);

    if ((size_t)(span->end - span->begin) < length || memcmp(span->begin, word, length) != 0)
        return false;
    span->begin += length;
    return true;
}

static const char *copy(struct arena *arena, struct span span) {
    return arena_text(arena, span.begin, (size_t)(span.end - span.begin));
}

/* `rest` begins behind NOLINT. Bare ones, and those of other tools, are none of ours. */
static bool read_suppression(struct arena *arena, struct span rest, struct suppression *out) {
    out->kind = SUPPRESS_LINE;
    if (skip_word(&rest, "NEXTLINE"))
        out->kind = SUPPRESS_NEXT_LINE;
    else if (skip_word(&rest, "BEGIN"))
        out->kind = SUPPRESS_BEGIN;
    else if (skip_word(&rest, "END"))
        out->kind = SUPPRESS_END;
    const char *close = memchr(rest.begin, ')', (size_t)(rest.end - rest.begin));
    if (!skip_word(&rest, "(") || close == NULL)
        return false;
    struct span rules = trim((struct span){rest.begin, close});
    if (find(rules, "tripcount-") == NULL)
        return false;
    struct span reason = trim((struct span){close + 1, rest.end});
    out->rules = copy(arena, rules);
    out->reason = skip_word(&reason, ":") ? copy(arena, trim(reason)) : "";
    return true;
}

static void read_line(struct sources *sources, uint32_t file, struct span line, const char *base,
                      struct comments *comments) {
    const char *word = find(line, "NOLINT");

    if (word != NULL) {
        struct suppression suppression = {0};
        struct span rest = {word + strlen("NOLINT"), line.end};
        if (read_suppression(sources->arena, rest, &suppression)) {
            suppression.location = sources_locate(sources, file, (uint32_t)(word - base));
            vec_push(&comments->suppressions, suppression);
        }
        return;
    }
    struct span text = trim(line);
    const char *begin = text.begin;
    while (text.begin < text.end && (*text.begin == '*' || isspace((unsigned char)*text.begin)))
        text.begin++;
    begin = text.begin;
    if (!skip_word(&text, "tripcount:"))
        return;
    struct bound_comment bound = {
        .location = sources_locate(sources, file, (uint32_t)(begin - base)),
        .text = copy(sources->arena, trim(text)),
    };
    vec_push(&comments->bounds, bound);
}

/* `comment` without its marks. Lines are read one by one: each may hold one word. */
static void read_comment(struct sources *sources, uint32_t file, struct span comment, const char *base,
                         struct comments *comments) {
    while (comment.begin < comment.end) {
        const char *end = memchr(comment.begin, '\n', (size_t)(comment.end - comment.begin));
        struct span line = {comment.begin, end == NULL ? comment.end : end};
        read_line(sources, file, line, base, comments);
        comment.begin = end == NULL ? comment.end : end + 1;
    }
}

/* Behind a string or character constant. 1'000 is a number. */
static const char *skip_constant(struct span text, const char *at) {
    char quote = *at;

    if (quote == '\'' && at > text.begin && isalnum((unsigned char)at[-1]) &&
        !(at[-1] == 'L' || at[-1] == 'u' || at[-1] == 'U' || at[-1] == '8'))
        return at + 1;
    if (quote == '"' && at > text.begin && at[-1] == 'R') {
        const char *open = memchr(at, '(', (size_t)(text.end - at));
        if (open != NULL && open - at <= 17) {
            char close[20];
            size_t length = (size_t)(open - at) - 1;
            close[0] = ')';
            memcpy(close + 1, at + 1, length);
            close[length + 1] = '"';
            const char *end = memmem(open, (size_t)(text.end - open), close, length + 2);
            return end == NULL ? text.end : end + length + 2;
        }
    }
    for (at++; at < text.end && *at != quote && *at != '\n'; at++)
        at += *at == '\\' && at + 1 < text.end;
    return at < text.end ? at + 1 : text.end;
}

static const char *end_of_line_comment(struct span text, const char *at) {
    for (;;) {
        const char *end = memchr(at, '\n', (size_t)(text.end - at));
        if (end == NULL)
            return text.end;
        bool is_joined =
            end > text.begin && (end[-1] == '\\' || (end[-1] == '\r' && end - 1 > text.begin && end[-2] == '\\'));
        if (!is_joined)
            return end;
        at = end + 1;
    }
}

void comments_read(struct sources *sources, uint32_t file, struct comments *comments) {
    struct source_text source = sources_text(sources, file);
    if (source.bytes == NULL)
        return;
    struct span text = {source.bytes, source.bytes + source.size};

    if (find(text, "tripcount") == NULL)
        return;
    for (const char *at = text.begin; at < text.end;) {
        if (*at == '"' || *at == '\'') {
            at = skip_constant(text, at);
        } else if (*at == '/' && at + 1 < text.end && at[1] == '/') {
            const char *end = end_of_line_comment(text, at);
            read_comment(sources, file, (struct span){at + 2, end}, text.begin, comments);
            at = end;
        } else if (*at == '/' && at + 1 < text.end && at[1] == '*') {
            const char *end = memmem(at + 2, (size_t)(text.end - at - 2), "*/", 2);
            read_comment(sources, file, (struct span){at + 2, end == NULL ? text.end : end}, text.begin, comments);
            at = end == NULL ? text.end : end + 2;
        } else {
            at++;
        }
    }
}

uint64_t line_hash_of(const char *line, size_t length) {
    char bytes[1024];
    size_t size = 0;

    for (size_t i = 0; i < length && size < sizeof bytes; i++)
        if (!isspace((unsigned char)line[i]))
            bytes[size++] = line[i];
    return digest_of(bytes, size).high;
}

static int compare_lines(const void *a, const void *b) {
    const struct line_hash *left = a, *right = b;

    if (left->file != right->file)
        return left->file < right->file ? -1 : 1;
    return left->line < right->line ? -1 : left->line > right->line;
}

static void note_line(struct line_hashes *lines, struct location location) {
    if (location.line != 0)
        vec_push(lines, (struct line_hash){.file = location.file, .line = location.line});
}

static void note_region(struct region *region, void *context) {
    if (region->kind == REGION_CALL || region->kind == REGION_LOOP)
        note_line(context, region->location);
}

struct line_hash *line_hashes_make(struct sources *sources, const struct function *functions, uint32_t function_count,
                                   uint32_t *count) {
    struct line_hashes lines = {0};

    for (uint32_t i = 0; i < function_count; i++) {
        note_line(&lines, functions[i].location);
        region_walk(functions[i].body, note_region, &lines);
    }
    if (lines.count > 0)
        qsort(lines.items, lines.count, sizeof *lines.items, compare_lines);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < lines.count; i++)
        if (kept == 0 || compare_lines(&lines.items[kept - 1], &lines.items[i]) != 0)
            lines.items[kept++] = lines.items[i];
    struct line_hash *result = ARENA_ARRAY(sources->arena, struct line_hash, kept);
    for (uint32_t i = 0; i < kept; i++) {
        size_t length;
        const char *line = sources_line(sources, lines.items[i].file, lines.items[i].line, &length);
        result[i] = lines.items[i];
        result[i].hash = line_hash_of(line == NULL ? "" : line, length);
    }
    *count = kept;
    vec_finish(&lines);
    return result;
}
