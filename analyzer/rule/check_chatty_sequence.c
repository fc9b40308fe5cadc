/* chatty-sequence: round trips to one peer in a row that do not need each other's answers.
 *
 * Stands at the first call, or at the first that could be asked for ahead; all calls are its sites. Tests:
 * testdata/chatty-sequence */
#include "rule/checks.h"
#include "rule/courses.h"
#include "rule/draft.h"
#include "rule/formula.h"
#include "rule/verdict.h"

#include <inttypes.h>
#include <string.h>

#define PATH_LIMIT 64
#define NOTE_CALLS 4 /* up to so many are a note */

struct sequence_draft {
    struct draft draft;
    const struct course_sequence *told;
    const struct model *model;  /* the first call's library function */
    const struct poly *trips;   /* of all */
    struct loop_cost like_loop; /* its calls as sites */
    bool is_one_function;       /* all end in that library function */
};

static struct costs *costs_of(const struct sequence_draft *d) { return d->draft.context->costs; }

static const struct poly *round_trips(const struct sequence_draft *d, int64_t count) {
    return poly_trips(&costs_of(d)->atoms, count, d->told->peer, CONFIDENCE_HIGH);
}

static const struct poly *at_most(const struct sequence_draft *d, int64_t count, bool is_optional) {
    const struct poly *trips = round_trips(d, count);
    return is_optional ? poly_inexact(&costs_of(d)->atoms, trips) : trips;
}

/* All of the sequence. */
static const struct poly *all_trips(const struct sequence_draft *d) {
    return at_most(d, d->told->sequence.trips, d->told->sequence.has_optional);
}

/* What the call asks for that could be asked for ahead; NULL: nothing. */
static const struct ahead *ahead_of(const struct sequence_draft *d, uint32_t call) {
    const struct sequence *sequence = &d->told->sequence;
    for (uint32_t i = 0; i < sequence->ahead_count; i++)
        if (sequence->aheads[i]->region->call->index == call)
            return sequence->aheads[i];
    return NULL;
}

static uint32_t first_call(const struct course_sequence *told) {
    const struct sequence *sequence = &told->sequence;
    return sequence->ahead_count ? sequence->aheads[0]->region->call->index : sequence->calls[0].call;
}

/* From the call down to the library. */
static uint32_t path_of(struct costs *costs, const struct course_sequence *told, struct path_step *path) {
    if (told->sequence.ahead_count == 0)
        return witness_path(costs, told->function, first_call(told), path, PATH_LIMIT);
    uint32_t count = 0;
    for (const struct ahead *a = told->sequence.aheads[0]; a; a = a->inner) {
        count += count < PATH_LIMIT;
        path[count - 1] = (struct path_step){a->function, a->region, a->callee, a->inner ? NULL : a->model};
    }
    return count;
}

/* The library's call that the call of the sequence leads to. */
static bool last_step(const struct sequence_draft *d, uint32_t call, struct path_step *last) {
    const struct ahead *ahead = ahead_of(d, call);
    if (ahead)
        *last = (struct path_step){ahead->last->function, ahead->last->region, ahead->last->callee, ahead->model};
    return ahead || (witness_path(costs_of(d), d->told->function, call, last, 1) > 0 && last->model);
}

/* Who runs it again. */
static void add_callers(struct sequence_draft *d) {
    struct program *program = costs_of(d)->program;
    for (uint32_t i = 0; i < d->told->caller_count; i++) {
        uint32_t function = d->told->callers[i].function;
        uint32_t callee = i + 1 < d->told->caller_count ? d->told->callers[i + 1].function : d->told->function;
        const struct region *region = costs_of(d)->functions[function].calls[d->told->callers[i].call];
        const char *text = arena_printf(program->arena, "calls %s()%s", program_function_name(program, callee),
                                        i == 0 ? "; is called through a pointer itself, anew each time" : "");
        if (region)
            draft_add_step(&d->draft, (struct step){.kind = STEP_CALL,
                                                    .place = place_of(program, function, region->location),
                                                    .function = program_function_name(program, function),
                                                    .text = text});
    }
}

