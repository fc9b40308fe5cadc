/* Each stage of one file as text. Tests: tests/integration/test_dump.py, tests/golden */
#include "driver/count.h"
#include "driver/driver.h"
#include "driver/pool.h"
#include "driver/project.h"
#include "ir/text.h"
#include "rule/formula.h"
#include "summary/summary.h"

#include "base/file.h"
#include "base/intern.h"
#include "base/path.h"

#include <inttypes.h>
#include <string.h>

/* One file on its way through the stages. */
struct dump {
    struct project project;
    struct arena arena;
    struct interner interner;
    const struct compdb_unit *command; /* NULL for a .region file */
    struct program_input *inputs;
    uint32_t input_count;
    struct buffer *out;
};

/* ---- where summaries come from ---- */

static bool file_is_text(const char *file) {
    size_t length = strlen(file), ending = strlen(".region");
    return length > ending && strcmp(file + length - ending, ".region") == 0;
}

static bool find_command(struct dump *dump, const char *file, struct error *err) {
    if (!project_load_commands(&dump->project, err))
        return false;
    const char *path = path_join(&dump->arena, dump->project.directory, file);
    for (uint32_t i = 0; i < dump->project.compdb.unit_count; i++) {
        if (strcmp(dump->project.compdb.units[i].file, path) != 0)
            continue;
        dump->command = &dump->project.compdb.units[i];
        if (dump->command->problem != COMPDB_FINE)
            return error_set(err, "%s: %s", path, dump->command->problem_text);
        return true;
    }
    return error_set(err, "%s has no command for %s; without one: tripcount dump STAGE FILE -- FLAGS...",
                     dump->project.compdb.path != NULL ? dump->project.compdb.path : "the command line", path);
}

static bool run_worker(struct dump *dump, enum job_task task, struct job_result *out, struct error *err) {
    struct job job = {
        .task = task,
        .root = dump->project.root,
        .file = dump->command->file,
        .directory = dump->command->directory,
        .arguments = dump->command->arguments,
        .argument_count = dump->command->argument_count,
    };
    if (!pool_run_job(&dump->project, &job, &dump->arena, out, err))
        return false;
    if (out->data_size == 0)
        return error_set(err, "%s: %s", dump->command->file,
                         out->message != NULL ? out->message : unit_status_name(out->status));
    return true;
}

static bool read_source(struct dump *dump, struct error *err) {
    struct job_result result;
    if (!run_worker(dump, JOB_LOWER, &result, err))
        return false;
    dump->input_count = 1;
    dump->inputs = ARENA_NEW(&dump->arena, struct program_input);
    *dump->inputs = (struct program_input){
        .path = path_from_root(&dump->arena, dump->project.root, dump->command->file),
        .data = result.data,
        .size = result.data_size,
    };
    return true;
}

static bool read_region_text(struct dump *dump, const char *file, struct error *err) {
    struct buffer text = {0};
    struct buffer encoded = {0};
    struct unit *units = NULL;
    bool is_good = file_read(path_join(&dump->arena, dump->project.directory, file), &text, err) &&
                   unit_read_all(&dump->arena, file, buffer_text(&text), text.size, &units, &dump->input_count, err);
    if (is_good)
        dump->inputs = ARENA_ARRAY(&dump->arena, struct program_input, dump->input_count);
    for (uint32_t i = 0; is_good && i < dump->input_count; i++) {
        buffer_clear(&encoded);
        summary_encode(&units[i], &encoded);
        dump->inputs[i] = (struct program_input){
            .path = units[i].path,
            .data = arena_text(&dump->arena, buffer_text(&encoded), encoded.size),
            .size = encoded.size,
        };
    }
    buffer_finish(&text);
    buffer_finish(&encoded);
    return is_good;
}

/* ---- stages ---- */

/* A word as a shell reads it. */
static void add_word(struct buffer *out, const char *word) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=/.,:@%";
    if (word[0] != '\0' && strspn(word, plain) == strlen(word)) {
        buffer_add_text(out, word);
        return;
    }
    buffer_add_char(out, '\'');
    for (const char *c = word; *c != '\0'; c++) {
        if (*c == '\'')
            buffer_add_text(out, "'\\''");
        else
            buffer_add_char(out, *c);
    }
    buffer_add_char(out, '\'');
}

