/* Decides how a row of each table of the result becomes a struct. Tests: tests/unit/store/test_result.c */
#include "store/rows.h"

#include <string.h>

/* ---- Parts of rows ---- */

static const char *status_text(uint32_t value) { return unit_status_name((enum unit_status)value); }
static const char *severity_text(uint32_t value) { return severity_name((enum severity)value); }
static const char *confidence_text(uint32_t value) { return confidence_name((enum confidence)value); }
static const char *phase_text(uint32_t value) { return phase_name((enum phase)value); }
static const char *step_kind_text(uint32_t value) { return step_kind_name((enum step_kind)value); }

static const char *read_text(struct row_reader *reader) { return statement_text(&reader->statement, reader->arena); }

static uint32_t read_count(struct row_reader *reader) { return statement_count(&reader->statement); }

static struct place read_place(struct row_reader *reader) {
    struct place place = {.file = read_text(reader)};
    place.line = read_count(reader);
    place.column = read_count(reader);
    return place;
}

/* NULL where the column is null. */
static const struct formula *read_formula_id(struct row_reader *reader) {
    if (statement_is_null(&reader->statement)) {
        statement_skip(&reader->statement);
        return NULL;
    }
    uint32_t id = read_count(reader);
    if (id != 0 && id <= reader->formula_count)
        return &reader->formulas[id - 1];
    reader->statement.is_damaged = true;
    return NULL;
}

static struct formula read_formula(struct row_reader *reader) {
    const struct formula *formula = read_formula_id(reader);
    return formula == NULL ? (struct formula){0} : *formula;
}

/* ---- Formulas ---- */

static void read_formula_row(struct row_reader *reader, void *row) {
    struct formula *formula = row;
    struct statement *statement = &reader->statement;
    formula->expr = read_text(reader);
    formula->people = read_text(reader);
    formula->degree = read_count(reader);
    formula->value = statement_real(statement);
    formula->lower = statement_real(statement);
    formula->is_exact = statement_truth(statement);
    formula->break_even_atom = read_text(reader);
    formula->break_even_ms = statement_real(statement);
    formula->break_even_value = statement_real(statement);
}

const struct table_reader formula_reader = {
    "SELECT id, expr, people, degree, value, lower, is_exact, break_even_atom, break_even_ms, break_even_value "
    "FROM formula ORDER BY id",
    sizeof(struct formula),
    read_formula_row,
};

static void read_assumption(struct row_reader *reader, void *row) {
    struct assumption *assumption = row;
    assumption->atom = read_text(reader);
    assumption->value = statement_real(&reader->statement);
    assumption->from = read_text(reader);
}

const struct table_reader assumption_reader = {
    "SELECT formula, atom, value, source FROM assumption ORDER BY formula, position",
    sizeof(struct assumption),
    read_assumption,
};

/* ---- The run ---- */

const char run_select[] =
    "SELECT tool, unit_count, analysed_count, reused_count, function_count, line_count, latency, unknown_total, "
    "remote_loop_count, named_loop_count, indirect_call_count, resolved_call_count, incomplete_function_count, "
    "left_out_count, seconds FROM run";

void run_read(struct row_reader *reader, struct run *run) {
    run->tool = read_text(reader);
    run->unit_count = read_count(reader);
    run->analysed_count = read_count(reader);
    run->reused_count = read_count(reader);
    run->function_count = read_count(reader);
    run->line_count = statement_unsigned(&reader->statement);
    run->latency = read_text(reader);
    run->unknown_total = read_count(reader);
    run->remote_loop_count = read_count(reader);
    run->named_loop_count = read_count(reader);
    run->indirect_call_count = read_count(reader);
    run->resolved_call_count = read_count(reader);
    run->incomplete_function_count = read_count(reader);
    run->left_out_count = read_count(reader);
    run->seconds = statement_real(&reader->statement);
}

static void read_run_unit(struct row_reader *reader, void *row) {
    struct run_unit_row *unit = row;
    const char *list = statement_borrow_text(&reader->statement);
    unit->is_failed = list != NULL && strcmp(list, "failed") == 0;
    if (!unit->is_failed && (list == NULL || strcmp(list, "partial") != 0))
        reader->statement.is_damaged = true;
    unit->report.file = read_text(reader);
    unit->report.status = (enum unit_status)statement_name(&reader->statement, status_text, UNIT_STATUS_COUNT);
    unit->report.message = read_text(reader);
}

/* The failed ones were saved first. */
const struct table_reader run_unit_reader = {
    "SELECT id, list, file, status, message FROM run_unit ORDER BY id",
    sizeof(struct run_unit_row),
    read_run_unit,
};

static void read_run_library(struct row_reader *reader, void *row) {
    struct library_count *library = row;
    library->library = read_text(reader);
    library->call_count = read_count(reader);
}

const struct table_reader run_library_reader = {
    "SELECT id, library, call_count FROM run_library ORDER BY id",
    sizeof(struct library_count),
    read_run_library,
};

