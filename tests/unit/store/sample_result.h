/* A result with something in every field, and the comparison of two. */
#ifndef TRIPCOUNT_TESTS_STORE_SAMPLE_RESULT_H
#define TRIPCOUNT_TESTS_STORE_SAMPLE_RESULT_H

#include "fixture.h"

#include <math.h>

static inline struct formula sample_formula(struct arena *arena, uint32_t degree) {
    struct formula formula = {
        .expr = arena_printf(arena, "n^%u + 1", degree),
        .people = arena_printf(arena, "n^%u, and 1", degree),
        .degree = degree,
        .value = 1000.0 * degree + 0.1,
        .lower = 1,
        .is_exact = degree < 2,
        .assumed_count = degree,
        .break_even_atom = degree == 1 ? "n" : NULL,
        .break_even_ms = 100,
        .break_even_value = 1.0 / 3.0,
    };
    formula.assumed = ARENA_ARRAY(arena, struct assumption, degree);
    for (uint32_t i = 0; i < degree; i++)
        formula.assumed[i] =
            (struct assumption){arena_printf(arena, "n%u", i), 1000.5 + i, i == 0 ? "bound" : "default"};
    return formula;
}

static inline struct finding sample_finding(struct arena *arena, uint32_t number) {
    struct finding finding = {
        .rule = "call-in-loop",
        .severity = (enum severity)(number % 3),
        .confidence = (enum confidence)((number + 1) % 3),
        .phase = (enum phase)(number % 4),
        .place = {arena_printf(arena, "src/%u.c", number % 2), 10 + number, 5},
        .end_line = 10 + number,
        .end_column = 33,
        .function = "load_orders",
        .usr = "c:@F@load_orders",
        .callee = "PQexecParams",
        .library = "libpq",
        .peer = "postgresql",
        .roundtrips = sample_formula(arena, 1 + number % 2),
        .site_count = 1 + number,
        .verdict = number % 2 == 0 ? "batch" : NULL,
        .message = arena_printf(arena, "waits %u times; \"quoted\" 'text'", number),
        .fix = number == 0 ? NULL : "one call",
        .bound = number == 1 ? NULL : "if n has a limit",
        .cause = number == 2 ? (struct place){0} : (struct place){"src/cause.c", 7, 1},
        .reached_from_count = number,
        .step_count = 3,
        .fingerprint = arena_printf(arena, "%032u", number),
        .source = number == 1 ? NULL : "\tc[i] = get_city(db, o->city_id);",
    };
    finding.sites = ARENA_ARRAY(arena, struct site, finding.site_count);
    for (uint32_t i = 0; i < finding.site_count; i++)
        finding.sites[i] = (struct site){"PQexecParams",
                                         "libpq",
                                         arena_printf(arena, "helper_%u", i),
                                         {"src/city.c", 40 + i, 3},
                                         sample_formula(arena, i % 3),
                                         i + 1};
    finding.steps = ARENA_ARRAY(arena, struct step, finding.step_count);
    for (uint32_t i = 0; i < finding.step_count; i++)
        finding.steps[i] = (struct step){(enum step_kind)i,
                                         {"src/orders.c", 20 + i, 2},
                                         "load_orders",
                                         arena_printf(arena, "step %u of %u", i, number)};
    const char **entry_points = ARENA_ARRAY(arena, const char *, number);
    for (uint32_t i = 0; i < number; i++)
        entry_points[i] = arena_printf(arena, "handle_%u", i);
    finding.reached_from = entry_points;
    if (finding.verdict != NULL) {
        finding.after_fix = ARENA_NEW(arena, struct formula);
        *finding.after_fix = sample_formula(arena, 0);
    }
    return finding;
}

