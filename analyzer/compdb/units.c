/* See units.h. */
#include "compdb/units.h"

#include "base/path.h"
#include "compdb/compiler.h"
#include "compdb/language.h"
#include "compdb/normalize.h"
#include "compdb/response.h"

#include <stdlib.h>
#include <string.h>

void unit_builder_init(struct unit_builder *builder, struct arena *arena, struct compdb *compdb) {
    *builder = (struct unit_builder){.arena = arena, .compdb = compdb};
    arena_init(&builder->scratch);
}

void unit_builder_finish(struct unit_builder *builder) {
    arena_finish(&builder->scratch);
    vec_finish(&builder->units);
    vec_finish(&builder->compilers);
}

static void count_compiler(struct unit_builder *builder, const char *name) {
    for (uint32_t i = 0; i < builder->compilers.count; i++) {
        if (strcmp(builder->compilers.items[i].name, name) == 0) {
            builder->compilers.items[i].entry_count++;
            return;
        }
    }
    vec_push(&builder->compilers, (struct compdb_compiler){name, 1});
}

static void leave_out(struct unit_builder *builder, enum compdb_left_out reason, const char *file) {
    if (builder->compdb->left_out_count[reason]++ == 0)
        builder->compdb->left_out_example[reason] = file;
}

/* From what was written to the words that a compiler sees, its own name included. */
static bool read_words(struct unit_builder *builder, const struct unit_entry *entry, struct words *words,
                       struct compdb_unit *unit, struct error *err) {
    struct words written = {0};
    const struct words *source = entry->words;
    bool ok = false;
    if (entry->command != NULL) {
        source = &written;
        if (!words_split_shell(&builder->scratch, entry->command, &written, err))
            goto done;
    } else if (entry->words == NULL) {
        error_set(err, "the entry has neither \"command\" nor \"arguments\"");
        goto done;
    }
    ok = response_expand(&builder->scratch, entry->directory, source, words, err);
    if (!ok)
        unit->problem = COMPDB_BAD_RESPONSE_FILE;
done:
    vec_finish(&written);
    return ok;
}

static bool read_command(struct unit_builder *builder, const struct unit_entry *entry, struct compdb_unit *unit,
                         enum compdb_left_out *left_out, struct error *err) {
    struct words words = {0};
    struct compiler_call call = {.name = "", .mode = COMPILER_C};
    bool ok = false;
    if (!read_words(builder, entry, &words, unit, err))
        goto done;
    if (entry->has_compiler && !compiler_find(builder->arena, &words, &call, err))
        goto done;
    unit->compiler = call.name;
    struct command command = {.words = &words,
                              .first_argument = call.first_argument,
                              .mode = call.mode,
                              .target = call.target,
                              .directory = entry->directory,
                              .file = unit->file,
                              .may_be_header = !entry->has_compiler};
    if (!normalize_command(builder->arena, &command, unit, left_out, err))
        goto done;
    if (*left_out == COMPDB_TAKEN && strpbrk(unit->file, "\r\n") != NULL) {
        error_set(err, "the file's name holds a line break");
        goto done;
    }
    ok = true;
done:
    vec_finish(&words);
    return ok;
}

static void set_problem(struct unit_builder *builder, struct compdb_unit *unit, const struct error *err) {
    if (unit->problem == COMPDB_FINE)
        unit->problem = COMPDB_BAD_COMMAND;
    unit->problem_text = arena_text(builder->arena, err->message, strlen(err->message));
    unit->arguments = NULL;
    unit->argument_count = 0;
}

