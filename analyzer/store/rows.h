/* Inside of the store: how each table of the result is read and written, one function per table and direction.
 *
 * The order of the columns is that of the SELECT or INSERT beside the function. Tests: tests/unit/store/test_result.c
 */
#ifndef TRIPCOUNT_STORE_ROWS_H
#define TRIPCOUNT_STORE_ROWS_H

#include "model/result.h"
#include "store/database.h"
#include "store/store.h"

struct row_reader {
    struct store *store;
    struct statement statement; /* the columns are taken from it */
    struct arena *arena;
    struct formula *formulas; /* formula.id is the index + 1 */
    uint32_t formula_count;
};

/* A table that is read whole. Rows of a table with owners begin with the owner's id and are ordered by it. */
struct table_reader {
    const char *select;
    size_t row_size;
    void (*read)(struct row_reader *reader, void *row);
};

extern const struct table_reader formula_reader;
extern const struct table_reader assumption_reader; /* owner: formula */
extern const struct table_reader run_unit_reader;   /* struct run_unit_row */
extern const struct table_reader run_library_reader;
extern const struct table_reader run_unknown_reader;
extern const struct table_reader run_unresolved_reader;
extern const struct table_reader run_remark_reader;
extern const struct table_reader finding_reader;
extern const struct table_reader finding_site_reader;        /* owner: finding */
extern const struct table_reader finding_step_reader;        /* owner: finding */
extern const struct table_reader finding_entry_point_reader; /* owner: finding; const char * */
extern const struct table_reader cost_reader;

struct run_unit_row {
    struct unit_report report;
    bool is_failed; /* else partial */
};

/* Only the columns: lists come from their tables. */
extern const char run_select[];
void run_read(struct row_reader *reader, struct run *run);

#endif
