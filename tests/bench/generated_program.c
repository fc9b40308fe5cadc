/* The numbers are those of PostgreSQL 15 (src/bin, src/interfaces), redis 7 and git 2.40, rounded. Of the functions
 * that reach the wire, 17 % of git's, 13 % of samba's (ctdb) and none of PostgreSQL's or redis's are in components of
 * more than eight functions. */
#include "generated_program.h"

#include <stdbool.h>

#define FUNCTIONS_PER_UNIT 16 /* of 25 lines */
#define UNITS_PER_MODULE   20
#define CALLS_PER_FUNCTION 7
#define TABLE_FUNCTIONS    4 /* of the operations of a unit that has a table */
#define UNITS_PER_TABLE    8
#define TABLE_CALLS        4  /* of 100 functions */
#define CALLBACK_CALLS     3  /* of 100 functions */
#define ITERATORS          4  /* functions of the lowest module that call what they are handed */
#define MODULES_PER_PART   24 /* of a part of the program: one talks to a peer, USERS call it, the rest do not */
#define USERS              5
#define CYCLIC_USER        2 /* the one of them with calls upwards, of a usual program */

struct random {
    uint64_t state;
};

static uint32_t random_below(struct random *random, uint32_t limit) {
    random->state = random->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((random->state >> 33) % limit);
}

struct generating {
    struct random random;
    uint32_t unit;
    uint32_t unit_count;
    enum generated_shape shape;
    uint32_t module;
    uint32_t calls[FUNCTIONS_PER_UNIT][CALLS_PER_FUNCTION]; /* unit * FUNCTIONS_PER_UNIT + function */
    struct buffer *out;
};

static bool is_client(uint32_t module) { return module % MODULES_PER_PART == 3; }
static bool is_user(uint32_t module) {
    return module % MODULES_PER_PART - 3 <= USERS && module % MODULES_PER_PART >= 3;
}
/* Of modules that reach the wire. */
static bool has_cycles(const struct generating *g) {
    bool is_cyclic = g->module % MODULES_PER_PART == 3 + CYCLIC_USER;
    return g->shape == GENERATED_KNOTTED || is_cyclic || !is_user(g->module);
}

/* Of modules that reach the wire, the upper ones call through the tables of the lower ones, twice as often. */
static bool has_table(const struct generating *g) {
    bool is_lower = g->module % MODULES_PER_PART - 3 <= CYCLIC_USER;
    return g->unit % UNITS_PER_TABLE == 5 && (is_lower || !is_user(g->module) || g->shape == GENERATED_KNOTTED);
}
static uint32_t table_calls(const struct generating *g) {
    bool is_upper = g->module % MODULES_PER_PART - 3 >= CYCLIC_USER;
    if (!is_user(g->module) || g->shape == GENERATED_KNOTTED)
        return TABLE_CALLS;
    return is_upper ? 2 * TABLE_CALLS : 0;
}

/* Most calls stay near, and lead down. Modules of clients are called by few. */
static uint32_t callee(struct generating *g, uint32_t function) {
    uint32_t kind = random_below(&g->random, 100), unit = g->unit, module = g->module;
    if (kind < 55 && function > 0)
        return g->unit * FUNCTIONS_PER_UNIT + random_below(&g->random, function);
    if (kind < 80 && g->unit % UNITS_PER_MODULE > 0)
        unit = module * UNITS_PER_MODULE + random_below(&g->random, g->unit % UNITS_PER_MODULE);
    else if (module > 0)
        do
            unit = random_below(&g->random, module) * UNITS_PER_MODULE + random_below(&g->random, UNITS_PER_MODULE);
        while (is_user(unit / UNITS_PER_MODULE) && !is_user(module));
    else if (g->unit > 0)
        unit = random_below(&g->random, g->unit);
    else
        return function > 0 ? random_below(&g->random, function) : 0;
    if (kind == 99 && has_cycles(g) && g->unit % UNITS_PER_MODULE + 1 < UNITS_PER_MODULE &&
        g->unit + 1 < g->unit_count) /* a cycle */
        unit = g->unit + 1;
    return unit * FUNCTIONS_PER_UNIT + random_below(&g->random, FUNCTIONS_PER_UNIT);
}

