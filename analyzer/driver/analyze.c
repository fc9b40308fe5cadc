/* The pipeline, top to bottom. Tests: tests/integration */
#include "driver/collect.h"
#include "driver/count.h"
#include "driver/driver.h"
#include "driver/outcome.h"
#include "driver/plan.h"
#include "driver/pool.h"
#include "driver/project.h"
#include "store/store.h"

#include "base/file.h"
#include "base/glob.h"
#include "base/intern.h"
#include "base/log.h"
#include "base/path.h"

#include <stdlib.h>
#include <string.h>

/* Two runs at once may each replace units that the other had found unchanged. */
enum { MOST_ROUNDS = 5 };

const char *driver_stage_name(enum driver_stage stage) {
    static const char *const names[] = {
        [STAGE_COMMANDS] = "commands", [STAGE_COMPARE] = "compare", [STAGE_PARSE] = "parse",
        [STAGE_LINK] = "link",         [STAGE_COUNT] = "count",     [STAGE_STORE] = "store"};
    return (unsigned)stage < ARRAY_COUNT(names) ? names[stage] : "?";
}

/* What the texts of a result stand on that was made now and not loaded. */
struct driver_memory {
    struct interner interner;
    struct pack_set *packs;
};

void driver_run_finish(struct driver_run *run) {
    if (run->memory == NULL)
        return;
    interner_finish(&run->memory->interner);
    pack_destroy(run->memory->packs);
    free(run->memory);
    run->memory = NULL;
}

/* One run: what all stages share. */
struct analysis {
    struct project project;
    struct store *store;
    struct plan plan;
    struct driver_run *run;
    struct arena *arena;
    double stage_start;
};

/* Adds the time since the last call to a stage. */
static void end_stage(struct analysis *analysis, enum driver_stage stage) {
    double now = clock_seconds();
    analysis->run->stages[stage] += now - analysis->stage_start;
    analysis->stage_start = now;
}

static bool begin(struct analysis *analysis, const struct driver_options *options, struct arena *arena,
                  struct driver_run *run, struct error *err) {
    *analysis = (struct analysis){.arena = arena, .run = run, .stage_start = clock_seconds()};
    *run = (struct driver_run){0};
    if (!project_open(&analysis->project, options, arena, err))
        return false;
    run->root = analysis->project.root;
    run->database = analysis->project.database;
    return true;
}

static void finish(struct analysis *analysis) {
    plan_finish(&analysis->plan);
    store_close(analysis->store);
    project_close(&analysis->project);
}

/* ---- reading what changed ---- */

/* Of FILE... -- FLAGS some may be missing, which is told as a status; when none is there, nothing was meant by it. */
static bool has_any_file(const struct analysis *analysis, struct error *err) {
    const struct driver_options *options = analysis->project.options;
    for (uint32_t i = 0; i < options->file_count; i++)
        if (file_exists(path_join(analysis->arena, analysis->project.directory, options->files[i])))
            return true;
    return options->file_count == 0 || error_set(err, "%s: there is no such file", options->files[0]);
}

static bool compare(struct analysis *analysis, struct error *err) {
    if (!project_load_commands(&analysis->project, err) || !has_any_file(analysis, err) ||
        !store_open(analysis->project.database, analysis->project.root, STORE_WRITE, &analysis->store, err))
        return false;
    end_stage(analysis, STAGE_COMMANDS);
    if (!plan_make(&analysis->plan, &analysis->project, analysis->store, analysis->arena, err))
        return false;
    log_info("%u units, %u unchanged, %u to read; database %s", analysis->plan.unit_count,
             analysis->plan.unit_count - analysis->plan.awaited_count, analysis->plan.awaited_count,
             analysis->project.database);
    end_stage(analysis, STAGE_COMPARE);
    return true;
}

/* Has every awaited unit read. What arrived before a failure or Ctrl-C is stored all the same. */
static bool parse(struct analysis *analysis, struct error *err) {
    struct plan *plan = &analysis->plan;
    if (plan->awaited_count == 0)
        return true;
    struct collect collect;
    struct error store_error = {0};
    collect_init(&collect, plan, analysis->store);
    bool is_good = pool_run(plan, collect_receive, &collect, err);
    if (!collect_flush(&collect, is_good ? err : &store_error))
        is_good = false;
    error_finish(&store_error);
    analysis->run->parsed_count += collect.saved_count;
    collect_finish(&collect);
    end_stage(analysis, STAGE_PARSE);
    analysis->run->stages[STAGE_PARSE] -= collect.store_seconds;
    analysis->run->stages[STAGE_STORE] += collect.store_seconds;
    return is_good;
}

/* Stamps of files that only look changed, and units that no command names any longer. */
static bool tidy_store(struct analysis *analysis, struct error *err) {
    const struct plan *plan = &analysis->plan;
    if (plan->restamped.count > 0 &&
        !store_save_stamps(analysis->store, plan->restamped.items, plan->restamped.count, err))
        return false;
    bool has_rest = plan->vanished_count > 0 || analysis->run->parsed_count > 0;
    if (!has_rest || analysis->project.options->file_count > 0)
        return true;
    struct store_unit_name *names = checked_alloc((uint64_t)plan->unit_count + 1, sizeof *names);
    for (uint32_t i = 0; i < plan->unit_count; i++)
        names[i] = (struct store_unit_name){plan->units[i].command->file, plan->units[i].command->index};
    bool is_good = store_remove_units_not_in(analysis->store, names, plan->unit_count, err);
    free(names);
    return is_good;
}

