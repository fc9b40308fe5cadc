/* Lists of names. Tests: tests/unit/cost/test_flow.c */
#include "facts/names.h"

#include "base/attr.h"
#include "base/text.h"
#include "ir/prototype.h"

#include <string.h>

static bool begins(const char *text, const char *start) { return strncmp(text, start, strlen(start)) == 0; }

bool name_is_length(const char *name) {
    static const char *const names[] = {"len", "length",   "used",   "size", "count",   "n",
                                        "pos", "position", "offset", "fill", "str_len", "use"};
    name = text_own_name(name);
    for (uint32_t i = 0; i < ARRAY_COUNT(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

bool name_is_token(const char *name) {
    static const char *const parts[] = {"cursor", "token",  "offset", "start",  "page",
                                        "marker", "cookie", "contin", "resume", "position"};
    name = text_own_name(name);
    for (uint32_t i = 0; i < ARRAY_COUNT(parts); i++)
        if (strcasestr(name, parts[i]))
            return true;
    return false;
}

bool name_is_reset(const char *name) {
    static const char *const names[] = {"sprintf", "snprintf", "strcpy", "strncpy",
                                        "strlcpy", "stpcpy",   "memset", "memcpy"};
    for (uint32_t i = 0; i < ARRAY_COUNT(names); i++)
        if (text_ends_with(name, names[i]))
            return true;
    return strcmp(name, "bzero") == 0;
}

bool name_is_pure(const char *name) {
    static const char *const starts[] = {"str",     "mem",     "ato",       "isal",       "isdigit",  "isspace",
                                         "isx",     "isprint", "isupper",   "islower",    "ispunct",  "toupper",
                                         "tolower", "g_str",   "g_string_", "g_new",      "g_malloc", "hton",
                                         "ntoh",    "inet_",   "sds",       "__builtin_", "__ctype"};
    static const char *const names[] = {"printf",           "fprintf", "puts",    "fputs", "putc",   "fputc", "putchar",
                                        "malloc",           "calloc",  "realloc", "free",  "getenv", "abs",   "g_free",
                                        "__errno_location", "fflush",  "abort",   "exit"};
    if (strcmp(name, "strtok") == 0 || strcmp(name, "strsep") == 0)
        return false;
    for (uint32_t i = 0; i < ARRAY_COUNT(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    for (uint32_t i = 0; i < ARRAY_COUNT(starts); i++)
        if (begins(name, starts[i]))
            return true;
    return text_ends_with(name, "printf") || text_ends_with(name, "strdup");
}

bool name_is_of_memory(const char *name) {
    return text_ends_with(text_own_name(name), "alloc") || text_ends_with(name, "free");
}

bool name_is_read_only(const char *prototype, uint32_t index) {
    const char *parameter = prototype_parameter(prototype, index);
    return parameter && begins(parameter, "const ");
}

bool name_is_buffer(const char *prototype, uint32_t index) {
    const char *parameter = prototype_parameter(prototype, index);
    return parameter && (begins(parameter, "char *") || begins(parameter, "void *") ||
                         begins(parameter, "unsigned char *") || begins(parameter, "uint8_t *"));
}

bool name_is_of_type(const char *prototype, uint32_t index, const char *type) {
    const char *parameter = prototype_parameter(prototype, index);
    size_t length = strlen(type);
    if (!parameter || length == 0)
        return false;
    parameter += begins(parameter, "const ") ? strlen("const ") : 0;
    return strncmp(parameter, type, length) == 0 && (parameter[length] == ',' || parameter[length] == ')');
}

static bool is_pointer(const char *type, size_t length) {
    static const char *const holders[] = {"std::optional<", "std::shared_ptr<", "std::unique_ptr<"};
    const char *name = type + (strncmp(type, "const ", 6) == 0 ? 6 : 0);
    while (length > 0 && type[length - 1] == ' ')
        length--;
    for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
        if (strncmp(name, holders[i], strlen(holders[i])) == 0)
            return true;
    return length > 0 && type[length - 1] == '*';
}

bool name_is_pointer(const char *type) { return is_pointer(type, strlen(type)); }

bool name_returns_pointer(const char *prototype) { return is_pointer(prototype, strcspn(prototype, "(")); }
