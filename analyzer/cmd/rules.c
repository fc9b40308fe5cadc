/* `tripcount rules`: packs and checks - what there is, what one says, whether one is valid.
 * Tests: tests/integration/test_rules.py */
#include "base/attr.h"
#include "base/file.h"
#include "base/log.h"
#include "base/path.h"
#include "cmd/command.h"
#include "cmd/commands.h"
#include "pack/check_page.h"
#include "pack/pack.h"
#include "report/printable.h"

#include <string.h>

enum { NAME_COLUMN = 18, PEER_COLUMN = 14, GROUP_COLUMN = 14, SHOW_COLUMNS = 100 };

/* All that is in force, or the error was told. */
struct rules {
    struct pack_set *packs;
    const struct check_page *pages;
    uint32_t page_count;
};

static bool rules_load(struct command_line *line, struct rules *rules, struct error *err) {
    const char *directory = driver_rules_directory(line->arena);
    if (!driver_load_packs(&line->driver, line->arena, &rules->packs, err))
        return false;
    return check_page_load_all(line->arena, path_join(line->arena, directory, "checks"), &rules->pages,
                               &rules->page_count, err);
}

static int list_rules(struct command_line *line, const struct rules *rules) {
    struct buffer text = {0};
    buffer_add_text(&text, "checks:\n");
    for (uint32_t i = 0; i < rules->page_count; i++)
        buffer_printf(&text, "  %-*s %-*s %s\n", NAME_COLUMN, rules->pages[i].id, GROUP_COLUMN,
                      check_group_name(rules->pages[i].group), rules->pages[i].title);
    buffer_add_text(&text, "libraries:\n");
    for (uint32_t i = 0; i < pack_library_count(rules->packs); i++) {
        const struct library *library = pack_library(rules->packs, i);
        buffer_printf(&text, "  %-*s %-*s %s (%u function%s)\n", NAME_COLUMN, library->name, PEER_COLUMN, library->peer,
                      library->title != NULL ? library->title : "", library->model_count,
                      library->model_count == 1 ? "" : "s");
    }
    int code = output_write(line, &text, EXIT_DONE);
    buffer_finish(&text);
    return code;
}

/* A function that says nothing but that it is local: hundreds of them tell no more than their names. */
static bool model_is_plain_local(const struct model *model) {
    return model->effect == EFFECT_LOCAL && model->bulk == NULL && !model->is_bulk && model->access == ACCESS_UNKNOWN &&
           model->pause == PAUSE_NONE && model->tells == ARGUMENT_NONE && model->ok_count == 0 &&
           model->resets == ARGUMENT_NONE && model->calls == ARGUMENT_NONE && model->completes == ARGUMENT_NONE;
}

static void write_plain_locals(struct buffer *out, const struct library *library) {
    struct buffer names = {0};
    for (uint32_t i = 0; i < library->model_count; i++)
        if (model_is_plain_local(&library->models[i]))
            buffer_printf(&names, "%s%s", names.size > 0 ? ", " : "", library->models[i].name);
    if (names.size > 0) {
        buffer_printf(out, "  %s: ", effect_name(EFFECT_LOCAL));
        printable_add_wrapped(out, buffer_text(&names), 2 + (uint32_t)strlen(effect_name(EFFECT_LOCAL)) + 2, 4,
                              SHOW_COLUMNS);
        buffer_add_char(out, '\n');
    }
    buffer_finish(&names);
}

static void write_argument(struct buffer *out, const char *what, int32_t index) {
    if (index == ARGUMENT_NONE)
        return;
    if (index == ARGUMENT_RESULT || index == ARGUMENT_THIS)
        buffer_printf(out, ", %s %s", what, index == ARGUMENT_RESULT ? "the result" : "the object");
    else
        buffer_printf(out, ", %s argument %d", what, (int)index);
}

static void write_numbers(struct buffer *out, const int64_t *numbers, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        buffer_printf(out, "%s%lld", i == 0 ? "" : ", ", (long long)numbers[i]);
}

static void write_page(struct buffer *out, int64_t page) {
    if (page > 0)
        buffer_printf(out, ", %lld item%s a round trip", (long long)page, page == 1 ? "" : "s");
}

/* ", makes requests: 161 in argument 0: cursor, 1 item a round trip" */
static void write_builds(struct buffer *out, const struct model *model) {
    for (uint32_t i = 0; i < model->built_count; i++) {
        const struct built_request *built = &model->builds[i];
        buffer_printf(out, "%s%lld in argument %lld: %s", i == 0 ? ", makes requests: " : "; ", (long long)built->value,
                      (long long)built->argument, access_name(built->access));
        write_page(out, built->page);
    }
}

