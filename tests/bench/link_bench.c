/* Linking, solving and counting a generated program: CPU seconds and memory, for several sizes in one run, so that what
 * grows faster than the program shows. `link_bench [LINES...]`, in thousands; by default 250 500 1000, and the last
 * once more as a program of cycles. `k1000` asks for such a one.
 *
 * Each size is made by one process, which encodes units into a file, and measured in another that has nothing else in
 * its memory. */
#include "generated_program.h"

#include "base/error.h"
#include "base/file.h"
#include "cost/component.h"
#include "cost/cost.h"
#include "ir/text.h"
#include "link/cone.h"
#include "link/program.h"
#include "summary/summary.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char pack[] = "version: 1\nlibrary: demo\ntitle: A demonstration\npeer: demo\nheaders: [demo.h]\n"
                           "functions:\n  - names: [query]\n    effect: roundtrip\n    handle: 0\n    request: 1\n";

static _Noreturn void die(const char *what) {
    fprintf(stderr, "link_bench: %s\n", what);
    exit(1);
}

/* --- the units, each as its size and its bytes -------------------------------------------------------------------- */

static void make_units(FILE *out, uint32_t unit_count, enum generated_shape shape) {
    for (uint32_t i = 0; i < unit_count; i++) {
        struct buffer text = {0}, bytes = {0};
        struct arena arena;
        struct unit unit;
        struct error err = {0};
        arena_init(&arena);
        generated_unit(i, unit_count, shape, &text);
        if (!unit_read(&arena, "generated", text.data, text.size, &unit, &err))
            die(err.message);
        summary_encode(&unit, &bytes);
        uint64_t size = bytes.size;
        if (fwrite(&size, sizeof size, 1, out) != 1 || fwrite(bytes.data, bytes.size, 1, out) != 1)
            die("cannot write");
        arena_finish(&arena);
        buffer_finish(&text);
        buffer_finish(&bytes);
    }
}

/* --- the measured process ----------------------------------------------------------------------------------------- */

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static struct pack_set *packs_make(void) {
    char path[] = "/tmp/link-bench-XXXXXX.yaml";
    int descriptor = mkstemps(path, 5);
    struct pack_set *packs = pack_create();
    struct error err = {0};
    if (descriptor < 0 || write(descriptor, pack, sizeof pack - 1) != (ssize_t)sizeof pack - 1)
        die("cannot write");
    close(descriptor);
    if (!pack_load(packs, path, &err))
        die(err.message);
    unlink(path);
    return packs;
}

struct in_components {
    uint32_t all;
    uint32_t large; /* of more than eight */
};

static bool add_component(const struct component *component, void *context) {
    struct in_components *in = context;
    in->all += component->count;
    in->large += component->count > 8 ? component->count : 0;
    return true;
}

static void measure(const char *data, size_t size, uint32_t unit_count, uint32_t thousands) {
    struct arena arena;
    struct interner interner;
    struct program program;
    struct costs costs;
    struct error err = {0};
    struct pack_set *packs = packs_make();
    arena_init(&arena);
    interner_init(&interner);
    struct program_input *inputs = ARENA_ARRAY(&arena, struct program_input, unit_count);
    size_t at = 0;
    for (uint32_t i = 0; i < unit_count && at + sizeof(uint64_t) <= size; i++) {
        uint64_t length;
        memcpy(&length, data + at, sizeof length);
        at += sizeof length;
        inputs[i] = (struct program_input){"unit", data + at, (size_t)length};
        at += (size_t)length;
    }
    double begin = cpu_seconds();
    if (!program_link(&program, &arena, &interner, inputs, unit_count, packs, &err))
        die(err.message);
    program_find_cone(&program);
    double linked = cpu_seconds();
    if (!costs_count(&costs, &program, &err))
        die(err.message);
    double counted = cpu_seconds();
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    uint32_t remote = 0, loops = 0;
    struct in_components in = {0};
    if (!components_visit(&program, add_component, &in))
        die("the call graph was not walked");
    for (uint32_t f = 0; f < program.function_count; f++) {
        remote += program.functions[f].is_in_cone;
        loops += costs.functions[f].is_done ? costs.functions[f].loop_count : 0;
    }
    printf("%6u k lines  %6u functions (%u instances), %4.1f %% reach the wire, of these %4.1f %% in large components, "
           "%5u "
           "loops told   link %.2f s  cost %.2f s  per million lines %.2f s   %ld MiB, of these %zu MiB summaries\n",
           thousands, program.own_count, program.function_count - program.own_count,
           100.0 * remote / program.function_count, 100.0 * in.large / in.all, loops, linked - begin, counted - linked,
           (counted - begin) * 1000 / thousands, usage.ru_maxrss / 1024, size >> 20);
    fflush(stdout);
}

static void run(uint32_t thousands, enum generated_shape shape) {
    char path[] = "/tmp/link-bench-XXXXXX";
    int descriptor = mkstemp(path), status;
    uint32_t unit_count = thousands * 1000 / GENERATED_LINES_PER_UNIT;
    struct stat info;
    if (descriptor < 0)
        die("cannot make a file");
    unlink(path);
    pid_t maker = fork();
    if (maker == 0) {
        FILE *out = fdopen(descriptor, "w");
        make_units(out, unit_count, shape);
        exit(fclose(out) == 0 ? 0 : 1);
    }
    if (waitpid(maker, &status, 0) < 0 || status != 0 || fstat(descriptor, &info) != 0)
        die("the program was not made");
    pid_t child = fork();
    if (child == 0) {
        void *data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (data == MAP_FAILED)
            die("cannot map");
        measure(data, (size_t)info.st_size, unit_count, thousands);
        exit(0);
    }
    if (waitpid(child, &status, 0) < 0 || status != 0)
        die("the program was not counted");
    close(descriptor);
}

int main(int argc, char **argv) {
    static const uint32_t sizes[] = {250, 500, 1000};
    for (int i = 1; i < argc; i++)
        run((uint32_t)strtoul(argv[i] + (argv[i][0] == 'k'), NULL, 10),
            argv[i][0] == 'k' ? GENERATED_KNOTTED : GENERATED_USUAL);
    for (size_t i = 0; argc == 1 && i < ARRAY_COUNT(sizes); i++)
        run(sizes[i], GENERATED_USUAL);
    if (argc == 1)
        run(sizes[ARRAY_COUNT(sizes) - 1], GENERATED_KNOTTED);
    return 0;
}
