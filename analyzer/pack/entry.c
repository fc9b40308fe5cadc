/* Decides which combinations of keys make sense in one entry. Tests: tests/unit/pack/test_entry.c */
#include "pack/entry.h"

#include "base/attr.h"
#include "pack/vocabulary.h"

#include <ctype.h>
#include <string.h>

enum { ROUNDTRIPS_MOST = 1000000, PAGE_MOST = 1000000 };

/* What the entry says of each of its names, and what of it does not go into a model as it is. */
struct entry {
    struct model model;
    struct text_list names;
    struct text_list except;
    struct text_list siblings;
    struct text_list strangers;
    struct number_list ok;
};

static const char *effect_word(unsigned index) { return effect_name((enum effect)index); }
static const char *access_word(unsigned index) { return access_name((enum access_class)index); }
static const char *failure_word(unsigned index) { return failure_name((enum failure)index); }
static const char *turns_word(unsigned index) { return call_turns_name((enum call_turns)index); }
static const char *pause_word(unsigned index) { return pause_name((enum pause)index); }

const char *entry_language_word(unsigned index) { return language_name((enum request_language)index); }

/* `true`, `false`, or the name of the function to call instead of many of these. */
static bool read_bulk(struct schema_source *source, const struct yaml_node *node, void *record) {
    struct entry *entry = record;
    const char *text;
    if (!schema_read_text(source, node, "'bulk'", &text))
        return false;
    if (!node->is_quoted && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0))
        entry->model.is_bulk = text[0] == 't';
    else
        entry->model.bulk = text;
    return true;
}

static bool read_truth(struct schema_source *source, const struct yaml_node *node, const char *key, bool *out) {
    const char *text;
    if (!schema_read_text(source, node, key, &text))
        return false;
    *out = strcmp(text, "true") == 0;
    if (node->is_quoted || (!*out && strcmp(text, "false") != 0))
        return schema_fail(source, node, "%s must be true or false, not '%s'", key, text);
    return true;
}

static bool read_cached(struct schema_source *source, const struct yaml_node *node, void *record) {
    return read_truth(source, node, "'cached'", &((struct entry *)record)->model.is_cached);
}

static bool read_cancels(struct schema_source *source, const struct yaml_node *node, void *record) {
    return read_truth(source, node, "'cancels'", &((struct entry *)record)->model.is_cancel);
}

static bool read_blocking(struct schema_source *source, const struct yaml_node *node, void *record) {
    return read_truth(source, node, "'blocking'", &((struct entry *)record)->model.is_blocking);
}

static bool read_step(struct schema_source *source, const struct yaml_node *node, void *record) {
    return read_truth(source, node, "'step'", &((struct entry *)record)->model.is_step);
}

static bool read_unpipelined(struct schema_source *source, const struct yaml_node *node, void *record) {
    return read_truth(source, node, "'unpipelined'", &((struct entry *)record)->model.is_unpipelined);
}

static const struct field built_fields[] = {
    {.key = "argument",
     .type = FIELD_COUNT,
     .is_required = true,
     .offset = offsetof(struct built_request, argument),
     .most = SCHEMA_ARGUMENT_LIMIT - 1},
    {.key = "value",
     .type = FIELD_COUNT,
     .is_required = true,
     .offset = offsetof(struct built_request, value),
     .least = INT32_MIN,
     .most = INT32_MAX},
    {.key = "access",
     .type = FIELD_WORD,
     .offset = offsetof(struct built_request, access),
     .word = access_word,
     .word_count = ACCESS_COUNT},
    {.key = "page", .type = FIELD_COUNT, .offset = offsetof(struct built_request, page), .least = 1, .most = PAGE_MOST},
};

const struct schema built_schema = {"a request that is built", built_fields, ARRAY_COUNT(built_fields)};

static bool check_built(struct schema_source *source, const struct yaml_node *node, const struct built_request *builds,
                        uint32_t index) {
    const struct built_request *built = &builds[index];
    if (built->access == ACCESS_UNKNOWN && built->page == 0)
        return schema_fail(source, node, "a request that is built needs the key 'access' or 'page'");
    for (uint32_t i = 0; i < index; i++)
        if (builds[i].argument == built->argument && builds[i].value == built->value)
            return schema_fail(source, yaml_get(node, "value"), "'value' %lld of argument %lld is described twice",
                               (long long)built->value, (long long)built->argument);
    return true;
}

