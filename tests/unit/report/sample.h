/* Results made by hand for the tests of report/, and the comparison with files of testdata/_report.
 *
 * TRIPCOUNT_BLESS=1 in the environment rewrites those files: look at the difference before it is committed. */
#ifndef TRIPCOUNT_TESTS_REPORT_SAMPLE_H
#define TRIPCOUNT_TESTS_REPORT_SAMPLE_H

#include "base/file.h"
#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

#define SAMPLE_FINDINGS 64

struct sample {
    struct arena arena;
    struct result result;
};

static inline void sample_init(struct sample *sample) {
    arena_init(&sample->arena);
    sample->result = (struct result){.run = {.tool = "tripcount 0.1.0", .root = "/home/build/shop", .latency = "dc"}};
    sample->result.findings = ARENA_ARRAY(&sample->arena, struct finding, SAMPLE_FINDINGS);
}

static inline void sample_finish(struct sample *sample) { arena_finish(&sample->arena); }

static inline void *sample_copy(struct sample *sample, const void *data, size_t size) {
    void *copy = arena_alloc(&sample->arena, size);
    memcpy(copy, data, size);
    return copy;
}

/* Arrays written where they are used: SAMPLE_ARRAY(sample, struct step, {...}, {...}). */
#define SAMPLE_ARRAY(sample, type, ...)                                                                                \
    ((type *)sample_copy((sample), (type[]){__VA_ARGS__}, sizeof((type[]){__VA_ARGS__})))
#define SAMPLE_COUNT(type, ...) ((uint32_t)(sizeof((type[]){__VA_ARGS__}) / sizeof(type)))

static inline struct formula sample_formula(struct sample *sample, const char *expr, const char *people,
                                            uint32_t degree, double value, double break_even) {
    return (struct formula){
        .expr = expr,
        .people = people,
        .degree = degree,
        .value = value,
        .is_exact = true,
        .assumed = degree > 0 ? SAMPLE_ARRAY(sample, struct assumption, {"n", 1000, "default"}) : NULL,
        .assumed_count = degree > 0 ? 1 : 0,
        .break_even_atom = break_even > 0 ? "n" : NULL,
        .break_even_ms = 100,
        .break_even_value = break_even,
    };
}

static inline struct finding *sample_add(struct sample *sample, struct finding finding) {
    assert_true(sample->result.finding_count < SAMPLE_FINDINGS);
    struct finding *added = &sample->result.findings[sample->result.finding_count++];
    *added = finding;
    return added;
}

/* A call in the loop itself, as in the promised JSON. */
static inline struct finding *sample_add_direct(struct sample *sample) {
    struct formula one = {.expr = "1", .people = "1", .value = 1, .lower = 1, .is_exact = true};
    struct formula roundtrips = sample_formula(sample, "n", "n", 1, 1000, 200);
    return sample_add(
        sample,
        (struct finding){
            .rule = "call-in-loop",
            .severity = SEVERITY_WARNING,
            .confidence = CONFIDENCE_HIGH,
            .phase = PHASE_REQUEST,
            .place = {"src/orders.c", 21, 21},
            .end_line = 21,
            .end_column = 33,
            .function = "load_orders",
            .usr = "c:@F@load_orders",
            .callee = "PQexecParams",
            .library = "libpq",
            .peer = "postgresql",
            .roundtrips = roundtrips,
            .sites = SAMPLE_ARRAY(sample, struct site,
                                  {.callee = "PQexecParams",
                                   .library = "libpq",
                                   .function = "load_orders",
                                   .place = {"src/orders.c", 21, 21},
                                   .roundtrips = roundtrips}),
            .site_count = 1,
            .verdict = "batch",
            .after_fix = sample_copy(sample, &one, sizeof one),
            .message = "PQexecParams() waits for postgresql on each of n turns: n round trips, 100 ms from n = 200",
            .fix = "batch: no turn needs another's answer; one call with id = ANY($1) -> 1 round trip",
            .cause = {"src/orders.c", 21, 21},
            .reached_from = SAMPLE_ARRAY(sample, const char *, "place order"),
            .reached_from_count = 1,
            .steps = SAMPLE_ARRAY(
                sample, struct step,
                {STEP_LOOP, {"src/orders.c", 18, 3}, "load_orders", "runs n times; n is a parameter"},
                {STEP_ROUNDTRIP, {"src/orders.c", 21, 21}, "load_orders", "PQexecParams() waits for postgresql"}),
            .step_count = 2,
            .fingerprint = "9f3c0000000000000000000000000001",
            .source = "    PGresult *res = PQexecParams(db, sql, 1, NULL, ids + i, NULL, NULL, 0);",
        });
}

