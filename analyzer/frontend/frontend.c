/* The front door: one command in, one lowered unit out.
 *
 * Parses with KeepGoing (all errors of a unit are told, at no cost) and nothing else: other options either cost more
 * than they save or lose what is looked for. libclang recovers from its own crashes while it parses, not while it
 * answers questions; the worker process is there for those. */
#include "frontend/frontend.h"

#include "base/path.h"
#include "frontend/comments.h"
#include "frontend/dependencies.h"
#include "frontend/diagnostics.h"
#include "frontend/dump.h"
#include "frontend/lower.h"
#include "frontend/resource.h"

#include <stdlib.h>
#include <string.h>

struct frontend {
    CXIndex index;
    struct digest_cache digests;
    char *resource_directory; /* NULL: libclang's own */
};

struct frontend *frontend_create(const struct frontend_options *options) {
    struct frontend *frontend = checked_alloc(1, sizeof *frontend);

    frontend->index = clang_createIndex(0, 0);
    digest_cache_init(&frontend->digests);
    frontend->resource_directory = NULL;
    if (options != NULL && options->resource_directory != NULL)
        frontend->resource_directory = checked_duplicate(options->resource_directory);
    else
        frontend->resource_directory = resource_directory_find();
    return frontend;
}

void frontend_destroy(struct frontend *frontend) {
    if (frontend == NULL)
        return;
    clang_disposeIndex(frontend->index);
    digest_cache_finish(&frontend->digests);
    free(frontend->resource_directory);
    free(frontend);
}

const char *frontend_resource_directory(const struct frontend *frontend) { return frontend->resource_directory; }

const char *frontend_version(struct arena *arena) {
    CXString version = clang_getClangVersion();
    const char *text = clang_getCString(version);
    const char *found = text == NULL ? NULL : strstr(text, "clang version ");
    const char *copy = "clang version unknown";

    /* "Debian clang version 19.1.7 (3~deb12u1)" */
    if (found != NULL)
        copy = arena_text(arena, found, strcspn(found + 14, " (+") + 14);
    clang_disposeString(version);
    return copy;
}

static bool has_prefix(const char *text, const char *prefix) { return strncmp(text, prefix, strlen(prefix)) == 0; }

/* The unit's own arguments and ours, which come last and win. The caller frees the array. With OpenMP on, libclang
 * hides what stands under its directives; without it they are ordinary loops. */
static const char **make_arguments(const struct frontend *frontend, const struct frontend_command *command,
                                   struct arena *arena, int *count) {
    const char **arguments = checked_alloc(command->argument_count + 9u, sizeof *arguments);
    uint32_t at = 0;
    bool has_resource_directory = false, has_openmp = false;

    arguments[at++] = arena_printf(arena, "-working-directory=%s", command->directory);
    for (uint32_t i = 0; i < command->argument_count; i++) {
        if (has_prefix(command->arguments[i], "-fopenmp")) {
            has_openmp = true;
            continue;
        }
        has_resource_directory |= has_prefix(command->arguments[i], "-resource-dir");
        arguments[at++] = command->arguments[i];
    }
    if (has_openmp)
        arguments[at++] = "-D_OPENMP=201811";
    if (!has_resource_directory && frontend->resource_directory != NULL) {
        arguments[at++] = "-resource-dir";
        arguments[at++] = frontend->resource_directory;
    }
    arguments[at++] = "-w";
    arguments[at++] = "-Wno-error";
    arguments[at++] = "-ferror-limit=0";
    *count = (int)at;
    return arguments;
}

static enum CXErrorCode parse(struct frontend *frontend, const struct frontend_command *command, struct arena *arena,
                              CXTranslationUnit *unit) {
    int count;
    const char **arguments = make_arguments(frontend, command, arena, &count);
    enum CXErrorCode code = clang_parseTranslationUnit2(frontend->index, command->file, arguments, count, NULL, 0,
                                                        CXTranslationUnit_KeepGoing, unit);

    free(arguments);
    return code;
}

