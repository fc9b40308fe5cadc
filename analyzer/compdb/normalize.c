/* See normalize.h. */
#include "compdb/normalize.h"

#include "base/path.h"
#include "compdb/flag.h"
#include "compdb/language.h"

#include <string.h>

/* What follows every command: no warning is wanted, and what clang makes an error by default though gcc compiles it
 * (implicit declarations, narrowing) must not cost a unit. -Wno-everything does that, -w alone does not. */
static const char *const last_arguments[] = {"-w", "-Wno-error", "-Wno-everything", "-ferror-limit=0",
                                             "-Qunused-arguments"};

struct normalizer {
    struct arena *arena;
    const struct command *command;
    struct words kept;
    const char *directory;
    enum compiler_mode mode;
    const char *language; /* the last -x before here; NULL: the file's name decides */
    const char *source_language;
    enum { SOURCE_UNSEEN, SOURCE_NAMESAKE, SOURCE_SEEN } source; /* how surely the source has been met */
    const char *target;
    bool has_arch;
};

static void keep(struct normalizer *normalizer, const char *word) {
    vec_push(&normalizer->kept, arena_text(normalizer->arena, word, strlen(word)));
}

static void keep_value(struct normalizer *normalizer, const char *spelling, const char *value) {
    if (value[0] == '\0')
        return;
    if (spelling[strlen(spelling) - 1] == '=') {
        vec_push(&normalizer->kept, arena_printf(normalizer->arena, "%s%s", spelling, value));
    } else {
        keep(normalizer, spelling);
        keep(normalizer, value);
    }
}

/* A positional word: only the source is of interest, for the -x that holds at its place. */
static void note_input(struct normalizer *normalizer, const char *word) {
    const struct command *command = normalizer->command;
    if (normalizer->source == SOURCE_SEEN || strcmp(path_base(word), path_base(command->file)) != 0)
        return;
    bool is_source = strcmp(path_join(normalizer->arena, normalizer->directory, word), command->file) == 0;
    if (!is_source && normalizer->source == SOURCE_NAMESAKE)
        return;
    normalizer->source = is_source ? SOURCE_SEEN : SOURCE_NAMESAKE;
    normalizer->source_language = normalizer->language;
}

static void keep_include(struct normalizer *normalizer, const char *value) {
    /* The driver would look for FILE.pch and FILE.gch beside FILE and load that: it was made by another compiler, or by
     * somebody who wants it loaded. Handed past the driver, the header itself is read. */
    static const char *const past_driver[] = {"-Xclang", "-include", "-Xclang"};
    if (value[0] == '\0')
        return;
    for (size_t i = 0; i < ARRAY_COUNT(past_driver); i++)
        keep(normalizer, past_driver[i]);
    keep(normalizer, value);
}

static bool set_driver_mode(struct normalizer *normalizer, const char *mode, struct compdb_unit *unit,
                            struct error *err) {
    if (strcmp(mode, "g++") == 0) {
        normalizer->mode = COMPILER_CXX;
    } else if (strcmp(mode, "gcc") == 0 || strcmp(mode, "cpp") == 0) {
        normalizer->mode = COMPILER_C;
    } else {
        unit->problem = COMPDB_UNSUPPORTED;
        return error_set(err, "the driver mode \"%s\" is not supported, only command lines of gcc and clang", mode);
    }
    return true;
}