/* Through two helpers in other files. */
static inline struct finding *sample_add_helper(struct sample *sample) {
    struct finding *finding = sample_add_direct(sample);
    finding->place = (struct place){"src/orders.c", 33, 12};
    finding->end_line = 33;
    finding->end_column = 20;
    finding->function = "list_orders";
    finding->usr = "c:@F@list_orders";
    finding->message = "get_city() waits for postgresql on each of n turns: n round trips, 100 ms from n = 200";
    finding->bound = "if n has a limit, say so on the loop: // tripcount: n <= 8";
    finding->cause = (struct place){"src/util/city.c", 40, 10};
    finding->source = "    c[i] = get_city(db, o->city_id);";
    finding->roundtrips.is_exact = false;
    finding->reached_from = SAMPLE_ARRAY(sample, const char *, "place order", "nightly report", "main");
    finding->reached_from_count = 3;
    finding->steps =
        SAMPLE_ARRAY(sample, struct step,
                     {STEP_LOOP,
                      {"src/orders.c", 31, 3},
                      "list_orders",
                      "runs n times; n is a parameter, callers pass order_count(o) (3), 50 (1), unknown (1)"},
                     {STEP_CALL, {"src/orders.c", 33, 12}, "list_orders", "calls get_city()"},
                     {STEP_CALL, {"src/util/city.c", 40, 10}, "get_city", "calls db_one()"},
                     {STEP_ROUNDTRIP, {"src/util/db.c", 88, 14}, "db_one", "PQexecParams() waits for postgresql"});
    finding->step_count = 4;
    finding->fingerprint = "9f3c0000000000000000000000000002";
    return finding;
}

