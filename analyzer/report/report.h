/* What a run found, written for people and for programs: one writer per format, the front door of this folder.
 *
 * Writers read a `struct result` and append to a buffer; nothing here prints, opens a terminal or reads a file. The
 * same result and the same options give the same bytes: run times and what was reused appear only on a terminal or when
 * `show_timing` is set. Paths, messages and source lines come from other people's code: in every format they are
 * made valid UTF-8, and nothing that steers a terminal leaves as it came in.
 * Adding a format: one file with its writer, one row in report/writer_list.h.
 * Tests: tests/unit/report, golden files in testdata/_report */
#ifndef TRIPCOUNT_REPORT_REPORT_H
#define TRIPCOUNT_REPORT_REPORT_H

#include "base/buffer.h"
#include "model/result.h"

#include <stdbool.h>
#include <stdint.h>

/* Where the text of a line comes from when a report shows more lines than the result carries. */
struct report_source {
    /* The line (1-based) without its newline, good until the next call; NULL when it cannot be read. */
    const char *(*line)(void *context, const char *file, uint32_t line);
    void *context;
};

struct report_options {
    bool is_terminal; /* a person reads this now: the worst ten and what to do next, not everything */
    bool use_color;
    uint32_t width;     /* columns of the terminal; 0: lines may have any length */
    bool show_all;      /* no limit of ten, low confidence too */
    bool with_costs;    /* the costs of functions beside the findings */
    bool costs_only;    /* only these: `tripcount cost` */
    bool is_quiet;      /* findings alone; what could not be read is told all the same */
    bool is_not_stored; /* what is written cannot be asked for later: nothing hints at `explain NUMBER` */
    bool show_timing;
    enum confidence min_confidence; /* findings below are counted, not shown; PRODUCT's default is medium */
    struct report_source source;    /* .line NULL: only lines that the result carries */
};

struct report_writer {
    const char *name;    /* as given to --format: "json" */
    const char *summary; /* one line for --help */
    void (*write)(struct buffer *out, const struct result *result, const struct report_options *options);
};

/* NULL when there is no such format. */
const struct report_writer *report_find(const char *name);
/* In the order of --help; NULL behind the last. */
const struct report_writer *report_at(uint32_t index);

/* The defaults of PRODUCT for output that no terminal shows. */
struct report_options report_default_options(void);

/* The whole story of one finding as text: `index` below result->finding_count; people know it as index + 1. */
void report_explain(struct buffer *out, const struct result *result, uint32_t index,
                    const struct report_options *options);

/* The same of a function: what it costs and the findings that stand in it. `index` below result->cost_count. */
void report_explain_function(struct buffer *out, const struct result *result, uint32_t index,
                             const struct report_options *options);

#endif
