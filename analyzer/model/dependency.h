/* A file that a unit was made from, with what it held when it was read. */
#ifndef TRIPCOUNT_MODEL_DEPENDENCY_H
#define TRIPCOUNT_MODEL_DEPENDENCY_H

#include "base/file.h"
#include "base/hash.h"

#include <stdbool.h>

struct dependency {
    const char *path; /* absolute, normalised */
    struct file_stamp stamp;
    struct digest digest; /* of its content; zero where `is_absent` */
    bool is_absent;       /* looked for and not there: the unit changes when it appears */
};

#endif