void unit_builder_add(struct unit_builder *builder, const struct unit_entry *entry) {
    struct error err = {0};
    enum compdb_left_out left_out = COMPDB_TAKEN;
    arena_reset(&builder->scratch);
    builder->compdb->entry_count++;
    const char *file = path_join(builder->arena, entry->directory, entry->file);
    struct language_verdict by_name = language_of_file(file);
    struct compdb_unit unit = {.file = file,
                               .directory = entry->directory,
                               .compiler = "",
                               .language = by_name.language,
                               .entry = builder->compdb->entry_count,
                               .line = entry->line};
    if (!read_command(builder, entry, &unit, &left_out, &err)) {
        /* A command that cannot be read is nobody's loss when the file would not have been taken. */
        bool is_wanted = by_name.reason == COMPDB_TAKEN || (by_name.reason == COMPDB_HEADER && !entry->has_compiler);
        left_out = is_wanted ? COMPDB_TAKEN : by_name.reason;
        set_problem(builder, &unit, &err);
        error_finish(&err);
    }
    if (left_out != COMPDB_TAKEN) {
        leave_out(builder, left_out, file);
        return;
    }
    if (unit.compiler[0] != '\0')
        count_compiler(builder, unit.compiler);
    vec_push(&builder->units, unit);
}

/* Everything but where the entry stood, so that the order of a database (which a parallel build shuffles) does not
 * count. */
static int compare_commands(const struct compdb_unit *a, const struct compdb_unit *b) {
    int order = strcmp(a->file, b->file);
    if (order == 0)
        order = strcmp(a->directory, b->directory);
    for (uint32_t i = 0; order == 0 && i < a->argument_count && i < b->argument_count; i++)
        order = strcmp(a->arguments[i], b->arguments[i]);
    if (order == 0)
        order = (a->argument_count > b->argument_count) - (a->argument_count < b->argument_count);
    if (order == 0)
        order = (int)a->problem - (int)b->problem;
    if (order == 0 && a->problem != COMPDB_FINE)
        order = strcmp(a->problem_text, b->problem_text);
    return order;
}

static int compare_units(const void *left, const void *right) {
    const struct compdb_unit *a = left;
    const struct compdb_unit *b = right;
    int order = compare_commands(a, b);
    return order != 0 ? order : (a->entry > b->entry) - (a->entry < b->entry);
}

static int compare_compilers(const void *left, const void *right) {
    const struct compdb_compiler *a = left;
    const struct compdb_compiler *b = right;
    if (a->entry_count != b->entry_count)
        return a->entry_count < b->entry_count ? 1 : -1;
    return strcmp(a->name, b->name);
}

static void add_sorted(struct compdb *compdb, const struct compdb_unit *unit) {
    const struct compdb_unit *last = compdb->unit_count > 0 ? &compdb->units[compdb->unit_count - 1] : NULL;
    if (last != NULL && compare_commands(last, unit) == 0) {
        compdb->duplicate_count++;
        return;
    }
    bool is_same_file = last != NULL && strcmp(last->file, unit->file) == 0;
    struct compdb_unit *added = &compdb->units[compdb->unit_count++];
    *added = *unit;
    added->index = is_same_file ? last->index + 1 : 0;
    if (unit->problem != COMPDB_FINE)
        compdb->problem_count++;
    if (unit->problem == COMPDB_BAD_RESPONSE_FILE)
        compdb->response_problem_count++;
}

void unit_builder_end(struct unit_builder *builder) {
    struct compdb *compdb = builder->compdb;
    if (builder->units.count > 0)
        qsort(builder->units.items, builder->units.count, sizeof *builder->units.items, compare_units);
    compdb->units = ARENA_ARRAY(builder->arena, struct compdb_unit, builder->units.count);
    for (uint32_t i = 0; i < builder->units.count; i++)
        add_sorted(compdb, &builder->units.items[i]);
    if (builder->compilers.count > 0)
        qsort(builder->compilers.items, builder->compilers.count, sizeof *builder->compilers.items, compare_compilers);
    compdb->compilers = ARENA_ARRAY(builder->arena, struct compdb_compiler, builder->compilers.count);
    for (uint32_t i = 0; i < builder->compilers.count; i++)
        compdb->compilers[compdb->compiler_count++] = builder->compilers.items[i];
}