static void write_index(struct buffer *out, int32_t index) {
    if (index == PASS_ITEM)
        buffer_add_text(out, "item");
    else if (index == ARGUMENT_THIS)
        buffer_add_text(out, "the object");
    else
        buffer_printf(out, "argument %d", (int)index);
}

/* ", calls argument 1 (item, argument 2) for each item of argument 0" */
static void write_calls(struct buffer *out, const struct model *model) {
    static const struct {
        const char *before, *behind;
    } turns[CALL_TURNS_COUNT] = {
        [CALLS_ONCE] = {" once", ""},
        [CALLS_NUMBER] = {" as often as ", " says"},
        [CALLS_ITEMS] = {" for each item of ", ""},
        [CALLS_FINDS] = {" for each item of ", " until one is found"},
        [CALLS_HALVES] = {" in a search of ", ""},
        [CALLS_SORTS] = {" in a sort of ", ""},
        [CALLS_UNKNOWN] = {", nobody knows how often", ""},
    };
    if (model->calls == ARGUMENT_NONE)
        return;
    write_argument(out, "calls", model->calls);
    for (uint32_t i = 0; i < model->pass_count; i++) {
        buffer_add_text(out, i == 0 ? " (" : ", ");
        write_index(out, model->passes[i]);
    }
    buffer_printf(out, "%s%s", model->pass_count > 0 ? ")" : "", turns[model->turns].before);
    if (model->counts != ARGUMENT_NONE)
        write_index(out, model->counts);
    buffer_add_text(out, turns[model->turns].behind);
}

/* What a model says to those who find out which turns, answers and objects belong together. */
static void write_model_flows(struct buffer *out, const struct model *model) {
    if (model->language != LANGUAGE_NONE)
        buffer_printf(out, ", language %s", language_name(model->language));
    if (model->is_cached)
        buffer_add_text(out, ", keeps its answers");
    if (model->is_cancel)
        buffer_add_text(out, ", stops what is under way");
    if (model->is_blocking)
        buffer_add_text(out, ", has no form that only sends");
    if (model->is_step)
        buffer_add_text(out, ", never blocks: only a loop of it waits");
    if (model->is_unpipelined)
        buffer_add_text(out, ", not possible in a pipeline");
    write_page(out, model->page);
    if (model->prefetch != NULL)
        buffer_printf(out, ", sent ahead by %s", model->prefetch);
    if (model->after != NULL)
        buffer_printf(out, ", only after %s", model->after);
    if (model->pause != PAUSE_NONE)
        buffer_printf(out, ", pauses for %s", pause_name(model->pause));
    write_argument(out, model->effect == EFFECT_WAIT ? "waits for the send of" : "is waited for by", model->cookie);
    write_calls(out, model);
    write_argument(out, "is completed by", model->completes);
    write_argument(out, "empties", model->resets);
    write_argument(out, "tells of the call behind", model->tells);
    if (model->ok_count > 0) {
        buffer_add_text(out, model->tells == ARGUMENT_NONE ? ", without a failure: " : ", success: ");
        write_numbers(out, model->ok, model->ok_count);
    }
    write_builds(out, model);
}

/* `columns`: of the widest name of the library. */
static void write_model(struct buffer *out, const struct model *model, int columns) {
    buffer_printf(out, "  %-*s %s", columns, model->name, effect_name(model->effect));
    if (model->roundtrips > 1)
        buffer_printf(out, ", %lld round trips", (long long)model->roundtrips);
    if (model->is_bulk)
        buffer_add_text(out, ", serves many requests");
    if (model->bulk != NULL)
        buffer_printf(out, ", instead of many: %s", model->bulk);
    if (model->access != ACCESS_UNKNOWN)
        buffer_printf(out, ", %s", access_name(model->access));
    write_model_flows(out, model);
    buffer_add_char(out, '\n');
}

static void write_library(struct buffer *out, const struct library *library) {
    buffer_printf(out, "%s: %s\npeer: %s%s%s\n", library->name, library->title != NULL ? library->title : "",
                  library->peer, library->latency != NULL ? ", latency: " : "",
                  library->latency != NULL ? library->latency : "");
    if (library->url != NULL)
        buffer_printf(out, "%s\n", library->url);
    buffer_printf(out, "file: %s\n", library->file);
    size_t columns = 0;
    for (uint32_t i = 0; i < library->model_count; i++) {
        size_t size = strlen(library->models[i].name);
        if (!model_is_plain_local(&library->models[i]) && size > columns)
            columns = size;
    }
    for (uint32_t i = 0; i < library->model_count; i++)
        if (!model_is_plain_local(&library->models[i]))
            write_model(out, &library->models[i], (int)columns);
    for (uint32_t i = 0; i < library->status_field_count; i++) {
        const struct status_field *status = &library->status_fields[i];
        buffer_printf(out, "  field %s of %s tells of a failure, success: ", status->field, status->record);
        write_numbers(out, status->ok, status->ok_count);
        buffer_add_char(out, '\n');
    }
    write_plain_locals(out, library);
}

