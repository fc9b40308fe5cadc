/* Decides the JSON of a result: the shape that PRODUCT 3 promises ("tripcount/1", described for programs by
 * rules/result.schema.json). The order of keys is part of it. Knows nothing of terminals.
 * Tests: tests/unit/report/test_json.c */
#include "base/error.h"
#include "report/printable.h"
#include "report/report.h"

#include <jansson.h>
#include <string.h>

enum { INDENTATION = 2, REAL_DIGITS = 15 };

/* Integral values up to here are written without a fraction: all of them fit 64 bits. */
#define INTEGRAL_LIMIT 9e18

static json_t *checked(json_t *value) {
    if (value == NULL)
        die_out_of_memory();
    return value;
}

static void put(json_t *object, const char *key, json_t *value) {
    if (json_object_set_new(object, key, checked(value)) != 0)
        die_out_of_memory();
}

static void append(json_t *array, json_t *value) {
    if (json_array_append_new(array, checked(value)) != 0)
        die_out_of_memory();
}

static json_t *text_value(const char *text) {
    struct buffer valid = {0};
    utf8_add_valid(&valid, text, strlen(text));
    json_t *value = checked(json_stringn(buffer_text(&valid), valid.size));
    buffer_finish(&valid);
    return value;
}

/* A text that is always there: a missing one is empty. */
static void put_text(json_t *object, const char *key, const char *text) {
    put(object, key, text_value(text != NULL ? text : ""));
}

static void put_optional(json_t *object, const char *key, const char *text) {
    put(object, key, text != NULL ? text_value(text) : json_null());
}

static void put_count(json_t *object, const char *key, uint64_t count) {
    put(object, key, json_integer((json_int_t)count));
}

/* What is no number (a sum that overflowed) is null: JSON has no word for it. */
static void put_number(json_t *object, const char *key, double value) {
    if (value > -INTEGRAL_LIMIT && value < INTEGRAL_LIMIT && (double)(json_int_t)value == value) {
        put(object, key, json_integer((json_int_t)value));
        return;
    }
    json_t *real = json_real(value);
    put(object, key, real != NULL ? real : json_null());
}

static void put_expression(json_t *object, const struct formula *formula) {
    put_text(object, "expr", formula->expr != NULL ? formula->expr : "0");
}

static json_t *short_formula(const struct formula *formula) {
    json_t *object = checked(json_object());
    put_expression(object, formula);
    put_number(object, "value", formula->value);
    return object;
}

static json_t *full_formula(const struct formula *formula) {
    json_t *object = checked(json_object());
    put_expression(object, formula);
    put_count(object, "degree", formula->degree);
    put_number(object, "value", formula->value);
    put_number(object, "lower", formula->lower);
    put(object, "exact", json_boolean(formula->is_exact));
    json_t *assumed = checked(json_array());
    for (uint32_t i = 0; i < formula->assumed_count; i++) {
        json_t *assumption = checked(json_object());
        put_text(assumption, "atom", formula->assumed[i].atom);
        put_number(assumption, "value", formula->assumed[i].value);
        put_text(assumption, "from", formula->assumed[i].from);
        append(assumed, assumption);
    }
    put(object, "assumed", assumed);
    return object;
}

static json_t *break_even(const struct formula *formula) {
    if (formula->break_even_atom == NULL)
        return json_null();
    json_t *object = checked(json_object());
    put_number(object, "ms", formula->break_even_ms);
    put_text(object, "atom", formula->break_even_atom);
    put_number(object, "value", formula->break_even_value);
    json_t *same = checked(json_array());
    for (uint32_t i = 0; i < formula->assumed_count; i++)
        if (formula_breaks_even_with(formula, &formula->assumed[i]))
            append(same, text_value(formula->assumed[i].atom));
    if (json_array_size(same) > 0)
        put(object, "same", same);
    else
        json_decref(same);
    return object;
}

static void put_place(json_t *object, const struct place *place) {
    put_text(object, "file", place->file);
    put_count(object, "line", place->line);
    put_count(object, "column", place->column);
}

