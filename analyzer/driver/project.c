/* Decides where a project begins and which files describe it. Tests: tests/unit/driver/test_project.c */
#include "driver/project.h"

#include "base/file.h"
#include "base/glob.h"
#include "base/path.h"
#include "base/process.h"
#include "base/suggest.h"
#include "model/latency.h"
#include "store/store.h"

#include <string.h>

void project_warn(const struct project *project, const char *format, ...) {
    if (project->options->on_warning == NULL)
        return;
    struct buffer text = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(&text, format, arguments);
    va_end(arguments);
    project->options->on_warning(buffer_text(&text), project->options->context);
    buffer_finish(&text);
}

bool project_is_cancelled(const struct project *project, struct error *err) {
    const struct driver_options *options = project->options;
    if (options->is_cancelled == NULL || !options->is_cancelled(options->context))
        return false;
    error_set(err, "cancelled; what was read until now is kept, the results are those of the run before");
    return true;
}

/* `directory` or the nearest of its parents that holds `.git` (a file in a linked work tree), or NULL. */
static const char *git_top(struct arena *arena, const char *directory) {
    for (;;) {
        if (file_exists(path_join(arena, directory, ".git")))
            return directory;
        const char *parent = path_directory(arena, directory);
        if (strcmp(parent, directory) == 0)
            return NULL;
        directory = parent;
    }
}

static bool open_config(struct project *project, const char *start, struct error *err) {
    const char *given = project->options->config;
    if (given != NULL)
        given = path_join(project->arena, project->directory, given);
    return config_load(project->arena, given, start, &project->config, err);
}

/* The folder of the compilation database, or NULL. Where it is not found that is told later, when it is needed. */
static const char *database_folder(struct project *project) {
    const char *path = NULL;
    struct error ignored = {0};
    bool is_found =
        compdb_find(project->arena, project->directory, project->options->compile_commands, &path, &ignored);
    error_finish(&ignored);
    return is_found ? path_directory(project->arena, path) : NULL;
}

static bool find_root(struct project *project, struct error *err) {
    const struct driver_options *options = project->options;
    struct arena *arena = project->arena;
    if (!open_config(project, project->directory, err))
        return false;
    project->root = project->config.directory;
    if (project->root == NULL)
        project->root = git_top(arena, project->directory);
    if (project->root != NULL || options->file_count > 0) {
        if (project->root == NULL)
            project->root = project->directory;
        return true;
    }
    const char *folder = database_folder(project);
    if (folder != NULL && options->compile_commands != NULL) {
        if (!open_config(project, folder, err))
            return false;
        project->root = project->config.directory;
        if (project->root == NULL)
            project->root = git_top(arena, folder);
    }
    if (project->root == NULL)
        project->root = folder != NULL ? folder : project->directory;
    return true;
}

bool project_open(struct project *project, const struct driver_options *options, struct arena *arena,
                  struct error *err) {
    *project = (struct project){.options = options, .arena = arena};
    const char *current = path_current(arena);
    project->directory = options->directory != NULL ? path_join(arena, current, options->directory) : current;
    if (!find_root(project, err))
        return false;
    project->root = path_normalize(arena, project->root);
    project->database = options->database != NULL ? path_join(arena, project->directory, options->database)
                                                  : store_default_path(arena, project->root);
    for (uint32_t i = 0; i < project->config.unused_key_count; i++)
        project_warn(project, "%s: this version does not use '%s' yet", project->config.path,
                     project->config.unused_keys[i]);
    return true;
}

void project_close(struct project *project) {
    pack_destroy(project->packs);
    project->packs = NULL;
}

static bool matches_any(const char *const *globs, uint32_t count, const char *path) {
    for (uint32_t i = 0; i < count; i++)
        if (glob_matches_path(globs[i], path))
            return true;
    return false;
}

bool project_allows_failure(const struct project *project, const char *file) {
    return matches_any(project->config.allow_failed, project->config.allow_failed_count, file);
}

static void drop_excluded(struct project *project) {
    struct compdb *compdb = &project->compdb;
    struct arena scratch;
    arena_init(&scratch);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < compdb->unit_count; i++) {
        const char *path = path_from_root(&scratch, project->root, compdb->units[i].file);
        if (!matches_any(project->config.exclude, project->config.exclude_count, path))
            compdb->units[kept++] = compdb->units[i];
    }
    project->excluded_count = compdb->unit_count - kept;
    compdb->unit_count = kept;
    arena_finish(&scratch);
}

/* Looking upward, and from there into build folders, may end at the database of somebody else: what was not named with
 * -p must lie in this project or name a source of it. A root that was only guessed from the database says nothing. */
