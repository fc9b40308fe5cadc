/* Decides how functions, calls and loops are written. Tests: tests/unit/store/test_queries.c */
#include "store/program.h"

static bool save_functions(struct store *store, const struct store_program *program, struct error *err) {
    struct statement row;
    bool good = statement_prepare(&row, store,
                                  "INSERT INTO function (id, name, usr, file, line, end_line, unit, roundtrips, "
                                  "sends) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                  err);
    for (uint32_t i = 0; good && i < program->function_count; i++) {
        const struct store_function *function = &program->functions[i];
        statement_bind_unsigned(&row, (uint64_t)i + 1);
        statement_bind_text(&row, function->name);
        statement_bind_text(&row, function->usr);
        statement_bind_text(&row, function->file);
        statement_bind_integer(&row, function->line);
        statement_bind_integer(&row, function->end_line);
        statement_bind_text(&row, function->unit);
        statement_bind_text(&row, function->roundtrips);
        statement_bind_text(&row, function->sends);
        good = statement_run(&row, err);
    }
    statement_finish(&row);
    return good;
}

/* The id of a function in the table. */
static uint64_t function_id(const struct store_program *program, uint32_t index) {
    if (index >= program->function_count)
        BUG("call site or loop of function %u of %u", index, program->function_count);
    return (uint64_t)index + 1;
}

static bool save_call_sites(struct store *store, const struct store_program *program, struct error *err) {
    struct statement row;
    bool good = statement_prepare(&row, store,
                                  "INSERT INTO call_site (function, callee, file, line, column, library, effect, "
                                  "in_loop) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                  err);
    for (uint32_t i = 0; good && i < program->call_site_count; i++) {
        const struct store_call_site *site = &program->call_sites[i];
        statement_bind_unsigned(&row, function_id(program, site->function));
        statement_bind_text(&row, site->callee);
        statement_bind_text(&row, site->place.file);
        statement_bind_integer(&row, site->place.line);
        statement_bind_integer(&row, site->place.column);
        statement_bind_text(&row, site->library);
        statement_bind_text(&row, site->effect);
        statement_bind_integer(&row, site->is_in_loop);
        good = statement_run(&row, err);
    }
    statement_finish(&row);
    return good;
}

static bool save_loops(struct store *store, const struct store_program *program, struct error *err) {
    struct statement row;
    bool good = statement_prepare(&row, store,
                                  "INSERT INTO loop (function, file, line, end_line, form, turns, is_named, "
                                  "roundtrips) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                  err);
    for (uint32_t i = 0; good && i < program->loop_count; i++) {
        const struct store_loop *loop = &program->loops[i];
        statement_bind_unsigned(&row, function_id(program, loop->function));
        statement_bind_text(&row, loop->file);
        statement_bind_integer(&row, loop->line);
        statement_bind_integer(&row, loop->end_line);
        statement_bind_text(&row, loop->form);
        statement_bind_text(&row, loop->turns);
        statement_bind_integer(&row, loop->is_named);
        statement_bind_text(&row, loop->roundtrips);
        good = statement_run(&row, err);
    }
    statement_finish(&row);
    return good;
}

bool program_save(struct store *store, const struct store_program *program, struct error *err) {
    if (!store_run(store, "DELETE FROM call_site; DELETE FROM loop; DELETE FROM function;", err))
        return false;
    return program == NULL || (save_functions(store, program, err) && save_call_sites(store, program, err) &&
                               save_loops(store, program, err));
}
