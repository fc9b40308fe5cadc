/* Reverse reachability from the models, and from calls that no model knows.
 * Tests: tests/unit/link/test_cone.c */
#include "link/cone.h"

#include "link/graph.h"
#include "link/plain.h"

#include "base/path.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* Functions of the C library and the compiler: outside, and known to stay inside the process or to be plain
 * descriptors. */
static bool is_c_library(const struct entity *entity) {
    static const char *const headers[] = {"stdio.h",
                                          "stdlib.h",
                                          "string.h",
                                          "strings.h",
                                          "ctype.h",
                                          "math.h",
                                          "time.h",
                                          "wchar.h",
                                          "wctype.h",
                                          "unistd.h",
                                          "fcntl.h",
                                          "setjmp.h",
                                          "signal.h",
                                          "locale.h",
                                          "errno.h",
                                          "assert.h",
                                          "pthread.h",
                                          "inttypes.h",
                                          "stat.h",
                                          "time.h",
                                          "dirent.h",
                                          "libintl.h",
                                          "getopt.h",
                                          "select.h",
                                          "socket.h",
                                          "mman.h",
                                          "wait.h",
                                          "uio.h",
                                          "poll.h",
                                          "epoll.h",
                                          "resource.h",
                                          "stdarg.h",
                                          "regex.h",
                                          "termios.h",
                                          "ioctl.h",
                                          "syslog.h",
                                          "pwd.h",
                                          "grp.h",
                                          "glob.h",
                                          "fnmatch.h",
                                          "byteswap.h",
                                          "mathcalls.h",
                                          "string_fortified.h",
                                          "stdio2.h",
                                          "in.h",
                                          "inet.h",
                                          "sched.h",
                                          "utsname.h",
                                          "file.h",
                                          "statvfs.h",
                                          "dlfcn.h",
                                          "libgen.h",
                                          "iconv.h",
                                          "search.h",
                                          "langinfo.h",
                                          "nl_types.h",
                                          "semaphore.h",
                                          "ucontext.h",
                                          "sendfile.h",
                                          "un.h",
                                          "timerfd.h"};
    if (!entity->header || strncmp(entity->name, "__builtin", 9) == 0 || strncmp(entity->name, "std::", 5) == 0)
        return true;
    if (!entity->is_system)
        return false;
    if (strstr(entity->header, "/c++/") || strstr(entity->header, "/clang/"))
        return true;
    const char *base = path_base(entity->header);
    for (size_t i = 0; i < ARRAY_COUNT(headers); i++)
        if (strcmp(base, headers[i]) == 0)
            return true;
    return strstr(entity->header, "/bits/") != NULL;
}

/* Of Redis' requests some are waits; their texts are not looked at here. */
static bool is_pause(const struct model *model) {
    return model->pause != PAUSE_NONE || model->language == LANGUAGE_REDIS;
}

static unsigned char *no_marks(const struct program *program) {
    unsigned char *marks = checked_zero_alloc((uint64_t)program->function_count + 1, 1);
    return marks;
}

/* What a function does that has a model is told by the model: nobody looks into its body. */
static void put_into_cone(uint32_t function, void *context) {
    struct program *program = context;
    struct program_function *f = &program->functions[function];
    f->is_in_cone = f->is_stand_in || f->entity == SYMBOL_NONE || !program->entities[f->entity].model;
}

static void put_before_pause(uint32_t function, void *context) {
    struct program *program = context;
    program->functions[function].reaches_pause = true;
}

bool program_visit_leading(const struct program *program, bool (*is_meant)(const struct model *model),
                           unsigned char *marks, void (*visit)(uint32_t function, void *context), void *context) {
    VEC(uint32_t) seeds = {0};
    for (uint32_t f = 0; f < program->function_count; f++)
        if (program_calls_model(program, f, is_meant))
            vec_push(&seeds, f);
    bool has_any = seeds.count > 0;
    program_visit_callers(program, seeds.items, seeds.count, marks, visit, context);
    vec_finish(&seeds);
    return has_any;
}

static void mark_leading(struct program *program, bool (*is_meant)(const struct model *model),
                         void (*mark)(uint32_t function, void *context)) {
    unsigned char *marks = no_marks(program);
    program_visit_leading(program, is_meant, marks, mark, program);
    free(marks);
}

void program_find_cone(struct program *program) {
    for (uint32_t f = 0; f < program->function_count; f++)
        program->functions[f].is_called = program->callers.first[f] < program->callers.first[f + 1];
    mark_leading(program, model_is_remote, put_into_cone);
    mark_leading(program, is_pause, put_before_pause);
}

/* --- what no pack knows ------------------------------------------------------------------------------------------ */

enum { TALKS_SEND = 1, TALKS_RECEIVE = 2, TALKS_BOTH = 3 };

