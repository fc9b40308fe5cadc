/* explain --why-not: why nothing is reported at a line. Reads what the checks read and decides nothing itself.
 * Tests: tests/unit/rule/test_why_not.c */
#include "rule/rule.h"

#include "base/map.h"
#include "base/vec.h"
#include "facts/counted_scope.h"
#include "rule/besides.h"
#include "rule/formula.h"
#include "rule/unrun.h"
#include "rule/why_not_sequence.h"
#include "rule/witness.h"
#include "turns/scope.h"
#include "turns/turns.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_SHOWN 5

struct asked {
    struct program *program;
    struct costs *costs;
    const char *file;
    uint32_t line;
    struct buffer *out;
    struct arena scratch;
    uint32_t function;
    struct scope scope; /* of that function */
};

static bool is_at(const struct asked *asked, uint32_t function, struct location location) {
    struct place place = place_of(asked->program, function, location);
    return place.line == asked->line && strcmp(place.file, asked->file) == 0;
}

static const char *name_of_call(const struct asked *asked, const struct callee *callee) {
    return callee->entity == SYMBOL_NONE ? "the function" : asked->program->entities[callee->entity].name;
}

/* "src/a.c:12" */
static const char *place_text(struct asked *asked, struct location location) {
    struct place place = place_of(asked->program, asked->function, location);
    return arena_printf(&asked->scratch, "%s:%" PRIu32, place.file, place.line);
}

/* "loop at src/a.c:12" */
static const char *loop_text(struct asked *asked, uint32_t loop) {
    if (loop == LOOP_NONE)
        return arena_printf(&asked->scratch, "recursion of %s()",
                            program_function_name(asked->program, asked->function));
    return arena_printf(&asked->scratch, "loop at %s", place_text(asked, asked->scope.loops[loop].region->location));
}

/* --- where ------------------------------------------------------------------------------------------------------- */

/* The innermost function that holds the line; one that is counted rather than another unit's copy of it. */
static uint32_t function_at(const struct asked *asked) {
    const struct program *program = asked->program;
    uint32_t best = FUNCTION_NONE, best_size = UINT32_MAX;
    for (uint32_t f = 0; f < program->own_count; f++) {
        const struct function *head = &program_entry(program, f)->head;
        struct place place = place_of(program, f, head->location);
        if (asked->line < place.line || asked->line > head->end_line || strcmp(place.file, asked->file) != 0)
            continue;
        uint32_t size = (head->end_line - place.line) * 2 + !asked->costs->functions[f].is_done;
        if (size < best_size) {
            best = f;
            best_size = size;
        }
    }
    return best;
}

/* --- calls that reach nothing ------------------------------------------------------------------------------------ */

/* What the function calls of which nothing is known. */
static void list_unknown(struct asked *asked, uint32_t function) {
    const struct program *program = asked->program;
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    uint32_t count = 0;
    for (uint32_t i = 0; i < entry->callee_count; i++) {
        const struct entity *entity = &program->entities[entities[entry->callees[i]]];
        if (entity->kind != SYMBOL_FUNCTION || entity->model || entity->definition_count > 0 || entity->is_system)
            continue;
        if (count < NAMES_SHOWN)
            buffer_printf(asked->out, "%s%s()", count ? ", " : "  it calls what no pack knows: ", entity->name);
        count++;
    }
    if (count > NAMES_SHOWN)
        buffer_printf(asked->out, " and %" PRIu32 " more", count - NAMES_SHOWN);
    if (count > 0)
        buffer_add_char(asked->out, '\n');
}

static void explain_model(struct asked *asked, const char *name, const struct model *model) {
    static const char *const sentences[EFFECT_COUNT] = {[EFFECT_LOCAL] = "never leaves the process",
                                                        [EFFECT_SEND] = "sends and does not wait",
                                                        [EFFECT_FETCH] = "hands out what has arrived",
                                                        [EFFECT_MODE] = "begins or ends a pipeline"};
    buffer_printf(asked->out, "%s() %s, says the entry '%s' of %s at %s:%" PRIu32 ".\n", name, sentences[model->effect],
                  model->name, model->library, model->file, model->line);
}

