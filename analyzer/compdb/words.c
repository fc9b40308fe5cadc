/* See words.h. */
#include "compdb/words.h"

#include "base/buffer.h"

#include <string.h>

static bool word_is_operator(const char *word) {
    return strcmp(word, "&&") == 0 || strcmp(word, "||") == 0 || strcmp(word, ";") == 0 || strcmp(word, "|") == 0;
}

static bool character_is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/* Copies what stands between double quotes; `text` points behind the first one. Gives the place behind the second
 * one, or NULL when there is none. */
static const char *copy_double_quoted(const char *text, struct buffer *word) {
    for (; *text != '\0'; text++) {
        if (*text == '"')
            return text + 1;
        if (*text == '\\' && text[1] != '\0' && strchr("$`\"\\\n", text[1]) != NULL) {
            text++;
            if (*text == '\n')
                continue;
        }
        buffer_add_char(word, *text);
    }
    return NULL;
}

/* Copies one word, which begins at `text`, and gives the place behind it; NULL for an open quote. */
static const char *copy_shell_word(const char *text, struct buffer *word, bool *is_quoted) {
    while (*text != '\0' && !character_is_blank(*text)) {
        if (*text == '\'') {
            const char *end = strchr(text + 1, '\'');
            if (end == NULL)
                return NULL;
            buffer_add(word, text + 1, (size_t)(end - text - 1));
            text = end + 1;
            *is_quoted = true;
        } else if (*text == '"') {
            text = copy_double_quoted(text + 1, word);
            if (text == NULL)
                return NULL;
            *is_quoted = true;
        } else if (*text == '\\' && text[1] == '\n') {
            text += 2;
        } else {
            if (*text == '\\' && text[1] != '\0') {
                *is_quoted = true;
                text++;
            }
            buffer_add_char(word, *text++);
        }
    }
    return text;
}

bool words_split_shell(struct arena *arena, const char *text, struct words *words, struct error *err) {
    struct buffer word = {0};
    bool ok = false;
    for (;;) {
        while (character_is_blank(*text))
            text++;
        if (*text == '\0')
            break;
        bool is_quoted = false;
        buffer_clear(&word);
        text = copy_shell_word(text, &word, &is_quoted);
        if (text == NULL) {
            error_set(err, "the command has a quote that is not closed");
            goto done;
        }
        if (word.size == 0 && !is_quoted)
            continue; /* nothing but a continued line */
        if (!is_quoted && word_is_operator(word.data)) {
            error_set(err, "the command is more than one shell command (\"%s\")", word.data);
            goto done;
        }
        vec_push(words, arena_text(arena, buffer_text(&word), word.size));
    }
    ok = true;
done:
    buffer_finish(&word);
    return ok;
}

void words_split_response(struct arena *arena, const char *text, size_t size, struct words *words) {
    struct buffer word = {0};
    const char *end = text + size;
    for (;;) {
        while (text < end && character_is_blank(*text))
            text++;
        if (text == end)
            break;
        buffer_clear(&word);
        char quote = '\0';
        for (; text < end && (quote != '\0' || !character_is_blank(*text)); text++) {
            if (*text == '\\' && text + 1 < end)
                buffer_add_char(&word, *++text);
            else if (quote != '\0' && *text == quote)
                quote = '\0';
            else if (quote == '\0' && (*text == '"' || *text == '\''))
                quote = *text;
            else
                buffer_add_char(&word, *text);
        }
        vec_push(words, arena_text(arena, buffer_text(&word), word.size));
    }
    buffer_finish(&word);
}