/* One after the other, each with what it leads to: the first with its whole path. */
static void add_steps(struct sequence_draft *d, const struct path_step *path, uint32_t count) {
    const struct sequence *sequence = &d->told->sequence;
    struct path_step last[1];
    draft_reserve_steps(&d->draft, count + sequence->count + SURE_TESTS + d->told->caller_count);
    add_callers(d);
    draft_add_path(&d->draft, path, count);
    for (uint32_t i = 0; i < sequence->count; i++) {
        uint32_t call = sequence->calls[i].call;
        struct path_step own = {d->told->function, d->draft.scope->calls[call].region, NULL, NULL};
        if (call == first_call(d->told) || !last_step(d, call, last))
            continue;
        own.callee = last[0].callee;
        own.model = last[0].model;
        d->is_one_function &= own.model == d->model;
        draft_add_path(&d->draft, &own, 1);
    }
}

/* What could be asked for ahead is one site each, where the library is asked. */
static void add_aheads(struct sequence_draft *d, struct wire_sites *out) {
    const struct sequence *sequence = &d->told->sequence;
    if (sequence->ahead_count > 0)
        d->trips = d->trips ? d->trips : round_trips(d, sequence->ahead_count);
    for (uint32_t i = 0; i < sequence->ahead_count; i++) {
        const struct ahead *last = sequence->aheads[i]->last;
        vec_push(&out->items, (struct wire_site){.function = last->function,
                                                 .call = last->region->call,
                                                 .region = last->region,
                                                 .trips = round_trips(d, 1),
                                                 .model = last->model,
                                                 .call_count = 1});
    }
}

static void set_sites(struct sequence_draft *d) {
    const struct sequence *sequence = &d->told->sequence;
    const struct function_cost_summary *summary = &costs_of(d)->functions[d->told->function];
    struct site_count *sites = ARENA_ARRAY(d->draft.scope->scratch, struct site_count, sequence->count);
    struct wire_sites found = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < sequence->count; i++) {
        if (ahead_of(d, sequence->calls[i].call))
            continue;
        sites[count++] = (struct site_count){sequence->calls[i].call, poly_constant(&costs_of(d)->atoms, 1),
                                             at_most(d, sequence->calls[i].trips, sequence->calls[i].is_optional)};
        for (uint32_t k = 0; k < summary->site_count; k++)
            if (summary->sites[k].call == sequence->calls[i].call && summary->sites[k].trips)
                d->trips = d->trips ? poly_add(&costs_of(d)->atoms, d->trips, summary->sites[k].trips)
                                    : summary->sites[k].trips;
    }
    d->like_loop = (struct loop_cost){.sites = sites, .site_count = count, .trips = all_trips(d)};
    wire_sites_find(costs_of(d), d->draft.scope, &d->like_loop, &found);
    add_aheads(d, &found);
    draft_set_sites(&d->draft, &found);
    wire_sites_finish(&found);
}

static const char *with_words(const struct sequence_draft *d, const char *words, const char *more) {
    return more ? arena_printf(costs_of(d)->program->arena, "%s; %s", words, more) : words;
}

static const char *with_advice(const struct sequence_draft *d, const char *words) {
    return with_words(d, words, d->model->advice);
}

static const char *bulk_of(const struct sequence_draft *d) {
    /* Rows of one table go into one statement; that calls in a row read the same table is not known. */
    if (d->told->bulk && d->model->language == LANGUAGE_SQL && strcmp(d->told->bulk, "INSERT") != 0)
        return NULL;
    if (d->told->bulk || d->model->language == LANGUAGE_REDIS) /* the command decides */
        return d->told->bulk;
    return d->is_one_function ? d->model->bulk : NULL;
}

/* "first_ahead() and second_ahead()" */
static const char *prefetches_of(const struct sequence_draft *d) {
    const struct sequence *sequence = &d->told->sequence;
    struct arena *arena = costs_of(d)->program->arena;
    const char *names = NULL;
    for (uint32_t i = 0; i < sequence->ahead_count; i++) {
        const char *name = sequence->aheads[i]->model->prefetch;
        bool is_new = true;
        for (uint32_t k = 0; k < i; k++)
            is_new &= strcmp(sequence->aheads[k]->model->prefetch, name) != 0;
        if (is_new)
            names = names ? arena_printf(arena, "%s and %s()", names, name) : arena_printf(arena, "%s()", name);
    }
    return names;
}