/* True when the call waits, or reaches something that does. */
static bool explain_callee(struct asked *asked, const struct callee *callee) {
    const struct program *program = asked->program;
    const char *name = name_of_call(asked, callee);
    bool is_open = false, is_counted = false;
    if (callee->entity == SYMBOL_NONE && callee->targets.count == 0) {
        buffer_add_text(asked->out, "A call through a pointer: what it runs is not known, and it counts nothing.\n");
        return false;
    }
    if (callee->model) {
        enum effect effect = callee->model->effect;
        if (effect == EFFECT_ROUNDTRIP || effect == EFFECT_CONNECT || effect == EFFECT_WAIT)
            return true;
        explain_model(asked, name, callee->model);
        return false;
    }
    if (callee->targets.count == 0) {
        bool is_system = program->entities[callee->entity].is_system;
        buffer_printf(asked->out, "%s() is outside of the program%s.\n", name,
                      is_system ? ", in a system header, and no pack says that it waits"
                                : " and no pack knows it; if it waits for another process, name it under `models:`");
        return false;
    }
    for (uint32_t i = 0; i < callee->targets.count; i++) {
        const struct function_cost_summary *summary = &asked->costs->functions[callee->targets.functions[i]];
        is_counted |= summary->is_done && !value_is_free(&summary->value);
        is_open |= summary->is_done && (wait_is_open(&summary->value) ||
                                        !poly_is_zero(poly_open(&asked->costs->atoms, summary->value.trips)));
    }
    if (is_open)
        return true;
    buffer_printf(asked->out,
                  is_counted ? "All round trips of %s() come out of loops that are reported where they are, or are "
                               "made every so many times only.\n"
                             : "%s() reaches nothing that is known to wait.\n",
                  name);
    for (uint32_t i = 0; i < callee->targets.count && !is_counted; i++)
        list_unknown(asked, callee->targets.functions[i]);
    return false;
}

/* --- loops ------------------------------------------------------------------------------------------------------- */

static const struct loop_cost *reported_loop(const struct asked *asked, uint32_t loop) {
    const struct function_cost_summary *summary = &asked->costs->functions[asked->function];
    for (uint32_t i = 0; i < summary->loop_count; i++)
        if (summary->loops[i].loop == loop)
            return &summary->loops[i];
    return NULL;
}

static bool has_site(const struct loop_cost *loop, uint32_t call) {
    for (uint32_t i = 0; i < loop->site_count; i++)
        if (loop->sites[i].call == call)
            return true;
    return false;
}

static void explain_finding(struct asked *asked, const struct loop_cost *loop) {
    const struct site_count *best = loop_dearest_site(asked->costs, asked->function, loop);
    const struct region *region = asked->scope.calls[best->call].region;
    struct formula_view view = {.viewer = asked->function};
    struct formula trips = {.people = formula_people(asked->costs, loop->trips, &view),
                            .is_exact = poly_is_exact(loop->trips)};
    const char *counted = formula_counted(asked->costs, trips.people, "round trip", "round trips");
    const char *limit = formula_limit(&trips);
    if (is_at(asked, asked->function, region->location))
        buffer_printf(asked->out, "Something is reported there: call-in-loop, %s%s.\n", limit, counted);
    else
        buffer_printf(asked->out, "The %s is reported once, at its dearest call: %s (%s%s).\n",
                      loop_text(asked, loop->loop), place_text(asked, region->location), limit, counted);
    if (poly_confidence(loop->trips) == CONFIDENCE_LOW)
        buffer_add_text(asked->out, "It is of low confidence and not shown by default: --min-confidence low.\n");
}

