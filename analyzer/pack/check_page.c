/* Decides what the page of a check must say, and how it is printed. Tests: tests/unit/pack/test_check_page.c */
#include "pack/check_page.h"
#include "base/attr.h"
#include "base/path.h"
#include "base/suggest.h"
#include "pack/files.h"
#include "pack/vocabulary.h"

#include <ctype.h>
#include <string.h>

const char *check_group_name(enum check_group group) {
    static const char *const names[GROUP_COUNT] = {"default", "reliability", "names", "payload", "boundary"};
    return (unsigned)group < GROUP_COUNT ? names[group] : "unknown";
}

static const struct placeholder {
    const char *name;
    size_t offset;
} placeholders[] = {
    {"call", offsetof(struct check_values, call)},
    {"callee", offsetof(struct check_values, callee)},
    {"peer", offsetof(struct check_values, peer)},
    {"turns", offsetof(struct check_values, turns)},
    {"roundtrips", offsetof(struct check_values, roundtrips)},
    {"break_even", offsetof(struct check_values, break_even)},
};

static const struct placeholder *find_placeholder(const char *name, size_t length) {
    for (size_t i = 0; i < ARRAY_COUNT(placeholders); i++)
        if (strlen(placeholders[i].name) == length && memcmp(placeholders[i].name, name, length) == 0)
            return &placeholders[i];
    return NULL;
}

static const char *group_word(unsigned index) { return check_group_name((enum check_group)index); }
static const char *severity_word(unsigned index) { return severity_name((enum severity)index); }

static bool fail_placeholder(struct schema_source *source, const struct yaml_node *node, const char *start,
                             size_t length) {
    const char *names[ARRAY_COUNT(placeholders)];
    for (size_t i = 0; i < ARRAY_COUNT(placeholders); i++)
        names[i] = placeholders[i].name;
    const char *word = arena_text(source->arena, start, length);
    const char *nearest = suggest_nearest(word, names, ARRAY_COUNT(placeholders));
    return schema_fail(source, node, "'message' holds {%s}, which is no placeholder%s%s%s", word,
                       nearest != NULL ? "; did you mean {" : "", nearest != NULL ? nearest : "",
                       nearest != NULL ? "}?" : "");
}

static bool read_message(struct schema_source *source, const struct yaml_node *node, void *record) {
    const char *message;
    if (!schema_read_text(source, node, "'message'", &message))
        return false;
    bool is_inside = false;
    for (const char *c = message; *c != '\0'; c++) {
        if (*c == (is_inside ? '[' : ']'))
            return schema_fail(source, node, "'message' holds a '%c' without its partner", *c);
        is_inside = *c == '[' || (is_inside && *c != ']');
        if (*c != '{')
            continue;
        size_t length = strcspn(c + 1, "{}[]");
        if (c[1 + length] != '}')
            return schema_fail(source, node, "'message' holds a '{' without its partner");
        if (find_placeholder(c + 1, length) == NULL)
            return fail_placeholder(source, node, c + 1, length);
        c += length + 1;
    }
    if (is_inside)
        return schema_fail(source, node, "'message' holds a '[' without its partner");
    ((struct check_page *)record)->message = message;
    return true;
}

static bool read_help(struct schema_source *source, const struct yaml_node *node, void *record) {
    return schema_read(source, &check_help_schema, node, record);
}