static json_t *site_list(const struct finding *finding) {
    json_t *list = checked(json_array());
    for (uint32_t i = 0; i < finding->site_count; i++) {
        const struct site *site = &finding->sites[i];
        json_t *object = checked(json_object());
        put_optional(object, "callee", site->callee);
        put_optional(object, "library", site->library);
        put_place(object, &site->place);
        json_t *roundtrips = short_formula(&site->roundtrips);
        put(roundtrips, "exact", json_boolean(site->roundtrips.is_exact));
        put(object, "roundtrips", roundtrips);
        put_optional(object, "function", site->function);
        if (site->call_count > 1)
            put_count(object, "calls", site->call_count);
        append(list, object);
    }
    return list;
}

static json_t *step_list(const struct finding *finding) {
    json_t *list = checked(json_array());
    for (uint32_t i = 0; i < finding->step_count; i++) {
        const struct step *step = &finding->steps[i];
        json_t *object = checked(json_object());
        put_text(object, "kind", step_kind_name(step->kind));
        put_place(object, &step->place);
        put_optional(object, "function", step->function);
        put_text(object, "text", step->text);
        append(list, object);
    }
    return list;
}

static json_t *name_list(const char *const *names, uint32_t count) {
    json_t *list = checked(json_array());
    for (uint32_t i = 0; i < count; i++)
        append(list, text_value(names[i] != NULL ? names[i] : ""));
    return list;
}

static json_t *cause_of(const struct finding *finding) {
    if (finding->cause.file == NULL)
        return json_null();
    json_t *object = checked(json_object());
    put_text(object, "file", finding->cause.file);
    put_count(object, "line", finding->cause.line);
    return object;
}

static json_t *finding_object(const struct finding *finding) {
    json_t *object = checked(json_object());
    bool has_end = finding->end_line != 0;
    put_text(object, "rule", finding->rule);
    put_text(object, "severity", severity_name(finding->severity));
    put_text(object, "confidence", confidence_name(finding->confidence));
    put_text(object, "phase", phase_name(finding->phase));
    put_place(object, &finding->place);
    put_count(object, "end_line", has_end ? finding->end_line : finding->place.line);
    put_count(object, "end_column", has_end ? finding->end_column : finding->place.column);
    put_text(object, "function", finding->function);
    put_optional(object, "usr", finding->usr);
    put_optional(object, "callee", finding->callee);
    put_optional(object, "library", finding->library);
    put_optional(object, "peer", finding->peer);
    json_t *roundtrips = full_formula(&finding->roundtrips);
    put(roundtrips, "break_even", break_even(&finding->roundtrips));
    put(object, "roundtrips", roundtrips);
    put(object, "sites", site_list(finding));
    put_optional(object, "verdict", finding->verdict);
    put(object, "after_fix", finding->after_fix != NULL ? short_formula(finding->after_fix) : json_null());
    put_text(object, "message", finding->message);
    put_optional(object, "fix", finding->fix);
    put(object, "cause", cause_of(finding));
    put(object, "reached_from", name_list(finding->reached_from, finding->reached_from_count));
    put(object, "steps", step_list(finding));
    put_text(object, "fingerprint", finding->fingerprint);
    put(object, "suppressed", json_null());
    put(object, "state", json_null());
    return object;
}

static json_t *cost_list(const struct result *result) {
    json_t *list = checked(json_array());
    for (uint32_t i = 0; i < result->cost_count; i++) {
        const struct function_cost *cost = &result->costs[i];
        json_t *object = checked(json_object());
        put_text(object, "function", cost->function);
        put_optional(object, "usr", cost->usr);
        put_text(object, "file", cost->place.file);
        put_count(object, "line", cost->place.line);
        put(object, "roundtrips", full_formula(&cost->roundtrips));
        json_t *sends = checked(json_object());
        put_expression(sends, &cost->sends);
        put(object, "sends", sends);
        append(list, object);
    }
    return list;
}

static json_t *unit_list(const struct unit_report *units, uint32_t count) {
    json_t *list = checked(json_array());
    for (uint32_t i = 0; i < count; i++) {
        json_t *object = checked(json_object());
        put_text(object, "file", units[i].file);
        put_text(object, "status", unit_status_name(units[i].status));
        put_optional(object, "message", units[i].message);
        append(list, object);
    }
    return list;
}