/* False when the number of its turns does not explain it. */
static bool explain_few_turns(struct asked *asked, uint32_t loop) {
    struct turns turns = turns_of(&asked->scope, loop);
    int64_t count;
    if (!poly_is_constant(turns.count, &count) || count > SILENT_COUNT)
        return false;
    buffer_printf(asked->out, "The %s runs %" PRId64 " time%s: too few to report.\n", loop_text(asked, loop), count,
                  count == 1 ? "" : "s");
    return true;
}

/* Why the loop, or the call in it, is quiet, or NULL. A reason of the whole loop also stands for its calls. */
static const struct quiet_loop *reason_of(const struct asked *asked, uint32_t loop, uint32_t call) {
    const struct function_cost_summary *summary = &asked->costs->functions[asked->function];
    for (uint32_t i = 0; i < summary->quiet_loop_count; i++) {
        const struct quiet_loop *quiet = &summary->quiet_loops[i];
        if (quiet->loop == loop && (quiet->call == CALL_NONE || quiet->call == call))
            return quiet;
    }
    return NULL;
}

/* All that the loop waits for comes out of others, which its own count leaves out: where they are reported. */
static bool explain_left_out(struct asked *asked, uint32_t loop) {
    struct loop_cost left = {.loop = loop, .is_rest = true};
    struct place places[BESIDES_LIMIT];
    uint32_t count = besides_find(asked->costs, &asked->scope, &left, places);
    if (count == 0)
        return false;
    buffer_printf(asked->out, "All that the %s is known to wait for is reported where it is, at %s:%" PRIu32,
                  loop_text(asked, loop), places[0].file, places[0].line);
    for (uint32_t i = 1; i < count; i++)
        buffer_printf(asked->out, " and %s:%" PRIu32, places[i].file, places[i].line);
    buffer_add_text(asked->out, ": a turn counts none of it again.\n");
    return true;
}

static bool explain_reason(struct asked *asked, const struct quiet_loop *quiet) {
    static const char *const sentences[CLASS_COUNT] = {
        [CLASS_RETRY] = "only turns again when something has failed, with the same request, ",
        [CLASS_FAILOVER] =
            "only turns again when the one that was asked has failed or is not the right one, with the next one, ",
        [CLASS_EVENT] = "is an event loop: each turn is for something that came from outside, ",
        [CLASS_INPUT] = "walks the words of the command line, ",
        [CLASS_SCRIPT] = "does what a text says, one directive after the other, ",
        [CLASS_POLL] = "is a poll: it sleeps and asks the same again, ",
        [CLASS_PAGE] = "gets the next page on each turn, ",
        [CLASS_DRAIN] = "only takes what was asked for before, and ends when there is no more, ",
        [CLASS_SEND] = "only sends, and no function that is known to wait takes an answer, ",
        [CLASS_LATER] = "waits for no answer: they come to callbacks, from what is sent ",
        [CLASS_TRANSFER] = "goes on with what the turn before left over, ",
        [CLASS_CHUNK] = "works through something in pieces, ",
        [CLASS_CLOCK] = "runs until some time has passed, whatever there is to do, ",
        [CLASS_AGAIN] = "turns again once only, because a turn that comes to another sets what it tests, ",
        [CLASS_REDO] = "begins anew only when the loop inside has changed what it walks, which it finds out ",
        [CLASS_WINDOW] = "takes the answers to all that was sent, and sends as many as there is room for, ",
        [CLASS_OPTION] = "only waits for elements that are set up for it, each of them an option, ",
        [CLASS_THROWN] = "is for what has no connection: it only runs while what connecting sets is not set, ",
        [CLASS_FLUSH] = "makes this call every so many turns only; what it counts starts anew ",
        [CLASS_PREFETCH] = "finds what it asks for, because it was fetched ahead ",
    };
    if (!quiet || !sentences[quiet->class])
        return false;
    if (quiet->class == CLASS_SEND && explain_left_out(asked, quiet->loop))
        return true;
    bool is_buffer = quiet->class == CLASS_FLUSH && quiet->call == CALL_NONE;
    buffer_printf(asked->out, "The %s %s", loop_text(asked, quiet->loop),
                  is_buffer ? "sends a buffer each time that it is full; it is emptied " : sentences[quiet->class]);
    if (quiet->what)
        buffer_printf(asked->out, "in %s() ", quiet->what);
    buffer_printf(asked->out, "at %s.\n", place_text(asked, quiet->place));
    return true;
}