static bool apply(struct normalizer *normalizer, const struct flag_rule *rule, const char *word, const char *value,
                  struct compdb_unit *unit, struct error *err) {
    const char *spelling = rule->written != NULL ? rule->written : rule->spelling;
    switch (rule->action) {
    case FLAG_KEEP:
    case FLAG_KEEP_PATH:
        if (rule->shape == FLAG_EXACT)
            keep(normalizer, rule->written != NULL ? rule->written : word);
        else if (strcmp(spelling, "-I") != 0 || strcmp(value, "-") != 0)
            keep_value(normalizer, spelling, value);
        break;
    case FLAG_STANDARD: /* filtered when the language is known */
        keep_value(normalizer, spelling, value);
        break;
    case FLAG_KEEP_INCLUDE:
        keep_include(normalizer, value);
        break;
    case FLAG_LEVEL:
        if (flag_level_is_known(value))
            keep(normalizer, word);
        break;
    case FLAG_ARCH:
        if (!normalizer->has_arch)
            keep_value(normalizer, spelling, value);
        normalizer->has_arch = true;
        break;
    case FLAG_TARGET:
        keep_value(normalizer, spelling, value);
        normalizer->target = value;
        break;
    case FLAG_LANGUAGE:
        normalizer->language = strcmp(value, "none") == 0 ? NULL : value;
        break;
    case FLAG_OBJC:
        normalizer->language = "objective-c";
        break;
    case FLAG_OBJCXX:
        normalizer->language = "objective-c++";
        break;
    case FLAG_DRIVER_MODE:
        return set_driver_mode(normalizer, value, unit, err);
    case FLAG_DIRECTORY:
        value += value[0] == '=';
        normalizer->directory = path_join(normalizer->arena, normalizer->directory, value);
        break;
    case FLAG_REFUSE:
        unit->problem = COMPDB_UNSUPPORTED;
        return error_set(err, "a %s command is not supported: give the command of the compiler driver", word);
    case FLAG_DROP:
    case FLAG_FORWARD:
    case FLAG_FORWARD_LIST:
        break;
    }
    return true;
}

/* Flags inside flags: only those that are marked as such are kept, and nothing in them is an input. */
static bool walk_forwarded(struct normalizer *normalizer, const struct words *words, struct compdb_unit *unit,
                           struct error *err) {
    for (uint32_t i = 0; i < words->count; i++) {
        const char *word = words->items[i];
        const struct flag_rule *rule = flag_find(word);
        if (rule == NULL)
            continue;
        const char *value = word + (rule->shape == FLAG_EXACT ? 0 : strlen(rule->spelling));
        if (flag_takes_next_word(rule, word)) {
            if (++i == words->count)
                break;
            value = words->items[i];
        }
        if (rule->forwarded && !apply(normalizer, rule, word, value, unit, err))
            return false;
    }
    return true;
}

/* Gathers what -Xclang A -Xclang B hands over; `index` is at the first -Xclang, and moves to the last word taken. */
static void gather_forwarded(const struct words *words, uint32_t *index, struct words *forwarded) {
    const char *flag = words->items[*index];
    while (*index + 1 < words->count) {
        vec_push(forwarded, words->items[*index + 1]);
        *index += 1;
        if (*index + 2 >= words->count || strcmp(words->items[*index + 1], flag) != 0)
            break;
        *index += 1;
    }
}

static void split_list(struct arena *arena, const char *list, struct words *words) {
    for (;;) {
        size_t length = strcspn(list, ",");
        vec_push(words, arena_text(arena, list, length));
        if (list[length] == '\0')
            break;
        list += length + 1;
    }
}

static bool walk(struct normalizer *normalizer, struct compdb_unit *unit, struct error *err) {
    const struct words *words = normalizer->command->words;
    bool only_inputs = false; /* behind "--" */
    struct words forwarded = {0};
    bool ok = true;
    for (uint32_t i = normalizer->command->first_argument; ok && i < words->count; i++) {
        const char *word = words->items[i];
        if (only_inputs || word[0] != '-' || word[1] == '\0') {
            note_input(normalizer, word);
            continue;
        }
        if (strcmp(word, "--") == 0) {
            only_inputs = true;
            continue;
        }
        const struct flag_rule *rule = flag_find(word);
        if (rule == NULL)
            continue;
        if (rule->action == FLAG_FORWARD || rule->action == FLAG_FORWARD_LIST) {
            forwarded.count = 0;
            if (rule->action == FLAG_FORWARD)
                gather_forwarded(words, &i, &forwarded);
            else
                split_list(normalizer->arena, word + strlen(rule->spelling), &forwarded);
            ok = walk_forwarded(normalizer, &forwarded, unit, err);
            continue;
        }
        const char *value = word + (rule->shape == FLAG_EXACT ? 0 : strlen(rule->spelling));
        if (flag_takes_next_word(rule, word)) {
            if (++i == words->count)
                break; /* a flag without its value, at the end */
            value = words->items[i];
        }
        ok = apply(normalizer, rule, word, value, unit, err);
    }
    vec_finish(&forwarded);
    return ok;
}