/* A whole run of a shop: twelve findings, of which three are kept from a first screen. */
static inline void sample_fill(struct sample *sample) {
    struct run *run = &sample->result.run;
    run->unit_count = 4815;
    run->analysed_count = 4812;
    run->reused_count = 4700;
    run->failed = SAMPLE_ARRAY(
        sample, struct unit_report, {"gen/asn1_tab.c", UNIT_CRASH, "the worker died (signal 11)"},
        {"gen/huge.c", UNIT_TIMEOUT, "stopped after 60 s"}, {"src/old.c", UNIT_MISSING, "No such file or directory"});
    run->failed_count = 3;
    run->partial = SAMPLE_ARRAY(sample, struct unit_report,
                                {"src/pdf.c", UNIT_PARTIAL, "src/pdf.c:3:10: 'hpdf.h' file not found"});
    run->partial_count = 1;
    run->function_count = 61234;
    run->line_count = 2104000;
    run->libraries = SAMPLE_ARRAY(sample, struct library_count, {"libpq", 212}, {"hiredis", 40}, {"curl", 9});
    run->library_count = 3;
    run->unknown =
        SAMPLE_ARRAY(sample, struct unknown_function, {"ipc_call", 214, 61, "reaches send(2) and recv(2)"},
                     {"ns::Bus::ask", 12, 1, NULL}, {"pdf_render_page", 1, 1, NULL}, {"lib_next", 3, 2, NULL});
    run->unknown_count = 4;
    run->unknown_total = 37;
    run->remote_loop_count = 71;
    run->named_loop_count = 58;
    run->indirect_call_count = 1090;
    run->resolved_call_count = 981;
    run->unresolved = SAMPLE_ARRAY(sample, struct unresolved_call, {{"src/plugin.c", 31, 9}, "run_all", "p->on_row"},
                                   {{"src/report/build.c", 7, 5}, "build_rows", "hook"});
    run->unresolved_count = 2;
    run->incomplete_function_count = 4;
    run->left_out_count = 12;
    run->seconds = 400.2;

    struct finding *finding = sample_add_helper(sample);
    finding->severity = SEVERITY_ERROR;
    finding->place = (struct place){"src/report/build.c", 210, 20};
    finding->end_line = 210;
    finding->end_column = 28;
    finding->source = "\t\trow->city = get_city(db, row->city_id);";
    finding->message =
        "get_city() waits for postgresql on each of n * m turns: n * m round trips, 100 ms from n = m = 14";
    finding->function = "build_rows";
    finding->steps[0] = (struct step){STEP_LOOP, {"src/report/build.c", 204, 3}, "build_rows", "runs n times"};
    finding->steps[1] = (struct step){STEP_CALL, {"src/report/build.c", 210, 20}, "build_rows", "calls get_city()"};
    finding->roundtrips = sample_formula(sample, "m*n", "n * m", 2, 1e6, 14);
    finding->roundtrips.assumed =
        SAMPLE_ARRAY(sample, struct assumption, {"m", 1000, "default"}, {"n", 1000, "default"});
    finding->roundtrips.assumed_count = 2;
    sample_add_helper(sample);
    finding = sample_add_direct(sample);
    finding->sites = SAMPLE_ARRAY(
        sample, struct site,
        {"PQexecParams",
         "libpq",
         "load_orders",
         {"src/orders.c", 21, 21},
         sample_formula(sample, "n", "n", 1, 1000, 0),
         1},
        {"PQexec", "libpq", "begin", {"src/util/db.c", 12, 3}, sample_formula(sample, "n", "n", 1, 1000, 0), 1},
        {"PQexec", "libpq", "commit", {"src/util/db.c", 19, 3}, sample_formula(sample, "n", "n", 1, 1000, 0), 1},
        {"redisCommand",
         "hiredis",
         "cache",
         {"src/util/cache.c", 7, 9},
         sample_formula(sample, "45*n", "45 * n", 1, 45000, 0),
         45},
        {"redisCommand",
         "hiredis",
         "cache",
         {"src/util/cache.c", 9, 9},
         sample_formula(sample, "n", "n", 1, 1000, 0),
         1},
        {"redisCommand",
         "hiredis",
         "drop",
         {"src/util/cache.c", 30, 9},
         {"2", "2", 0, 2, 2, true, NULL, 0, NULL, 0, 0},
         1},
        {"curl_easy_perform", "curl", "ping", {"src/web.c", 3, 9}, {"1", "1", 0, 1, 0, false, NULL, 0, NULL, 0, 0}, 1});
    finding->site_count = 7;
    finding = sample_add_direct(sample);
    finding->place.file = "src/modules/accounting/statements/monthly_statement_builder.c";
    finding->function = "monthly_statement_builder_collect_rows";
    finding->steps[1].function = finding->function;
    finding->steps[1].place.file = finding->place.file;
    finding->roundtrips = sample_formula(sample, "2*length(statement->first)*rows(r) + length(statement->first) + 1",
                                         "length(statement->first) * (1 + 2 * rows(r)) + 1", 2, 2e12, 0);
    finding = sample_add_helper(sample);
    finding->phase = PHASE_STARTUP;
    finding->severity = SEVERITY_NOTE;
    finding = sample_add_helper(sample);
    finding->phase = PHASE_TEST;
    finding->severity = SEVERITY_NOTE;
    finding = sample_add_direct(sample);
    finding->confidence = CONFIDENCE_LOW;
    for (uint32_t i = 0; i < 8; i++) {
        finding = i % 2 == 0 ? sample_add_direct(sample) : sample_add_helper(sample);
        finding->place.line = 100 + i;
        finding->end_line = 100 + i;
        finding->steps[1].place.line = 100 + i;
        finding->roundtrips =
            (struct formula){.expr = "12", .people = "12", .value = 12, .lower = 12, .is_exact = true};
        finding->severity = SEVERITY_NOTE;
        finding->reached_from_count = i % 2;
    }
    sample->result.costs = SAMPLE_ARRAY(sample, struct function_cost,
                                        {"build_rows",
                                         "c:@F@build_rows",
                                         {"src/report/build.c", 200, 1},
                                         sample_formula(sample, "m*n", "n * m", 2, 1e6, 14),
                                         {.expr = "0", .people = "0", .is_exact = true}},
                                        {"notify",
                                         "c:@F@notify",
                                         {"src/notify.c", 4, 6},
                                         sample_formula(sample, "n", "n", 1, 1000, 200),
                                         sample_formula(sample, "n + 1", "n + 1", 1, 1001, 0)},
                                        {"load_orders",
                                         "c:@F@load_orders",
                                         {"src/orders.c", 17, 5},
                                         {.expr = "3", .people = "3", .value = 3, .lower = 3, .is_exact = false},
                                         {.expr = "0", .people = "0", .is_exact = true}});
    sample->result.cost_count = 3;
}

