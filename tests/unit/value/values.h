/* Atoms and an arena for tests of values, which need no program. */
#ifndef TRIPCOUNT_TESTS_UNIT_VALUE_VALUES_H
#define TRIPCOUNT_TESTS_UNIT_VALUE_VALUES_H

#include "base/error.h"
#include "value/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

struct fixture {
    struct arena arena;
    struct atom_table atoms;
    struct algebra algebra;
};

static inline int start(void **state) {
    struct fixture *f = checked_alloc(1, sizeof *f);
    *f = (struct fixture){0};
    arena_init(&f->arena);
    atom_table_init(&f->atoms, &f->arena);
    f->algebra = (struct algebra){&f->atoms, &f->arena};
    *state = f;
    return 0;
}

static inline int stop(void **state) {
    struct fixture *f = *state;
    atom_table_finish(&f->atoms);
    arena_finish(&f->arena);
    free(f);
    return 0;
}

#endif
