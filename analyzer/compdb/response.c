/* See response.h. */
#include "compdb/response.h"

#include "base/file.h"
#include "base/path.h"

#include <string.h>
#include <sys/stat.h>

struct expansion {
    struct arena *arena;
    const char *directory;
    struct words *out;
    const char *open[RESPONSE_DEPTH_LIMIT]; /* the files that are being read, outermost first */
    uint32_t depth;
    uint32_t file_count;
};

/* What Apple's linker takes as a value looks like a response file, and compilers leave it alone as no such file is. */
static bool word_is_response(const char *word) {
    static const char *const others[] = {"@rpath", "@loader_path", "@executable_path"};
    if (word[0] != '@' || word[1] == '\0')
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        if (strncmp(word, others[i], strlen(others[i])) == 0)
            return false;
    return true;
}

static bool response_read(const struct expansion *expansion, const char *path, struct buffer *text, struct error *err) {
    struct stat status;
    if (stat(path, &status) != 0)
        return error_set(err, "the response file %s is missing", path);
    /* A pipe or a device would block, or never end. */
    if (!S_ISREG(status.st_mode))
        return error_set(err, "the response file %s is not a file", path);
    if (status.st_size > RESPONSE_SIZE_LIMIT)
        return error_set(err, "the response file %s is larger than 64 MB", path);
    if (expansion->file_count > RESPONSE_FILE_LIMIT)
        return error_set(err, "the command reads more than %d response files", RESPONSE_FILE_LIMIT);
    struct error reason = {0};
    if (!file_read(path, text, &reason)) {
        error_set(err, "the response file cannot be read: %s", reason.message);
        error_finish(&reason);
        return false;
    }
    if (text->size > 0 && memchr(text->data, '\0', text->size) != NULL)
        return error_set(err, "the response file %s is not text (it holds a zero byte)", path);
    return true;
}

static bool expand_words(struct expansion *expansion, const struct words *in, struct error *err);

static bool expand_file(struct expansion *expansion, const char *name, struct error *err) {
    const char *path = path_join(expansion->arena, expansion->directory, name);
    for (uint32_t i = 0; i < expansion->depth; i++)
        if (strcmp(expansion->open[i], path) == 0)
            return error_set(err, "the response file %s includes itself", path);
    if (expansion->depth == RESPONSE_DEPTH_LIMIT)
        return error_set(err, "the response file %s is nested deeper than %d files", path, RESPONSE_DEPTH_LIMIT);
    struct buffer text = {0};
    struct words words = {0};
    bool ok = false;
    expansion->file_count++;
    if (!response_read(expansion, path, &text, err))
        goto done;
    words_split_response(expansion->arena, buffer_text(&text), text.size, &words);
    expansion->open[expansion->depth++] = path;
    ok = expand_words(expansion, &words, err);
    expansion->depth--;
done:
    buffer_finish(&text);
    vec_finish(&words);
    return ok;
}

static bool expand_words(struct expansion *expansion, const struct words *in, struct error *err) {
    for (uint32_t i = 0; i < in->count; i++) {
        if (word_is_response(in->items[i])) {
            if (!expand_file(expansion, in->items[i] + 1, err))
                return false;
            continue;
        }
        if (expansion->out->count >= RESPONSE_WORD_LIMIT)
            return error_set(err, "the command has more than %d words", RESPONSE_WORD_LIMIT);
        vec_push(expansion->out, in->items[i]);
    }
    return true;
}

bool response_expand(struct arena *arena, const char *directory, const struct words *in, struct words *out,
                     struct error *err) {
    struct expansion expansion = {.arena = arena, .directory = directory, .out = out};
    return expand_words(&expansion, in, err);
}