#define HOSTILE "a\nb\x1b[31m\x1b]0;t\x07\xFF\xC2\x9B\xE2\x80\xAE\x7F\"\\"

/* Every text that a result can hold is one that must not reach a terminal as it is. */
static inline void sample_fill_hostile(struct sample *sample) {
    struct run *run = &sample->result.run;
    run->tool = run->latency = HOSTILE;
    run->unit_count = 2;
    run->failed = SAMPLE_ARRAY(sample, struct unit_report, {HOSTILE, UNIT_CRASH, HOSTILE});
    run->partial = SAMPLE_ARRAY(sample, struct unit_report, {HOSTILE, UNIT_PARTIAL, HOSTILE});
    run->failed_count = run->partial_count = 1;
    run->libraries = SAMPLE_ARRAY(sample, struct library_count, {HOSTILE, 1});
    run->unknown = SAMPLE_ARRAY(sample, struct unknown_function, {HOSTILE, 1, 1, HOSTILE});
    run->unresolved = SAMPLE_ARRAY(sample, struct unresolved_call, {{HOSTILE, 1, 1}, HOSTILE, HOSTILE});
    run->library_count = run->unknown_count = run->unresolved_count = 1;
    struct formula formula = {.expr = HOSTILE, .people = HOSTILE, .break_even_atom = HOSTILE, .assumed_count = 1};
    formula.assumed = SAMPLE_ARRAY(sample, struct assumption, {HOSTILE, 1, HOSTILE});
    struct place place = {HOSTILE, 1, 2};
    struct site site = {HOSTILE, HOSTILE, HOSTILE, place, formula, 2};
    for (int i = 0; i < 2; i++) {
        struct finding *finding = sample_add(sample, (struct finding){.rule = HOSTILE, .place = place});
        finding->confidence = CONFIDENCE_HIGH;
        finding->function = finding->usr = finding->callee = finding->library = finding->peer = HOSTILE;
        finding->message = finding->fix = finding->bound = finding->verdict = finding->fingerprint = HOSTILE;
        finding->source = HOSTILE;
        finding->roundtrips = formula;
        finding->after_fix = sample_copy(sample, &formula, sizeof formula);
        finding->cause = place;
        finding->sites = SAMPLE_ARRAY(sample, struct site, site, site);
        finding->site_count = 2;
        finding->steps = SAMPLE_ARRAY(sample, struct step, {STEP_LOOP, {HOSTILE, 3, 1}, HOSTILE, HOSTILE},
                                      {STEP_CALL, {HOSTILE, 4, 1}, HOSTILE "1", HOSTILE});
        finding->step_count = 2;
        finding->reached_from = SAMPLE_ARRAY(sample, const char *, HOSTILE);
        finding->reached_from_count = 1;
    }
    sample->result.costs =
        SAMPLE_ARRAY(sample, struct function_cost, {HOSTILE, HOSTILE, {HOSTILE, 1, 1}, formula, formula});
    sample->result.cost_count = 1;
}

