/* Decides how a result is put together from its tables. Tests: tests/unit/store/test_result.c */
#include "base/buffer.h"
#include "store/rows.h"
#include "store/store.h"

#include <string.h>

/* ---- One table ---- */

/* Rows that belong to rows of another table: how many each has. */
struct owners {
    uint32_t *row_counts; /* [count], in the arena */
    uint32_t count;
};

/* The first column: the owner's id, or the row's own, which counts from 1 without gaps. */
static void check_id(struct row_reader *reader, uint32_t row_count, struct owners *owners, uint32_t *owner_before) {
    uint32_t id = statement_count(&reader->statement);
    bool is_expected = owners == NULL ? id == row_count + 1 : id >= *owner_before && id >= 1 && id <= owners->count;
    if (!is_expected)
        reader->statement.is_damaged = true;
    else if (owners != NULL)
        owners->row_counts[id - 1]++;
    *owner_before = id;
}

/* All rows, in the arena. `owners` is NULL for a table without. */
static bool read_table(struct row_reader *reader, const struct table_reader *table, struct owners *owners, void **rows,
                       uint32_t *row_count, struct error *err) {
    struct buffer items = {0};
    uint32_t count = 0;
    uint32_t owner = 0;
    bool has_row = false;
    if (owners != NULL)
        owners->row_counts = ARENA_ARRAY(reader->arena, uint32_t, owners->count);
    bool good = statement_prepare(&reader->statement, reader->store, table->select, err);
    while (good && (good = statement_next(&reader->statement, &has_row, err)) && has_row) {
        check_id(reader, count, owners, &owner);
        void *row = buffer_reserve(&items, table->row_size);
        memset(row, 0, table->row_size);
        table->read(reader, row);
        buffer_commit(&items, table->row_size);
        count++;
    }
    statement_finish(&reader->statement);
    *rows = arena_alloc(reader->arena, items.size);
    if (items.size > 0)
        memcpy(*rows, items.data, items.size);
    *row_count = count;
    buffer_finish(&items);
    return good;
}

/* ---- Tables with owners: the rows lie one owner after the other, each gets its part ---- */

static bool read_formulas(struct row_reader *reader, struct error *err) {
    void *formulas;
    void *assumptions;
    uint32_t formula_count;
    uint32_t assumption_count;
    if (!read_table(reader, &formula_reader, NULL, &formulas, &formula_count, err))
        return false;
    reader->formulas = formulas;
    reader->formula_count = formula_count;
    struct owners owners = {.count = formula_count};
    if (!read_table(reader, &assumption_reader, &owners, &assumptions, &assumption_count, err))
        return false;
    struct assumption *next = assumptions;
    for (uint32_t i = 0; i < formula_count; i++) {
        reader->formulas[i].assumed = next;
        reader->formulas[i].assumed_count = owners.row_counts[i];
        next += owners.row_counts[i];
    }
    return true;
}

static bool read_sites(struct row_reader *reader, struct result *result, struct error *err) {
    struct owners owners = {.count = result->finding_count};
    void *rows;
    uint32_t row_count;
    if (!read_table(reader, &finding_site_reader, &owners, &rows, &row_count, err))
        return false;
    struct site *next = rows;
    for (uint32_t i = 0; i < result->finding_count; i++) {
        result->findings[i].sites = next;
        result->findings[i].site_count = owners.row_counts[i];
        next += owners.row_counts[i];
    }
    return true;
}

static bool read_steps(struct row_reader *reader, struct result *result, struct error *err) {
    struct owners owners = {.count = result->finding_count};
    void *rows;
    uint32_t row_count;
    if (!read_table(reader, &finding_step_reader, &owners, &rows, &row_count, err))
        return false;
    struct step *next = rows;
    for (uint32_t i = 0; i < result->finding_count; i++) {
        result->findings[i].steps = next;
        result->findings[i].step_count = owners.row_counts[i];
        next += owners.row_counts[i];
    }
    return true;
}

static bool read_entry_points(struct row_reader *reader, struct result *result, struct error *err) {
    struct owners owners = {.count = result->finding_count};
    void *rows;
    uint32_t row_count;
    if (!read_table(reader, &finding_entry_point_reader, &owners, &rows, &row_count, err))
        return false;
    const char **next = rows;
    for (uint32_t i = 0; i < result->finding_count; i++) {
        result->findings[i].reached_from = next;
        result->findings[i].reached_from_count = owners.row_counts[i];
        next += owners.row_counts[i];
    }
    return true;
}

