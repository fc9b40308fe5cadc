/* One row per format: REPORT_WRITER(name) stands for `const struct report_writer report_writer_<name>` of its own file.
 * The order is that of --help. Included by report.c alone, once for each meaning of the macro: no include guard. */
#ifndef REPORT_WRITER
#define REPORT_WRITER(name)
#endif

REPORT_WRITER(text)
REPORT_WRITER(json)
