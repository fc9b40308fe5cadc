/* Where something stands in the source. */
#ifndef TRIPCOUNT_MODEL_LOCATION_H
#define TRIPCOUNT_MODEL_LOCATION_H

#include <stdint.h>

/* `file` indexes the file table of the unit that holds the location. Line and column are 1-based; columns count bytes.
 * A line of 0 means that there is no such place (code that the compiler wrote). */
struct location {
    uint32_t file;
    uint32_t line;
    uint32_t column;
};

#endif