/* ---- from summaries to a result ---- */

/* Loads what is not in memory yet. A unit that another run has replaced meanwhile is marked for reading. */
static bool load_summaries(struct analysis *analysis, struct error *err) {
    struct plan *plan = &analysis->plan;
    for (uint32_t i = 0; i < plan->unit_count; i++) {
        struct plan_unit *unit = &plan->units[i];
        if (!unit->is_reused || unit->summary != NULL || unit->stored->summary_size == 0)
            continue;
        bool is_found = false;
        if (!store_load_summary(analysis->store, unit->stored, plan->arena, &unit->summary, &unit->summary_size,
                                &is_found, err))
            return false;
        if (!is_found)
            plan_mark_changed(plan, i);
    }
    return true;
}

static uint32_t list_inputs(const struct plan *plan, struct program_input *inputs) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->unit_count; i++)
        if (plan->units[i].summary != NULL)
            inputs[count++] =
                (struct program_input){plan->units[i].path, plan->units[i].summary, plan->units[i].summary_size};
    return count;
}

/* Links, counts, checks and stores. */
static bool make_result(struct analysis *analysis, struct digest key, struct error *err) {
    struct counted counted;
    struct store_program tables;
    struct result *result = &analysis->run->result;
    struct driver_memory *memory = checked_alloc(1, sizeof *memory);
    *memory = (struct driver_memory){.packs = analysis->project.packs};
    interner_init(&memory->interner);
    analysis->run->memory = memory;
    struct program_input *inputs = ARENA_ARRAY(analysis->arena, struct program_input, analysis->plan.unit_count);
    uint32_t input_count = list_inputs(&analysis->plan, inputs);
    bool is_good =
        counted_link(&counted, &analysis->project, analysis->arena, &memory->interner, inputs, input_count, err);
    end_stage(analysis, STAGE_LINK);
    is_good = is_good && !project_is_cancelled(&analysis->project, err) && counted_count(&counted, err);
    if (is_good) {
        counted_check(&counted, result);
        counted_tables(&counted, &tables);
        outcome_fill(&analysis->plan, &analysis->project, analysis->run);
        end_stage(analysis, STAGE_COUNT);
        /* The last result is the project's: a look at single files must not take its place. */
        bool is_kept = analysis->project.options->file_count == 0;
        is_good = !project_is_cancelled(&analysis->project, err) &&
                  (!is_kept || store_save_result(analysis->store, key, result, &tables, err));
        end_stage(analysis, STAGE_STORE);
    }
    counted_finish(&counted);
    analysis->project.packs = NULL; /* they have become part of the run's memory */
    return is_good;
}

/* Also when the result is an old one: what could not be followed still cannot. */
static void tell_remarks(const struct analysis *analysis) {
    const struct run *run = &analysis->run->result.run;
    for (uint32_t i = 0; i < run->remark_count; i++)
        project_warn(&analysis->project, "%s:%u:%u: %s", run->remarks[i].place.file, run->remarks[i].place.line,
                     run->remarks[i].place.column, run->remarks[i].text);
}

/* The stored result when nothing it depends on has changed, else a new one. */
static bool find_result(struct analysis *analysis, struct error *err) {
    struct digest key = outcome_key(&analysis->plan, &analysis->project);
    struct result *result = &analysis->run->result;
    bool is_found = false;
    if (!store_load_result(analysis->store, key, analysis->arena, result, &is_found, err))
        return false;
    end_stage(analysis, STAGE_STORE);
    analysis->run->is_result_reused = is_found;
    if (!is_found)
        return make_result(analysis, key, err);
    outcome_fill(&analysis->plan, &analysis->project, analysis->run);
    return true;
}

static bool take_or_make_result(struct analysis *analysis, struct error *err) {
    if (!find_result(analysis, err))
        return false;
    tell_remarks(analysis);
    return true;
}

static bool parse_and_load(struct analysis *analysis, struct error *err) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
        if (!parse(analysis, err) || !load_summaries(analysis, err))
            return false;
        if (analysis->plan.awaited_count == 0)
            return tidy_store(analysis, err);
    }
    return error_set(err, "other runs keep changing %s; give this one a database of its own with --db",
                     analysis->project.database);
}

bool driver_analyze(const struct driver_options *options, struct arena *arena, struct driver_run *out,
                    struct error *err) {
    struct analysis analysis;
    bool is_good = begin(&analysis, options, arena, out, err) && project_load_packs(&analysis.project, err) &&
                   compare(&analysis, err) && parse_and_load(&analysis, err) && take_or_make_result(&analysis, err);
    out->result.run.seconds = clock_seconds();
    finish(&analysis);
    return is_good;
}

