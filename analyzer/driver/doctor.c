/* Decides what is needed to analyse a project, and what to do about what is missing.
 * Tests: tests/integration/test_doctor.py */
#include "driver/driver.h"
#include "driver/plan.h"
#include "driver/pool.h"
#include "driver/project.h"

#include "base/file.h"
#include "base/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FAILED_SHOWN = 10, COMPILERS_SHOWN = 4, PERCENT = 100 };

struct examination {
    struct project project;
    struct arena *arena;
    VEC(struct driver_check) checks;
};

static void add_check(struct examination *examination, const char *name, enum health health, const char *found,
                      const char *advice) {
    vec_push(&examination->checks, (struct driver_check){name, health, found, advice});
}

/* A failure: the message of the error is what was found. */
static void add_failure(struct examination *examination, const char *name, struct error *err, const char *advice) {
    const char *message = err->message != NULL ? err->message : "failed";
    add_check(examination, name, HEALTH_BAD, arena_text(examination->arena, message, strlen(message)), advice);
    error_finish(err);
}

static const char *keep(struct examination *examination, struct buffer *text) {
    const char *kept = arena_text(examination->arena, buffer_text(text), text->size);
    buffer_finish(text);
    return kept;
}

/* ---- libclang ---- */

/* The directory of clang's own headers, from where `stddef.h` was found. */
static const char *resource_directory(struct examination *examination, const struct job_result *result) {
    for (uint32_t i = 0; i < result->dependency_count; i++) {
        const char *path = result->dependencies[i].path;
        const char *end = strstr(path, "/include/stddef.h");
        if (!result->dependencies[i].is_absent && end != NULL && strstr(path, "/clang/") != NULL)
            return arena_text(examination->arena, path, (size_t)(end - path));
    }
    return NULL;
}

/* Has a worker read `text` as a file of its own. */
static bool probe(struct examination *examination, const char *name, const char *language, const char *text,
                  struct job_result *out, struct error *err) {
    struct arena *arena = examination->arena;
    const char *parent = getenv("TMPDIR");
    char *directory = checked_duplicate(
        arena_printf(arena, "%s/tripcount-doctor-XXXXXX", parent != NULL && parent[0] != '\0' ? parent : P_tmpdir));
    bool is_good = mkdtemp(directory) != NULL;
    if (!is_good) {
        error_set(err, "cannot make a directory for a test file: %s", directory);
    } else {
        const char *file = path_join(arena, directory, name);
        const char *const arguments[] = {"-x", language};
        struct job job = {.task = JOB_LOWER,
                          .root = directory,
                          .file = file,
                          .directory = directory,
                          .arguments = arguments,
                          .argument_count = ARRAY_COUNT(arguments)};
        job.root = arena_text(arena, directory, strlen(directory));
        job.directory = job.root;
        is_good =
            file_write(file, text, strlen(text), err) && pool_run_job(&examination->project, &job, arena, out, err);
        unlink(file);
        rmdir(directory);
    }
    free(directory);
    return is_good;
}

static void examine_headers(struct examination *examination, const char *what, const struct job_result *result,
                            const char *advice) {
    if (result->status == UNIT_OK)
        add_check(examination, what, HEALTH_GOOD, "found", NULL);
    else
        add_check(examination, what, HEALTH_BAD, result->message != NULL ? result->message : "cannot be read", advice);
}

