/* Decides how units are counted. Tests: tests/integration/test_incremental.py */
#include "driver/outcome.h"

#include "base/process.h"

static uint32_t left_out_count(const struct compdb *compdb) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < COMPDB_LEFT_OUT_COUNT; i++)
        count += compdb->left_out_count[i];
    return count;
}

static void add_report(struct unit_report *reports, uint32_t *count, const struct plan_unit *unit) {
    reports[(*count)++] = (struct unit_report){unit->path, unit->status, unit->message};
}

void outcome_fill(const struct plan *plan, const struct project *project, struct driver_run *out) {
    struct run *run = &out->result.run;
    run->tool = "tripcount " TRIPCOUNT_VERSION;
    run->root = project->root;
    run->latency = project->latency.profile;
    run->unit_count = plan->unit_count;
    run->left_out_count = left_out_count(&project->compdb);
    run->analysed_count = run->reused_count = run->failed_count = run->partial_count = 0;
    run->line_count = 0;
    run->failed = ARENA_ARRAY(plan->arena, struct unit_report, plan->unit_count);
    run->partial = ARENA_ARRAY(plan->arena, struct unit_report, plan->unit_count);
    for (uint32_t i = 0; i < plan->unit_count; i++) {
        const struct plan_unit *unit = &plan->units[i];
        if (unit_status_is_failure(unit->status)) {
            add_report(run->failed, &run->failed_count, unit);
            out->unexpected_failures += !project_allows_failure(project, unit->path);
            continue;
        }
        if (unit->status == UNIT_PARTIAL)
            add_report(run->partial, &run->partial_count, unit);
        run->analysed_count++;
        run->reused_count += unit->is_reused;
        run->line_count += unit->line_count;
    }
}

/* Another build may link or count otherwise under the same version. */
static struct digest program_digest(void) {
    struct digest digest = {0};
    struct buffer path = {0};
    struct error ignored = {0};
    if (!process_executable(&path, &ignored) || !plan_digest_file(buffer_text(&path), &digest))
        error_finish(&ignored);
    buffer_finish(&path);
    return digest;
}

struct digest outcome_key(const struct plan *plan, const struct project *project) {
    struct buffer text = {0};
    buffer_add_string(&text, TRIPCOUNT_VERSION);
    buffer_add_unsigned(&text, left_out_count(&project->compdb));
    for (uint32_t i = 0; i < plan->unit_count; i++) {
        const struct plan_unit *unit = &plan->units[i];
        buffer_add_string(&text, unit->path);
        buffer_add(&text, &unit->content_key, sizeof unit->content_key);
        buffer_add_unsigned(&text, (uint64_t)unit->status);
        buffer_add_string(&text, unit->message);
    }
    struct digest digest = digest_of(text.data, text.size);
    buffer_finish(&text);
    digest = digest_combine(digest, program_digest());
    return digest_combine(digest, project_digest(project));
}