static struct language_verdict decide_language(const struct normalizer *normalizer) {
    const struct command *command = normalizer->command;
    static const char *const gpu_targets[] = {"amdgcn", "nvptx", "spir", "r600"};
    for (size_t i = 0; i < ARRAY_COUNT(gpu_targets); i++)
        if (normalizer->target != NULL && strncmp(normalizer->target, gpu_targets[i], strlen(gpu_targets[i])) == 0)
            return (struct language_verdict){COMPDB_GPU, COMPDB_C};
    const char *option = normalizer->source == SOURCE_UNSEEN ? normalizer->language : normalizer->source_language;
    if (option != NULL)
        return language_of_option(option);
    struct language_verdict verdict = language_of_file(command->file);
    if (normalizer->mode == COMPILER_CXX)
        verdict.language = language_in_cxx_mode(verdict.language);
    if (verdict.reason == COMPDB_HEADER && command->may_be_header)
        verdict.reason = COMPDB_TAKEN;
    return verdict;
}

/* gcc warns of -std=gnu99 for C++ and goes on without it; clang stops. */
static bool flag_is_for_other_language(const char *word, enum compdb_language language) {
    if (strcmp(word, "-fgnu89-inline") == 0)
        return language_is_cxx(language);
    return strncmp(word, "-std=", 5) == 0 && (strstr(word, "++") != NULL) != language_is_cxx(language);
}

static void write_arguments(struct normalizer *normalizer, enum compdb_language language, struct compdb_unit *unit) {
    uint32_t limit = normalizer->kept.count + 3 + (uint32_t)ARRAY_COUNT(last_arguments);
    const char **arguments = ARENA_ARRAY(normalizer->arena, const char *, limit);
    uint32_t count = 0;
    arguments[count++] = "-x";
    arguments[count++] = compdb_language_name(language);
    if (normalizer->target == NULL && normalizer->command->target != NULL)
        arguments[count++] = arena_printf(normalizer->arena, "--target=%s", normalizer->command->target);
    for (uint32_t i = 0; i < normalizer->kept.count; i++)
        if (!flag_is_for_other_language(normalizer->kept.items[i], language))
            arguments[count++] = normalizer->kept.items[i];
    for (size_t i = 0; i < ARRAY_COUNT(last_arguments); i++)
        arguments[count++] = last_arguments[i];
    unit->arguments = arguments;
    unit->argument_count = count;
}

bool normalize_command(struct arena *arena, const struct command *command, struct compdb_unit *unit,
                       enum compdb_left_out *left_out, struct error *err) {
    struct normalizer normalizer = {
        .arena = arena, .command = command, .directory = command->directory, .mode = command->mode};
    bool ok = false;
    if (command->mode == COMPILER_CL) {
        unit->problem = COMPDB_UNSUPPORTED;
        error_set(err, "command lines of %s are not supported, only those of gcc and clang", unit->compiler);
        goto done;
    }
    if (!walk(&normalizer, unit, err))
        goto done;
    struct language_verdict verdict = decide_language(&normalizer);
    *left_out = verdict.reason;
    unit->language = verdict.language;
    unit->directory = normalizer.directory;
    write_arguments(&normalizer, verdict.language, unit);
    ok = true;
done:
    vec_finish(&normalizer.kept);
    return ok;
}