static void examine_worker(struct examination *examination, bool with_cxx) {
    static const char c_text[] = "#include <stddef.h>\n#include <stdio.h>\n#include <string.h>\n#include <errno.h>\n"
                                 "int main(void) { return printf(\"%zu\", strlen(\"\")); }\n";
    static const char cxx_text[] = "#include <string>\n#include <vector>\n"
                                   "int main() { std::vector<std::string> v; return (int)v.size(); }\n";
    struct job_result result;
    struct error err = {0};
    if (!probe(examination, "probe.c", "c", c_text, &result, &err)) {
        add_failure(examination, "libclang", &err,
                    "Is the package of libclang installed (Debian: libclang1-19)? Was tripcount installed whole?");
        return;
    }
    add_check(examination, "libclang", HEALTH_GOOD, result.clang_version, NULL);
    const char *resources = resource_directory(examination, &result);
    if (resources != NULL)
        add_check(examination, "clang's headers", HEALTH_GOOD, resources, NULL);
    else
        add_check(examination, "clang's headers", HEALTH_BAD, "the directory with clang's own stddef.h was not found",
                  "Install it (Debian: libclang-common-19-dev).");
    examine_headers(examination, "C headers", &result, "Install the C library's headers (Debian: libc6-dev).");
    if (!with_cxx)
        return;
    if (!probe(examination, "probe.cc", "c++", cxx_text, &result, &err))
        add_failure(examination, "C++ headers", &err, NULL);
    else
        examine_headers(examination, "C++ headers", &result,
                        "Install a C++ library's headers (Debian: libstdc++-dev, by way of g++).");
}

static const char *plural(uint32_t count) { return count == 1 ? "" : "s"; }

/* ---- compile commands ---- */

static void write_left_out(struct buffer *text, const struct compdb *compdb) {
    for (uint32_t i = COMPDB_TAKEN + 1; i < COMPDB_LEFT_OUT_COUNT; i++)
        if (compdb->left_out_count[i] > 0)
            buffer_printf(text, "\nleft out: %u %s (%s)", compdb->left_out_count[i],
                          compdb_left_out_name((enum compdb_left_out)i), compdb->left_out_example[i]);
    buffer_add_text(text, compdb->compiler_count > 0 ? "\ncompilers:" : "");
    for (uint32_t i = 0; i < compdb->compiler_count && i < COMPILERS_SHOWN; i++)
        buffer_printf(text, "%s %s (%u)", i > 0 ? "," : "", compdb->compilers[i].name,
                      compdb->compilers[i].entry_count);
}

static void examine_units(struct examination *examination) {
    const struct compdb *compdb = &examination->project.compdb;
    uint32_t missing = compdb_count_missing(compdb);
    struct buffer text = {0};
    buffer_printf(&text, "%s\n%u %s, %u unit%s", compdb->path, compdb->entry_count,
                  compdb->entry_count == 1 ? "entry" : "entries", compdb->unit_count, plural(compdb->unit_count));
    if (examination->project.excluded_count > 0)
        buffer_printf(&text, ", %u excluded by config", examination->project.excluded_count);
    write_left_out(&text, compdb);
    enum health health = HEALTH_GOOD;
    const char *advice = NULL;
    if (compdb->unit_count == 0) {
        health = HEALTH_BAD;
        advice = "There is nothing to analyse: is this the right compile_commands.json?";
    } else if (missing > 0) {
        buffer_printf(&text, "\nsources that are not there: %u (%u %%)", missing,
                      (uint32_t)((uint64_t)missing * PERCENT / compdb->unit_count));
        health = missing > compdb->unit_count / 2 ? HEALTH_BAD : HEALTH_DOUBTFUL;
        advice =
            "Are some generated by the build? Then build first. Or is the file from another checkout? Then make it "
            "again.";
    }
    if (compdb->problem_count > 0) {
        buffer_printf(&text, "\ncommands that cannot be used: %u", compdb->problem_count);
        health = health == HEALTH_GOOD ? HEALTH_DOUBTFUL : health;
        advice = advice != NULL ? advice : "`tripcount analyze` names each, with why.";
    }
    add_check(examination, "compile commands", health, keep(examination, &text), advice);
}

static bool has_cxx(const struct compdb *compdb) {
    for (uint32_t i = 0; i < compdb->unit_count; i++)
        if (compdb->units[i].language == COMPDB_CXX || compdb->units[i].language == COMPDB_OBJCXX)
            return true;
    return false;
}

/* ---- packs, database ---- */

static void examine_packs(struct examination *examination) {
    struct project *project = &examination->project;
    struct error err = {0};
    if (!project_load_packs(project, &err)) {
        add_failure(examination, "rule packs", &err, "`tripcount rules check PATH` checks one pack alone.");
        return;
    }
    uint32_t models = project->config.model_count;
    for (uint32_t i = 0; i < pack_library_count(project->packs); i++)
        models += pack_library(project->packs, i)->model_count;
    uint32_t libraries = pack_library_count(project->packs);
    add_check(examination, "rule packs", HEALTH_GOOD,
              arena_printf(examination->arena, "%u %s, %u function%s", libraries,
                           libraries == 1 ? "library" : "libraries", models, plural(models)),
              NULL);
}