/* The loop counts as one turn of a recursion that walks what it walks. */
static bool is_tree_loop(const struct asked *asked, uint32_t loop) {
    const bool *marks = asked->costs->functions[asked->function].is_tree_loop;
    return marks && marks[loop];
}

/* The recursion around all of the function, where it is reported for this call. */
static const struct loop_cost *reported_recursion(const struct asked *asked, uint32_t call) {
    const struct loop_cost *reported = reported_loop(asked, LOOP_NONE);
    return reported && has_site(reported, call) ? reported : NULL;
}

/* What comes behind the call in its list ends the turns. */
static bool is_way_out(const struct region *region) {
    for (; region; region = region->next)
        if (region->kind == REGION_RETURN || region->kind == REGION_BREAK || region->kind == REGION_GOTO ||
            region->kind == REGION_THROW)
            return true;
    return false;
}

/* Calls lead from the callee to the function that is asked about. */
static bool leads_back(const struct asked *asked, const struct callee *callee) {
    const struct program *program = asked->program;
    struct map seen = {0};
    VEC(uint32_t) work = {0};
    bool is_found = false;
    for (uint32_t i = 0; i < callee->targets.count; i++)
        vec_push(&work, callee->targets.functions[i]);
    while (work.count > 0 && !is_found) {
        uint32_t function = work.items[--work.count];
        is_found = function == asked->function;
        if (map_get_or_put(&seen, function, 0) != MAP_NONE || !program->functions[function].is_in_cone)
            continue;
        for (uint32_t i = program->callees.first[function]; i < program->callees.first[function + 1]; i++)
            vec_push(&work, program->callees.functions[i]);
    }
    map_finish(&seen);
    vec_finish(&work);
    return is_found;
}

static void explain_cycle(struct asked *asked, uint32_t loop, const char *name) {
    buffer_printf(asked->out,
                  "%s() leads back to %s(): what such a cycle waits for is counted once for all its runs, not on each "
                  "turn of the %s.\n",
                  name, program_function_name(asked->program, asked->function), loop_text(asked, loop));
}

/* No class of loops: what the call itself says. */
static void explain_once(struct asked *asked, uint32_t loop, uint32_t call, const struct callee *callee) {
    const char *name = name_of_call(asked, callee), *where = loop_text(asked, loop);
    if (callee->model && callee->model->effect == EFFECT_WAIT)
        buffer_printf(asked->out, "%s() takes an answer that came with another one: it is no round trip of its own.\n",
                      name);
    else if (leads_back(asked, callee))
        explain_cycle(asked, loop, name);
    else if (is_way_out(asked->scope.calls[call].region))
        buffer_printf(asked->out, "After %s(), the %s is always left: it is called once, not once a turn.\n", name,
                      where);
    else
        buffer_printf(asked->out, "%s() is called once, not once a turn: its answer is kept, or the %s is left then.\n",
                      name, where);
}

static void explain_loops(struct asked *asked, uint32_t call, const struct callee *callee) {
    const char *name = name_of_call(asked, callee);
    const struct loop_cost *recursion = reported_recursion(asked, call);
    uint32_t loop = asked->scope.calls[call].loop;
    if (asked->scope.is_dead[asked->scope.calls[call].number]) {
        buffer_printf(asked->out,
                      "%s() only runs there when something has failed. Counts are those of a run in which nothing "
                      "fails: retries, failover and the handling of errors cost nothing.\n",
                      name);
        return;
    }
    if (recursion) {
        explain_finding(asked, recursion);
        return;
    }
    if (loop == LOOP_NONE && reason_of(asked, LOOP_NONE, call))
        buffer_printf(asked->out, "%s() is only called every so many times: what is counted starts anew at %s.\n", name,
                      place_text(asked, reason_of(asked, LOOP_NONE, call)->place));
    if (loop == LOOP_NONE) {
        why_not_sequence(asked->costs, &asked->scope, call, name, asked->out);
        return;
    }
    for (; loop != LOOP_NONE; loop = asked->scope.loops[loop].parent) {
        const struct loop_cost *reported = reported_loop(asked, loop);
        if (reported && has_site(reported, call)) {
            explain_finding(asked, reported);
            return;
        }
        if (explain_reason(asked, reason_of(asked, loop, call)))
            continue;
        if (!is_tree_loop(asked, loop) && !explain_few_turns(asked, loop))
            explain_once(asked, loop, call, callee);
    }
}