#define HELP(name)                                                                                                     \
    { .key = #name, .type = FIELD_BLOCK, .is_required = true, .offset = offsetof(struct check_page, name) }

static const struct field help_fields[] = {HELP(what), HELP(why), HELP(example), HELP(fix), HELP(switch_off)};

const struct schema check_help_schema = {"'help'", help_fields, ARRAY_COUNT(help_fields)};

static const struct field page_fields[] = {
    {.key = "version", .type = FIELD_VERSION, .is_required = true},
    {.key = "id", .type = FIELD_TEXT, .is_required = true, .offset = offsetof(struct check_page, id)},
    {.key = "group",
     .type = FIELD_WORD,
     .is_required = true,
     .offset = offsetof(struct check_page, group),
     .word = group_word,
     .word_count = GROUP_COUNT},
    {.key = "title", .type = FIELD_TEXT, .is_required = true, .offset = offsetof(struct check_page, title)},
    {.key = "severity",
     .type = FIELD_WORD,
     .is_required = true,
     .offset = offsetof(struct check_page, severity),
     .word = severity_word,
     .word_count = SEVERITY_ERROR + 1},
    {.key = "message", .type = FIELD_CUSTOM, .is_required = true, .read = read_message},
    {.key = "help", .type = FIELD_CUSTOM, .is_required = true, .read = read_help},
};

_Static_assert(sizeof(enum check_group) == sizeof(unsigned) && sizeof(enum severity) == sizeof(unsigned),
               "FIELD_WORD fills an unsigned");

const struct schema check_page_schema = {"a check's page", page_fields, ARRAY_COUNT(page_fields)};

/* The id is the name of the file, and a word that stands in NOLINT(tripcount-<id>). */
static bool check_id(struct schema_source *source, const struct yaml_node *root, const struct check_page *page) {
    const struct yaml_node *node = yaml_get(root, "id");
    for (const char *c = page->id; *c != '\0'; c++)
        if (!islower((unsigned char)*c) && !(*c == '-' && c > page->id))
            return schema_fail(source, node, "'id' is made of lower-case letters and hyphens, not '%s'", page->id);
    const char *base = path_base(source->file);
    size_t length = strlen(page->id);
    if (strncmp(base, page->id, length) != 0 || strcmp(base + length, ".yaml") != 0)
        return schema_fail(source, node, "the page of '%s' must be called %s.yaml", page->id, page->id);
    return true;
}

bool check_page_load(struct arena *arena, const char *path, struct check_page *out, struct error *err) {
    struct yaml_node root;
    struct schema_source source = {.arena = arena, .file = arena_text(arena, path, strlen(path)), .err = err};
    struct check_page page = {.file = source.file};
    if (!yaml_read_file(arena, source.file, &root, NULL, err) ||
        !schema_read(&source, &check_page_schema, &root, &page) || !check_id(&source, &root, &page))
        return false;
    *out = page;
    return true;
}

bool check_page_load_all(struct arena *arena, const char *directory, const struct check_page **pages,
                         uint32_t *page_count, struct error *err) {
    const char *const *files;
    uint32_t count;
    if (!yaml_files(arena, directory, &files, &count, err))
        return false;
    struct check_page *loaded = ARENA_ARRAY(arena, struct check_page, count);
    for (uint32_t i = 0; i < count; i++)
        if (!check_page_load(arena, files[i], &loaded[i], err))
            return false;
    *pages = loaded;
    *page_count = count;
    return true;
}

/* Writes the template from `start` to `limit`. False when a placeholder had no value. */
static bool expand(const char *start, const char *limit, const struct check_values *values, struct buffer *out) {
    bool is_complete = true;
    for (const char *c = start; c < limit; c++) {
        if (*c == '[') {
            const char *end = strchr(c, ']');
            size_t size_before = out->size;
            if (!expand(c + 1, end, values, out) && out->data != NULL) {
                out->size = size_before;
                out->data[size_before] = '\0';
            }
            c = end;
        } else if (*c == '{') {
            size_t length = strcspn(c + 1, "}");
            const struct placeholder *found = find_placeholder(c + 1, length);
            const char *value = *(const char *const *)((const char *)values + found->offset);
            is_complete = is_complete && value != NULL;
            buffer_add_text(out, value != NULL ? value : "?");
            c += length + 1;
        } else {
            buffer_add_char(out, *c);
        }
    }
    return is_complete;
}

void check_page_message(const struct check_page *page, const struct check_values *values, struct buffer *out) {
    expand(page->message, page->message + strlen(page->message), values, out);
}

static void print_part(struct buffer *out, const char *title, const char *text) {
    buffer_printf(out, "\n%s\n", title);
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        if (length > 0)
            buffer_printf(out, "  %.*s", (int)length, text);
        buffer_add_char(out, '\n');
        text += length;
        text += *text == '\n';
    }
}

void check_page_print(const struct check_page *page, struct buffer *out) {
    buffer_printf(out, "%s (group %s, %s): %s\n", page->id, check_group_name(page->group),
                  severity_name(page->severity), page->title);
    print_part(out, "What it flags", page->what);
    print_part(out, "Why it matters", page->why);
    print_part(out, "Example", page->example);
    print_part(out, "How to fix it", page->fix);
    print_part(out, "How to switch it off", page->switch_off);
}