static void examine_stored_units(struct examination *examination, const struct store_units *stored) {
    struct buffer text = {0};
    uint32_t failed = 0, partial = 0;
    for (uint32_t i = 0; i < stored->unit_count; i++) {
        failed += unit_status_is_failure(stored->units[i].status) ? 1 : 0;
        partial += stored->units[i].status == UNIT_PARTIAL ? 1 : 0;
    }
    buffer_printf(&text, "%s: %u unit%s", examination->project.database, stored->unit_count,
                  plural(stored->unit_count));
    if (partial > 0)
        buffer_printf(&text, ", %u partial", partial);
    if (failed > 0)
        buffer_printf(&text, ", %u failed:", failed);
    uint32_t shown = 0;
    for (uint32_t i = 0; i < stored->unit_count && shown < FAILED_SHOWN; i++) {
        const struct store_unit *unit = &stored->units[i];
        if (!unit_status_is_failure(unit->status))
            continue;
        buffer_printf(&text, "\n%s: %s: %s", path_from_root(examination->arena, examination->project.root, unit->file),
                      unit_status_name(unit->status), unit->message != NULL ? unit->message : "");
        shown++;
    }
    if (failed > shown)
        buffer_printf(&text, "\n... and %u more", failed - shown);
    const char *advice = NULL;
    if (failed > 0)
        advice = "Units that are to fail: name them under allow_failed in .tripcount.yaml. What libclang is given: "
                 "tripcount dump argv FILE";
    else if (partial > 0)
        advice = "A partial unit holds errors, mostly a header that is missing: tripcount analyze names the first of "
                 "each. What libclang is given: tripcount dump argv FILE";
    add_check(examination, "database", advice != NULL ? HEALTH_DOUBTFUL : HEALTH_GOOD, keep(examination, &text),
              advice);
}

static void examine_database(struct examination *examination) {
    const char *path = examination->project.database;
    if (!file_exists(path)) {
        add_check(examination, "database", HEALTH_GOOD,
                  arena_printf(examination->arena, "%s: not there yet; the first run makes it", path), NULL);
        return;
    }
    struct store *store = NULL;
    struct store_units stored;
    struct error err = {0};
    if (store_open(path, examination->project.root, STORE_READ, &store, &err) &&
        store_load_units(store, examination->arena, &stored, &err))
        examine_stored_units(examination, &stored);
    else
        add_failure(examination, "database", &err, "Another place: --db FILE. A cache: it can be deleted.");
    store_close(store);
}

static void examine_project(struct examination *examination, const struct driver_options *options) {
    struct error err = {0};
    if (!project_open(&examination->project, options, examination->arena, &err)) {
        add_failure(examination, "config", &err, "Mend the place that is named.");
        return;
    }
    const struct config *config = &examination->project.config;
    add_check(examination, "root", HEALTH_GOOD, examination->project.root, NULL);
    add_check(examination, "config", HEALTH_GOOD,
              config->path != NULL ? config->path : "no .tripcount.yaml: everything is at its default", NULL);
    if (project_load_commands(&examination->project, &err))
        examine_units(examination);
    else
        add_failure(examination, "compile commands", &err, NULL);
    examine_packs(examination);
    examine_database(examination);
}

void driver_examine(const struct driver_options *options, struct arena *arena, struct driver_check **checks,
                    uint32_t *check_count) {
    struct examination examination = {.arena = arena, .project = {.options = options}};
    examine_project(&examination, options);
    examine_worker(&examination, has_cxx(&examination.project.compdb));
    *check_count = examination.checks.count;
    *checks = ARENA_ARRAY(arena, struct driver_check, examination.checks.count);
    memcpy(*checks, examination.checks.items, examination.checks.count * sizeof **checks);
    vec_finish(&examination.checks);
    project_close(&examination.project);
}