/* The calls that wait anyway, and bring them along: "ask() and take()"; NULL: there is none. `count` of these. */
static const char *hosts_of(const struct sequence_draft *d, uint32_t *count) {
    const struct sequence *sequence = &d->told->sequence;
    struct arena *arena = costs_of(d)->program->arena;
    const char *names = NULL;
    *count = 0;
    for (uint32_t i = 0; i < sequence->count; i++) {
        struct path_step last[1];
        if (ahead_of(d, sequence->calls[i].call) || !last_step(d, sequence->calls[i].call, last))
            continue;
        const char *name = arena_printf(arena, "%s()", draft_last_part(last[0].callee));
        if (!names)
            names = name;
        else if (!strstr(names, name))
            names = arena_printf(arena, "%s and %s", names, name);
        *count += 1;
    }
    return names;
}

static void set_verdict_ahead(struct sequence_draft *d) {
    struct finding *finding = &d->draft.finding;
    struct arena *arena = costs_of(d)->program->arena;
    uint32_t count;
    const char *hosts = hosts_of(d, &count);
    const char *fix = arena_printf(arena, "pipeline: call %s for all of them first", prefetches_of(d));
    if (count > 1)
        fix = arena_printf(arena, "%s, and send what %s wait for together with them", fix, hosts);
    else if (count == 1)
        fix = arena_printf(arena, "%s: %s waits for them, too", fix, hosts);
    finding->verdict = verdict_name(VERDICT_PIPELINE);
    finding->fix = with_advice(d, fix);
}

static void set_verdict(struct sequence_draft *d) {
    struct arena *arena = costs_of(d)->program->arena;
    struct finding *finding = &d->draft.finding;
    const char *bulk = bulk_of(d);
    finding->verdict = verdict_name(bulk ? VERDICT_BATCH : VERDICT_PIPELINE);
    finding->after_fix = ARENA_NEW(arena, struct formula);
    *finding->after_fix = formula_of(costs_of(d), round_trips(d, d->told->sequence.rounds), d->told->function, 0);
    if (d->told->sequence.ahead_count > 0)
        set_verdict_ahead(d);
    else if (d->told->bulk && bulk)
        finding->fix = arena_printf(arena, "batch: one %s asks for all of them", bulk);
    else if (bulk)
        finding->fix = with_advice(d, arena_printf(arena, "batch: one call of %s() serves them all", bulk));
    else if (d->is_one_function && d->model->prefetch)
        finding->fix =
            with_advice(d, arena_printf(arena, "pipeline: call %s() for all of them first", d->model->prefetch));
    else
        finding->fix = with_words(d, "pipeline: send what needs no answer together, then wait",
                                  d->model->pipeline ? d->model->pipeline : d->model->advice);
}

/* ", if is_connected(a) in put()": the tests by which all are made; what is so is told rather than what is not. */
static const char *condition_of(const struct sequence_draft *d) {
    const struct sure_way *way = d->told->sequence.way;
    struct program *program = costs_of(d)->program;
    if (!way)
        return "";
    const struct sure_test *shown = &way->tests[way->test_count - 1];
    for (uint32_t i = way->test_count; i-- > 0 && !shown->is_positive;)
        shown = way->tests[i].is_positive ? &way->tests[i] : shown;
    const char *more = way->test_count == 1   ? ""
                       : way->test_count == 2 ? " and one more test comes out so"
                                              : arena_printf(program->arena, " and %" PRIu32 " more tests come out so",
                                                             way->test_count - 1);
    return arena_printf(program->arena, ", if %s in %s()%s", shown->text,
                        draft_last_part(program_function_name(program, shown->function)), more);
}

static const char *again_of(const struct sequence_draft *d) {
    struct program *program = costs_of(d)->program;
    return d->told->caller_count == 0
               ? ""
               : arena_printf(program->arena, ", each time that %s() is called",
                              draft_last_part(program_function_name(program, d->told->callers[0].function)));
}

/* Behind the others, so that the path to the wire stays in one piece. */
static void add_tests(struct sequence_draft *d) {
    const struct sure_way *way = d->told->sequence.way;
    struct program *program = costs_of(d)->program;
    for (uint32_t i = 0; way && i < way->test_count; i++) {
        const struct sure_test *test = &way->tests[i];
        draft_add_step(&d->draft, (struct step){.kind = STEP_CALL,
                                                .place = place_of(program, test->function, test->location),
                                                .function = program_function_name(program, test->function),
                                                .text = arena_printf(program->arena, "only if %s", test->text)});
    }
}

static bool is_of_sequence(const struct sequence *sequence, uint32_t call) {
    for (uint32_t i = 0; i < sequence->count; i++)
        if (sequence->calls[i].call == call)
            return true;
    return false;
}