static unsigned talk_of(const struct entity *entity) {
    static const char *const sends[] = {"send", "sendto", "sendmsg"};
    static const char *const receives[] = {"recv", "recvfrom", "recvmsg"};
    if (!entity->is_system || entity->definition_count > 0)
        return 0;
    for (size_t i = 0; i < ARRAY_COUNT(sends); i++) {
        if (strcmp(entity->name, sends[i]) == 0)
            return TALKS_SEND;
        if (strcmp(entity->name, receives[i]) == 0)
            return TALKS_RECEIVE;
    }
    return 0;
}

struct talking {
    unsigned char *talks;
    unsigned char kind;
};

static void add_talk(uint32_t function, void *context) {
    struct talking *talking = context;
    talking->talks[function] |= talking->kind;
}

static unsigned own_talk(const struct program *program, uint32_t function) {
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    unsigned talk = 0;
    for (uint32_t i = 0; i < entry->callee_count; i++)
        talk |= talk_of(&program->entities[entities[entry->callees[i]]]);
    return talk;
}

/* Which functions reach send(2) and recv(2). */
static unsigned char *find_talkers(const struct program *program) {
    struct talking talking = {.talks = no_marks(program)};
    for (talking.kind = TALKS_SEND; talking.kind <= TALKS_RECEIVE; talking.kind++) {
        VEC(uint32_t) seeds = {0};
        for (uint32_t f = 0; f < program->function_count; f++)
            if (own_talk(program, f) & talking.kind)
                vec_push(&seeds, f);
        unsigned char *marks = no_marks(program);
        program_visit_callers(program, seeds.items, seeds.count, marks, add_talk, &talking);
        free(marks);
        vec_finish(&seeds);
    }
    return talking.talks;
}

struct candidate {
    struct unknown_function function;
    bool is_plain;
};

/* What reaches a socket comes first, what plainly stays in the process last. */
static int compare_unknown(const void *a, const void *b) {
    const struct candidate *p = a, *q = b;
    const struct unknown_function *x = &p->function, *y = &q->function;
    if ((x->evidence != NULL) != (y->evidence != NULL))
        return x->evidence ? -1 : 1;
    if (p->is_plain != q->is_plain)
        return p->is_plain ? 1 : -1;
    if (x->loop_count != y->loop_count)
        return x->loop_count > y->loop_count ? -1 : 1;
    if (x->call_count != y->call_count)
        return x->call_count > y->call_count ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* How many functions call each entity, and how many in a loop; a function of a header counts once. */
static void count_references(const struct program *program, uint32_t *callers, uint32_t *loops) {
    for (uint32_t f = 0; f < program->own_count; f++) {
        const uint32_t *entities = program->units[program->functions[f].unit].entities;
        const struct function_entry *entry = program_entry(program, f);
        if (program_is_repeated(program, f))
            continue;
        for (uint32_t i = 0; i < entry->callee_count; i++)
            callers[entities[entry->callees[i]]]++;
        for (uint32_t i = 0; i < entry->loop_callee_count; i++)
            loops[entities[entry->loop_callees[i]]]++;
    }
}

/* A function of the program that no model knows, and that reaches both send(2) and recv(2). */
static bool is_unknown_talker(const struct program *program, const struct entity *entity, const unsigned char *talks) {
    if (entity->definition_count == 0)
        return false;
    uint32_t function = program->definitions[entity->first_definition];
    return !program->functions[function].is_in_cone && talks[function] == TALKS_BOTH;
}

struct unknown_function *program_unknown_functions(const struct program *program, struct arena *arena, uint32_t limit,
                                                   uint32_t *count, uint32_t *total) {
    uint32_t *callers = checked_alloc((uint64_t)program->entity_count * 2 + 1, sizeof *callers);
    uint32_t *loops = callers + program->entity_count;
    memset(callers, 0, (size_t)program->entity_count * 2 * sizeof *callers);
    count_references(program, callers, loops);
    unsigned char *talks = find_talkers(program);
    VEC(struct candidate) found = {0};
    *total = 0;
    for (uint32_t i = 0; i < program->entity_count; i++) {
        const struct entity *entity = &program->entities[i];
        if (entity->kind != SYMBOL_FUNCTION || entity->model || loops[i] == 0)
            continue;
        bool is_outside = entity->definition_count == 0 && !is_c_library(entity);
        bool is_talker = is_unknown_talker(program, entity, talks);
        *total += is_outside;
        if (is_outside || is_talker)
            vec_push(&found, (struct candidate){{.name = entity->name,
                                                 .call_count = callers[i],
                                                 .loop_count = loops[i],
                                                 .evidence = is_talker ? "reaches send(2) and recv(2)" : NULL},
                                                entity_is_plain(entity)});
    }
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, compare_unknown);
    *count = found.count < limit ? found.count : limit;
    struct unknown_function *out = ARENA_ARRAY(arena, struct unknown_function, *count);
    for (uint32_t i = 0; i < *count; i++)
        out[i] = found.items[i].function;
    vec_finish(&found);
    free(callers);
    free(talks);
    return out;
}