static bool check_database_is_ours(struct project *project, struct error *err) {
    const struct compdb *compdb = &project->compdb;
    if (project->options->compile_commands != NULL)
        return true;
    const char *ours = project->config.directory;
    if (ours == NULL)
        ours = git_top(project->arena, project->directory);
    if (ours == NULL || !path_is_within(project->directory, ours))
        ours = project->directory;
    if (path_is_within(compdb->path, ours))
        return true;
    for (uint32_t i = 0; i < compdb->unit_count; i++)
        if (path_is_within(compdb->units[i].file, ours))
            return true;
    return error_set(err,
                     "no compilation database found in %s and its parents: %s is there but names no file below %s; say "
                     "-p %s to use it. How to make one: tripcount analyze --help",
                     project->directory, compdb->path, ours, compdb->directory);
}

bool project_load_commands(struct project *project, struct error *err) {
    const struct driver_options *options = project->options;
    if (options->file_count > 0)
        return compdb_single(project->arena, project->directory, options->files, options->file_count, options->flags,
                             options->flag_count, &project->compdb, err);
    const char *path = NULL;
    if (!compdb_find(project->arena, project->directory, options->compile_commands, &path, err) ||
        !compdb_load(project->arena, path, &project->compdb, err) || !check_database_is_ours(project, err))
        return false;
    drop_excluded(project);
    return true;
}

const char *driver_rules_directory(struct arena *arena) {
    struct buffer executable = {0};
    struct error ignored = {0};
    const char *rules = NULL;
    if (process_executable(&executable, &ignored)) {
        const char *folder = path_directory(arena, buffer_text(&executable));
        rules = path_join(arena, folder, "../share/tripcount/rules");
    }
    error_finish(&ignored);
    buffer_finish(&executable);
    return rules != NULL && file_is_directory(rules) ? rules : NULL;
}

static bool load_all_packs(struct project *project, struct error *err) {
    const struct driver_options *options = project->options;
    struct arena *arena = project->arena;
    const char *own = driver_rules_directory(arena);
    if (own == NULL)
        return error_set(err, "the rule packs are missing: they belong into ../share/tripcount/rules, seen from the "
                              "executable. Install tripcount again");
    if (!pack_load(project->packs, path_join(arena, own, "libraries"), err))
        return false;
    for (uint32_t i = 0; i < options->rule_count; i++)
        if (!pack_load(project->packs, path_join(arena, project->directory, options->rules[i]), err))
            return false;
    return pack_add_models(project->packs, project->config.models, project->config.model_count, err);
}

/* Config wins over packs. A pack that says what is the default anyway leaves its peer to --latency: that is how far
 * away the network's servers are, while what lies on the same machine stays there. */
static bool find_latencies(struct project *project, struct error *err) {
    const char *wanted = project->options->latency != NULL ? project->options->latency : LATENCY_DEFAULT;
    const struct latency_profile *profile = latency_find(wanted);
    if (profile == NULL) {
        const char *names[LATENCY_COUNT];
        for (unsigned i = 0; i < LATENCY_COUNT; i++)
            names[i] = latency_profile(i)->name;
        const char *nearest = suggest_nearest(wanted, names, LATENCY_COUNT);
        return error_set(err, "there is no latency profile '%s'%s%s%s", wanted,
                         nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                         nearest != NULL ? "'?" : "");
    }
    uint32_t library_count = pack_library_count(project->packs);
    struct peer_time *peers =
        ARENA_ARRAY(project->arena, struct peer_time, project->config.latency_count + library_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < project->config.latency_count; i++) {
        const struct peer_latency *latency = &project->config.latencies[i];
        const struct latency_profile *named = latency_find(latency->profile);
        if (named != NULL)
            peers[count++] = (struct peer_time){latency->peer, named->milliseconds};
    }
    for (uint32_t i = 0; i < library_count; i++) {
        const struct library *library = pack_library(project->packs, i);
        const struct latency_profile *named = library->latency != NULL ? latency_find(library->latency) : NULL;
        if (named != NULL && strcmp(named->name, LATENCY_DEFAULT) != 0)
            peers[count++] = (struct peer_time){library->peer, named->milliseconds};
    }
    project->latency = (struct latency){profile->name, profile->milliseconds, peers, count};
    return true;
}

bool project_load_packs(struct project *project, struct error *err) {
    project->packs = pack_create();
    return load_all_packs(project, err) && find_latencies(project, err);
}

struct digest project_digest(const struct project *project) {
    struct buffer text = {0};
    buffer_add_string(&text, project->latency.profile);
    for (uint32_t i = 0; i < project->latency.peer_count; i++)
        buffer_printf(&text, "%s=%.17g;", project->latency.peers[i].peer, project->latency.peers[i].milliseconds);
    struct digest digest = digest_of(text.data, text.size);
    buffer_finish(&text);
    digest = digest_combine(digest, pack_digest(project->packs));
    return digest_combine(digest, project->config.digest);
}

bool driver_load_packs(const struct driver_options *options, struct arena *arena, struct pack_set **out,
                       struct error *err) {
    struct project project;
    if (!project_open(&project, options, arena, err))
        return false;
    bool is_good = project_load_packs(&project, err);
    if (is_good) {
        *out = project.packs;
        project.packs = NULL;
    }
    project_close(&project);
    return is_good;
}
