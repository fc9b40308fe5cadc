/* Comments and config as caps. Tests: tests/unit/cost/test_cap.c */
#include "turns/cap.h"

#include "pack/config.h"
#include "turns/atom_print.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define ABOVE_LINES 2 /* a comment may end with a line of its own */

/* --- comments ---------------------------------------------------------------------------------------------------- */

static const char *skip_space(const char *c) {
    while (isspace((unsigned char)*c))
        c++;
    return c;
}

bool cap_read(const char *text, struct cap_text *out) {
    const char *begin = skip_space(text), *sign = NULL;
    char *end;
    for (const char *c = strstr(begin, "<="); c; c = strstr(c + 2, "<="))
        if (isdigit((unsigned char)*skip_space(c + 2)) && !sign)
            sign = c;
    if (!sign)
        return false;
    size_t length = (size_t)(sign - begin);
    while (length > 0 && isspace((unsigned char)begin[length - 1]))
        length--;
    *out = (struct cap_text){begin, length, strtoll(skip_space(sign + 2), &end, 10)};
    const char *rest = skip_space(end);
    return *rest == '\0' || (*rest == '(' && rest[strlen(rest) - 1] == ')');
}

/* Where the body begins, as far as regions tell. */
static uint32_t first_line_inside(const struct loop *loop) {
    return loop->body && loop->body->location.line ? loop->body->location.line : loop->end_line;
}

uint32_t cap_loop(const struct scope *scope, struct location comment) {
    uint32_t on = LOOP_NONE, above = LOOP_NONE, head = LOOP_NONE, distance = ABOVE_LINES + 1;
    for (uint32_t i = 0; i < scope->body->loop_count; i++) {
        const struct region *region = scope->loops[i].region;
        if (!region || region->location.file != comment.file)
            continue;
        uint32_t line = region->location.line;
        if (line == comment.line)
            on = on == LOOP_NONE || scope_is_inside(scope, scope->loops[i].begin, on) ? i : on;
        if (line > comment.line && line - comment.line < distance) {
            above = i;
            distance = line - comment.line;
        }
        if (line < comment.line && comment.line <= region->loop->end_line &&
            comment.line <= first_line_inside(region->loop))
            head = head == LOOP_NONE || scope_is_inside(scope, scope->loops[i].begin, head) ? i : head;
    }
    return on != LOOP_NONE ? on : above != LOOP_NONE ? above : head;
}

/* --- names ------------------------------------------------------------------------------------------------------- */

/* The same but for white space. */
static bool reads_as(const char *text, const char *name, size_t length) {
    const char *end = name + length;
    for (;; text++, name++) {
        text = skip_space(text);
        while (name < end && isspace((unsigned char)*name))
            name++;
        if (name == end || *text == '\0' || *text != *name)
            return name == end && *text == '\0';
    }
}

struct naming {
    const struct scope *scope;
    const struct cap_text *cap;
    bool is_found;
};

static void print_leaf(const struct atom *atom, struct buffer *out, void *context) {
    const struct naming *naming = context;
    atom_print(naming->scope->program, atom, naming->scope->function, out);
}

static bool is_named_so(const struct naming *naming, const struct poly *poly) {
    struct buffer text = {0};
    poly_print(poly, print_leaf, (void *)naming, &text);
    bool is_same = reads_as(buffer_text(&text), naming->cap->name, naming->cap->name_length);
    buffer_finish(&text);
    return is_same;
}

static const struct poly *replace_named(const struct atom *atom, void *context) {
    struct naming *naming = context;
    struct atom_table *atoms = naming->scope->atoms;
    const struct poly *leaf = poly_atom(atoms, atom, true);
    if (!is_named_so(naming, leaf))
        return leaf;
    naming->is_found = true;
    return poly_inexact(atoms, poly_constant(atoms, naming->cap->most));
}

/* --- caps -------------------------------------------------------------------------------------------------------- */

static void apply(const struct scope *scope, const struct cap_text *cap, const char *from, struct turns *turns) {
    struct atom_table *atoms = scope->atoms;
    struct naming naming = {scope, cap, false};
    int64_t known;
    const struct poly *most = poly_inexact(atoms, poly_constant(atoms, cap->most));
    const struct poly *replaced = most;
    if (cap->name_length > 0 && !is_named_so(&naming, turns->count)) {
        replaced = poly_substitute(atoms, turns->count, replace_named, &naming);
        replaced = naming.is_found ? poly_inexact(atoms, replaced) : most;
    }
    if (poly_is_constant(turns->count, &known) && known <= cap->most)
        return;
    struct buffer text = {0};
    if (cap->name_length > 0)
        buffer_add(&text, cap->name, cap->name_length);
    else
        poly_print(turns->count, print_leaf, &naming, &text);
    turns->capped = intern_bytes(scope->program->interner, buffer_text(&text), text.size);
    buffer_finish(&text);
    turns->most = cap->most;
    turns->from = from;
    turns->count = replaced;
    turns->is_named = true;
}

static bool apply_comment(const struct scope *scope, uint32_t loop, struct turns *turns) {
    for (uint32_t i = 0; i < scope->unit->bound_count; i++) {
        const struct bound_comment *bound = &scope->unit->bounds[i];
        struct cap_text cap;
        if (bound->location.file != scope->loops[loop].region->location.file ||
            cap_loop(scope, bound->location) != loop || !cap_read(bound->text, &cap))
            continue;
        apply(scope, &cap, "bound", turns);
        return true;
    }
    return false;
}

static void apply_config(const struct scope *scope, struct turns *turns) {
    const struct known_turns *known = &scope->program->known_turns;
    const char *function = program_function_name(scope->program, scope->function);
    for (uint32_t i = 0; i < known->count; i++) {
        const struct turns_entry *entry = &known->items[i];
        struct cap_text cap = {entry->turns, strlen(entry->turns), entry->at_most};
        struct naming naming = {scope, &cap, false};
        if (strcmp(entry->function, function) != 0 || !is_named_so(&naming, turns->count))
            continue;
        known->is_used[i] = true;
        apply(scope, &cap, "config", turns);
        return;
    }
}

void cap_turns(const struct scope *scope, uint32_t loop, struct turns *turns) {
    if (!apply_comment(scope, loop, turns))
        apply_config(scope, turns);
}
