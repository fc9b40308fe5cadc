/* Decides how a result replaces the one before. Tests: tests/unit/store/test_result.c */
#include "store/database.h"
#include "store/program.h"
#include "store/store.h"

enum insert {
    INSERT_RUN,
    INSERT_RUN_UNIT,
    INSERT_RUN_LIBRARY,
    INSERT_RUN_UNKNOWN,
    INSERT_RUN_UNRESOLVED,
    INSERT_RUN_REMARK,
    INSERT_FORMULA,
    INSERT_ASSUMPTION,
    INSERT_FINDING,
    INSERT_SITE,
    INSERT_STEP,
    INSERT_ENTRY_POINT,
    INSERT_COST,
    INSERT_COUNT,
};

static const char *const insert_sql[INSERT_COUNT] = {
    [INSERT_RUN] = "INSERT INTO run (id, result_key, tool, unit_count, analysed_count, reused_count, function_count, "
                   "line_count, latency, unknown_total, remote_loop_count, named_loop_count, indirect_call_count, "
                   "resolved_call_count, incomplete_function_count, left_out_count, seconds) "
                   "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [INSERT_RUN_UNIT] = "INSERT INTO run_unit (list, file, status, message) VALUES (?, ?, ?, ?)",
    [INSERT_RUN_LIBRARY] = "INSERT INTO run_library (library, call_count) VALUES (?, ?)",
    [INSERT_RUN_UNRESOLVED] = "INSERT INTO run_unresolved (file, line, column, function, text) VALUES (?, ?, ?, ?, ?)",
    [INSERT_RUN_UNKNOWN] = "INSERT INTO run_unknown (name, call_count, loop_count, evidence) VALUES (?, ?, ?, ?)",
    [INSERT_RUN_REMARK] = "INSERT INTO run_remark (file, line, column, message) VALUES (?, ?, ?, ?)",
    [INSERT_FORMULA] = "INSERT INTO formula (id, expr, people, degree, value, lower, is_exact, break_even_atom, "
                       "break_even_ms, break_even_value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [INSERT_ASSUMPTION] = "INSERT INTO assumption (formula, position, atom, value, source) VALUES (?, ?, ?, ?, ?)",
    [INSERT_FINDING] = "INSERT INTO finding (id, rule, severity, confidence, phase, file, line, column, end_line, "
                       "end_column, function, usr, callee, library, peer, roundtrips, verdict, after_fix, message, "
                       "fix, bound, cause_file, cause_line, cause_column, fingerprint, source) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [INSERT_SITE] = "INSERT INTO finding_site (finding, position, callee, library, function, file, line, column, "
                    "roundtrips, call_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [INSERT_STEP] = "INSERT INTO finding_step (finding, position, kind, file, line, column, function, text) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [INSERT_ENTRY_POINT] = "INSERT INTO finding_entry_point (finding, position, name) VALUES (?, ?, ?)",
    [INSERT_COST] = "INSERT INTO cost (id, function, usr, file, line, column, roundtrips, sends) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
};

struct result_save {
    struct store *store;
    struct statement inserts[INSERT_COUNT];
    uint32_t formula_count; /* saved so far: the id of the newest */
};

static void bind_place(struct statement *row, struct place place) {
    statement_bind_text(row, place.file);
    statement_bind_integer(row, place.line);
    statement_bind_integer(row, place.column);
}

/* ---- Formulas ---- */

static bool save_assumption(struct result_save *save, uint32_t position, const struct assumption *assumption,
                            struct error *err) {
    struct statement *row = &save->inserts[INSERT_ASSUMPTION];
    statement_bind_integer(row, save->formula_count);
    statement_bind_integer(row, position);
    statement_bind_text(row, assumption->atom);
    statement_bind_real(row, assumption->value);
    statement_bind_text(row, assumption->from);
    return statement_run(row, err);
}

static bool save_formula(struct result_save *save, const struct formula *formula, uint32_t *id, struct error *err) {
    struct statement *row = &save->inserts[INSERT_FORMULA];
    *id = ++save->formula_count;
    statement_bind_integer(row, *id);
    statement_bind_text(row, formula->expr);
    statement_bind_text(row, formula->people);
    statement_bind_integer(row, formula->degree);
    statement_bind_real(row, formula->value);
    statement_bind_real(row, formula->lower);
    statement_bind_integer(row, formula->is_exact);
    statement_bind_text(row, formula->break_even_atom);
    statement_bind_real(row, formula->break_even_ms);
    statement_bind_real(row, formula->break_even_value);
    bool good = statement_run(row, err);
    for (uint32_t i = 0; good && i < formula->assumed_count; i++)
        good = save_assumption(save, i, &formula->assumed[i], err);
    return good;
}

/* ---- The run ---- */

static bool save_run_row(struct result_save *save, struct digest key, const struct run *run, struct error *err) {
    struct statement *row = &save->inserts[INSERT_RUN];
    statement_bind_digest(row, key);
    statement_bind_text(row, run->tool);
    statement_bind_integer(row, run->unit_count);
    statement_bind_integer(row, run->analysed_count);
    statement_bind_integer(row, run->reused_count);
    statement_bind_integer(row, run->function_count);
    statement_bind_unsigned(row, run->line_count);
    statement_bind_text(row, run->latency);
    statement_bind_integer(row, run->unknown_total);
    statement_bind_integer(row, run->remote_loop_count);
    statement_bind_integer(row, run->named_loop_count);
    statement_bind_integer(row, run->indirect_call_count);
    statement_bind_integer(row, run->resolved_call_count);
    statement_bind_integer(row, run->incomplete_function_count);
    statement_bind_integer(row, run->left_out_count);
    statement_bind_real(row, run->seconds);
    return statement_run(row, err);
}

static bool save_run_unit(struct result_save *save, const char *list, const struct unit_report *unit,
                          struct error *err) {
    struct statement *row = &save->inserts[INSERT_RUN_UNIT];
    statement_bind_text(row, list);
    statement_bind_text(row, unit->file);
    statement_bind_text(row, unit_status_name(unit->status));
    statement_bind_text(row, unit->message);
    return statement_run(row, err);
}

static bool save_library(struct result_save *save, const struct library_count *library, struct error *err) {
    struct statement *row = &save->inserts[INSERT_RUN_LIBRARY];
    statement_bind_text(row, library->library);
    statement_bind_integer(row, library->call_count);
    return statement_run(row, err);
}

static bool save_unknown(struct result_save *save, const struct unknown_function *unknown, struct error *err) {
    struct statement *row = &save->inserts[INSERT_RUN_UNKNOWN];
    statement_bind_text(row, unknown->name);
    statement_bind_integer(row, unknown->call_count);
    statement_bind_integer(row, unknown->loop_count);
    statement_bind_text(row, unknown->evidence);
    return statement_run(row, err);
}

static bool save_unresolved(struct result_save *save, const struct unresolved_call *call, struct error *err) {
    struct statement *row = &save->inserts[INSERT_RUN_UNRESOLVED];
    bind_place(row, call->place);
    statement_bind_text(row, call->function);
    statement_bind_text(row, call->text);
    return statement_run(row, err);
}

static bool save_remark(struct result_save *save, const struct remark *remark, struct error *err) {
    struct statement *row = &save->inserts[INSERT_RUN_REMARK];
    bind_place(row, remark->place);
    statement_bind_text(row, remark->text);
    return statement_run(row, err);
}

static bool save_run(struct result_save *save, struct digest key, const struct run *run, struct error *err) {
    bool good = save_run_row(save, key, run, err);
    for (uint32_t i = 0; good && i < run->failed_count; i++)
        good = save_run_unit(save, "failed", &run->failed[i], err);
    for (uint32_t i = 0; good && i < run->partial_count; i++)
        good = save_run_unit(save, "partial", &run->partial[i], err);
    for (uint32_t i = 0; good && i < run->library_count; i++)
        good = save_library(save, &run->libraries[i], err);
    for (uint32_t i = 0; good && i < run->unknown_count; i++)
        good = save_unknown(save, &run->unknown[i], err);
    for (uint32_t i = 0; good && i < run->unresolved_count; i++)
        good = save_unresolved(save, &run->unresolved[i], err);
    for (uint32_t i = 0; good && i < run->remark_count; i++)
        good = save_remark(save, &run->remarks[i], err);
    return good;
}

/* ---- Findings ---- */

static bool save_site(struct result_save *save, uint32_t finding, uint32_t position, const struct site *site,
                      struct error *err) {
    struct statement *row = &save->inserts[INSERT_SITE];
    uint32_t roundtrips;
    if (!save_formula(save, &site->roundtrips, &roundtrips, err))
        return false;
    statement_bind_integer(row, finding);
    statement_bind_integer(row, position);
    statement_bind_text(row, site->callee);
    statement_bind_text(row, site->library);
    statement_bind_text(row, site->function);
    bind_place(row, site->place);
    statement_bind_integer(row, roundtrips);
    statement_bind_integer(row, site->call_count);
    return statement_run(row, err);
}

static bool save_step(struct result_save *save, uint32_t finding, uint32_t position, const struct step *step,
                      struct error *err) {
    struct statement *row = &save->inserts[INSERT_STEP];
    statement_bind_integer(row, finding);
    statement_bind_integer(row, position);
    statement_bind_text(row, step_kind_name(step->kind));
    bind_place(row, step->place);
    statement_bind_text(row, step->function);
    statement_bind_text(row, step->text);
    return statement_run(row, err);
}

static bool save_entry_point(struct result_save *save, uint32_t finding, uint32_t position, const char *name,
                             struct error *err) {
    struct statement *row = &save->inserts[INSERT_ENTRY_POINT];
    statement_bind_integer(row, finding);
    statement_bind_integer(row, position);
    statement_bind_text(row, name);
    return statement_run(row, err);
}

/* `after_fix` 0: none. */
static bool save_finding_row(struct result_save *save, uint32_t id, const struct finding *finding, uint32_t roundtrips,
                             uint32_t after_fix, struct error *err) {
    struct statement *row = &save->inserts[INSERT_FINDING];
    statement_bind_integer(row, id);
    statement_bind_text(row, finding->rule);
    statement_bind_text(row, severity_name(finding->severity));
    statement_bind_text(row, confidence_name(finding->confidence));
    statement_bind_text(row, phase_name(finding->phase));
    bind_place(row, finding->place);
    statement_bind_integer(row, finding->end_line);
    statement_bind_integer(row, finding->end_column);
    statement_bind_text(row, finding->function);
    statement_bind_text(row, finding->usr);
    statement_bind_text(row, finding->callee);
    statement_bind_text(row, finding->library);
    statement_bind_text(row, finding->peer);
    statement_bind_integer(row, roundtrips);
    statement_bind_text(row, finding->verdict);
    if (after_fix == 0)
        statement_bind_null(row);
    else
        statement_bind_integer(row, after_fix);
    statement_bind_text(row, finding->message);
    statement_bind_text(row, finding->fix);
    statement_bind_text(row, finding->bound);
    bind_place(row, finding->cause);
    statement_bind_text(row, finding->fingerprint);
    statement_bind_text(row, finding->source);
    return statement_run(row, err);
}

static bool save_finding(struct result_save *save, uint32_t id, const struct finding *finding, struct error *err) {
    uint32_t roundtrips;
    uint32_t after_fix = 0;
    bool good = save_formula(save, &finding->roundtrips, &roundtrips, err) &&
                (finding->after_fix == NULL || save_formula(save, finding->after_fix, &after_fix, err)) &&
                save_finding_row(save, id, finding, roundtrips, after_fix, err);
    for (uint32_t i = 0; good && i < finding->site_count; i++)
        good = save_site(save, id, i, &finding->sites[i], err);
    for (uint32_t i = 0; good && i < finding->step_count; i++)
        good = save_step(save, id, i, &finding->steps[i], err);
    for (uint32_t i = 0; good && i < finding->reached_from_count; i++)
        good = save_entry_point(save, id, i, finding->reached_from[i], err);
    return good;
}

/* ---- Costs ---- */

static bool save_cost(struct result_save *save, uint32_t id, const struct function_cost *cost, struct error *err) {
    struct statement *row = &save->inserts[INSERT_COST];
    uint32_t roundtrips;
    uint32_t sends;
    if (!save_formula(save, &cost->roundtrips, &roundtrips, err) || !save_formula(save, &cost->sends, &sends, err))
        return false;
    statement_bind_integer(row, id);
    statement_bind_text(row, cost->function);
    statement_bind_text(row, cost->usr);
    bind_place(row, cost->place);
    statement_bind_integer(row, roundtrips);
    statement_bind_integer(row, sends);
    return statement_run(row, err);
}

/* ---- The result ---- */

static bool save_result(struct result_save *save, struct digest key, const struct result *result, struct error *err) {
    static const char clear[] =
        "DELETE FROM run; DELETE FROM run_unit; DELETE FROM run_library; DELETE FROM run_unknown; "
        "DELETE FROM run_unresolved; DELETE FROM run_remark; "
        "DELETE FROM finding_site; DELETE FROM finding_step; DELETE FROM finding_entry_point; DELETE FROM finding; "
        "DELETE FROM cost; DELETE FROM assumption; DELETE FROM formula;";
    bool good = store_run(save->store, clear, err);
    for (uint32_t i = 0; good && i < INSERT_COUNT; i++)
        good = statement_prepare(&save->inserts[i], save->store, insert_sql[i], err);
    good = good && save_run(save, key, &result->run, err);
    for (uint32_t i = 0; good && i < result->finding_count; i++)
        good = save_finding(save, i + 1, &result->findings[i], err);
    for (uint32_t i = 0; good && i < result->cost_count; i++)
        good = save_cost(save, i + 1, &result->costs[i], err);
    for (uint32_t i = 0; i < INSERT_COUNT; i++)
        statement_finish(&save->inserts[i]);
    return good;
}

bool store_save_result(struct store *store, struct digest key, const struct result *result,
                       const struct store_program *program, struct error *err) {
    struct result_save save = {.store = store};
    if (!store_begin_write(store, err))
        return false;
    bool good = save_result(&save, key, result, err) && program_save(store, program, err);
    return store_end(store, good, err);
}