static json_t *remark_list(const struct run *run) {
    json_t *list = checked(json_array());
    for (uint32_t i = 0; i < run->remark_count; i++) {
        json_t *object = checked(json_object());
        put_place(object, &run->remarks[i].place);
        put_text(object, "message", run->remarks[i].text);
        append(list, object);
    }
    return list;
}

static json_t *unresolved_list(const struct run *run) {
    json_t *list = checked(json_array());
    for (uint32_t i = 0; i < run->unresolved_count; i++) {
        json_t *object = checked(json_object());
        put_place(object, &run->unresolved[i].place);
        put_text(object, "function", run->unresolved[i].function);
        put_text(object, "text", run->unresolved[i].text);
        append(list, object);
    }
    return list;
}

static json_t *run_object(const struct run *run) {
    json_t *object = checked(json_object());
    put_text(object, "tool", run->tool);
    put_count(object, "translation_units", run->unit_count);
    put_count(object, "analysed", run->analysed_count);
    put(object, "failed", unit_list(run->failed, run->failed_count));
    put(object, "partial", unit_list(run->partial, run->partial_count));
    put_count(object, "functions", run->function_count);
    put_optional(object, "latency", run->latency);
    json_t *libraries = checked(json_object());
    for (uint32_t i = 0; i < run->library_count; i++) {
        struct buffer name = {0};
        const char *library = run->libraries[i].library != NULL ? run->libraries[i].library : "";
        utf8_add_valid(&name, library, strlen(library));
        put_count(libraries, buffer_text(&name), run->libraries[i].call_count);
        buffer_finish(&name);
    }
    put(object, "libraries", libraries);
    json_t *loops = checked(json_object());
    put_count(loops, "remote", run->remote_loop_count);
    put_count(loops, "named", run->named_loop_count);
    put(object, "loops", loops);
    json_t *indirect = checked(json_object());
    put_count(indirect, "all", run->indirect_call_count);
    put_count(indirect, "resolved", run->resolved_call_count);
    put(indirect, "unresolved", unresolved_list(run));
    put(object, "indirect_calls", indirect);
    put(object, "remarks", remark_list(run));
    return object;
}

static json_t *finding_list(const struct result *result, const struct report_options *options) {
    json_t *list = checked(json_array());
    for (uint32_t i = 0; i < result->finding_count; i++)
        if (options->show_all || result->findings[i].confidence >= options->min_confidence)
            append(list, finding_object(&result->findings[i]));
    return list;
}

/* People look at JSON on terminals too: what would steer one can only stand inside of strings here (the dump makes no
 * tabs, and line ends of its own), where an escape means the same. */
static void add_safe_json(struct buffer *out, const char *json, size_t size) {
    size_t copied = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code;
        size_t taken = utf8_decode(json + at, size - at, &code);
        if (code != '\n' && utf8_is_unsafe(code)) {
            buffer_add(out, json + copied, at - copied);
            if (code > 0xFFFF)
                buffer_printf(out, "\\u%04x\\u%04x", 0xD7C0 + (code >> 10), 0xDC00 + (code & 0x3FF));
            else
                buffer_printf(out, "\\u%04x", code);
            copied = at + taken;
        }
        at += taken;
    }
    buffer_add(out, json + copied, size - copied);
}

static int add_dump(const char *text, size_t size, void *context) {
    buffer_add(context, text, size);
    return 0;
}

static void write_json(struct buffer *out, const struct result *result, const struct report_options *options) {
    json_t *root = checked(json_object());
    put_text(root, "schema", "tripcount/1");
    put(root, "run", run_object(&result->run));
    if (!options->costs_only)
        put(root, "findings", finding_list(result, options));
    if (options->with_costs || options->costs_only)
        put(root, "costs", cost_list(result));
    struct buffer dump = {0};
    if (json_dump_callback(root, add_dump, &dump, JSON_INDENT(INDENTATION) | JSON_REAL_PRECISION(REAL_DIGITS)) != 0)
        die_out_of_memory();
    add_safe_json(out, buffer_text(&dump), dump.size);
    buffer_add_char(out, '\n');
    buffer_finish(&dump);
    json_decref(root);
}

const struct report_writer report_writer_json = {
    .name = "json", .summary = "one object of schema tripcount/1, for programs", .write = write_json};