static inline struct run sample_run(struct arena *arena) {
    struct run run = {
        .tool = "tripcount 0.1.0",
        .unit_count = 12,
        .analysed_count = 10,
        .reused_count = 9,
        .failed_count = 2,
        .partial_count = 1,
        .function_count = 341,
        .line_count = UINT64_C(5000000000),
        .latency = "dc",
        .library_count = 2,
        .unknown_count = 2,
        .unknown_total = 37,
        .unresolved_count = 2,
        .remark_count = 1,
        .remote_loop_count = 71,
        .named_loop_count = 58,
        .indirect_call_count = 90,
        .resolved_call_count = 81,
        .incomplete_function_count = 4,
        .left_out_count = 6,
        .seconds = 1.25,
    };
    run.failed = ARENA_ARRAY(arena, struct unit_report, 2);
    run.failed[0] = (struct unit_report){"src/x.c", UNIT_CRASH, "signal 11"};
    run.failed[1] = (struct unit_report){"src/w.c", UNIT_TIMEOUT, "60 s"};
    run.partial = ARENA_ARRAY(arena, struct unit_report, 1);
    run.partial[0] = (struct unit_report){"src/p.c", UNIT_PARTIAL, NULL};
    run.libraries = ARENA_ARRAY(arena, struct library_count, 2);
    run.libraries[0] = (struct library_count){"libpq", 212};
    run.libraries[1] = (struct library_count){"curl", 9};
    run.unresolved = ARENA_ARRAY(arena, struct unresolved_call, 2);
    run.unresolved[0] = (struct unresolved_call){{"src/a.c", 31, 9}, "serve", "s->on_read"};
    run.unresolved[1] = (struct unresolved_call){{"src/b.c", 4, 1}, "load", "plugin"};
    run.remarks = ARENA_ARRAY(arena, struct remark, 1);
    run.remarks[0] = (struct remark){{"src/a.c", 12, 5}, "cannot read this bound"};
    run.unknown = ARENA_ARRAY(arena, struct unknown_function, 2);
    run.unknown[0] = (struct unknown_function){"ipc_call", 214, 61, "reaches send(2) and recv(2)"};
    run.unknown[1] = (struct unknown_function){"other", UINT32_MAX, 0, NULL};
    return run;
}

static inline struct result sample_result(struct arena *arena) {
    struct result result = {.run = sample_run(arena), .finding_count = 4, .cost_count = 2};
    result.findings = ARENA_ARRAY(arena, struct finding, 4);
    for (uint32_t i = 0; i < 4; i++)
        result.findings[i] = sample_finding(arena, i);
    result.costs = ARENA_ARRAY(arena, struct function_cost, 2);
    for (uint32_t i = 0; i < 2; i++)
        result.costs[i] = (struct function_cost){i == 0 ? "load_orders" : "db_one",
                                                 i == 0 ? "c:@F@load_orders" : NULL,
                                                 {i == 0 ? "src/orders.c" : "src/db.c", 17, 1},
                                                 sample_formula(arena, 2 - i),
                                                 sample_formula(arena, 0)};
    return result;
}

/* ---- Comparison: texts of two results, field by field, so that a failure shows what differs ---- */

static inline void print_real(struct buffer *out, double value) { buffer_printf(out, "%a ", value); }

static inline void print_text(struct buffer *out, const char *text) {
    if (text == NULL)
        buffer_add_text(out, "NULL ");
    else
        buffer_printf(out, "<%s> ", text);
}

static inline void print_place(struct buffer *out, struct place place) {
    print_text(out, place.file);
    buffer_printf(out, "%u:%u ", place.line, place.column);
}

static inline void print_formula(struct buffer *out, const struct formula *formula) {
    print_text(out, formula->expr);
    print_text(out, formula->people);
    buffer_printf(out, "%u %d ", formula->degree, formula->is_exact);
    print_real(out, formula->value);
    print_real(out, formula->lower);
    print_text(out, formula->break_even_atom);
    print_real(out, formula->break_even_ms);
    print_real(out, formula->break_even_value);
    for (uint32_t i = 0; i < formula->assumed_count; i++) {
        print_text(out, formula->assumed[i].atom);
        print_real(out, formula->assumed[i].value);
        print_text(out, formula->assumed[i].from);
    }
    buffer_add_char(out, '\n');
}

