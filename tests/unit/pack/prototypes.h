/* Finds the functions that a C header declares, without a compiler: enough for the headers of client libraries.
 *
 * Preprocessor lines are dropped, so both branches of an #if count. Bodies in braces are skipped. */
#ifndef TRIPCOUNT_TESTS_UNIT_PACK_PROTOTYPES_H
#define TRIPCOUNT_TESTS_UNIT_PACK_PROTOTYPES_H

#include "base/buffer.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Gets each function with the number of its parameters; `...` counts as one. */
struct prototype_visitor {
    void (*visit)(struct prototype_visitor *visitor, const char *name, int parameter_count);
};

static inline const char *skip_quoted(const char *text) {
    char quote = *text++;
    while (*text != '\0' && *text != quote)
        text += *text == '\\' && text[1] != '\0' ? 2 : 1;
    return *text == quote ? text + 1 : text;
}

/* Steps over a comment, a preprocessor line or a literal; gives `text` itself where none begins. */
static inline const char *skip_noise(const char *text, bool is_line_start) {
    if (text[0] == '/' && text[1] == '*') {
        const char *end = strstr(text + 2, "*/");
        return end != NULL ? end + 2 : text + strlen(text);
    }
    if (text[0] == '/' && text[1] == '/')
        return text + strcspn(text, "\n");
    if (text[0] == '"' || text[0] == '\'')
        return skip_quoted(text);
    if (text[0] != '#' || !is_line_start)
        return text;
    while (*text != '\0' && *text != '\n') {
        const char *comment = text[0] == '/' && text[1] == '*' ? strstr(text + 2, "*/") : NULL;
        text = comment != NULL ? comment + 2 : text + (text[0] == '\\' && text[1] == '\n' ? 2 : 1);
    }
    return text;
}

static inline const char *closing(const char *open) {
    int depth = 0;
    for (; *open != '\0'; open++) {
        depth += *open == '(';
        depth -= *open == ')';
        if (depth == 0)
            return open;
    }
    return open;
}

static inline int count_parameters(const char *open, const char *close) {
    int depth = 0;
    int count = 1;
    while (isspace((unsigned char)open[1]))
        open++;
    const char *first = open + 1;
    if (first >= close || (close - first >= 4 && strncmp(first, "void", 4) == 0 && strcspn(first + 4, " \n)*") == 0 &&
                           first[4 + strspn(first + 4, " \n")] == ')'))
        return 0;
    for (const char *c = first; c < close; c++) {
        depth += *c == '(';
        depth -= *c == ')';
        count += depth == 0 && *c == ',';
    }
    return count;
}

static inline const char *skip_spaces(const char *text) {
    while (isspace((unsigned char)*text))
        text++;
    return text;
}

/* The word that ends before `end`, of which *length characters; blanks between the two are stepped over. */
static inline const char *word_before(const char *begin, const char *end, size_t *length) {
    while (end > begin && isspace((unsigned char)end[-1]))
        end--;
    const char *start = end;
    while (start > begin && (isalnum((unsigned char)start[-1]) || start[-1] == '_'))
        start--;
    *length = (size_t)(end - start);
    return start;
}

static inline bool is_macro_word(const char *word, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (islower((unsigned char)word[i]))
            return false;
    return true;
}

/* Where the parameters begin: `open`, or in `int (*name(int))(char)` the parenthesis behind the name. NULL for a
 * pointer. */
static inline const char *skip_result_pointer(const char *open) {
    if (open[1 + strspn(open + 1, " \n\t")] != '*')
        return open;
    const char *inner = strchr(open + 1, '(');
    return inner != NULL && inner < closing(open) ? inner : NULL;
}

/* The name before the first parenthesis that is not that of an attribute or a macro (in capitals:
 * CURL_DEPRECATED(...)); or, where the list stands in a macro, before that one: ldap_abandon LDAP_P((LDAP *ld, int
 * id)). */
static inline void visit_statement(const char *statement, struct prototype_visitor *visitor) {
    statement = skip_spaces(statement);
    if (strncmp(statement, "typedef", 7) == 0)
        return;
    for (const char *open = strchr(statement, '('); open != NULL; open = strchr(closing(open), '(')) {
        size_t length;
        const char *list;
        open = skip_result_pointer(open);
        if (open == NULL)
            return;
        list = open;
        const char *start = word_before(statement, open, &length);
        if (is_macro_word(start, length) && *skip_spaces(open + 1) == '(') {
            list = skip_spaces(open + 1);
            start = word_before(statement, start, &length);
        }
        char name[128];
        if (is_macro_word(start, length) || length >= sizeof name || strncmp(start, "__attribute__", length) == 0)
            continue;
        memcpy(name, start, length);
        name[length] = '\0';
        visitor->visit(visitor, name, count_parameters(list, closing(list)));
        return;
    }
}

static inline bool ends_with_extern(const struct buffer *statement) {
    size_t size = statement->size;
    while (size > 0 && isspace((unsigned char)statement->data[size - 1]))
        size--;
    return size >= 6 && memcmp(statement->data + size - 6, "extern", 6) == 0;
}

static inline void visit_prototypes(const char *text, struct prototype_visitor *visitor) {
    struct buffer statement = {0};
    int depth = 0;
    bool is_line_start = true;
    while (*text != '\0') {
        const char *next = skip_noise(text, is_line_start);
        if (next != text) {
            text = next;
            continue;
        }
        char c = *text++;
        is_line_start = c == '\n' || (is_line_start && isspace((unsigned char)c));
        bool is_linkage = c == '{' && depth == 0 && ends_with_extern(&statement);
        if (is_linkage) {
            buffer_clear(&statement);
            continue;
        }
        depth += c == '{';
        if (depth == 0 && c != ';' && c != '}')
            buffer_add_char(&statement, c);
        bool is_body_end = c == '}' && depth == 1 && memchr(buffer_text(&statement), '(', statement.size) != NULL;
        depth -= c == '}' && depth > 0;
        if (depth == 0 && (c == ';' || is_body_end)) {
            visit_statement(buffer_text(&statement), visitor);
            buffer_clear(&statement);
        }
    }
    buffer_finish(&statement);
}

#endif