static bool read_builds(struct schema_source *source, const struct yaml_node *node, void *record) {
    struct entry *entry = record;
    if (!schema_check_kind(source, node, "'builds'", YAML_LIST))
        return false;
    if (node->count == 0)
        return schema_fail(source, node, "'builds' must not be empty");
    struct built_request *builds = ARENA_ARRAY(source->arena, struct built_request, node->count);
    for (uint32_t i = 0; i < node->count; i++) {
        builds[i] = (struct built_request){.access = ACCESS_UNKNOWN};
        if (!schema_read(source, &built_schema, &node->items[i], &builds[i]) ||
            !check_built(source, &node->items[i], builds, i))
            return false;
    }
    entry->model.builds = builds;
    entry->model.built_count = node->count;
    return true;
}

/* Indices of arguments, and `item`. */
static bool read_passes(struct schema_source *source, const struct yaml_node *node, void *record) {
    struct entry *entry = record;
    if (!schema_check_kind(source, node, "'passes'", YAML_LIST))
        return false;
    int32_t *passes = ARENA_ARRAY(source->arena, int32_t, node->count);
    for (uint32_t i = 0; i < node->count; i++)
        if (!schema_read_argument(source, &node->items[i], "'passes'", "item", PASS_ITEM, &passes[i]))
            return false;
    entry->model.passes = passes;
    entry->model.pass_count = node->count;
    return true;
}

static const struct field entry_fields[] = {
    {.key = "name", .type = FIELD_TEXTS, .offset = offsetof(struct entry, names), .least = 1},
    {.key = "names", .type = FIELD_TEXTS, .offset = offsetof(struct entry, names), .least = 1},
    {.key = "except", .type = FIELD_TEXTS, .offset = offsetof(struct entry, except), .least = 1},
    {.key = "derived_from", .type = FIELD_TEXT, .offset = offsetof(struct entry, model.derived_from)},
    {.key = "sibling", .type = FIELD_TEXTS, .offset = offsetof(struct entry, siblings), .least = 1},
    {.key = "no_sibling", .type = FIELD_TEXTS, .offset = offsetof(struct entry, strangers), .least = 1},
    {.key = "effect",
     .type = FIELD_WORD,
     .is_required = true,
     .offset = offsetof(struct entry, model.effect),
     .word = effect_word,
     .word_count = EFFECT_COUNT},
    {.key = "peer", .type = FIELD_TEXT, .offset = offsetof(struct entry, model.peer)},
    {.key = "roundtrips",
     .type = FIELD_COUNT,
     .offset = offsetof(struct entry, model.roundtrips),
     .least = 1,
     .most = ROUNDTRIPS_MOST},
    {.key = "handle", .type = FIELD_ARGUMENT, .offset = offsetof(struct entry, model.handle)},
    {.key = "request", .type = FIELD_ARGUMENT, .offset = offsetof(struct entry, model.request)},
    {.key = "result", .type = FIELD_RESULT, .offset = offsetof(struct entry, model.result)},
    {.key = "rows", .type = FIELD_ARGUMENT, .offset = offsetof(struct entry, model.rows)},
    {.key = "items", .type = FIELD_ARGUMENT, .offset = offsetof(struct entry, model.items)},
    {.key = "access",
     .type = FIELD_WORD,
     .offset = offsetof(struct entry, model.access),
     .word = access_word,
     .word_count = ACCESS_COUNT},
    {.key = "failure",
     .type = FIELD_WORD,
     .offset = offsetof(struct entry, model.failure),
     .word = failure_word,
     .word_count = FAILURE_COUNT},
    {.key = "cookie", .type = FIELD_RESULT, .offset = offsetof(struct entry, model.cookie)},
    {.key = "tells", .type = FIELD_ARGUMENT, .offset = offsetof(struct entry, model.tells)},
    {.key = "ok", .type = FIELD_NUMBERS, .offset = offsetof(struct entry, ok), .least = INT32_MIN, .most = INT32_MAX},
    {.key = "resets", .type = FIELD_ARGUMENT, .offset = offsetof(struct entry, model.resets)},
    {.key = "page", .type = FIELD_COUNT, .offset = offsetof(struct entry, model.page), .least = 1, .most = PAGE_MOST},
    {.key = "pause",
     .type = FIELD_WORD,
     .offset = offsetof(struct entry, model.pause),
     .word = pause_word,
     .word_count = PAUSE_COUNT},
    {.key = "language",
     .type = FIELD_WORD,
     .offset = offsetof(struct entry, model.language),
     .word = entry_language_word,
     .word_count = LANGUAGE_COUNT},
    {.key = "prefetch", .type = FIELD_TEXT, .offset = offsetof(struct entry, model.prefetch)},
    {.key = "after", .type = FIELD_TEXT, .offset = offsetof(struct entry, model.after)},
    {.key = "calls", .type = FIELD_ARGUMENT, .offset = offsetof(struct entry, model.calls)},
    {.key = "completes", .type = FIELD_ARGUMENT, .offset = offsetof(struct entry, model.completes)},
    {.key = "turns",
     .type = FIELD_WORD,
     .offset = offsetof(struct entry, model.turns),
     .word = turns_word,
     .word_count = CALL_TURNS_COUNT},
    {.key = "counts", .type = FIELD_ARGUMENT, .offset = offsetof(struct entry, model.counts)},
    {.key = "passes", .type = FIELD_CUSTOM, .read = read_passes},
    {.key = "builds", .type = FIELD_CUSTOM, .read = read_builds},
    {.key = "cached", .type = FIELD_CUSTOM, .read = read_cached},
    {.key = "cancels", .type = FIELD_CUSTOM, .read = read_cancels},
    {.key = "blocking", .type = FIELD_CUSTOM, .read = read_blocking},
    {.key = "step", .type = FIELD_CUSTOM, .read = read_step},
    {.key = "unpipelined", .type = FIELD_CUSTOM, .read = read_unpipelined},
    {.key = "bulk", .type = FIELD_CUSTOM, .read = read_bulk},
    {.key = "advice", .type = FIELD_TEXT, .offset = offsetof(struct entry, model.advice)},
    {.key = "pipeline", .type = FIELD_TEXT, .offset = offsetof(struct entry, model.pipeline)},
    {.key = "paging", .type = FIELD_TEXT, .offset = offsetof(struct entry, model.paging)},
    {.key = "url", .type = FIELD_TEXT, .offset = offsetof(struct entry, model.url)},
};