static int refuse_name(struct command_line *line, const struct rules *rules, const char *name) {
    uint32_t library_count = pack_library_count(rules->packs);
    const char **names = ARENA_ARRAY(line->arena, const char *, rules->page_count + library_count);
    struct buffer hint = {0};
    for (uint32_t i = 0; i < rules->page_count; i++)
        names[i] = rules->pages[i].id;
    for (uint32_t i = 0; i < library_count; i++)
        names[rules->page_count + i] = pack_library(rules->packs, i)->name;
    log_error("there is no check and no library '%s'%s", name,
              output_suggestion(&hint, name, names, rules->page_count + library_count));
    buffer_finish(&hint);
    return EXIT_USAGE;
}

static int show_rule(struct command_line *line, const struct rules *rules, const char *name) {
    struct buffer text = {0};
    for (uint32_t i = 0; i < rules->page_count; i++)
        if (strcmp(rules->pages[i].id, name) == 0)
            check_page_print(&rules->pages[i], &text);
    for (uint32_t i = 0; i < pack_library_count(rules->packs); i++)
        if (strcmp(pack_library(rules->packs, i)->name, name) == 0)
            write_library(&text, pack_library(rules->packs, i));
    int code = text.size > 0 ? output_write(line, &text, EXIT_DONE) : refuse_name(line, rules, name);
    buffer_finish(&text);
    return code;
}

static int tell_checked(struct command_line *line, const char *what, const struct pack_set *packs) {
    struct buffer text = {0};
    uint32_t models = 0;
    for (uint32_t i = 0; i < pack_library_count(packs); i++)
        models += pack_library(packs, i)->model_count;
    uint32_t libraries = pack_library_count(packs);
    buffer_printf(&text, "%s: %u %s, %u function%s, no errors\n", what, libraries,
                  libraries == 1 ? "library" : "libraries", models, models == 1 ? "" : "s");
    int code = output_write(line, &text, EXIT_DONE);
    buffer_finish(&text);
    return code;
}

/* One file or folder alone: a pack that is being written need not fit the installed ones. */
static int check_path(struct command_line *line, const char *path) {
    struct pack_set *packs = pack_create();
    struct error err = {0};
    int code = pack_load(packs, path, &err) ? tell_checked(line, path, packs) : output_error(&err);
    pack_destroy(packs);
    return code;
}

static int run_loaded(struct command_line *line, const char *action, const char *name) {
    struct rules rules = {0};
    struct error err = {0};
    int code;
    if (!rules_load(line, &rules, &err))
        code = output_error(&err);
    else if (strcmp(action, "list") == 0)
        code = list_rules(line, &rules);
    else if (strcmp(action, "show") == 0)
        code = show_rule(line, &rules, name);
    else
        code = tell_checked(line, "all packs in force", rules.packs);
    pack_destroy(rules.packs);
    return code;
}

static int run(struct command_line *line) {
    static const char *const actions[] = {"list", "show", "check"};
    static const uint32_t least[] = {1, 2, 1};
    static const uint32_t most[] = {1, 2, 2};
    const char *action = line->operand_count > 0 ? line->operands[0] : "list";
    const char *name = line->operand_count > 1 ? line->operands[1] : NULL;
    uint32_t count = line->operand_count > 0 ? line->operand_count : 1;
    for (uint32_t i = 0; i < ARRAY_COUNT(actions); i++) {
        if (strcmp(actions[i], action) != 0)
            continue;
        if (count < least[i] || count > most[i]) {
            log_error("'rules %s' takes %s", action,
                      least[i] == most[i] ? (most[i] == 1 ? "no argument" : "one NAME") : "at most one PATH");
            return EXIT_USAGE;
        }
        return name != NULL && strcmp(action, "check") == 0 ? check_path(line, name) : run_loaded(line, action, name);
    }
    struct buffer hint = {0};
    log_error("'rules' has no '%s'; it has list, show and check%s", action,
              output_suggestion(&hint, action, actions, ARRAY_COUNT(actions)));
    buffer_finish(&hint);
    return EXIT_USAGE;
}

const struct command command_rules = {
    .name = "rules",
    .arguments = "[list | show NAME | check [PATH]]",
    .summary = "Checks and library packs: which there are, what one says, whether a pack is valid.",
    .example = "  tripcount rules list\n"
               "  tripcount rules show call-in-loop     what it flags, why, how to fix it\n"
               "  tripcount rules show libpq            which functions wait\n"
               "  tripcount rules check my.yaml         errors with line and column\n",
    .options = OPTIONS_COMMON | OPTION_RULES | OPTION_CONFIG | OPTION_OUTPUT,
    .run = run,
};