static bool read_findings(struct row_reader *reader, struct result *result, struct error *err) {
    void *rows;
    if (!read_table(reader, &finding_reader, NULL, &rows, &result->finding_count, err))
        return false;
    result->findings = rows;
    return read_sites(reader, result, err) && read_steps(reader, result, err) && read_entry_points(reader, result, err);
}

/* ---- The run ---- */

static bool read_run_units(struct row_reader *reader, struct run *run, struct error *err) {
    void *rows;
    uint32_t row_count;
    if (!read_table(reader, &run_unit_reader, NULL, &rows, &row_count, err))
        return false;
    const struct run_unit_row *units = rows;
    run->failed = ARENA_ARRAY(reader->arena, struct unit_report, row_count);
    run->partial = ARENA_ARRAY(reader->arena, struct unit_report, row_count);
    for (uint32_t i = 0; i < row_count; i++) {
        if (units[i].is_failed)
            run->failed[run->failed_count++] = units[i].report;
        else
            run->partial[run->partial_count++] = units[i].report;
    }
    return true;
}

static bool read_run_row(struct row_reader *reader, struct run *run, struct error *err) {
    struct store *store = reader->store;
    bool has_row = false;
    bool good = statement_prepare(&reader->statement, store, run_select, err) &&
                statement_next(&reader->statement, &has_row, err);
    if (good && has_row) {
        run_read(reader, run);
        good = statement_run(&reader->statement, err);
    } else if (good) {
        good = store_fail_damaged(store, err);
    }
    statement_finish(&reader->statement);
    return good;
}

static bool read_run(struct row_reader *reader, struct run *run, struct error *err) {
    void *libraries;
    void *unknown;
    void *unresolved;
    void *remarks;
    if (!read_run_row(reader, run, err) || !read_run_units(reader, run, err) ||
        !read_table(reader, &run_library_reader, NULL, &libraries, &run->library_count, err) ||
        !read_table(reader, &run_unknown_reader, NULL, &unknown, &run->unknown_count, err) ||
        !read_table(reader, &run_unresolved_reader, NULL, &unresolved, &run->unresolved_count, err) ||
        !read_table(reader, &run_remark_reader, NULL, &remarks, &run->remark_count, err))
        return false;
    run->remarks = remarks;
    run->libraries = libraries;
    run->unknown = unknown;
    run->unresolved = unresolved;
    return true;
}

/* ---- The result ---- */

static bool read_costs(struct row_reader *reader, struct result *result, struct error *err) {
    void *rows;
    if (!read_table(reader, &cost_reader, NULL, &rows, &result->cost_count, err))
        return false;
    result->costs = rows;
    return true;
}

static bool read_result(struct store *store, struct arena *arena, struct result *out, struct error *err) {
    struct row_reader reader = {.store = store, .arena = arena};
    struct result result = {0};
    if (!read_run(&reader, &result.run, err) || !read_formulas(&reader, err) || !read_findings(&reader, &result, err) ||
        !read_costs(&reader, &result, err))
        return false;
    /* The arena of the caller may outlive the store. */
    result.run.root = arena_text(arena, store->root, strlen(store->root));
    *out = result;
    return true;
}

/* Whether there is a result, made under `key` unless that is NULL. */
static bool find_result(struct store *store, const struct digest *key, bool *found, struct error *err) {
    struct statement statement;
    bool has_row = false;
    bool is_found = false;
    bool good = statement_prepare(&statement, store, "SELECT result_key FROM run", err);
    while (good && (good = statement_next(&statement, &has_row, err)) && has_row) {
        struct digest stored = statement_digest(&statement);
        is_found = key == NULL || digest_is_equal(stored, *key);
    }
    statement_finish(&statement);
    if (good)
        *found = is_found;
    return good;
}

/* One transaction: another run may replace the result between two tables. */
static bool load_result(struct store *store, const struct digest *key, struct arena *arena, struct result *out,
                        bool *found, struct error *err) {
    bool is_found = false;
    if (!store_begin_read(store, err))
        return false;
    bool good = find_result(store, key, &is_found, err) && (!is_found || read_result(store, arena, out, err));
    if (!store_end(store, good, err))
        return false;
    *found = is_found;
    return true;
}

bool store_load_result(struct store *store, struct digest key, struct arena *arena, struct result *out, bool *found,
                       struct error *err) {
    return load_result(store, &key, arena, out, found, err);
}

bool store_load_last_result(struct store *store, struct arena *arena, struct result *out, bool *found,
                            struct error *err) {
    return load_result(store, NULL, arena, out, found, err);
}