/* All commands of the file: what libclang is given. */
static bool dump_argv(struct dump *dump, struct error *err) {
    (void)err;
    const struct compdb *compdb = &dump->project.compdb;
    for (uint32_t i = 0; i < compdb->unit_count; i++) {
        const struct compdb_unit *unit = &compdb->units[i];
        if (strcmp(unit->file, dump->command->file) != 0)
            continue;
        buffer_add_text(dump->out, "cd ");
        add_word(dump->out, unit->directory);
        buffer_add_text(dump->out, " && clang");
        for (uint32_t k = 0; k < unit->argument_count; k++) {
            buffer_add_char(dump->out, ' ');
            add_word(dump->out, unit->arguments[k]);
        }
        buffer_add_char(dump->out, ' ');
        add_word(dump->out, unit->file);
        buffer_add_char(dump->out, '\n');
    }
    return true;
}

static bool dump_ast(struct dump *dump, struct error *err) {
    struct job_result result;
    if (!run_worker(dump, JOB_DUMP_AST, &result, err))
        return false;
    buffer_add(dump->out, result.data, result.data_size);
    return true;
}

static bool dump_region(struct dump *dump, struct error *err) {
    for (uint32_t i = 0; i < dump->input_count; i++) {
        struct summary summary;
        struct unit unit;
        if (!summary_open(&dump->arena, &dump->interner, dump->inputs[i].data, dump->inputs[i].size, &summary, err) ||
            !summary_unit(&summary, &dump->arena, &unit, err))
            return false;
        unit_print(&unit, dump->out);
    }
    return true;
}

static void add_count(struct buffer *out, const char *before, uint64_t count, const char *what) {
    buffer_printf(out, "%s%" PRIu64 " %s%s", before, count, what, count == 1 ? "" : "s");
}

static bool dump_summary(struct dump *dump, struct error *err) {
    for (uint32_t i = 0; i < dump->input_count; i++) {
        struct summary summary;
        if (!summary_open(&dump->arena, &dump->interner, dump->inputs[i].data, dump->inputs[i].size, &summary, err))
            return false;
        const struct unit *unit = &summary.skeleton;
        buffer_printf(dump->out, "%s: %s, %zu bytes", unit->path, unit_status_name(unit->status), summary.size);
        add_count(dump->out, ", ", unit->line_count, "line");
        add_count(dump->out, ", ", unit->file_count, "file");
        add_count(dump->out, ", ", unit->symbol_count, "symbol");
        add_count(dump->out, ", ", unit->record_count, "record");
        add_count(dump->out, ", ", unit->pointer_fact_count, "pointer fact");
        buffer_add_char(dump->out, '\n');
        for (uint32_t k = 0; k < summary.function_count; k++) {
            const struct function_entry *entry = &summary.functions[k];
            bool has_symbol = entry->head.symbol != SYMBOL_NONE;
            buffer_printf(dump->out, "  %s:%u %s", unit->files[entry->head.location.file].path,
                          entry->head.location.line,
                          has_symbol ? unit->symbols[entry->head.symbol].name : "initialisers");
            add_count(dump->out, ": ", entry->head.call_count, "call");
            add_count(dump->out, ", ", entry->head.loop_count, "loop");
            add_count(dump->out, ", ", entry->body_size, "byte");
            buffer_printf(dump->out, "%s\n", (entry->head.flags & FUNCTION_INCOMPLETE) != 0 ? ", incomplete" : "");
        }
    }
    return true;
}

static void dump_callee(struct dump *dump, const struct program *program, uint32_t unit, uint32_t symbol) {
    uint32_t id = program->units[unit].entities[symbol];
    const struct entity *entity = &program->entities[id];
    if (entity->model != NULL) {
        buffer_printf(dump->out, "  %s [%s %s]\n", entity->name, entity->model->library,
                      effect_name(entity->model->effect));
        return;
    }
    struct targets targets = program_targets(program, unit, id, &dump->arena);
    for (uint32_t i = 0; i < targets.count; i++)
        buffer_printf(dump->out, "  %s -> %s:%u (%s)\n", entity->name, program->functions[targets.functions[i]].file,
                      program_entry(program, targets.functions[i])->head.location.line,
                      confidence_name(targets.confidence));
    if (targets.count == 0)
        buffer_printf(dump->out, "  %s (outside)\n", entity->name);
}

/* What is known beside the names. */
static void dump_resolved(struct dump *dump, const struct program *program, uint32_t function) {
    const struct program_function *f = &program->functions[function];
    for (uint32_t i = 0; i < f->resolved_count; i++) {
        const struct targets *targets = &f->resolved[i].targets;
        buffer_printf(dump->out, "  call %u", f->resolved[i].call);
        for (uint32_t k = 0; k < targets->count; k++) {
            const char *bound = program->functions[targets->functions[k]].bound;
            buffer_printf(dump->out, "%s %s%s%s", k == 0 ? " ->" : ",",
                          program_function_name(program, targets->functions[k]), bound ? " with " : "",
                          bound ? bound : "");
        }
        buffer_printf(dump->out, " (%s)\n", confidence_name(targets->confidence));
    }
}