_Static_assert(sizeof(enum effect) == sizeof(unsigned) && sizeof(enum access_class) == sizeof(unsigned) &&
                   sizeof(enum failure) == sizeof(unsigned) && sizeof(enum pause) == sizeof(unsigned) &&
                   sizeof(enum request_language) == sizeof(unsigned) && sizeof(enum call_turns) == sizeof(unsigned),
               "FIELD_WORD fills an unsigned");

const struct schema entry_schema = {"a function's entry", entry_fields, ARRAY_COUNT(entry_fields)};

/* Behind `operator`: `*`, `*=`, `->*` are part of its name. */
static bool is_operator_star(const char *name, const char *star) {
    static const char word[] = "operator";
    const char *end = star;
    if (end - name >= 2 && end[-1] == '>' && end[-2] == '-')
        end -= 2;
    size_t length = sizeof word - 1;
    if ((size_t)(end - name) < length || memcmp(end - length, word, length) != 0)
        return false;
    return (size_t)(end - name) == length || end[-(ptrdiff_t)length - 1] == ':';
}

bool entry_is_glob(const char *name) {
    for (const char *c = strpbrk(name, "*?"); c != NULL; c = strpbrk(c + 1, "*?"))
        if (*c == '?' || !is_operator_star(name, c))
            return true;
    return false;
}

static bool check_name(struct schema_source *source, const struct yaml_node *node) {
    const char *name = node->text;
    bool is_operator = strstr(name, "operator") != NULL;
    if (isdigit((unsigned char)name[0]))
        return schema_fail(source, node, "'%s' is no name of a function", name);
    if (!is_operator && strpbrk(name, "()") != NULL)
        return schema_fail(source, node, "'%s': names are written without parameters", name);
    if (!is_operator && strpbrk(name, " \t,;") != NULL)
        return schema_fail(source, node, "'%s': a name holds no '%c'; several names are a list: [a, b]", name,
                           *strpbrk(name, " \t,;"));
    return true;
}