/* libclang tells the language of a declaration only, and says C for a function of C++. The driver's own rule: the last
 * -x, else the name. */
static bool is_cxx_command(const struct frontend_command *command) {
    static const char *const endings[] = {".cc", ".cpp", ".cxx", ".c++", ".cp",  ".C",    ".CPP", ".mm",
                                          ".hh", ".hpp", ".hxx", ".H",   ".tcc", ".cppm", ".ixx", ".ii"};
    const char *language = NULL;

    for (uint32_t i = 0; i < command->argument_count; i++) {
        const char *argument = command->arguments[i];
        if (!has_prefix(argument, "-x"))
            continue;
        if (argument[2] != '\0')
            language = argument + 2;
        else if (i + 1 < command->argument_count)
            language = command->arguments[i + 1];
    }
    if (language != NULL && strcmp(language, "none") != 0)
        return strstr(language, "c++") != NULL;
    const char *dot = strrchr(path_base(command->file), '.');
    for (size_t i = 0; dot != NULL && i < ARRAY_COUNT(endings); i++)
        if (strcmp(dot, endings[i]) == 0)
            return true;
    return false;
}

static void *take(struct arena *arena, const void *items, size_t size) {
    void *copy = arena_alloc(arena, size);

    if (size > 0)
        memcpy(copy, items, size);
    return copy;
}

#define TAKE(arena, vec) take((arena), (vec)->items, sizeof *(vec)->items *(vec)->count)

static void finish_unit(struct lowering *lowering, struct unit *unit) {
    struct comments comments = {0};

    unit->records = records_finish(lowering, &unit->record_count);
    lower_pending(lowering);
    siblings_finish(lowering);
    unit->functions = TAKE(lowering->arena, &lowering->functions);
    unit->function_count = lowering->functions.count;
    for (uint32_t i = 0; i < lowering->sources.files.count; i++)
        if (!sources_is_system(&lowering->sources, i))
            comments_read(&lowering->sources, i, &comments);
    unit->line_hashes =
        line_hashes_make(&lowering->sources, unit->functions, unit->function_count, &unit->line_hash_count);
    unit->symbols = TAKE(lowering->arena, &lowering->symbols);
    unit->symbol_count = lowering->symbols.count;
    unit->pointer_facts = TAKE(lowering->arena, &lowering->facts);
    unit->pointer_fact_count = lowering->facts.count;
    unit->suppressions = TAKE(lowering->arena, &comments.suppressions);
    unit->suppression_count = comments.suppressions.count;
    unit->bounds = TAKE(lowering->arena, &comments.bounds);
    unit->bound_count = comments.bounds.count;
    unit->line_count = sources_line_count(&lowering->sources, 0);
    unit->files = TAKE(lowering->arena, &lowering->sources.files);
    unit->file_count = lowering->sources.files.count;
    vec_finish(&comments.suppressions);
    vec_finish(&comments.bounds);
}

static void lowering_finish(struct lowering *lowering) {
    sources_finish(&lowering->sources);
    type_texts_finish(&lowering->types);
    interner_finish(&lowering->texts);
    vec_free(lowering->stack.items);
    vec_finish(&lowering->symbols);
    map_finish(&lowering->symbol_by_declaration);
    map_finish(&lowering->symbol_by_usr);
    map_finish(&lowering->specials);
    map_finish(&lowering->lambda_by_class);
    vec_finish(&lowering->captured);
    vec_finish(&lowering->record_infos);
    map_finish(&lowering->record_by_declaration);
    vec_finish(&lowering->reported_records);
    vec_finish(&lowering->functions);
    map_finish(&lowering->function_by_symbol);
    map_finish(&lowering->queued);
    vec_finish(&lowering->pending);
    vec_finish(&lowering->patterns);
    map_finish(&lowering->used_patterns);
    vec_finish(&lowering->facts);
    vec_finish(&lowering->errors);
    vec_finish(&lowering->global_initializers);
    map_finish(&lowering->constant_by_declaration);
    vec_finish(&lowering->constants);
}

