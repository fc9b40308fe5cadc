/* Errors of the parse: they make functions incomplete and the unit partial.
 *
 * Errors that have a warning's name (-Wimplicit-function-declaration, -Wint-conversion) are no loss: clang reads on as
 * an older compiler would. Tests: testdata/_lower/error_*.c, tests/unit/frontend/test_frontend.c */
#include "frontend/diagnostics.h"

#include "base/buffer.h"

#include <string.h>

static bool is_loss(CXDiagnostic diagnostic) {
    if (clang_getDiagnosticSeverity(diagnostic) < CXDiagnostic_Error)
        return false;
    CXString option = clang_getDiagnosticOption(diagnostic, NULL);
    const char *text = clang_getCString(option);
    bool has_option = text != NULL && strncmp(text, "-W", 2) == 0;
    clang_disposeString(option);
    return !has_option;
}

/* Clang writes whole paths into some messages; a unit has none below its root. */
static const char *message_of(struct lowering *lowering, CXDiagnostic diagnostic) {
    CXString spelling = clang_getDiagnosticSpelling(diagnostic);
    const char *text = clang_getCString(spelling);
    const char *root = arena_printf(lowering->arena, "%s/", lowering->sources.root);
    size_t length = strlen(root);
    struct buffer out = {0};

    for (const char *at = text == NULL ? "" : text; *at != '\0';) {
        const char *found = length > 1 ? strstr(at, root) : NULL;
        size_t size = found == NULL ? strlen(at) : (size_t)(found - at);
        buffer_add(&out, at, size);
        at += size + (found == NULL ? 0 : length);
    }
    const char *copy = arena_text(lowering->arena, buffer_text(&out), out.size);
    buffer_finish(&out);
    clang_disposeString(spelling);
    return copy;
}

/* "'foo/bar.h' file not found" */
static const char *missing_name(struct lowering *lowering, const char *message) {
    const char *end = strstr(message, "' file not found");

    if (message[0] != '\'' || end == NULL || end <= message + 1)
        return NULL;
    return arena_text(lowering->arena, message + 1, (size_t)(end - message) - 1);
}

void diagnostics_read(struct lowering *lowering, struct unit *unit) {
    VEC(struct missing_include) missing = {0};
    unsigned count = clang_getNumDiagnostics(lowering->translation_unit);

    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(lowering->translation_unit, i);
        if (is_loss(diagnostic)) {
            const char *message = message_of(lowering, diagnostic);
            struct place place = sources_expansion(&lowering->sources, clang_getDiagnosticLocation(diagnostic));
            struct location at = place.location;
            const char *name = missing_name(lowering, message);
            if (name != NULL)
                vec_push(&missing, (struct missing_include){at, name});
            if (at.line != 0)
                vec_push(&lowering->errors, (struct diagnostic_place){at.file, at.line});
            if (unit->error_count++ == 0)
                unit->message = at.line == 0 ? message
                                             : arena_printf(lowering->arena, "%s:%u:%u: %s",
                                                            lowering->sources.files.items[at.file].path, at.line,
                                                            at.column, message);
        }
        clang_disposeDiagnostic(diagnostic);
    }
    unit->status = unit->error_count > 0 ? UNIT_PARTIAL : UNIT_OK;
    unit->missing_include_count = missing.count;
    unit->missing_includes = ARENA_ARRAY(lowering->arena, struct missing_include, missing.count);
    if (missing.count > 0)
        memcpy(unit->missing_includes, missing.items, sizeof(struct missing_include) * missing.count);
    vec_finish(&missing);
}
