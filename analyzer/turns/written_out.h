/* Containers whose elements stand in the source: `std::vector<F> all() { return {one, two}; }`, `std::vector names =
 * {"a", "b"};` to which nothing is added, or so many by the function itself: `std::vector<T> one;
 * one.push_back(item);`. How many there are is a number, as of an array with an initialiser. Only containers of the C++
 * library, in a variable of the function, or answered by a function each of whose returns writes them out. Cost: linear
 * in the calls of the function, and of those that it asks. Tests: testdata/call-in-loop/good_written_out.cpp,
 * bad_written_out.cpp */
#ifndef TRIPCOUNT_TURNS_WRITTEN_OUT_H
#define TRIPCOUNT_TURNS_WRITTEN_OUT_H

#include "turns/scope.h"

#include <stdbool.h>
#include <stdint.h>

/* Elements of the container at most, or -1. `*is_exact`: always that many. */
int64_t written_out(const struct scope *scope, const struct expr *container, bool *is_exact);

#endif