static inline void print_finding(struct buffer *out, const struct finding *finding) {
    const char *const texts[] = {finding->rule,    finding->function, finding->usr,         finding->callee,
                                 finding->library, finding->peer,     finding->verdict,     finding->message,
                                 finding->fix,     finding->bound,    finding->fingerprint, finding->source};
    buffer_printf(out, "finding %d %d %d %u %u ", (int)finding->severity, (int)finding->confidence, (int)finding->phase,
                  finding->end_line, finding->end_column);
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
        print_text(out, texts[i]);
    print_place(out, finding->place);
    print_place(out, finding->cause);
    print_formula(out, &finding->roundtrips);
    if (finding->after_fix != NULL)
        print_formula(out, finding->after_fix);
    for (uint32_t i = 0; i < finding->site_count; i++) {
        const struct site *site = &finding->sites[i];
        buffer_printf(out, "  site %u ", site->call_count);
        print_text(out, site->callee);
        print_text(out, site->library);
        print_text(out, site->function);
        print_place(out, site->place);
        print_formula(out, &site->roundtrips);
    }
    for (uint32_t i = 0; i < finding->step_count; i++) {
        const struct step *step = &finding->steps[i];
        buffer_printf(out, "  step %d ", (int)step->kind);
        print_place(out, step->place);
        print_text(out, step->function);
        print_text(out, step->text);
    }
    for (uint32_t i = 0; i < finding->reached_from_count; i++)
        print_text(out, finding->reached_from[i]);
    buffer_add_char(out, '\n');
}

static inline void print_units(struct buffer *out, const struct unit_report *units, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        buffer_printf(out, "unit %d ", (int)units[i].status);
        print_text(out, units[i].file);
        print_text(out, units[i].message);
    }
    buffer_add_char(out, '\n');
}

static inline void print_run(struct buffer *out, const struct run *run) {
    const uint32_t counts[] = {run->unit_count,          run->analysed_count,
                               run->reused_count,        run->function_count,
                               run->unknown_total,       run->remote_loop_count,
                               run->named_loop_count,    run->indirect_call_count,
                               run->resolved_call_count, run->incomplete_function_count,
                               run->left_out_count};
    print_text(out, run->tool);
    print_text(out, run->latency);
    print_real(out, run->seconds);
    buffer_printf(out, "%llu ", (unsigned long long)run->line_count);
    for (size_t i = 0; i < ARRAY_COUNT(counts); i++)
        buffer_printf(out, "%u ", counts[i]);
    buffer_add_char(out, '\n');
    print_units(out, run->failed, run->failed_count);
    print_units(out, run->partial, run->partial_count);
    for (uint32_t i = 0; i < run->library_count; i++) {
        print_text(out, run->libraries[i].library);
        buffer_printf(out, "%u\n", run->libraries[i].call_count);
    }
    for (uint32_t i = 0; i < run->remark_count; i++) {
        print_text(out, run->remarks[i].place.file);
        print_text(out, run->remarks[i].text);
        buffer_printf(out, "%u %u\n", run->remarks[i].place.line, run->remarks[i].place.column);
    }
    for (uint32_t i = 0; i < run->unresolved_count; i++) {
        print_text(out, run->unresolved[i].function);
        print_text(out, run->unresolved[i].text);
        print_place(out, run->unresolved[i].place);
    }
    for (uint32_t i = 0; i < run->unknown_count; i++) {
        print_text(out, run->unknown[i].name);
        print_text(out, run->unknown[i].evidence);
        buffer_printf(out, "%u %u\n", run->unknown[i].call_count, run->unknown[i].loop_count);
    }
}

static inline char *result_text(const struct result *result) {
    struct buffer out = {0};
    print_run(&out, &result->run);
    for (uint32_t i = 0; i < result->finding_count; i++)
        print_finding(&out, &result->findings[i]);
    for (uint32_t i = 0; i < result->cost_count; i++) {
        print_text(&out, result->costs[i].function);
        print_text(&out, result->costs[i].usr);
        print_place(&out, result->costs[i].place);
        print_formula(&out, &result->costs[i].roundtrips);
        print_formula(&out, &result->costs[i].sends);
    }
    buffer_add_char(&out, '\0');
    return out.data;
}

static inline void assert_same_result(const struct result *a, const struct result *b) {
    char *text_a = result_text(a);
    char *text_b = result_text(b);
    assert_string_equal(text_a, text_b);
    free(text_a);
    free(text_b);
}

#endif