/* Each part of the program has operations of its own, those that call the client apart from the rest. */
static uint32_t part_of(uint32_t module) { return module / MODULES_PER_PART * 2 + is_user(module); }

static void put_symbols(struct generating *g) {
    bool is_own;
    uint32_t part = part_of(g->module);
    buffer_printf(g->out,
                  "(symbols (query function (header \"demo.h\" 1) (type \"int (struct c *, int)\")"
                  " (parameters 2)) (ops%u record defined (type \"struct ops%u\") (header \"ops.h\" 1))"
                  " (ops%u::run field (type \"int (*)(struct c *, int)\") (header \"ops.h\" 1)"
                  " (record ops%u))"
                  " (c record defined (type \"struct c\") (header \"ops.h\" 9))"
                  " (c::n field (type \"int\") (header \"ops.h\" 9) (record c))"
                  " (c::ops field (type \"struct ops%u *\") (header \"ops.h\" 9) (record c))",
                  part, part, part, part, part);
    for (uint32_t i = 0; i < ITERATORS; i++)
        buffer_printf(g->out,
                      " (each_%u function (header \"each.h\" 1)"
                      " (type \"int (struct c *, int, int (*)(struct c *, int))\") (parameters 3))",
                      i);
    for (uint32_t f = 0; f < FUNCTIONS_PER_UNIT; f++)
        buffer_printf(g->out,
                      " (f%u_%u function address-taken (header \"m.h\" 1) (type \"int (struct c *, int)\")"
                      " (parameters 2))",
                      g->unit, f);
    for (uint32_t f = 0; f < FUNCTIONS_PER_UNIT; f++)
        for (uint32_t k = 0; k < CALLS_PER_FUNCTION; k++) {
            uint32_t unit = g->calls[f][k] / FUNCTIONS_PER_UNIT, function = g->calls[f][k] % FUNCTIONS_PER_UNIT;
            is_own = unit == g->unit;
            for (uint32_t i = 0; i < f * CALLS_PER_FUNCTION + k && !is_own; i++)
                is_own = g->calls[i / CALLS_PER_FUNCTION][i % CALLS_PER_FUNCTION] == g->calls[f][k];
            if (!is_own)
                buffer_printf(g->out,
                              " (f%u_%u function (header \"m.h\" 1) (type \"int (struct c *, int)\")"
                              " (parameters 2))",
                              unit, function);
        }
    if (has_table(g))
        buffer_printf(g->out, " (ops_%u variable defined const (type \"const struct ops%u\"))", g->unit, part);
    buffer_add_text(g->out, ")");
}

static void put_call(struct generating *g, uint32_t function, uint32_t k, uint32_t line) {
    buffer_printf(g->out, " (call f%u_%u @%u:9 dropped (c n) (types \"struct c *\" \"int\") (type \"int\"))",
                  g->calls[function][k] / FUNCTIONS_PER_UNIT, g->calls[function][k] % FUNCTIONS_PER_UNIT, line);
}

/* A test that leaves, a loop with calls in it, a branch, the rest; some talk to the peer, through a table, or hand over
 * a function. */
