/* Decides which formats there are. Knows nothing of what they write. Tests: tests/unit/report/test_report.c */
#include "report/report.h"

#include <string.h>

#define REPORT_WRITER(name) extern const struct report_writer report_writer_##name;
#include "report/writer_list.h"
#undef REPORT_WRITER

#define REPORT_WRITER(name) &report_writer_##name,
static const struct report_writer *const writers[] = {
#include "report/writer_list.h"
};
#undef REPORT_WRITER

const struct report_writer *report_at(uint32_t index) { return index < ARRAY_COUNT(writers) ? writers[index] : NULL; }

const struct report_writer *report_find(const char *name) {
    for (uint32_t i = 0; i < ARRAY_COUNT(writers); i++)
        if (name != NULL && strcmp(writers[i]->name, name) == 0)
            return writers[i];
    return NULL;
}

struct report_options report_default_options(void) {
    return (struct report_options){.min_confidence = CONFIDENCE_MEDIUM};
}
