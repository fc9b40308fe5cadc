/* The parts of the text format, shared by the text_*.c files and explain.c; private to this folder. */
#ifndef TRIPCOUNT_REPORT_TEXT_H
#define TRIPCOUNT_REPORT_TEXT_H

#include "report/report.h"

/* Colours as clang uses them, so that they read the same beside a build's own messages. */
enum style { STYLE_BOLD, STYLE_NOTE, STYLE_WARNING, STYLE_ERROR, STYLE_CARET, STYLE_DIM };

void style_begin(struct buffer *out, const struct report_options *options, enum style style);
void style_end(struct buffer *out, const struct report_options *options);
enum style style_of_severity(enum severity severity);

/* Whether the options let a finding through at all. */
bool finding_is_shown(const struct finding *finding, const struct report_options *options);

/* text_parts.c: small things that every part writes. */
void place_add(struct buffer *out, const struct place *place);      /* FILE:LINE:COLUMN as far as known */
void place_add_line(struct buffer *out, const struct place *place); /* FILE:LINE */
/* As people read it, with "up to" in front unless it is exact. */
void formula_add(struct buffer *out, const struct formula *formula);
/* Calls of all sites: a macro may write many at one place. */
uint32_t sites_calls(const struct finding *finding);
/* A finding without one stands in straight-line code. */
bool finding_has_loop(const struct finding *finding);
bool step_is_at(const struct step *step, const struct place *place);
/* The steps [result, *end) that lead from where the finding stands to the library: others tell of what comes before or
 * after it. */
uint32_t finding_path(const struct finding *finding, uint32_t *end);
/* "n = 200", "m = n = 15"; nothing when no count decides. */
void break_even_add(struct buffer *out, const struct formula *formula);
/* "list_orders -> get_city -> PQexecParams": who calls whom from the finding to the library, in full. */
void chain_add(struct buffer *out, const struct finding *finding);
/* The same in at most `columns`: functions in the middle give way first. */
void chain_add_cut(struct buffer *out, const struct finding *finding, uint32_t columns);

/* text_finding.c */
void finding_write_head(struct buffer *out, const struct finding *finding, const struct report_options *options);
void finding_write_block(struct buffer *out, const struct finding *finding, const struct report_options *options);
/* A source line with its number and, from `place->column` on, a mark; `source` NULL writes nothing. `end_column` is
 * exclusive, 0 for one column. `indent` columns stand in front of the gutter. */
void source_write(struct buffer *out, const char *source, const struct place *place, uint32_t end_column,
                  uint32_t indent, const struct report_options *options);

/* text_coverage.c: what was looked at and what was not. */
/* "tripcount 0.1.0: analysed 4,812 of 4,815 translation units, ...", on a terminal with the time at the right edge. */
void coverage_write_head(struct buffer *out, const struct run *run, const struct report_options *options);
/* Failed and partial units, one line each. */
void coverage_write_units(struct buffer *out, const struct run *run, const struct report_options *options);
/* Libraries, loops, calls through pointers, functions that nobody knows. */
void coverage_write_knowledge(struct buffer *out, const struct result *result, const struct report_options *options);
/* All three as far as the options ask for them. */
void coverage_write(struct buffer *out, const struct result *result, const struct report_options *options);

/* text_overview.c: the first screen of a person. */
void overview_write(struct buffer *out, const struct result *result, const struct report_options *options);

/* text_cost.c */
void costs_write(struct buffer *out, const struct result *result, const struct report_options *options);

#endif