static void lower_parsed(struct frontend *frontend, const struct frontend_command *command, struct arena *arena,
                         CXTranslationUnit parsed, struct frontend_unit *out) {
    struct lowering lowering = {.arena = arena, .translation_unit = parsed, .is_cxx = is_cxx_command(command)};
    CXFile main_file = clang_getFile(parsed, command->file);

    interner_init(&lowering.texts);
    sources_init(&lowering.sources, arena, parsed, command->root, command->directory);
    (void)sources_add_main(&lowering.sources, main_file);
    diagnostics_read(&lowering, &out->unit);
    lower_translation_unit(&lowering);
    finish_unit(&lowering, &out->unit);
    dependencies_read(&frontend->digests, &lowering.sources, command, out);
    lowering_finish(&lowering);
}

/* A unit without anything in it but why. */
static void fail(struct arena *arena, const struct frontend_command *command, struct frontend_unit *out,
                 enum unit_status status, const char *message) {
    struct unit *unit = &out->unit;

    unit->status = status;
    unit->message = arena_printf(arena, "%s: %s", unit->path, message);
    unit->error_count = 1;
    unit->files = ARENA_NEW(arena, struct source_file);
    unit->files[0] = (struct source_file){.path = unit->path, .flags = FILE_MAIN};
    unit->file_count = 1;
    out->dependencies = ARENA_NEW(arena, struct dependency);
    out->dependencies[0].path = path_normalize(arena, command->file);
    out->dependencies[0].stamp = file_stamp_of(command->file);
    out->dependencies[0].is_absent = out->dependencies[0].stamp.size < 0;
    out->dependency_count = 1;
    struct buffer content = {0};
    if (!out->dependencies[0].is_absent && file_read(command->file, &content, NULL))
        out->dependencies[0].digest = digest_of(content.data, content.size);
    buffer_finish(&content);
}

static void fail_parse(struct arena *arena, const struct frontend_command *command, struct frontend_unit *out,
                       enum CXErrorCode code) {
    switch (code) {
    case CXError_Crashed:
        fail(arena, command, out, UNIT_CRASH, "libclang crashed while it parsed the file");
        break;
    case CXError_InvalidArguments:
        fail(arena, command, out, UNIT_INVALID, "libclang cannot use the command");
        break;
    default:
        fail(arena, command, out, UNIT_ERROR, "libclang cannot parse the file");
        break;
    }
}

void frontend_lower(struct frontend *frontend, const struct frontend_command *command, struct arena *arena,
                    struct frontend_unit *out) {
    CXTranslationUnit parsed = NULL;

    *out = (struct frontend_unit){0};
    out->unit.path = path_from_root(arena, command->root, path_normalize(arena, command->file));
    if (file_stamp_of(command->file).size < 0) {
        fail(arena, command, out, UNIT_MISSING, "the file cannot be read");
        return;
    }
    if (file_is_directory(command->file)) {
        fail(arena, command, out, UNIT_INVALID, "this is a directory");
        return;
    }
    enum CXErrorCode code = parse(frontend, command, arena, &parsed);
    if (code != CXError_Success || parsed == NULL) {
        fail_parse(arena, command, out, code);
    } else {
        lower_parsed(frontend, command, arena, parsed, out);
    }
    if (parsed != NULL)
        clang_disposeTranslationUnit(parsed);
}

bool frontend_dump_ast(struct frontend *frontend, const struct frontend_command *command, struct buffer *out,
                       struct error *err) {
    struct arena arena;
    CXTranslationUnit parsed = NULL;

    arena_init(&arena);
    enum CXErrorCode code = parse(frontend, command, &arena, &parsed);
    bool is_done = code == CXError_Success && parsed != NULL;
    if (is_done)
        dump_ast(parsed, out);
    else
        error_set(err, "%s: libclang cannot parse the file", command->file);
    if (parsed != NULL)
        clang_disposeTranslationUnit(parsed);
    arena_finish(&arena);
    return is_done;
}