static bool link_inputs(struct dump *dump, struct counted *counted, struct error *err) {
    return counted_link(counted, &dump->project, &dump->arena, &dump->interner, dump->inputs, dump->input_count, err);
}

static bool dump_callgraph(struct dump *dump, struct error *err) {
    struct counted counted;
    bool is_good = link_inputs(dump, &counted, err);
    for (uint32_t i = 0; is_good && i < counted.program.function_count; i++) {
        const struct function_entry *entry = program_entry(&counted.program, i);
        const char *bound = counted.program.functions[i].bound;
        buffer_printf(dump->out, "%s%s%s%s\n", program_function_name(&counted.program, i), bound ? " with " : "",
                      bound ? bound : "", counted.program.functions[i].is_in_cone ? " (reaches the wire)" : "");
        for (uint32_t k = 0; k < entry->callee_count; k++)
            dump_callee(dump, &counted.program, counted.program.functions[i].unit, entry->callees[k]);
        if (entry->has_indirect_call)
            buffer_add_text(dump->out, "  (calls through a pointer)\n");
        dump_resolved(dump, &counted.program, i);
    }
    counted_finish(&counted);
    return is_good;
}

static void dump_cost_of(struct dump *dump, const struct counted *counted, uint32_t function) {
    const struct function_cost_summary *summary = &counted->costs.functions[function];
    const char *name = program_function_name(&counted->program, function);
    if (!summary->is_done) {
        buffer_printf(dump->out, "%s: 0 (exact)\n", name);
        return;
    }
    buffer_printf(dump->out, "%s: %s%s", name, formula_text(&counted->costs, summary->trips, function),
                  poly_is_exact(summary->trips) ? " (exact)" : "");
    if (!poly_is_zero(summary->sends))
        buffer_printf(dump->out, "; sends %s%s", formula_text(&counted->costs, summary->sends, function),
                      poly_is_exact(summary->sends) ? " (exact)" : "");
    buffer_add_char(dump->out, '\n');
}

static bool dump_cost(struct dump *dump, struct error *err) {
    struct counted counted;
    bool is_good = link_inputs(dump, &counted, err) && counted_count(&counted, err);
    for (uint32_t i = 0; is_good && i < counted.program.own_count; i++)
        dump_cost_of(dump, &counted, i);
    counted_finish(&counted);
    return is_good;
}

/* In the order of the pipeline. */
static const struct {
    bool needs_command; /* cannot be made from a .region file */
    bool needs_summary;
    bool needs_packs;
    bool (*write)(struct dump *dump, struct error *err);
} stages[] = {
    {.needs_command = true, .write = dump_argv},
    {.needs_command = true, .write = dump_ast},
    {.needs_summary = true, .write = dump_region},
    {.needs_summary = true, .write = dump_summary},
    {.needs_summary = true, .needs_packs = true, .write = dump_callgraph},
    {.needs_summary = true, .needs_packs = true, .write = dump_cost},
};

const char *const driver_dump_stages[DRIVER_DUMP_STAGE_COUNT] = {"argv",    "ast",       "region",
                                                                 "summary", "callgraph", "cost"};

static bool prepare(struct dump *dump, uint32_t stage, const char *file, struct error *err) {
    bool is_text = file_is_text(file);
    if (is_text && stages[stage].needs_command)
        return error_set(err, "%s holds units as text: there is no stage '%s' of it", file, driver_dump_stages[stage]);
    if (!is_text && !find_command(dump, file, err))
        return false;
    if (stages[stage].needs_packs && !project_load_packs(&dump->project, err))
        return false;
    if (!stages[stage].needs_summary)
        return true;
    return is_text ? read_region_text(dump, file, err) : read_source(dump, err);
}

bool driver_dump(const struct driver_options *options, const char *stage, const char *file, struct buffer *out,
                 struct error *err) {
    uint32_t index = 0;
    while (index < DRIVER_DUMP_STAGE_COUNT && strcmp(driver_dump_stages[index], stage) != 0)
        index++;
    if (index == DRIVER_DUMP_STAGE_COUNT)
        return error_set(err, "there is no stage '%s'", stage);
    struct dump dump = {.out = out};
    arena_init(&dump.arena);
    interner_init(&dump.interner);
    bool is_good = project_open(&dump.project, options, &dump.arena, err) && prepare(&dump, index, file, err) &&
                   stages[index].write(&dump, err);
    project_close(&dump.project);
    interner_finish(&dump.interner);
    arena_finish(&dump.arena);
    return is_good;
}