static bool check_names(struct schema_source *source, const struct yaml_node *node, const struct entry *entry) {
    const struct yaml_node *one = yaml_get(node, "name");
    const struct yaml_node *many = yaml_get(node, "names");
    if (one == NULL && many == NULL)
        return schema_fail(source, node, "a function's entry needs the key 'name' or 'names'");
    if (one != NULL && many != NULL)
        return schema_fail(source, many, "'name' and 'names' do not go together");
    if (one != NULL && one->kind != YAML_TEXT)
        return schema_fail(source, one, "'name' must be a text; several are 'names: [a, b]'");
    bool has_glob = false;
    for (uint32_t i = 0; i < entry->names.count; i++) {
        if (!check_name(source, &entry->names.nodes[i]))
            return false;
        has_glob = has_glob || entry_is_glob(entry->names.items[i]);
    }
    for (uint32_t i = 0; i < entry->except.count; i++)
        if (!check_name(source, &entry->except.nodes[i]))
            return false;
    if (entry->except.count > 0 && !has_glob)
        return schema_fail(source, entry->except.nodes, "'except' needs a name with * or ? that it narrows");
    return true;
}

static const char *own_name(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

static uint32_t count_stars(const char *text) {
    uint32_t count = 0;
    for (; *text != '\0'; text++)
        count += *text == '*';
    return count;
}

/* A sibling's own name, in which one star may stand for a part of the method's. */
static bool check_sibling(struct schema_source *source, const struct yaml_node *node, const char *key,
                          const struct text_list *names) {
    uint32_t stars = count_stars(node->text);
    if (strchr(node->text, ':') != NULL)
        return schema_fail(source, node, "'%s: %s': the own name of a method of the same class, without '::'", key,
                           node->text);
    if (!check_name(source, node))
        return false;
    if (stars > 1 || strchr(node->text, '?') != NULL)
        return schema_fail(source, node, "'%s: %s': a sibling's name holds at most one *, and no ?", key, node->text);
    for (uint32_t i = 0; i < names->count; i++) {
        const char *own = own_name(names->items[i]);
        if (stars == 1 && (count_stars(own) != 1 || strchr(own, '?') != NULL))
            return schema_fail(source, &names->nodes[i],
                               "'%s: %s' needs a name whose last part holds one *, as in 'Client::*'; '%s' does not",
                               key, node->text, names->items[i]);
        if (strcmp(own, node->text) == 0)
            return schema_fail(source, node, "'%s: %s' is the method '%s' itself", key, node->text, names->items[i]);
    }
    return true;
}

static bool check_siblings(struct schema_source *source, const struct entry *entry) {
    for (uint32_t i = 0; i < entry->siblings.count; i++)
        if (!check_sibling(source, &entry->siblings.nodes[i], "sibling", &entry->names))
            return false;
    for (uint32_t i = 0; i < entry->strangers.count; i++) {
        const struct yaml_node *node = &entry->strangers.nodes[i];
        if (!check_sibling(source, node, "no_sibling", &entry->names))
            return false;
        for (uint32_t k = 0; k < entry->siblings.count; k++)
            if (strcmp(entry->siblings.items[k], node->text) == 0)
                return schema_fail(source, node, "'%s' stands under 'sibling' and under 'no_sibling'", node->text);
    }
    return true;
}

/* What an entry asks of the class of the methods that it names. */
static bool check_class(struct schema_source *source, const struct yaml_node *node, const struct entry *entry) {
    static const char *const keys[] = {"derived_from", "sibling", "no_sibling"};
    const struct yaml_node *base = yaml_get(node, "derived_from");
    for (size_t k = 0; k < ARRAY_COUNT(keys); k++)
        for (uint32_t i = 0; i < entry->names.count && yaml_get(node, keys[k]) != NULL; i++)
            if (strstr(entry->names.items[i], "::") == NULL)
                return schema_fail(source, &entry->names.nodes[i],
                                   "'%s' speaks of the class of a method: '%s' names none; '*::%s' means any", keys[k],
                                   entry->names.items[i], entry->names.items[i]);
    if (base != NULL && !check_name(source, base))
        return false;
    if (base != NULL && (strpbrk(base->text, "*?") != NULL || base->text[0] == ':'))
        return schema_fail(source, base, "'derived_from: %s' must be the full name of one class, as in 'rpc::Proxy'",
                           base->text);
    return check_siblings(source, entry);
}

static bool waits(enum effect effect) {
    return effect == EFFECT_ROUNDTRIP || effect == EFFECT_WAIT || effect == EFFECT_CONNECT || effect == EFFECT_FETCH;
}

/* The effects that a key goes with, as a set of bits. */
#define EFFECT_BIT(effect) (1u << (effect))

static const struct key_effects {
    const char *key;
    unsigned effects;
    const char *words; /* the same for people */
} key_effects[] = {
    {"items", EFFECT_BIT(EFFECT_FETCH) | EFFECT_BIT(EFFECT_LOCAL), "effects 'fetch' and 'local'"},
    {"cookie", EFFECT_BIT(EFFECT_SEND) | EFFECT_BIT(EFFECT_WAIT), "effects 'send' and 'wait'"},
    {"tells", EFFECT_BIT(EFFECT_LOCAL), "effect 'local'"},
    {"page", EFFECT_BIT(EFFECT_ROUNDTRIP) | EFFECT_BIT(EFFECT_WAIT) | EFFECT_BIT(EFFECT_FETCH),
     "effects 'roundtrip', 'wait' and 'fetch'"},
    {"pause", EFFECT_BIT(EFFECT_LOCAL), "effect 'local'"},
    {"prefetch", EFFECT_BIT(EFFECT_ROUNDTRIP), "effect 'roundtrip'"},
    {"after", EFFECT_BIT(EFFECT_ROUNDTRIP) | EFFECT_BIT(EFFECT_SEND), "effects 'roundtrip' and 'send'"},
    {"cached", EFFECT_BIT(EFFECT_ROUNDTRIP), "effect 'roundtrip'"},
    {"cancels", EFFECT_BIT(EFFECT_ROUNDTRIP) | EFFECT_BIT(EFFECT_CONNECT), "effects 'roundtrip' and 'connect'"},
    {"blocking", EFFECT_BIT(EFFECT_ROUNDTRIP) | EFFECT_BIT(EFFECT_CONNECT), "effects 'roundtrip' and 'connect'"},
    {"step", EFFECT_BIT(EFFECT_WAIT), "effect 'wait'"},
    {"unpipelined",
     EFFECT_BIT(EFFECT_ROUNDTRIP) | EFFECT_BIT(EFFECT_SEND) | EFFECT_BIT(EFFECT_WAIT) | EFFECT_BIT(EFFECT_FETCH),
     "effects 'roundtrip', 'send', 'wait' and 'fetch'"},
    {"ok", EFFECT_BIT(EFFECT_LOCAL), "effect 'local'"},
    {"builds", EFFECT_BIT(EFFECT_LOCAL), "effect 'local'"},
    {"calls", EFFECT_BIT(EFFECT_LOCAL), "effect 'local'"},
    {"completes", EFFECT_BIT(EFFECT_LOCAL) | EFFECT_BIT(EFFECT_SEND), "effects 'local' and 'send'"},
};

static bool check_effect(struct schema_source *source, const struct yaml_node *node, const struct entry *entry) {
    for (size_t i = 0; i < ARRAY_COUNT(key_effects); i++) {
        const struct yaml_node *value = yaml_get(node, key_effects[i].key);
        if (value != NULL && (key_effects[i].effects & EFFECT_BIT(entry->model.effect)) == 0)
            return schema_fail(source, value, "'%s' goes with the %s only, not with '%s'", key_effects[i].key,
                               key_effects[i].words, effect_name(entry->model.effect));
    }
    return true;
}

static bool check_pairs(struct schema_source *source, const struct yaml_node *node, const struct entry *entry) {
    const struct yaml_node *tells = yaml_get(node, "tells");
    const struct yaml_node *ok = yaml_get(node, "ok");
    const struct yaml_node *language = yaml_get(node, "language");
    if (tells != NULL && ok == NULL)
        return schema_fail(source, tells, "'tells' needs 'ok', the results that mean success, as in 'ok: [0]'");
    if (language != NULL && entry->model.language != LANGUAGE_NONE && entry->model.request == ARGUMENT_NONE)
        return schema_fail(source, language, "'language' needs 'request', the argument that holds %s",
                           entry->model.language == LANGUAGE_BUILT ? "the object" : "the text");
    if (entry->model.cookie == ARGUMENT_RESULT && entry->model.effect == EFFECT_WAIT)
        return schema_fail(source, yaml_get(node, "cookie"),
                           "'cookie' of the effect 'wait' is the argument that says what is waited for, not 'return'");
    return true;
}

static bool check_calls(struct schema_source *source, const struct yaml_node *node, const struct entry *entry) {
    static const char *const needing[] = {"turns", "counts"};
    const struct yaml_node *passes = yaml_get(node, "passes"), *completes = yaml_get(node, "completes");
    bool is_counted = entry->model.turns != CALLS_ONCE && entry->model.turns != CALLS_UNKNOWN;
    for (size_t i = 0; i < ARRAY_COUNT(needing); i++)
        if (entry->model.calls == ARGUMENT_NONE && yaml_get(node, needing[i]) != NULL)
            return schema_fail(source, yaml_get(node, needing[i]),
                               "'%s' needs 'calls', the argument that is the function", needing[i]);
    if (entry->model.calls == ARGUMENT_NONE && entry->model.completes == ARGUMENT_NONE && passes != NULL)
        return schema_fail(source, passes, "'passes' needs 'calls' or 'completes', the argument that is the function");
    if (entry->model.calls != ARGUMENT_NONE && completes != NULL)
        return schema_fail(source, completes, "'calls' and 'completes' do not go together");
    if (is_counted != (entry->model.counts != ARGUMENT_NONE) && entry->model.calls != ARGUMENT_NONE)
        return schema_fail(source, yaml_get(node, is_counted ? "turns" : "counts"),
                           is_counted ? "'turns: %s' needs 'counts', the argument that it speaks of"
                                      : "'counts' does not go with 'turns: %s'",
                           call_turns_name(entry->model.turns));
    return true;
}

static bool check_keys(struct schema_source *source, const struct yaml_node *node, const struct entry *entry) {
    const struct yaml_node *roundtrips = yaml_get(node, "roundtrips");
    if (roundtrips != NULL && !waits(entry->model.effect))
        return schema_fail(source, roundtrips, "'roundtrips' does not go with the effect '%s', which waits for nobody",
                           effect_name(entry->model.effect));
    return check_effect(source, node, entry) && check_pairs(source, node, entry) && check_calls(source, node, entry);
}

static struct model make_model(const struct schema_source *source, const struct entry *entry, uint32_t index) {
    struct model model = entry->model;
    model.name = entry->names.items[index];
    model.is_glob = entry_is_glob(model.name);
    model.except = model.is_glob ? entry->except.items : NULL;
    model.except_count = model.is_glob ? entry->except.count : 0;
    model.siblings = entry->siblings.items;
    model.sibling_count = entry->siblings.count;
    model.strangers = entry->strangers.items;
    model.stranger_count = entry->strangers.count;
    model.ok = entry->ok.items;
    model.ok_count = entry->ok.count;
    model.file = source->file;
    model.line = entry->names.nodes[index].line;
    model.column = entry->names.nodes[index].column;
    return model;
}

bool entry_read(struct schema_source *source, const struct yaml_node *node, const struct model *defaults,
                struct model_list *out) {
    struct entry entry = {.model = *defaults};
    entry.model.language = LANGUAGE_NONE;
    if (!schema_read(source, &entry_schema, node, &entry) || !check_names(source, node, &entry) ||
        !check_class(source, node, &entry) || !check_keys(source, node, &entry))
        return false;
    /* Where an entry says what its requests do, they are no statements of the library's language. */
    if (yaml_get(node, "language") == NULL && entry.model.request != ARGUMENT_NONE && yaml_get(node, "access") == NULL)
        entry.model.language = defaults->language;
    for (uint32_t i = 0; i < entry.names.count; i++)
        vec_push(out, make_model(source, &entry, i));
    return true;
}

bool entry_read_list(struct schema_source *source, const struct yaml_node *node, const char *what,
                     const struct model *defaults, struct model_list *out) {
    if (!schema_check_kind(source, node, what, YAML_LIST))
        return false;
    for (uint32_t i = 0; i < node->count; i++)
        if (!entry_read(source, &node->items[i], defaults, out))
            return false;
    return true;
}

const struct model *entry_keep(struct arena *arena, struct model_list *list) {
    struct model *kept = ARENA_ARRAY(arena, struct model, list->count);
    if (list->count > 0)
        memcpy(kept, list->items, sizeof *kept * list->count);
    vec_finish(list);
    return kept;
}