/* Nothing but counts: every pointer that may be NULL is. */
static inline void sample_fill_empty_fields(struct sample *sample) {
    struct run *run = &sample->result.run;
    *run = (struct run){.unit_count = 1};
    run->failed = SAMPLE_ARRAY(sample, struct unit_report, {NULL, UNIT_ERROR, NULL});
    run->partial = SAMPLE_ARRAY(sample, struct unit_report, {NULL, UNIT_PARTIAL, NULL});
    run->libraries = SAMPLE_ARRAY(sample, struct library_count, {NULL, 0});
    run->unknown = SAMPLE_ARRAY(sample, struct unknown_function, {NULL, 0, 0, NULL});
    run->unresolved = SAMPLE_ARRAY(sample, struct unresolved_call, {{NULL, 0, 0}, NULL, NULL});
    run->failed_count = run->partial_count = run->library_count = run->unknown_count = run->unresolved_count = 1;
    struct finding *finding = sample_add(sample, (struct finding){.confidence = CONFIDENCE_HIGH});
    finding->sites = ARENA_ARRAY(&sample->arena, struct site, 2);
    finding->site_count = 2;
    finding->steps = ARENA_ARRAY(&sample->arena, struct step, 3);
    finding->steps[1].kind = STEP_CALL;
    finding->steps[2].kind = STEP_ROUNDTRIP;
    finding->step_count = 3;
    finding->reached_from = ARENA_ARRAY(&sample->arena, const char *, 1);
    finding->reached_from_count = 1;
    finding->roundtrips.assumed = ARENA_ARRAY(&sample->arena, struct assumption, 1);
    finding->roundtrips.assumed_count = 1;
    sample->result.costs = ARENA_ARRAY(&sample->arena, struct function_cost, 1);
    sample->result.cost_count = 1;
}

/* What the writer `format` makes of the sample; the caller finishes it. */
static inline struct buffer sample_write(const struct sample *sample, const char *format,
                                         const struct report_options *options) {
    struct buffer out = {0};
    const struct report_writer *writer = report_find(format);
    assert_non_null(writer);
    writer->write(&out, &sample->result, options);
    return out;
}

/* Compares with testdata/_report/NAME, and frees `text`. */
static inline void golden_check(const char *name, struct buffer *text) {
    struct buffer path = {0};
    struct buffer expected = {0};
    struct error error = {0};
    buffer_printf(&path, "testdata/_report/%s", name);
    if (getenv("TRIPCOUNT_BLESS") != NULL && !file_write(buffer_text(&path), buffer_text(text), text->size, &error))
        fail_msg("%s", error.message);
    if (!file_read(buffer_text(&path), &expected, &error))
        fail_msg("%s", error.message);
    if (expected.size != text->size || memcmp(buffer_text(&expected), buffer_text(text), text->size) != 0)
        fail_msg("%s differs from what is written now:\n%s", buffer_text(&path), buffer_text(text));
    buffer_finish(&expected);
    buffer_finish(&path);
    buffer_finish(text);
}

static inline bool text_holds(const struct buffer *text, const char *part) {
    return strstr(buffer_text(text), part) != NULL;
}

/* Nothing that steers a terminal: no control character but the newline, no C1, DEL or bidirectional mark. */
static inline void assert_harmless(const struct buffer *text) {
    for (size_t i = 0; i < text->size; i++) {
        unsigned char byte = (unsigned char)text->data[i];
        assert_true((byte >= 0x20 || byte == '\n') && byte != 0x7F);
    }
    for (unsigned c1 = 0x80; c1 < 0xA0; c1++)
        assert_false(text_holds(text, (char[]){'\xC2', (char)c1, '\0'}));
    assert_false(text_holds(text, "\xE2\x80\xAE"));
    assert_false(text_holds(text, "\xE2\x80\xA8"));
}

#endif