bool driver_summarize(const struct driver_options *options, struct arena *arena, struct driver_run *out,
                      struct error *err) {
    struct analysis analysis;
    bool is_good = begin(&analysis, options, arena, out, err) && compare(&analysis, err) && parse(&analysis, err) &&
                   tidy_store(&analysis, err);
    if (is_good)
        outcome_fill(&analysis.plan, &analysis.project, out);
    out->result.run.seconds = clock_seconds();
    finish(&analysis);
    return is_good;
}

/* Opens what is stored, as the commands need it that parse nothing. */
static bool open_stored(struct analysis *analysis, enum store_mode mode, struct error *err) {
    if (!project_load_packs(&analysis->project, err) ||
        !store_open(analysis->project.database, analysis->project.root, mode, &analysis->store, err) ||
        !plan_take_stored(&analysis->plan, &analysis->project, analysis->store, analysis->arena, err) ||
        !load_summaries(analysis, err))
        return false;
    if (analysis->plan.awaited_count > 0)
        return error_set(err, "another run is changing %s; try again when it is done", analysis->project.database);
    end_stage(analysis, STAGE_COMPARE);
    return true;
}

bool driver_link(const struct driver_options *options, struct arena *arena, struct driver_run *out, struct error *err) {
    struct analysis analysis;
    bool is_good = begin(&analysis, options, arena, out, err) && open_stored(&analysis, STORE_WRITE, err) &&
                   take_or_make_result(&analysis, err);
    out->result.run.seconds = clock_seconds();
    finish(&analysis);
    return is_good;
}

bool driver_load(const struct driver_options *options, struct arena *arena, struct result *out, struct error *err) {
    struct project project;
    struct store *store = NULL;
    bool is_found = false;
    bool is_good = project_open(&project, options, arena, err) &&
                   store_open(project.database, project.root, STORE_READ, &store, err) &&
                   store_load_last_result(store, arena, out, &is_found, err);
    if (is_good && !is_found)
        is_good = error_set(err, "%s holds no result yet: tripcount analyze makes one (not of FILE... -- FLAGS)",
                            project.database);
    store_close(store);
    project_close(&project);
    return is_good;
}

/* What the database holds, linked again to answer a question. Everything lives until question_finish. */
struct question {
    struct analysis analysis;
    struct driver_run run;
    struct arena arena;
    struct interner interner;
    struct counted counted; /* after question_link */
};

static void question_init(struct question *question) {
    *question = (struct question){0};
    arena_init(&question->arena);
    interner_init(&question->interner);
}

static void question_finish(struct question *question) {
    finish(&question->analysis);
    interner_finish(&question->interner);
    arena_finish(&question->arena);
}

/* `*is_linked`: `counted` was begun and must be finished, also after a failure. */
static bool question_link(struct question *question, const struct driver_options *options, bool *is_linked,
                          struct error *err) {
    struct analysis *analysis = &question->analysis;
    *is_linked = false;
    if (!begin(analysis, options, &question->arena, &question->run, err) || !open_stored(analysis, STORE_READ, err))
        return false;
    struct program_input *inputs = ARENA_ARRAY(&question->arena, struct program_input, analysis->plan.unit_count);
    uint32_t input_count = list_inputs(&analysis->plan, inputs);
    *is_linked = true;
    return counted_link(&question->counted, &analysis->project, &question->arena, &question->interner, inputs,
                        input_count, err);
}

bool driver_why_not(const struct driver_options *options, const char *file, uint32_t line, struct buffer *out,
                    struct error *err) {
    struct question question;
    bool is_linked;
    question_init(&question);
    bool is_good = question_link(&question, options, &is_linked, err) && counted_count(&question.counted, err);
    if (is_good) {
        const struct program *program = &question.counted.program;
        const char *path = path_join(&question.arena, question.analysis.project.directory, file);
        const char *named = path_from_root(&question.arena, question.run.root, path);
        const char *printed = path_normalize(&question.arena, file); /* copied from a result */
        if (!program_has_file(program, named) && program_has_file(program, printed))
            named = printed;
        rules_why_not(&question.counted.program, &question.counted.costs, named, line, out);
    }
    if (is_linked)
        counted_finish(&question.counted);
    question_finish(&question);
    return is_good;
}

bool driver_find_function(const struct driver_options *options, const char *name, struct arena *arena, bool *is_found,
                          const char **nearest, struct error *err) {
    struct question question;
    bool is_linked;
    *is_found = false;
    *nearest = NULL;
    question_init(&question);
    bool is_good = question_link(&question, options, &is_linked, err);
    if (is_good) {
        const struct program *program = &question.counted.program;
        for (uint32_t i = 0; i < program->function_count && !*is_found; i++)
            *is_found = glob_matches_name(name, program_function_name(program, i));
        if (!*is_found)
            *nearest = counted_nearest_function(program, name);
        if (*nearest != NULL)
            *nearest = arena_text(arena, *nearest, strlen(*nearest));
    }
    if (is_linked)
        counted_finish(&question.counted);
    question_finish(&question);
    return is_good;
}
