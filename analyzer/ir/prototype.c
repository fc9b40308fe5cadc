/* Tests: testdata/call-in-loop/bad_one_by_one.cpp */
#include "ir/prototype.h"

#include <string.h>

const char *prototype_parameter(const char *prototype, uint32_t index) {
    const char *open = prototype ? strchr(prototype, '(') : NULL;
    if (!open)
        return NULL;
    const char *parameter = open + 1;
    int depth = 0;
    for (const char *c = parameter; *c && index > 0; c++) {
        depth += *c == '(' || *c == '<' ? 1 : *c == ')' || *c == '>' ? -1 : 0;
        if (*c == ',' && depth == 0) {
            index--;
            parameter = c + 1;
        }
    }
    while (*parameter == ' ')
        parameter++;
    return index == 0 ? parameter : NULL;
}