static void put_function(struct generating *g, uint32_t f) {
    uint32_t line = 10 + f * 24, kind = random_below(&g->random, 100);
    buffer_printf(g->out,
                  "\n(function f%u_%u @%u:5 (end %u) (parameters (c \"struct c *\" @%u) (n \"int\" @%u))"
                  " (locals (i \"int\" @%u)) (body (branch if @%u:5 (== c 0) (then (return @%u:9 0)))",
                  g->unit, f, line, line + 22, line, line, line + 1, line + 2, line + 3);
    put_call(g, f, 0, line + 4);
    buffer_printf(g->out,
                  " (declare @%u:10 i 0) (loop for @%u:5 (condition (< i %s)) (step (assign @%u:30 i += 1))"
                  " (body",
                  line + 5, line + 5, f % 2 ? "n" : "(field (deref c) c::n)", line + 5);
    put_call(g, f, 1, line + 6);
    put_call(g, f, 2, line + 7);
    if (is_client(g->module) && kind < 12)
        buffer_printf(g->out, " (call query @%u:9 dropped (c i) (types \"struct c *\" \"int\") (type \"int\"))",
                      line + 8);
    buffer_printf(g->out, ")) (branch if @%u:5 (> n 3) (then", line + 10);
    put_call(g, f, 3, line + 11);
    put_call(g, f, 4, line + 12);
    buffer_printf(g->out, ") (else");
    put_call(g, f, 5, line + 14);
    buffer_add_text(g->out, "))");
    if (kind >= 100 - table_calls(g))
        buffer_printf(g->out,
                      " (call (through (field (deref (field (deref c) c::ops)) ops%u::run)) @%u:5 dropped (c n)"
                      " (types \"struct c *\" \"int\") (type \"int\") (pointee \"int (struct c *, int)\"))",
                      part_of(g->module), line + 16);
    else if (kind >= 100 - table_calls(g) - CALLBACK_CALLS && f > 0)
        buffer_printf(g->out,
                      " (call each_%u @%u:5 dropped (c n &f%u_%u) (types \"struct c *\" \"int\""
                      " \"int (*)(struct c *, int)\") (type \"int\"))",
                      random_below(&g->random, ITERATORS), line + 16, g->unit, random_below(&g->random, f));
    put_call(g, f, 6, line + 18);
    buffer_printf(g->out, " (return @%u:5 0)))", line + 21);
}

static void put_iterator(struct generating *g, uint32_t number) {
    uint32_t line = 10 + FUNCTIONS_PER_UNIT * 24 + number * 6;
    buffer_printf(g->out,
                  "\n(function each_%u @%u:5 (end %u) (parameters (c \"struct c *\" @%u) (n \"int\" @%u)"
                  " (fn \"int (*)(struct c *, int)\" @%u)) (locals (i \"int\" @%u)) (body (declare @%u:10 i 0)"
                  " (loop for @%u:5 (condition (< i n)) (step (assign @%u:20 i += 1)) (body"
                  " (call (through fn) @%u:9 dropped (c i) (types \"struct c *\" \"int\") (type \"int\")"
                  " (pointee \"int (struct c *, int)\")))) (return @%u:5 0)))",
                  number, line, line + 5, line, line, line, line + 1, line + 1, line + 1, line + 1, line + 2, line + 4);
}

void generated_unit(uint32_t number, uint32_t unit_count, enum generated_shape shape, struct buffer *out) {
    struct generating g = {.random = {number * UINT64_C(2654435761) + 1},
                           .unit = number,
                           .unit_count = unit_count,
                           .shape = shape,
                           .module = number / UNITS_PER_MODULE,
                           .out = out};
    for (uint32_t f = 0; f < FUNCTIONS_PER_UNIT; f++)
        for (uint32_t k = 0; k < CALLS_PER_FUNCTION; k++)
            g.calls[f][k] = callee(&g, f);
    buffer_printf(out, "(unit \"src/m%u/u%u.c\" (lines %u) ", g.module, number, GENERATED_LINES_PER_UNIT);
    put_symbols(&g);
    for (uint32_t f = 0; f < FUNCTIONS_PER_UNIT; f++)
        put_function(&g, f);
    for (uint32_t i = 0; i < ITERATORS && number == 0; i++)
        put_iterator(&g, i);
    for (uint32_t i = 0; i < TABLE_FUNCTIONS && has_table(&g); i++)
        buffer_printf(out, "\n(fact @5:%u (field @ops_%u ops%u::run) &f%u_%u (type \"int (struct c *, int)\"))", i + 1,
                      number, part_of(g.module), number, i * 3);
    buffer_add_text(out, ")\n");
}