/* A loop around a call of the line, or the recursion, that is reported at one of the calls of the line, or NULL. */
static const struct loop_cost *reported_here(const struct asked *asked, uint32_t call) {
    const struct loop_cost *reported = reported_recursion(asked, call);
    for (uint32_t loop = asked->scope.calls[call].loop; loop != LOOP_NONE && !reported;
         loop = asked->scope.loops[loop].parent) {
        reported = reported_loop(asked, loop);
        if (reported && !has_site(reported, call))
            reported = NULL;
    }
    if (!reported)
        return NULL;
    const struct region *dearest =
        asked->scope.calls[loop_dearest_site(asked->costs, asked->function, reported)->call].region;
    return is_at(asked, asked->function, dearest->location) ? reported : NULL;
}

/* Two equal calls, or loops, of one line have one reason. What was written from `start` on, if it does not stand
 * between `first` and `start` already. */
static void drop_repeated(struct buffer *out, size_t first, size_t start) {
    size_t size = out->size - start;
    for (size_t i = first; size > 0 && i + size <= start; i++) {
        if ((i > first && out->data[i - 1] != '\n') || memcmp(out->data + i, out->data + start, size) != 0)
            continue;
        out->size = start;
        out->data[start] = '\0';
        return;
    }
}

/* --- the line ---------------------------------------------------------------------------------------------------- */

static void explain_call(struct asked *asked, uint32_t index) {
    const struct region *region = asked->scope.calls[index].region;
    struct callee callee = costs_callee(asked->program, asked->function, region->call, &asked->scratch);
    if (explain_callee(asked, &callee))
        explain_loops(asked, index, &callee);
}

/* A call of the loop that leads to the wire leads back to the function. */
static bool explain_cycle_of(struct asked *asked, uint32_t loop) {
    for (uint32_t i = 0; i < asked->scope.body->call_count; i++) {
        const struct call_place *place = &asked->scope.calls[i];
        if (!place->region || !scope_is_inside(&asked->scope, place->number, loop))
            continue;
        struct callee callee = costs_callee(asked->program, asked->function, place->region->call, &asked->scratch);
        if (!callee.model && leads_back(asked, &callee)) {
            explain_cycle(asked, loop, name_of_call(asked, &callee));
            return true;
        }
    }
    return false;
}

/* A loop that is not reported, at its head. */
static void explain_quiet_loop(struct asked *asked, uint32_t loop) {
    const struct function_cost_summary *summary = &asked->costs->functions[asked->function];
    const struct loop_cost *recursion = is_tree_loop(asked, loop) ? reported_loop(asked, LOOP_NONE) : NULL;
    if (recursion) {
        explain_finding(asked, recursion);
        return;
    }
    if (explain_reason(asked, reason_of(asked, loop, CALL_NONE)) || explain_few_turns(asked, loop))
        return;
    if (explain_cycle_of(asked, loop))
        return;
    buffer_printf(asked->out, "Nothing that stands in the %s itself waits on each of its turns.\n",
                  loop_text(asked, loop));
    for (uint32_t i = 0; i < summary->loop_count; i++) {
        uint32_t inner = summary->loops[i].loop;
        if (inner != loop && inner != LOOP_NONE &&
            scope_is_inside(&asked->scope, asked->scope.loops[inner].begin, loop))
            explain_finding(asked, &summary->loops[i]);
    }
}