/* A call of a library that waits as often as the function runs, or more; what the client keeps is hardly ever asked. */
static bool is_open_wait(const struct sequence_draft *d, const struct callee *callee, uint32_t call) {
    const struct function_cost_summary *summary = &costs_of(d)->functions[d->told->function];
    if (!callee->model || callee->model->is_cached)
        return false;
    for (uint32_t i = 0; i < summary->site_count; i++)
        if (summary->sites[i].call == call)
            return summary->sites[i].trips != NULL;
    return false;
}

/* A call that waits in a loop, or only under a condition, stands between those of the sequence. */
static bool is_interrupted(const struct sequence_draft *d) {
    const struct sequence *sequence = &d->told->sequence;
    const struct scope *scope = d->draft.scope;
    uint32_t last = sequence->calls[sequence->count - 1].call;
    for (uint32_t i = sequence->calls[0].call + 1; i < last; i++) {
        const struct region *region = is_of_sequence(sequence, i) ? NULL : scope->calls[i].region;
        if (!region)
            continue;
        struct callee callee = costs_callee(costs_of(d)->program, scope->function, region->call, scope->scratch);
        if (is_open_wait(d, &callee, i))
            return true;
        for (uint32_t k = 0; k < callee.targets.count; k++)
            if (costs_of(d)->functions[callee.targets.functions[k]].trips)
                return true;
    }
    return false;
}

static void set_texts(struct sequence_draft *d, const char *called) {
    struct finding *finding = &d->draft.finding;
    const struct sequence *sequence = &d->told->sequence;
    const char *reason = sequence->rounds == 1 ? "no request needs the answer before it"
                                               : "not every request needs the answer before it";
    if (sequence->ahead_count > 0) {
        finding->message = arena_printf(costs_of(d)->program->arena,
                                        "%s() is the first of %" PRId64 " round trips to %s, where %" PRId64
                                        " would do: %u of the answers could be asked for ahead",
                                        draft_last_part(called), sequence->trips, finding->peer, sequence->rounds,
                                        sequence->ahead_count);
        return;
    }
    finding->message =
        arena_printf(costs_of(d)->program->arena,
                     "%s() is the first of %s%" PRId64 " round trips to %s%s, where %" PRId64 " would do%s%s: %s",
                     draft_last_part(called), sequence->has_optional ? "up to " : "", sequence->trips, finding->peer,
                     is_interrupted(d) ? ", with others in between" : " in a row", sequence->rounds, again_of(d),
                     condition_of(d), reason);
}

static void report(const struct draft_walk *walk, const struct course_sequence *told) {
    struct rule_context *context = walk->context;
    struct sequence_draft d = {.draft = {.context = context, .scope = &walk->scope, .first = walk->first},
                               .told = told,
                               .is_one_function = true};
    struct path_step path[PATH_LIMIT];
    struct finding *finding = &d.draft.finding;
    uint32_t call = first_call(told);
    uint32_t count = path_of(context->costs, told, path);
    if (count == 0 || !path[count - 1].model)
        return;
    d.model = path[count - 1].model;
    draft_begin(&d.draft, "chatty-sequence", call, told->loop, path, count);
    if (told->sequence.trips <= NOTE_CALLS || told->sequence.way) /* whether the tests ever come out so is not known */
        finding->severity = SEVERITY_NOTE;
    set_sites(&d);
    if (finding->site_count == 0)
        return;
    finding->confidence = poly_confidence(d.trips);
    finding->roundtrips = formula_of(context->costs, all_trips(&d), told->function, 0);
    add_steps(&d, path, count);
    add_tests(&d);
    set_texts(&d, path[0].callee);
    set_verdict(&d);
    draft_set_fingerprint(&d.draft);
    vec_push(&context->findings, *finding);
}

void check_chatty_sequence(struct rule_context *context) {
    const struct courses *courses = rule_courses(context);
    struct draft_walk walk;
    draft_walk_begin(&walk, context);
    for (uint32_t i = 0; i < courses->sequences.count; i++) {
        uint32_t function = courses->sequences.items[i].function;
        if (program_is_instance(context->program, function) || context->is_unrun[function])
            continue; /* its origin tells of it */
        draft_walk_to(&walk, function);
        report(&walk, &courses->sequences.items[i]);
    }
    draft_walk_end(&walk);
}