static void read_run_remark(struct row_reader *reader, void *row) {
    struct remark *remark = row;
    remark->place = read_place(reader);
    remark->text = read_text(reader);
}

const struct table_reader run_remark_reader = {
    "SELECT id, file, line, column, message FROM run_remark ORDER BY id",
    sizeof(struct remark),
    read_run_remark,
};

static void read_run_unresolved(struct row_reader *reader, void *row) {
    struct unresolved_call *call = row;
    call->place = read_place(reader);
    call->function = read_text(reader);
    call->text = read_text(reader);
}

const struct table_reader run_unresolved_reader = {
    "SELECT id, file, line, column, function, text FROM run_unresolved ORDER BY id",
    sizeof(struct unresolved_call),
    read_run_unresolved,
};

static void read_run_unknown(struct row_reader *reader, void *row) {
    struct unknown_function *unknown = row;
    unknown->name = read_text(reader);
    unknown->call_count = read_count(reader);
    unknown->loop_count = read_count(reader);
    unknown->evidence = read_text(reader);
}

const struct table_reader run_unknown_reader = {
    "SELECT id, name, call_count, loop_count, evidence FROM run_unknown ORDER BY id",
    sizeof(struct unknown_function),
    read_run_unknown,
};

/* ---- Findings ---- */

static struct formula *read_after_fix(struct row_reader *reader) {
    const struct formula *stored = read_formula_id(reader);
    if (stored == NULL)
        return NULL;
    struct formula *formula = ARENA_NEW(reader->arena, struct formula);
    *formula = *stored;
    return formula;
}

static void read_finding(struct row_reader *reader, void *row) {
    struct finding *finding = row;
    struct statement *statement = &reader->statement;
    finding->rule = read_text(reader);
    finding->severity = (enum severity)statement_name(statement, severity_text, SEVERITY_ERROR + 1);
    finding->confidence = (enum confidence)statement_name(statement, confidence_text, CONFIDENCE_HIGH + 1);
    finding->phase = (enum phase)statement_name(statement, phase_text, PHASE_TEST + 1);
    finding->place = read_place(reader);
    finding->end_line = read_count(reader);
    finding->end_column = read_count(reader);
    finding->function = read_text(reader);
    finding->usr = read_text(reader);
    finding->callee = read_text(reader);
    finding->library = read_text(reader);
    finding->peer = read_text(reader);
    finding->roundtrips = read_formula(reader);
    finding->verdict = read_text(reader);
    finding->after_fix = read_after_fix(reader);
    finding->message = read_text(reader);
    finding->fix = read_text(reader);
    finding->bound = read_text(reader);
    finding->cause = read_place(reader);
    finding->fingerprint = read_text(reader);
    finding->source = read_text(reader);
}

const struct table_reader finding_reader = {
    "SELECT id, rule, severity, confidence, phase, file, line, column, end_line, end_column, function, usr, callee, "
    "library, peer, roundtrips, verdict, after_fix, message, fix, bound, cause_file, cause_line, cause_column, "
    "fingerprint, source FROM finding ORDER BY id",
    sizeof(struct finding),
    read_finding,
};

static void read_site(struct row_reader *reader, void *row) {
    struct site *site = row;
    site->callee = read_text(reader);
    site->library = read_text(reader);
    site->function = read_text(reader);
    site->place = read_place(reader);
    site->roundtrips = read_formula(reader);
    site->call_count = read_count(reader);
}

const struct table_reader finding_site_reader = {
    "SELECT finding, callee, library, function, file, line, column, roundtrips, call_count FROM finding_site "
    "ORDER BY finding, position",
    sizeof(struct site),
    read_site,
};

static void read_step(struct row_reader *reader, void *row) {
    struct step *step = row;
    step->kind = (enum step_kind)statement_name(&reader->statement, step_kind_text, STEP_ROUNDTRIP + 1);
    step->place = read_place(reader);
    step->function = read_text(reader);
    step->text = read_text(reader);
}

const struct table_reader finding_step_reader = {
    "SELECT finding, kind, file, line, column, function, text FROM finding_step ORDER BY finding, position",
    sizeof(struct step),
    read_step,
};

static void read_entry_point(struct row_reader *reader, void *row) {
    const char **name = row;
    *name = read_text(reader);
}

const struct table_reader finding_entry_point_reader = {
    "SELECT finding, name FROM finding_entry_point ORDER BY finding, position",
    sizeof(const char *),
    read_entry_point,
};

/* ---- Costs ---- */

static void read_cost(struct row_reader *reader, void *row) {
    struct function_cost *cost = row;
    cost->function = read_text(reader);
    cost->usr = read_text(reader);
    cost->place = read_place(reader);
    cost->roundtrips = read_formula(reader);
    cost->sends = read_formula(reader);
}

const struct table_reader cost_reader = {
    "SELECT id, function, usr, file, line, column, roundtrips, sends FROM cost ORDER BY id",
    sizeof(struct function_cost),
    read_cost,
};