/* A line that holds a loop's head: what is reported of the loop. */
static uint32_t explain_loop_heads(struct asked *asked) {
    size_t first = asked->out->size;
    uint32_t count = 0;
    for (uint32_t i = 0; i < asked->scope.body->loop_count; i++) {
        if (!asked->scope.loops[i].region || !is_at(asked, asked->function, asked->scope.loops[i].region->location))
            continue;
        const struct loop_cost *reported = reported_loop(asked, i);
        size_t start = asked->out->size;
        count++;
        if (reported)
            explain_finding(asked, reported);
        else
            explain_quiet_loop(asked, i);
        drop_repeated(asked->out, first, start);
    }
    return count;
}

static bool call_is_asked(const struct asked *asked, uint32_t call) {
    const struct region *region = asked->scope.calls[call].region;
    return region && is_at(asked, asked->function, region->location);
}

/* What is reported at the line: the rest of it is beside the point then. */
static bool explain_reported(struct asked *asked, uint32_t call_count) {
    size_t first = asked->out->size;
    for (uint32_t i = 0; i < call_count; i++) {
        const struct loop_cost *reported = call_is_asked(asked, i) ? reported_here(asked, i) : NULL;
        size_t start = asked->out->size;
        if (!reported)
            continue;
        explain_finding(asked, reported);
        drop_repeated(asked->out, first, start);
    }
    if (asked->out->size == first)
        return false;
    buffer_printf(asked->out, "The whole story: tripcount explain %s:%" PRIu32 "\n", asked->file, asked->line);
    return true;
}

static bool explain_unrun(const struct asked *asked, const char *name) {
    bool *is_unrun = unrun_find(asked->program, NULL, 0), is_found = is_unrun[asked->function];
    free(is_unrun);
    if (is_found)
        buffer_printf(asked->out, "Nothing runs %s(): no function that runs calls it, and nobody takes its address.\n",
                      name);
    return is_found;
}

static void explain_line(struct asked *asked, const struct function *body) {
    const char *name = program_function_name(asked->program, asked->function);
    uint32_t count = 0;
    counted_scope(asked->costs, &asked->scope, &asked->scratch, asked->function);
    if (body->flags & FUNCTION_INCOMPLETE)
        buffer_printf(asked->out, "%s() holds errors: calls may be missing from what was read.\n", name);
    if (explain_unrun(asked, name) || explain_reported(asked, body->call_count))
        return;
    size_t first = asked->out->size;
    for (uint32_t i = 0; i < body->call_count; i++) {
        size_t start = asked->out->size;
        if (!call_is_asked(asked, i))
            continue;
        explain_call(asked, i);
        drop_repeated(asked->out, first, start);
        count++;
    }
    if (count == 0)
        count = explain_loop_heads(asked);
    if (count == 0)
        buffer_printf(asked->out, "There is no call at %s:%" PRIu32 " in %s().\n", asked->file, asked->line, name);
    if (!asked->program->functions[asked->function].is_in_cone) {
        buffer_printf(asked->out, "%s() reaches nothing that is known to wait.\n", name);
        list_unknown(asked, asked->function);
    }
}

void rules_why_not(struct program *program, struct costs *costs, const char *file, uint32_t line, struct buffer *out) {
    struct asked asked = {.program = program, .costs = costs, .file = file, .line = line, .out = out};
    struct error err = {0};
    arena_init(&asked.scratch);
    asked.function = function_at(&asked);
    if (asked.function == FUNCTION_NONE) {
        buffer_printf(out,
                      program_has_file(program, file) ? "No function that was read holds %s:%" PRIu32 ".\n"
                                                      : "%s (line %" PRIu32 ") is in no unit that was read.\n",
                      file, line);
    } else {
        const struct function *body = program_body(program, asked.function, &err);
        if (body)
            explain_line(&asked, body);
        else
            buffer_printf(out, "%s\n", err.message);
    }
    error_finish(&err);
    arena_finish(&asked.scratch);
}
