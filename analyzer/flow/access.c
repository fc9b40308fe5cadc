/* The languages of requests. Tests: tests/unit/flow/test_access.c */
#include "flow/access.h"

#include "flow/access_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_word_char(char c) { return isalnum((unsigned char)c) || c == '_'; }

struct word word_next(const char *text) {
    while (*text && !is_word_char(*text))
        text++;
    struct word word = {text, 0};
    while (is_word_char(text[word.length]))
        word.length++;
    return word;
}

bool word_equals(struct word word, const char *name) {
    return strncasecmp(word.text, name, word.length) == 0 && name[word.length] == '\0';
}

bool word_is_among(struct word word, const char *names) {
    if (word.length == 0)
        return false;
    for (struct word name = word_next(names); name.length; name = word_next(word_end(name)))
        if (name.length == word.length && strncasecmp(name.text, word.text, word.length) == 0)
            return true;
    return false;
}

int64_t word_number(struct word word) {
    int64_t number = 0;
    for (size_t i = 0; i < word.length; i++) {
        if (!isdigit((unsigned char)word.text[i]) || number > INT64_MAX / 10 - 1)
            return -1;
        number = number * 10 + (word.text[i] - '0');
    }
    return word.length ? number : -1;
}

/* --- names of operations: D-Bus members, methods ------------------------------------------------------------------ */

static const struct {
    enum access_class class;
    const char *verbs;
} name_verbs[] = {
    {ACCESS_READ, "get list is has lookup find query read count describe search show resolve check can exists ping "
                  "introspect enumerate inspect peek status"},
    {ACCESS_WRITE, "set add remove create delete write update put insert append send start stop restart reload kill "
                   "enable disable register unregister rename move copy clear reset destroy save store modify change"},
    {ACCESS_TAKE, "pop take dequeue acquire allocate increment decrement reserve claim"},
    {ACCESS_SYNC, "commit flush sync"},
    {ACCESS_SESSION, "connect login logout authenticate hello disconnect"},
};

/* The first part of a name: "get" of getAll, GetAll, get_all, GET. */
static struct word first_part(const char *name) {
    struct word part = {name, 0};
    if (!isalpha((unsigned char)name[0]))
        return part;
    bool is_shouting = isupper((unsigned char)name[0]) && isupper((unsigned char)name[1]);
    part.length = 1;
    while (isalpha((unsigned char)name[part.length]) && (is_shouting || islower((unsigned char)name[part.length])))
        part.length++;
    return part;
}

static bool ends_in_next(const char *name, size_t length) {
    return length >= 4 && strncasecmp(name + length - 4, "next", 4) == 0;
}

struct access access_of_name(const char *text) {
    size_t length = 0;
    const char *name = text;
    /* The last component of org.example.Manager.ListUnits, a::b::list. */
    for (const char *c = text; is_word_char(*c) || *c == '.' || *c == ':' || *c == '/'; c++)
        if (!is_word_char(*c))
            name = c + 1;
    while (is_word_char(name[length]))
        length++;
    if (ends_in_next(name, length))
        return (struct access){.class = ACCESS_CURSOR, .page = 1};
    struct word verb = first_part(name);
    for (size_t i = 0; i < sizeof name_verbs / sizeof name_verbs[0]; i++)
        if (word_is_among(verb, name_verbs[i].verbs))
            return (struct access){.class = name_verbs[i].class};
    return (struct access){.class = ACCESS_UNKNOWN};
}

/* --- all --------------------------------------------------------------------------------------------------------- */

/* Behind blanks, comments and parentheses. */
static const char *skip_unsaid(const char *text) {
    for (;;) {
        text += strspn(text, " \t\r\n\f\v();");
        const char *end = NULL;
        if (text[0] == '-' && text[1] == '-')
            end = strchr(text, '\n');
        else if (text[0] == '/' && text[1] == '*')
            end = strstr(text, "*/");
        else
            return text;
        if (!end)
            return "";
        text = end + (*end == '*' ? 2 : 1);
    }
}

bool access_sets_page(const char *text) {
    struct word word = word_next(text + strspn(text, " "));
    const char *end = word_end(word);
    return word.text == text + strspn(text, " ") && word_equals(word, "count") && (*end == '\0' || *end == ' ');
}

bool access_is_told(const char *text) { return text && *skip_unsaid(text) != '\0'; }

struct access access_of_text(enum request_language language, const char *text) {
    const char *said = text ? skip_unsaid(text) : "";
    if (language == LANGUAGE_NONE || language == LANGUAGE_BUILT || !is_word_char(*said))
        return (struct access){.class = ACCESS_UNKNOWN};
    if (language == LANGUAGE_SQL)
        return access_of_sql(said);
    return language == LANGUAGE_REDIS ? access_of_redis(said) : access_of_name(said);
}

bool access_waits_for_others(enum request_language language, const char *text) {
    return language == LANGUAGE_REDIS && text && access_redis_waits(skip_unsaid(text));
}
